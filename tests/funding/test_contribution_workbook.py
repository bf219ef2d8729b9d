"""Contributions by workbook: every fault by its cell, all or nothing, and out again the same."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from gifts import TODAY, WHEN, commune, gift, load_gift_villages, village

from langmoi.core.errors import DomainError
from langmoi.core.models import AuditEntry
from langmoi.funding.contribution_actions import add_contribution
from langmoi.funding.contribution_checks import Gift
from langmoi.funding.contribution_file import (
    LABELS,
    read_donors,
    show_donors,
    write_contribution_file,
)
from langmoi.funding.contribution_import import check_contributions, import_contributions
from langmoi.funding.contribution_queries import contribution_rows
from langmoi.funding.models import Contribution

FIT = {
    "commune": "Sa Nghĩa",
    "unit": "Đăk Tăng",
    "given_on": date(2019, 11, 3),
    "households": 40,
    "money": 12.5,
    "workdays": 30,
    "workday_rate": 150_000,
    "told_workdays_value": 4.5,
    "land": 200.5,
    "land_value": 40,
    "told_total": 57,
    "basis": "Biên bản họp thôn",
    "donors": "A Nhôi: 2; Y Hlim: 0,5",
}
# What is planted, and where it must be found.
PLANTED = (
    ({"money": -3}, "F", "không thể âm"),
    ({"households": 999_999}, "E", "chỉ có"),
    ({"households": None}, "E", "Chưa ghi số hộ"),
    ({"unit": "Kon Đào 1"}, "B", "Không có thôn “Kon Đào 1” ở xã Sa Nghĩa"),
    ({"unit": "Hòa Bình", "given_on": date(2017, 5, 1)}, "B", "Không có thôn “Hòa Bình”"),
    ({"commune": "Kon Đào", "unit": "Kon Đào 1"}, "A", "không có xã “Kon Đào”"),
    ({"given_on": date(2020, 1, 5)}, "C", "chưa tới"),
    ({"given_on": "tháng 5"}, "C", "Không hiểu ngày"),
    ({"told_total": 58}, "N", "lệch 1"),
    ({"told_workdays_value": 5}, "I", "lệch 0,5"),
    ({"basis": None}, "O", "căn cứ quy đổi"),
    ({"project": "CT-999"}, "D", "Không có công trình"),
    ({"workdays": "ba mươi"}, "G", "không phải là số"),
    ({"money": "1.234"}, "F", "có thể là"),
    ({"donors": "A Nhôi hai triệu"}, "Q", "Không hiểu “A Nhôi hai triệu”"),
    ({"donors": "A Nhôi: 99"}, "Q", "lệch 42"),
    ({"workday_rate": None, "told_workdays_value": 4.5}, "H", "thiếu mức quy đổi"),
)


@pytest.fixture
def villages(kontum):
    load_gift_villages()


def book(*rows):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Đóng góp"
    sheet.append(list(LABELS.values()))
    for row in rows:
        sheet.append([row.get(column) for column in LABELS])
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def check(by, *rows):
    return check_contributions(book(*rows), file_name="gop.xlsx", by=by, on=TODAY)


def test_seventeen_planted_faults_are_each_found_in_their_cell(clerk, villages):
    found = check(clerk, *(FIT | changed for changed, _, _ in PLANTED))

    by_cell = {fault.cell: fault for fault in found.faults}
    for number, (_, column, said) in enumerate(PLANTED, start=2):
        assert said in by_cell[f"{column}{number}"].message
    lines = {fault.cell[1:] for fault in found.faults}
    assert len(lines) == len(PLANTED)
    assert all(fault.sheet == "Đóng góp" and fault.unit for fault in found.faults)
    assert not Contribution.objects.exists()


def test_one_fault_keeps_all_rows_out_and_a_fit_file_goes_in_whole(clerk, villages):
    rows = [FIT | {"note": f"đợt {n}"} for n in range(3)]
    assert not check(clerk, *rows, FIT | {"money": -1}).ok

    found = check(clerk, *rows)
    assert (found.ok, len(found.gifts)) == (True, 3)
    assert not Contribution.objects.exists()  # shown first
    made = import_contributions(found.gifts, file_name="gop.xlsx", by=clerk, **WHEN)

    assert made == Contribution.objects.count() == 3
    entry = AuditEntry.objects.get(action="contribution.import")
    assert entry.detail == {"rows": 3, "units": 1, "total": 171_000_000}
    assert "Nhôi" not in str(entry.detail)


def test_the_same_gift_twice_in_a_file_or_already_there_is_told(clerk, villages):
    found = check(clerk, FIT, FIT)
    assert [(f.cell, f.message) for f in found.faults] == [
        ("B3", "Khoản giống hệt đã có ở dòng 2.")
    ]

    once = check(clerk, FIT)
    import_contributions(once.gifts, file_name="gop.xlsx", by=clerk, **WHEN)
    assert "đã được ghi trước đó" in check(clerk, FIT).faults[0].message
    with pytest.raises(DomainError, match="Chưa ghi gì"):
        import_contributions(once.gifts, file_name="gop.xlsx", by=clerk, **WHEN)


def test_what_a_workbook_gives_out_it_takes_in_again(clerk, villages):
    add_contribution(gift(goods="12 cây bời lời", goods_value=1_234_567), by=clerk, **WHEN)
    add_contribution(
        gift(commune().pk, workday_rate=None, land_value=None, basis="", donors=()),
        by=clerk,
        **WHEN,
    )
    found = Contribution.objects.order_by("pk")
    out = write_contribution_file(contribution_rows(found, clerk, on=TODAY))
    before = list(found.values("unit", "total", "workdays", "land", "goods_value", "project"))
    donors = [list(c.donors.values_list("name", "value")) for c in found]
    for one in found:
        one.donors.all().delete()
    found.delete()

    again = check_contributions(out, file_name="ra.xlsx", by=clerk, on=TODAY)
    assert again.faults == []
    import_contributions(again.gifts, file_name="ra.xlsx", by=clerk, **WHEN)

    found = Contribution.objects.order_by("pk")
    fields = ("unit", "total", "workdays", "land", "goods_value", "project")
    assert list(found.values(*fields)) == before
    assert [list(c.donors.values_list("name", "value")) for c in found] == donors


def test_who_may_not_read_names_gets_a_workbook_without_them(clerk, reader, villages):
    add_contribution(gift(), by=clerk, **WHEN)
    found = Contribution.objects.all()

    [row] = contribution_rows(found, reader, on=TODAY)
    assert row["donors"] == ""
    out = write_contribution_file([row])
    sheet = openpyxl.load_workbook(io.BytesIO(out)).active
    assert "Nhôi" not in str([[cell.value for cell in line] for line in sheet])


def test_a_village_head_enters_by_file_only_their_village(villages, person):
    head = person("head", "village_head", "23542-01", "village")

    assert check(head, FIT).ok
    assert check(head, FIT | {"commune": None}).ok
    assert "Không có thôn" in check(head, FIT | {"unit": "Hòa Bình"}).faults[0].message
    assert "không thuộc phạm vi" in check(head, FIT | {"unit": None}).faults[0].message


def test_a_hundred_rows_ask_the_database_no_more_than_two(
    clerk, villages, django_assert_max_num_queries
):
    rows = [FIT | {"note": f"đợt {n}"} for n in range(100)]
    content = book(*rows)
    with django_assert_max_num_queries(25):
        found = check_contributions(content, file_name="gop.xlsx", by=clerk, on=TODAY)
    assert len(found.gifts) == 100


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "gop.xlsx", "Không mở được"),
        (b"a;b\n1;2\n", "gop.csv", "thiếu cột Thôn"),
        (b"x", "gop.pdf", "Không đọc được loại tệp"),
    ],
)
def test_what_is_no_table_is_refused(clerk, content, name, said):
    with pytest.raises(DomainError, match=said):
        check_contributions(content, file_name=name, by=clerk, on=TODAY)


def test_donors_are_read_as_they_are_shown():
    gifts = read_donors("A Nhôi: 2\nHộ ông B: 1,25; Cửa hàng: số 5: 0,5")

    assert gifts[2] == Gift("Cửa hàng: số 5", 500_000)
    assert read_donors(show_donors((g.name, g.value) for g in gifts)) == gifts


def test_amounts_with_decimals_stay_exact(clerk, villages):
    found = check(clerk, FIT | {"money": 0.1, "told_total": 44.6, "donors": None})

    assert found.faults == []
    assert found.gifts[0].total == 44_600_000
    assert found.gifts[0].land == Decimal("200.5")
    assert found.gifts[0].unit == village("Đăk Tăng").unit_id
