"""Which commune a row is about: by code, by any spelling of its name, or refused by its cell."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from workbooks import (
    NGHIA,
    NHON,
    NUM,
    SHEET,
    edit,
    keys_of,
    only_fault,
    place,
    told,
    workbook,
)

from langmoi.places.models import UnitVersion


def test_a_deleted_row_is_named_by_its_commune(check):
    content = workbook()
    row = place(content, NGHIA, NUM)[0]

    fault = only_fault(check(edit(content, lambda book: book[SHEET].delete_rows(row))))
    assert "Thiếu dòng của xã Sa Nghĩa (mã 23542)" in fault.message
    assert fault.unit == "xã Sa Nghĩa"


def test_a_renamed_commune_is_refused(check):
    content = workbook()
    row = place(content, NGHIA, NUM)[0]

    def rename(book):
        book[SHEET].cell(row, 2).value = "Sa Nhơn"

    fault = only_fault(check(edit(content, rename)))
    assert fault.cell == f"A{row}"
    assert "Mã 23542 là xã Sa Nghĩa nhưng dòng này ghi tên “Sa Nhơn”" in fault.message


def test_two_rows_for_one_commune_are_refused(check):
    content = workbook()
    row = place(content, NGHIA, NUM)[0]

    def repeat(book):
        sheet = book[SHEET]
        sheet.cell(sheet.max_row + 1, 1).value = NGHIA

    fault = only_fault(check(edit(content, repeat)))
    assert "có hai dòng" in fault.message
    assert f"dòng {row} của trang “Sa Thầy”" in fault.message


@pytest.mark.parametrize("spelling", ["Sa Nghĩa", "sa nghia", "Xã Sa Nghĩa", "SA NGHĨA"])
def test_a_row_without_a_code_is_found_by_any_spelling_of_its_name(check, spelling):
    content = workbook()
    row, column = place(content, NGHIA, NUM)

    def by_name(book):
        book[SHEET].cell(row, 1).value = None
        book[SHEET].cell(row, 2).value = spelling
        book[SHEET].cell(row, column).value = "50%"

    found = check(edit(content, by_name))
    assert found.ok, told(found)
    assert [c.unit for c in found.added] == ["xã Sa Nghĩa"]


@pytest.mark.parametrize(
    ("district", "spelling", "code"),
    [("611", "Pờ Y", "23395"), ("611", "Đắk Dục", "23383"), ("608", "Ya Chim", "23326")],
)
def test_other_spellings_of_a_name_find_the_same_commune(check, district, spelling, code):
    content = workbook(district)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).sheetnames[1]
    unit = UnitVersion.objects.on(date(2019, 12, 14)).get(code=code)
    row = place(content, code, NUM, sheet)[0]

    def respell(book):
        book[sheet].cell(row, 1).value = None
        book[sheet].cell(row, 2).value = spelling

    found = check(edit(content, respell))
    assert found.ok, told(found)
    assert not [f for f in found.faults if f.unit == unit.full_name]


def test_a_name_of_another_district_is_refused_with_where_it_belongs(check):
    content = workbook("615")
    row = place(content, "23504", NUM, "Đăk Hà")[0]

    def rename(book):
        book["Đăk Hà"].cell(row, 1).value = None
        book["Đăk Hà"].cell(row, 2).value = "Sa Nghĩa"

    found = check(edit(content, rename))
    assert [f.cell for f in found.faults] == ["", f"B{row}"]
    assert "thuộc huyện Sa Thầy (mã 23542)" in found.faults[1].message


def test_a_name_of_several_communes_means_the_one_of_the_sheets_district(check):
    content = workbook("615")
    row = place(content, "23504", NUM, "Đăk Hà")[0]

    def by_name(book):
        book["Đăk Hà"].cell(row, 1).value = None
        book["Đăk Hà"].cell(row, 2).value = "Đắk Long"

    found = check(edit(content, by_name))
    assert found.ok, told(found)


def test_a_name_of_several_communes_of_one_district_asks_for_the_code(check):
    UnitVersion.objects.filter(code=NHON).update(name="Sa Nghĩa", search_key="sa nghia")
    content = workbook()
    row = place(content, NGHIA, NUM)[0]

    def without_code(book):
        book[SHEET].cell(row, 1).value = None

    found = check(edit(content, without_code))
    assert [f.cell for f in found.faults] == ["", f"B{row}"]
    assert "mã 23542" in found.faults[1].remedy
    assert "mã 23533" in found.faults[1].remedy


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("23473", "Thị trấn Măng Đen không phải là xã vào ngày 14/12/2019"),
        ("99999", "Không có đơn vị hành chính nào mang mã 99999"),
    ],
)
def test_a_unit_that_is_no_commune_in_that_month_is_refused(check, code, why):
    def add(book):
        sheet = book[SHEET]
        sheet.cell(sheet.max_row + 1, 1).value = code

    assert why in only_fault(check(edit(workbook(), add))).message


def test_a_unit_that_existed_only_at_another_time_is_told_apart(check):
    UnitVersion.objects.filter(code="23473", valid_from=date(2019, 9, 1)).delete()

    def add(book):
        sheet = book[SHEET]
        sheet.cell(sheet.max_row + 1, 1).value = "23473"

    assert "không tồn tại vào ngày 14/12/2019" in only_fault(check(edit(workbook(), add))).message


def test_a_code_that_a_program_took_for_a_number_is_still_a_code(check):
    content = workbook()
    row = place(content, NGHIA, NUM)[0]

    def number(book):
        book[SHEET].cell(row, 1).value = 23542.0

    assert check(edit(content, number)).ok


def test_units_outside_the_scope_are_named_and_refused(check):
    found = check(workbook("616"), unit_keys=keys_of(NGHIA))

    assert len(found.faults) == found.units + len(found.faults) - 1
    assert {f.unit for f in found.faults}.isdisjoint({"Sa Nghĩa", "xã Sa Nghĩa"})
    assert all("không thuộc phạm vi" in f.message for f in found.faults)
