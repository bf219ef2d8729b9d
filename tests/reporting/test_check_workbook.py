"""Checking a workbook: every fault named by its cell, and every change it would make."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from workbooks import (
    BINH,
    MONTH,
    NGHIA,
    NHON,
    SHEET,
    edit,
    fill,
    keys_of,
    name,
    place,
    workbook,
)

from langmoi.core.audit import first_broken_entry
from langmoi.core.models import AuditEntry
from langmoi.places.models import UnitVersion
from langmoi.reporting.models import Filing, MonthState, ReportingMonth
from langmoi.reporting.workbook.check import check_workbook

NUM, DEN = "clean_water_households_num", "clean_water_households_den"


def told(found):
    return [(fault.sheet, fault.cell, fault.message) for fault in found.faults]


def only_fault(found):
    assert len(found.faults) == 1, told(found)
    return found.faults[0]


def test_a_blank_template_has_no_fault_and_changes_nothing(check):
    found = check(workbook("62"))

    assert found.ok
    assert found.units == 85
    assert found.as_dict() == {
        "ok": True, "added": 0, "changed": 0, "removed": 0, "unchanged": 0, "faults": []
    }  # fmt: skip


def test_it_says_what_would_be_added_and_writes_nothing(check):
    found = check(
        fill(workbook(), {(NGHIA, NUM): 453, (NGHIA, DEN): 600, (NHON, "postal_point"): "Đ"})
    )

    assert [(c.unit, c.old_text, c.new_text) for c in found.added] == [
        ("xã Sa Nhơn", "–", "Đạt"),
        ("xã Sa Nghĩa", "–", "453/600 (75,5%)"),
    ]
    assert not Filing.objects.exists()


TWELVE = {
    (NGHIA, "income_per_capita"): ("7O", "không phải là số"),
    (NGHIA, "postal_point"): ("x", "không rõ"),
    (NGHIA, "rural_market"): ("được", "không rõ"),
    (NGHIA, "dilapidated_houses"): ("1,5", "số đếm"),
    (NHON, NUM): ("1.234", "có thể là"),
    (NHON, "income_per_capita"): (date(2019, 5, 12), "ngày 12/05/2019"),
    (NHON, "telecom_and_internet"): ("Không phát sinh", "không có trường hợp"),
    (NHON, "dilapidated_houses"): ("12,5%", "phần trăm"),
    (BINH, "income_per_capita"): (5000, "ngoài khoảng"),
    (BINH, "poor_households_num"): ("abc", "không phải là số"),
    (BINH, "commune_roads_paved_num"): (42.857142857, "chữ số lẻ"),
    (BINH, "stunted_children_num"): ("=1/0", "công thức"),
}


def test_all_of_twelve_planted_faults_are_named_by_their_cells(check):
    content = workbook("62")
    planted = fill(content, {where: value for where, (value, _) in TWELVE.items()})
    found = check(planted)

    expected = {name(content, *where): why for where, (_, why) in TWELVE.items()}
    assert {f.cell for f in found.faults} == set(expected)
    assert len(found.faults) == 12
    for fault in found.faults:
        assert expected[fault.cell] in fault.message
        assert fault.sheet == SHEET
        assert fault.unit.startswith("xã Sa ")
        assert fault.figure
        assert fault.remedy.endswith(".")


def test_faults_come_in_the_order_of_the_sheet(check):
    found = check(fill(workbook("62"), {where: value for where, (value, _) in TWELVE.items()}))

    places = [openpyxl.utils.cell.coordinate_to_tuple(f.cell) for f in found.faults]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("values", "cell", "why"),
    [
        ({NUM: 700, DEN: 600}, NUM, "tử số 700 lớn hơn mẫu số 600"),
        ({NUM: 700}, NUM, "thiếu mẫu số"),
        ({DEN: 700}, DEN, "thiếu tử số"),
        ({NUM: -1, DEN: 600}, NUM, "ngoài khoảng"),
        ({NUM: 1, DEN: -600}, DEN, "ngoài khoảng"),
        ({NUM: "80%", DEN: 600}, NUM, "mẫu số có số"),
        ({NUM: 1, DEN: "60%"}, DEN, "phần trăm"),
        ({NUM: "120%"}, NUM, "ngoài khoảng"),
        ({NUM: "-", DEN: 600}, NUM, "ghi dấu -"),
    ],
)
def test_a_share_that_cannot_be_is_one_fault_at_its_cell(check, values, cell, why):
    content = workbook()
    fault = only_fault(check(fill(content, {(NGHIA, key): v for key, v in values.items()})))

    assert fault.cell == name(content, NGHIA, cell)
    assert why in fault.message


@pytest.mark.parametrize(
    ("values", "meant"),
    [
        ({NUM: "12,5%"}, {"pct": "12.5"}),
        ({NUM: (0.125, "0.0%")}, {"pct": "12.5"}),
        ({NUM: "1.234,5", DEN: "2.000,5"}, {"num": "1234.5", "den": "2000.5"}),
        ({NUM: 0.1 + 0.2, DEN: 3}, {"num": "0.3", "den": "3"}),
        ({NUM: 0, DEN: 0}, {"num": "0", "den": "0"}),
    ],
)
def test_shares_are_understood_as_parts_or_as_a_percentage(check, values, meant):
    found = check(fill(workbook(), {(NGHIA, key): v for key, v in values.items()}))

    assert found.ok, told(found)
    assert [c.new for c in found.added] == [meant]


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


def test_a_sheet_copied_within_the_workbook_repeats_its_communes(check):
    def copy(book):
        book.copy_worksheet(book[SHEET]).title = "Sa Thầy (2)"

    found = check(edit(workbook(), copy))
    assert len(found.faults) == found.units == 10
    assert {f.sheet for f in found.faults} == {"Sa Thầy (2)"}


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


def test_a_value_and_does_not_arise_in_one_indicator_contradict(check):
    content = workbook()
    key = "compliant_establishments"
    values = {(NGHIA, f"{key}_num"): 3, (NGHIA, f"{key}_den"): "không phát sinh"}

    fault = only_fault(check(fill(content, values)))
    assert fault.cell == name(content, NGHIA, f"{key}_den")
    assert f"ô {name(content, NGHIA, f'{key}_num')}" in fault.message


def test_a_closed_month_is_a_fault(check):
    ReportingMonth.objects.update(state=MonthState.CLOSED)

    assert "đã chốt số liệu" in only_fault(check(workbook())).message


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


def test_checking_leaves_no_trace(check):
    before = AuditEntry.objects.count()
    check(fill(workbook(), {(NGHIA, NUM): "50%"}))

    assert AuditEntry.objects.count() == before
    assert first_broken_entry() is None
