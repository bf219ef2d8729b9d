"""The board of tasks: views, filters, counts with the lists behind them, and the file."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from task_world import on

from langmoi.direction.actions import confirm_task, report_done, suspend_task
from langmoi.direction.models import Nature
from langmoi.people.models import Duty

LATE = on(date(2019, 8, 3))


@pytest.fixture
def several(give, given, department, district_officer, committee):
    """Of each label something: overdue, in time, done late, a request, co-operating, put off."""
    report_done(given.here, "Đã xong.", by=district_officer, **LATE)
    confirm_task(given.here, by=committee, **LATE)
    give("Lập kế hoạch năm.", "616", due_on=date(2019, 12, 31), clause="1.2")
    give("Đề nghị phối hợp.", department, nature=Nature.REQUEST, clause="2")
    give("Tổng kết mười năm.", "612", clause="3", recurring="monthly", days_after=10)
    give("Tham mưu đoàn kiểm tra.", "616", clause="4")
    (held,) = give("Xây dựng đề án.", department, clause="5", due_on=date(2019, 7, 31))
    suspend_task(held, "Chờ vốn.", by=committee, **LATE)


@pytest.fixture
def read(enter):
    def get(user, query=""):
        answer = enter(user).get(f"/nhiem-vu/{query}")
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    return get


def rows(text):
    """The tasks of the list, by the beginning of their words."""
    return re.findall(r'class="lm-tk__text"[^>]*>([^<]+)</a>', text)


def counts(text):
    """The five numbers of the head with the addresses behind them."""
    found = re.findall(
        r'<a class="lm-tile lm-tile--go[^"]*"\s+href="([^"]+)".*?lm-tile__v">(\d+)<', text, re.S
    )
    return [(address, int(number)) for address, number in found]


def test_the_office_finds_all_by_document_with_the_rate(read, committee, several):
    text = read(committee)

    assert '<a class="lm-tk__name"' in text
    assert "19/UBND" in text
    assert [number for _, number in counts(text)] == [3, 0, 1, 0, 1]
    assert "Tỷ lệ hoàn thành <b>50,00%</b> = 1 hoàn thành ÷ (1 hoàn thành + 1 quá hạn)." in text
    assert "1 nội dung đề nghị" in text
    assert "1 tạm hoãn" in text


def test_an_assignee_finds_their_own_overdue_first(read, other_district, several):
    text = read(other_district)

    assert rows(text) == ["Rà soát từng tiêu chí.", "Tổng kết mười năm."]
    assert "Quá hạn 5 ngày" in text
    assert "Lập kế hoạch năm." not in text


@pytest.mark.parametrize("view", ["van-ban", "noi-nhan", "huyen", "han"])
def test_every_count_of_a_view_is_the_length_of_its_list(read, committee, several, view):
    text = read(committee, f"?xem={view}")
    cells = re.findall(r'<td class="lm-n"[^>]*>\s*<a href="([^"]+)"[^>]*>(\d+)</a>', text)

    assert len(cells) > 3
    for address, number in [*cells, *counts(text)]:
        assert len(rows(read(committee, address))) == int(number), address


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?tim=ke hoach", {"Lập kế hoạch năm."}),
        ("?tinh-trang=qua-han", {"Rà soát từng tiêu chí."}),
        ("?tinh-trang=qua-han-lau", set()),
        ("?tinh-trang=xong-qua-han", {"Rà soát từng tiêu chí."}),
        ("?trang-thai=suspended", {"Xây dựng đề án."}),
        ("?tinh-chat=request", {"Đề nghị phối hợp."}),
        ("?tu-ngay=01/12/2019&den-ngay=31/12/2019", {"Lập kế hoạch năm."}),
        ("?tinh-trang=khong-han", {"Đề nghị phối hợp.", "Tham mưu đoàn kiểm tra."}),
        ("?huyen=tinh", {"Đề nghị phối hợp.", "Xây dựng đề án."}),
        ("?nhom=tam-hoan", {"Xây dựng đề án."}),
    ],
)
def test_filters_narrow_the_list(read, committee, several, query, found):
    assert set(rows(read(committee, query))) == found


def test_what_makes_no_sense_is_told_beside_its_field_and_kept(read, committee, several):
    text = read(committee, "?tu-ngay=32/13/2019&van-ban=999999")

    assert "Không hiểu ngày này. Hãy ghi như 31/12/2019." in text
    assert 'value="32/13/2019"' in text
    assert "Không có lựa chọn này." in text


def test_days_the_wrong_way_round_are_told(read, committee, several):
    text = read(committee, "?tu-ngay=02/12/2019&den-ngay=01/12/2019")

    assert "Ngày cuối trước ngày đầu." in text


def test_who_only_co_operates_is_listed_but_not_counted(read, give, specialist, department):
    give("Tổng kết.", "612", due_on=date(2019, 7, 31))
    give("Góp ý.", department, duty=Duty.CO_OPERATE, nature=Nature.REQUEST)

    text = read(specialist)

    assert rows(text) == ["Góp ý."]
    assert "chưa tính tỷ lệ" in text


def test_the_file_holds_the_list_as_it_is_filtered(enter, committee, several):
    answer = enter(committee).get("/nhiem-vu/?xem=danh-sach&tinh-trang=qua-han&tep=xlsx")

    assert answer["Content-Disposition"] == 'attachment; filename="nhiem-vu-2019-08-05.xlsx"'
    book = openpyxl.load_workbook(BytesIO(answer.content))
    told, listed = book.worksheets
    facts = {row[0].value: row[1].value for row in told.iter_rows(min_row=3)}
    assert told["A1"].value == "Nhiệm vụ được giao, tính đến ngày 05/08/2019"
    assert facts["Bộ lọc"] == "Thời hạn: Quá hạn"
    assert facts["Tỷ lệ hoàn thành"].startswith("0,00% = 0 hoàn thành")
    lines = list(listed.iter_rows(min_row=2, values_only=True))
    assert [(line[3], line[6], line[9].date(), line[12]) for line in lines] == [
        ("Rà soát từng tiêu chí.", "Huyện Đăk Tô", date(2019, 7, 31), 5)
    ]


def test_what_people_typed_stays_text_in_the_file(enter, committee, give):
    give("=HYPERLINK(0)", "612")

    answer = enter(committee).get("/nhiem-vu/?xem=danh-sach&tep=xlsx")

    cell = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[1]["D2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(0)")


def test_the_board_reads_the_same_number_of_times_however_many_tasks(
    enter, committee, give, given, django_assert_max_num_queries
):
    client = enter(committee)
    for address in ("/nhiem-vu/", "/nhiem-vu/?xem=danh-sach"):
        client.get(address)
    for at in range(12):
        give(f"Việc {at}.", "616", "612", "613")

    for address in ("/nhiem-vu/", "/nhiem-vu/?xem=danh-sach"):
        with django_assert_max_num_queries(25):
            client.get(address)


def test_a_person_without_tasks_is_told_what_will_stand_here(read, clerk):
    assert "Chưa có nhiệm vụ nào" in read(clerk)


def test_the_rate_is_explained_on_the_government_s_own_figures(read, clerk):
    text = read(clerk, "cach-tinh/")

    assert "(14.068 + 1.983) ÷ (16.051 + 223) = <b>98,63%</b>" in " ".join(text.split())
    assert "<b>98,62%</b>, lệch 0,01 điểm phần trăm" in " ".join(text.split())
    assert "21.914" in text


def test_what_is_kept_of_a_desk_goes_with_the_next_step(read, committee, district_officer, given):
    assert "Chờ xác nhận" not in read(committee, "?xem=danh-sach").partition("<tbody>")[2]

    report_done(given.here, "Đã xong.", by=district_officer, **LATE)

    assert "Chờ xác nhận" in read(committee, "?xem=danh-sach").partition("<tbody>")[2]


def test_who_shares_a_desk_still_has_tasks_of_their_own(
    read, committee, specialist, give, department
):
    give("Việc của Sở.", department)
    read(committee)

    assert rows(read(specialist)) == ["Việc của Sở."]
