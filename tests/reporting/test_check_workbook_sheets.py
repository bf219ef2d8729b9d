"""What a sheet may look like: rows and columns moved, lost, doubled, of another month or set."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from workbooks import (
    DEN,
    MONTH,
    NGHIA,
    NUM,
    SHEET,
    edit,
    fill,
    name,
    only_fault,
    place,
    told,
    workbook,
)

from langmoi.reporting.workbook.check import check_workbook


def test_a_workbook_of_another_month_is_refused_on_every_sheet(check):
    found = check(workbook("62", month=date(2019, 11, 1)))

    assert len(found.faults) == 10
    assert "mẫu của tháng 11/2019, không phải tháng 12/2019" in found.faults[0].message


def test_without_a_month_the_workbook_says_its_own(kontum):
    found = check_workbook(workbook(), month=None, unit_keys=None)

    assert found.month == MONTH
    assert "chưa được mở" in only_fault(found).message


def test_a_workbook_of_another_set_is_refused_without_a_fault_for_each_column(check):
    found = check(workbook(month=date(2018, 12, 1)), month=MONTH)
    later = check(workbook(month=date(2022, 12, 1)), month=MONTH)

    assert ["mẫu của tháng" in f.message for f in found.faults] == [True]
    assert [("mẫu của tháng" in f.message, "bộ tiêu chí" in f.message) for f in later.faults] == [
        (True, False),
        (False, True),
    ]


def test_a_sheet_copied_within_the_workbook_repeats_its_communes(check):
    def copy(book):
        book.copy_worksheet(book[SHEET]).title = "Sa Thầy (2)"

    found = check(edit(workbook(), copy))
    assert len(found.faults) == found.units == 10
    assert {f.sheet for f in found.faults} == {"Sa Thầy (2)"}


def test_merged_cells_in_the_table_are_refused_and_in_the_heading_not(check):
    content = workbook()
    row, column = place(content, NGHIA, NUM)

    def merge(book):
        book[SHEET].merge_cells(start_row=1, end_row=2, start_column=1, end_column=9)
        book[SHEET].merge_cells(
            start_row=row, end_row=row + 1, start_column=column, end_column=column
        )

    fault = only_fault(check(edit(content, merge)))
    assert fault.cell == name(content, NGHIA, NUM)
    assert "gộp" in fault.message


def test_missing_double_unknown_and_added_columns_are_refused(check):
    content = workbook()
    row, column = place(content, NGHIA, NUM)
    last = openpyxl.load_workbook(io.BytesIO(content))[SHEET].max_column

    def spoil(book):
        sheet = book[SHEET]
        sheet.cell(6, column).value = DEN
        sheet.cell(6, last + 1).value = "unheard_of"
        sheet.cell(row, last + 2).value = "ghi chú"

    found = check(edit(content, spoil))
    messages = " ".join(f.message for f in found.faults)
    assert "trùng với cột" in messages
    assert "thiếu cột “Số hộ sử dụng nước sạch”" in messages
    assert "“unheard_of” không thuộc" in messages
    assert "được thêm vào và có nội dung" in messages
    assert len(found.faults) == 4


def test_a_sheet_that_lost_its_keys_is_refused_rather_than_passed_over(check):
    found = check(edit(workbook("62"), lambda book: book[SHEET].delete_rows(6)))

    fault = only_fault(found)
    assert fault.sheet == SHEET
    assert "mất dòng khóa" in fault.message


def test_rows_and_columns_added_before_the_table_do_no_harm(check):
    def add(book):
        book[SHEET].insert_rows(1, 3)
        book[SHEET].insert_cols(1)

    content = edit(fill(workbook(), {(NGHIA, "income_per_capita"): "33,5"}), add)
    found = check(content)

    assert found.ok, told(found)
    assert [c.new for c in found.added] == ["33.5"]


def test_a_sheet_of_ones_own_is_named_as_not_read(check):
    def add(book):
        book.create_sheet("Nháp")["A1"] = "tính thử"

    assert check(edit(workbook(), add)).other_sheets == ["Nháp"]


def test_sheets_of_several_workbooks_can_be_put_together(check):
    def drop(book):
        del book["Hướng dẫn"]
        del book["Đăk Tô"]

    found = check(edit(workbook("62"), drop))
    assert found.ok, told(found)
    assert found.units < 85


def test_figures_in_a_row_without_code_and_name_are_not_lost_in_silence(check):
    content = workbook()
    column = place(content, NGHIA, "income_per_capita")[1]

    def add(book):
        sheet = book[SHEET]
        sheet.cell(sheet.max_row + 2, column).value = 12

    assert "không ghi mã và tên xã" in only_fault(check(edit(content, add))).message


def test_content_far_from_the_table_is_named(check):
    def add(book):
        book[SHEET].cell(900_000, 3).value = "xa"

    assert only_fault(check(edit(workbook(), add))).cell == "C900000"


@pytest.mark.parametrize("content", [b"", b"rubbish", b"<html>", b"PK\x03\x04"])
def test_what_is_no_workbook_is_one_fault(check, content):
    found = check(content)

    assert only_fault(found).remedy
    assert not found.has_changes


def test_a_workbook_of_someone_else_is_one_fault(check):
    book = openpyxl.Workbook()
    book.active["A1"] = "Bảng lương"
    saved = io.BytesIO()
    book.save(saved)

    assert "không có trang số liệu nào theo mẫu" in only_fault(check(saved.getvalue())).message
