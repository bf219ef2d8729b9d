"""The workbook that officials get: whom it asks, what it asks, how it guards them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from workbooks import MONTH, NGHIA, NHON, SHEET, fill, keys_of, name, place, sheets, workbook

from langmoi.core.errors import DomainError
from langmoi.law.model import Kind
from langmoi.law.sets import set_for
from langmoi.places.models import UnitVersion
from langmoi.reporting.workbook.headings import find_headings
from langmoi.reporting.workbook.layout import layout_of
from langmoi.reporting.workbook.template import write_workbook

DISTRICTS = [
    "TP Kon Tum", "Đăk Glei", "Ngọc Hồi", "Đăk Tô", "Kon Plông",
    "Kon Rẫy", "Đăk Hà", "Sa Thầy", "Tu Mơ Rông", "Ia H'Drai",
]  # fmt: skip


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_there_is_a_guide_and_a_sheet_for_each_district(kontum):
    assert opened(workbook("62")).sheetnames == ["Hướng dẫn", *DISTRICTS]


@pytest.mark.parametrize(("month", "communes"), [(date(2019, 8, 1), 86), (date(2019, 9, 1), 85)])
def test_every_commune_of_the_reference_day_has_a_row_and_no_other_unit(kontum, month, communes):
    found = sheets(workbook("62", month=month))
    codes = [c for s in found.values() if (h := find_headings(s)) for c in h.identity.unit_codes]

    assert len(codes) == len(set(codes)) == communes


def test_the_columns_are_every_figure_of_the_set_once_and_no_fact():
    criteria_set = set_for(MONTH)
    columns = layout_of(criteria_set).columns
    asked = {column.figure.id for column in columns}

    assert asked == {f.id for f in criteria_set.figures if not f.is_fact}
    assert len({column.key for column in columns}) == len(columns)
    assert [c.part for c in columns if c.figure.id == "clean_water_households"] == ["num", "den"]


def test_a_share_is_two_columns_with_the_names_of_its_parts(kontum):
    content = workbook()
    row, at = place(content, NGHIA, "clean_water_households_num")
    sheet = opened(content)[SHEET]

    headings = [[sheet.cell(line, at + n).value for line in (3, 4, 5, 6)] for n in (0, 1)]

    assert headings[0][1:3] == ["17.1. Tỷ lệ hộ sử dụng nước sạch", "Số hộ sử dụng nước sạch"]
    assert headings[1][2:] == ["Tổng số hộ", "clean_water_households_den"]
    assert sheet.row_dimensions[6].hidden
    assert sheet.row_dimensions[row].hidden is False


def test_only_the_cells_to_fill_in_are_unlocked_and_the_headings_stay_in_sight(kontum):
    content = workbook()
    sheet = opened(content)[SHEET]
    row, at = place(content, NGHIA, "income_per_capita")

    assert sheet.protection.sheet
    assert not sheet.cell(row, at).protection.locked
    assert sheet.cell(row, 1).protection.locked
    assert sheet.cell(4, at).protection.locked
    assert sheet.freeze_panes == "C7"


def test_it_prints_on_a3_with_headings_on_every_page(kontum):
    sheet = opened(workbook())[SHEET]

    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "8"
    assert sheet.print_title_rows == "$3:$5"


def validations(content, unit, key):
    sheet = opened(content)[SHEET]
    cell = name(content, unit, key)
    return [v for v in sheet.data_validations.dataValidation if cell in v.sqref]


def test_yes_and_no_are_chosen_from_a_list_with_does_not_arise_only_where_it_can_be(kontum):
    content = workbook()

    assert validations(content, NGHIA, "rural_market")[0].formula1 == (
        '"Đạt,Chưa đạt,Không phát sinh,-"'
    )
    assert validations(content, NGHIA, "postal_point")[0].formula1 == '"Đạt,Chưa đạt,-"'


def test_the_figure_before_is_shown_when_the_cell_is_chosen(take_in, office, december):
    from langmoi.reporting.actions import open_month
    from langmoi.reporting.workbook.load import import_workbook

    november = date(2019, 11, 1)
    open_month(november, by=office)
    values = {
        (NGHIA, "income_per_capita"): "30,5",
        (NGHIA, "clean_water_households_num"): 453,
        (NGHIA, "clean_water_households_den"): 600,
        (NGHIA, "rural_market"): "không phát sinh",
    }
    import_workbook(
        fill(workbook(month=november), values),
        file_name="a.xlsx", month=november, by=office, on=date(2019, 11, 20),
    )  # fmt: skip
    content = workbook()

    for key, shown in [
        ("income_per_capita", "Tháng 11/2019: 30,5."),
        ("clean_water_households_num", "Tháng 11/2019: 453/600 (75,5%)."),
        ("clean_water_households_den", "Tháng 11/2019: 453/600 (75,5%)."),
        ("rural_market", "Tháng 11/2019: không phát sinh."),
        ("postal_point", "Tháng 11/2019: –."),
    ]:
        assert shown in validations(content, NGHIA, key)[0].prompt
    assert "Chưa có số kỳ trước" in validations(content, NHON, "postal_point")[0].prompt


def test_the_demo_says_on_every_sheet_that_its_figures_are_invented(kontum):
    from langmoi.core.installation import claim_database

    plain = opened(workbook())
    claim_database("demo", "62", by="test")
    marked = opened(workbook())

    for sheet in marked:
        assert any("SỐ LIỆU MINH HỌA" in str(c.value) for row in sheet["A1:A3"] for c in row)
    assert not any("MINH HỌA" in str(c.value) for s in plain for row in s["A1:A3"] for c in row)


def test_a_name_that_begins_like_a_formula_stays_text(kontum):
    UnitVersion.objects.filter(code=NGHIA).update(name='=HYPERLINK("http://x";"Sa Nghĩa")')
    content = workbook()

    cells = [cell for row in opened(content)[SHEET].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_the_guide_explains_every_sign_that_is_understood(kontum):
    guide = " ".join(str(c.value) for row in opened(workbook())["Hướng dẫn"] for c in row)

    for sign in ("12,5%", "Không phát sinh", "để trống", "Dấu gạch ngang", "Đạt", "12/2019"):
        assert sign in guide


def test_a_unit_without_communes_is_refused(kontum):
    with pytest.raises(DomainError, match="không có xã nào phải nộp phiếu"):
        write_workbook(io.BytesIO(), month=MONTH, unit_keys=keys_of("23281"), filled=False)


def test_a_month_of_a_set_that_is_not_complete_is_refused(kontum):
    month = date(2026, 3, 1)
    with pytest.raises(DomainError, match="Chưa đánh giá được"):
        write_workbook(
            io.BytesIO(), month=month, unit_keys=keys_of("51", date(2026, 3, 14)), filled=False
        )


def test_kinds_have_their_number_formats(kontum):
    content = workbook()
    sheet = opened(content)[SHEET]

    for column in layout_of(set_for(MONTH)).columns:
        shown = sheet.cell(*place(content, NGHIA, column.key)).number_format
        assert shown == ("#,##0" if column.figure.kind is Kind.COUNT else "General")
