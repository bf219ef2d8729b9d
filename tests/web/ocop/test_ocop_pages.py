"""Pages of OCOP: the overview, councils and their sheets, certificates, linkages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from langmoi.places.queries import unit_by_code
from langmoi.registers.actions import Move, NewEntry, add_entry
from langmoi.registers.models import Entry, EntryRecord, OcopCouncil, OcopScoring, OcopSheet
from langmoi.registers.ocop.certifying import Decision, certify
from langmoi.registers.ocop.councils import CouncilTold, Scored, add_council, save_scores
from langmoi.registers.ocop.scores import Sheet

TODAY = date(2019, 12, 20)
HELD = date(2019, 12, 10)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}
OCOP, COUNCILS = "/ocop/", "/ocop/hoi-dong/"
SHEETS = {"a1": "25", "b1": "15", "c1": "29", "a2": "25", "b2": "15", "c2": "30", "stars": "4"}


def text(answer):
    return answer.content.decode()


def product(by, name="Cà phê bột", code="23542", group="drink"):
    unit = unit_by_code(code, TODAY, "commune").unit
    fields = {"group": group, "maker": "Hợp tác xã A", "maker_kind": "cooperative"}
    told = NewEntry("ocop_product", name, Move("registered", date(2019, 9, 1)), fields)
    return add_entry(told, unit, by=by, **WHEN)


@pytest.fixture
def council(district_officer):
    told = CouncilTold(HELD, ("Y Hoa", "Y Hoa", ""))
    unit = unit_by_code("616", TODAY, "district")
    return add_council(told, unit, by=district_officer, **WHEN)


def sheets(entry, council):
    return f"/ocop/san-pham/{entry.pk}/cham/?hoi-dong={council.pk}"


def test_a_council_is_written_up_and_its_sheets_after_it(enter, months, district_officer, clerk):
    entry = product(clerk)
    client = enter(district_officer)
    unit = unit_by_code("616", TODAY, "district").unit_id
    told = {"unit": unit, "held_on": "10/12/2019", "size": "3", "names": "Y Hoa\nY Hoa"}

    client.post(f"{COUNCILS}moi/", told)
    held = OcopCouncil.objects.get()
    assert held.members == ["Y Hoa", "Y Hoa", ""]
    shown = text(client.get(f"{COUNCILS}{held.pk}/"))
    assert "Thành viên 2 (Y Hoa)" in shown
    assert "Cà phê bột" in shown
    assert client.post(sheets(entry, held), SHEETS | {"seen": "0"}).status_code == 302
    shown = text(client.get(sheets(entry, held)))
    assert "69,5" in shown
    assert "không nói cách xếp điểm lẻ" in shown
    assert "Hội đồng kết luận 4 sao, theo điểm trung bình 69,5 là 3 sao." in shown
    entry.refresh_from_db()
    assert entry.state == "district_scored"
    assert "khác điểm" in text(client.get(f"{COUNCILS}{held.pk}/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"a1": "36"}, "phần A ghi 36 điểm, phải từ 0 đến 35"),
        ({"a1": "nhiều"}, "phần A: “nhiều” không phải là số"),
        ({"a1": ""}, "chưa có điểm phần A"),
        ({"a3": "1"}, "2 chỗ cần sửa"),
        ({"seen": "4"}, "vừa được người khác sửa"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    enter, months, council, clerk, district_officer, typed, said
):
    entry = product(clerk)

    answer = enter(district_officer).post(sheets(entry, council), SHEETS | {"seen": "0"} | typed)

    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="29"' in text(answer)
    assert not OcopSheet.objects.exists()


def test_more_names_than_members_are_refused(enter, months, district_officer):
    unit = unit_by_code("616", TODAY, "district").unit_id
    told = {"unit": unit, "held_on": "20/08/2019", "size": "1", "names": "A\nB"}

    client = enter(district_officer)
    assert "Có 2 tên, nhiều hơn 1 thành viên" in text(client.post(f"{COUNCILS}moi/", told))
    answer = client.post(f"{COUNCILS}moi/", told | {"size": "2"})
    assert "chưa có bộ tiêu chí OCOP toàn quốc" in text(answer)
    assert not OcopCouncil.objects.exists()


def test_a_council_is_changed_by_whom_saw_it_last(enter, months, council, district_officer):
    client, address = enter(district_officer), f"{COUNCILS}{council.pk}/sua/"
    told = {"unit": council.unit_id, "held_on": "11/12/2019", "size": "4", "names": "", "seen": "1"}

    assert client.post(address, told).status_code == 302
    council.refresh_from_db()
    assert (council.held_on, council.members) == (date(2019, 12, 11), [""] * 4)
    assert "vừa được người khác sửa" in text(client.post(address, told))


def test_a_commune_sees_its_products_and_no_council(enter, months, council, clerk, stranger):
    entry = product(clerk)

    assert "Cà phê bột" in text(enter(clerk).get(OCOP))
    assert "Cà phê bột" not in text(enter(stranger).get(OCOP))
    for who in (clerk, stranger):
        for address in (COUNCILS, f"{COUNCILS}{council.pk}/", sheets(entry, council)):
            assert enter(who).get(address).status_code == 404
    assert enter(clerk).get(f"/ocop/san-pham/{entry.pk}/cong-nhan/").status_code == 404


def test_who_may_only_read_writes_nothing(enter, months, council, clerk, reader):
    entry = product(clerk)

    client = enter(reader)
    assert 'name="a1"' not in text(client.get(sheets(entry, council)))
    assert client.post(sheets(entry, council), SHEETS).status_code in (403, 404)
    assert client.get(f"{COUNCILS}{council.pk}/sua/").status_code == 404
    assert client.get(f"{COUNCILS}moi/").status_code == 404
    assert not OcopScoring.objects.exists()


def scored(entry, council, by):
    points = {"a": Decimal(25), "b": Decimal(15), "c": Decimal(20)}
    told = Scored((Sheet(1, points),), 3)
    save_scores(council, entry, told, seen=0, by=by, **WHEN)
    entry.refresh_from_db()
    return entry


DECISION = {"stars": "3", "level": "province", "document": "99/QĐ-UBND", "issued_on": "15/12/2019"}


def test_a_decision_certifies_the_product(enter, months, council, clerk, district_officer, office):
    entry = scored(product(clerk), council, district_officer)
    client, address = enter(office), f"/ocop/san-pham/{entry.pk}/cong-nhan/"

    shown = text(client.get(address))
    assert "3 sao</b>: cấp tỉnh công nhận" in shown
    assert client.post(address, DECISION | {"seen": entry.version}).status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.holds_until) == ("certified", date(2022, 12, 15))
    shown = text(client.get(OCOP))
    assert "0 năm sao, 0 bốn sao, 1 ba sao" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"issued_on": "09/12/2019"}, "trước ngày hội đồng chấm 10/12/2019"),
        ({"level": "district"}, "hạng 3 sao do cấp tỉnh công nhận"),
        ({"issued_on": "21/12/2019"}, "chưa tới"),
        ({"seen": "1"}, "vừa được người khác sửa"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    enter, months, council, clerk, district_officer, office, typed, said
):
    entry = scored(product(clerk), council, district_officer)
    address = f"/ocop/san-pham/{entry.pk}/cong-nhan/"

    answer = enter(office).post(address, DECISION | {"seen": entry.version} | typed)

    assert answer.status_code == 422
    assert said in text(answer)
    assert not EntryRecord.objects.exists()


def rows_of(answer):
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book["Số liệu"].iter_rows()]


def test_the_file_lists_every_product_with_its_last_day(
    enter, months, council, clerk, district_officer, office
):
    entry = scored(product(clerk), council, district_officer)
    told = Decision(3, "province", "99/QĐ-UBND", date(2019, 12, 15))
    certify(entry, told, seen=entry.version, by=office, **WHEN)

    found = rows_of(enter(office).get(f"{OCOP}?tep=xlsx"))

    [line] = [row for row in found if "Cà phê bột" in row]
    assert datetime(2022, 12, 15) in line
    assert 3 in line


def test_the_overview_asks_as_often_for_many_as_for_few(
    enter, months, office, clerk, django_assert_max_num_queries
):
    client = enter(office)
    product(clerk)
    client.get(OCOP)
    for number in range(12):
        product(clerk, f"Sản phẩm {number}")

    with django_assert_max_num_queries(26):
        client.get(OCOP)
    assert Entry.objects.count() == 13


def linkage(by, name="Liên kết sắn", **told):
    fields = {
        "product": "Sắn", "is_key": True, "buyer": "Nhà máy A", "side": "households",
        "contract": name, "signed_on": date(2018, 12, 1), "starts_on": date(2019, 1, 1),
        "ends_on": date(2020, 12, 31), "households": 40, "area": Decimal("12.5"),
    }  # fmt: skip
    unit = unit_by_code("23542", TODAY, "commune").unit
    new = NewEntry("linkage", name, Move("running", date(2019, 1, 1)), fields | told)
    return add_entry(new, unit, by=by, **WHEN)


def test_linkages_that_live_are_summed_by_district(enter, months, clerk, office, stranger):
    linkage(clerk)
    linkage(clerk, "Liên kết cũ", ends_on=date(2019, 11, 30))

    shown = text(enter(office).get("/lien-ket/"))
    assert "Liên kết sắn" in shown
    assert "Liên kết cũ" not in shown
    assert "1 liên kết khác đã hết hạn hoặc dừng" in shown
    assert "84 xã chưa có liên kết nông sản chủ lực" in shown
    assert "Liên kết sắn" not in text(enter(stranger).get("/lien-ket/"))
    [line] = [r for r in rows_of(enter(office).get("/lien-ket/?tep=xlsx")) if "Liên kết sắn" in r]
    assert line[-2:] == [12.5, 40]
