"""Word, PDF and Excel hold the same figures, and each says what it is."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from made_month import CITY, PROVINCE, commune, material_of, overview_of, report_of
from pypdf import PdfReader
from report_files import numbers_of_files, table_of, tables_of_docx, tables_of_pdf, tables_of_xlsx

from langmoi.core.errors import DomainError
from langmoi.publishing.building import content_of
from langmoi.publishing.definitions import definition
from langmoi.publishing.excel import write_xlsx
from langmoi.publishing.files import WRITERS, file_name, writer_for
from langmoi.publishing.model import Cell, Form

MARK = "SỐ LIỆU MINH HỌA"


def files_of(report):
    return {ending: write(report) for ending, write in WRITERS.items()}


def tables_by_kind(report):
    files = files_of(report)
    return {
        ".docx": tables_of_docx(files[".docx"]),
        ".pdf": tables_of_pdf(files[".pdf"]),
        ".xlsx": tables_of_xlsx(files[".xlsx"], report),
    }


@pytest.mark.parametrize("which", ["province", "kon_plong", "small_district"])
def test_the_three_files_hold_the_same_tables_cell_by_cell(which, request, demo):
    report = report_of(request.getfixturevalue(which), None, demo)
    expected = [table_of(annex) for annex in report.annexes]

    for kind, tables in tables_by_kind(report).items():
        assert tables == expected, kind


def test_tables_over_several_pages_agree_too(demo):
    lines = [commune(100 + n, f"Xã số {n}", CITY, "Đ" * (n % 20) + "x" * (19 - n % 20))
             for n in range(90)]  # fmt: skip
    district = overview_of(CITY, lines)
    report = report_of(overview_of(PROVINCE, lines, districts=(district,)), None, demo)
    expected = [table_of(annex) for annex in report.annexes]

    tables = tables_by_kind(report)

    assert len(PdfReader(io.BytesIO(WRITERS[".pdf"](report))).pages) > 4
    assert tables[".docx"] == expected
    assert tables[".xlsx"] == expected
    assert tables[".pdf"] == expected


def test_the_prose_is_the_same_in_word_and_pdf(province_report):
    files = files_of(province_report)
    pages = PdfReader(io.BytesIO(files[".pdf"])).pages
    # Lines break elsewhere in print: only the characters are compared.
    printed = "".join("".join(page.extract_text() for page in pages).split())
    word = docx.Document(io.BytesIO(files[".docx"]))
    written = [paragraph.text for paragraph in word.paragraphs]

    for paragraph in province_report.body:
        assert paragraph.text in written
        start = "".join(paragraph.text.split())[:60]
        assert start in printed


@pytest.mark.parametrize("which", ["province", "kon_plong", "small_district"])
def test_every_number_in_prose_and_tables_is_the_same_in_the_three_files(which, request, demo):
    found = numbers_of_files(report_of(request.getfixturevalue(which), None, demo))

    assert len(found[".docx"]) > 30
    assert found[".docx"] == found[".pdf"] == found[".xlsx"]


def test_emoji_and_control_characters_are_left_out_of_all_files_alike(province, demo):
    edited = "Ghi chú 😀 của xã\x0b: đạt ✅ 12 tiêu chí — “tốt”."
    report = content_of(material_of(province), definition("month"), demo, edits={"results": edited})

    files = files_of(report)
    said = "Ghi chú của xã: đạt 12 tiêu chí — “tốt”."
    assert said in [p.text for p in report.body]
    assert said in [p.text for p in docx.Document(io.BytesIO(files[".docx"])).paragraphs]
    assert numbers_of_files(report)[".pdf"] == numbers_of_files(report)[".docx"]


def test_a_note_of_ten_thousand_characters_runs_over_pages(province, demo):
    edited = ("Xã Đăk Nên kiến nghị hỗ trợ 12,5 tỷ đồng; " * 240)[:10_000]
    report = content_of(material_of(province), definition("month"), demo, edits={"results": edited})

    found = numbers_of_files(report)
    assert found[".docx"] == found[".pdf"] == found[".xlsx"]
    assert found[".pdf"]["12,5"] > 200


def test_a_number_that_one_writer_changes_does_not_pass_for_equal(province, demo, monkeypatch):
    monkeypatch.setitem(WRITERS, ".xlsx", lambda report: write_xlsx(_one_more(report)))

    found = numbers_of_files(report_of(province, None, demo))

    assert found[".docx"] == found[".pdf"]
    assert found[".docx"] != found[".xlsx"]


def _one_more(report):
    """The report with one count of its first table a little off."""
    annex = report.annexes[0]
    cells = list(annex.rows[1].cells)
    at = next(i for i, c in enumerate(cells) if c.form == Form.CHANGE and c.value is not None)
    cells[at] = replace(cells[at], value=cells[at].value + 1)
    row = replace(annex.rows[1], cells=tuple(cells))
    changed = replace(annex, rows=(annex.rows[0], row, *annex.rows[2:]))
    return replace(report, annexes=(changed, *report.annexes[1:]))


def test_rows_of_the_workbook_are_as_high_as_their_texts(province, demo):
    edited = "Xã Đăk Nên kiến nghị hỗ trợ 12,5 tỷ đồng. " * 240
    report = content_of(material_of(province), definition("month"), demo, edits={"results": edited})

    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))["Lời văn"]
    rows = [(str(row[0].value), sheet.row_dimensions[row[0].row].height) for row in sheet["A2:A40"]]
    long = [height for text, height in rows if "kiến nghị" in text]
    assert len(long) > 1  # no row of Excel is higher than 409 points
    assert max(long) > 350
    assert all(height <= 400 for _, height in rows if height)


def test_a_cell_longer_than_a_page_is_cut_in_no_file(kon_plong, demo):
    report = report_of(kon_plong, None, demo)
    annex = report.annexes[0]
    cells = (*annex.rows[0].cells[:-1], Cell(("Chờ vốn của tỉnh. " * 170).strip()))
    row = replace(annex.rows[0], cells=cells)
    long = replace(report, annexes=(replace(annex, rows=(row, *annex.rows[1:])),))

    for kind, (table,) in tables_by_kind(long).items():
        assert "".join(table[0][-1].split()).count("Chờvốncủatỉnh.") == 170, kind
    # A cell kept whole would run off the page, still to be read by programs.
    assert pages_of(long) >= pages_of(report) + 3


def pages_of(report) -> int:
    return len(PdfReader(io.BytesIO(WRITERS[".pdf"](report))).pages)


def test_every_page_and_sheet_of_the_demo_is_marked(province_report):
    files = files_of(province_report)

    pages = PdfReader(io.BytesIO(files[".pdf"])).pages
    assert all(MARK in page.extract_text() for page in pages)
    for section in docx.Document(io.BytesIO(files[".docx"])).sections:
        assert MARK in section.header.paragraphs[0].text
        assert MARK in section.first_page_header.paragraphs[0].text
    book = openpyxl.load_workbook(io.BytesIO(files[".xlsx"]))
    for sheet in book:
        assert sheet["A1"].value == MARK
        assert MARK in sheet.oddHeader.center.text


def test_a_real_province_bears_no_mark(province, demo):
    report = report_of(province, None, replace(demo, is_demo=False))
    files = files_of(report)

    assert report.marks == ()
    assert all(
        MARK not in page.extract_text() for page in PdfReader(io.BytesIO(files[".pdf"])).pages
    )
    book = openpyxl.load_workbook(io.BytesIO(files[".xlsx"]))
    assert [sheet.title for sheet in book] == ["Thông tin", "Biểu 1", "Biểu 2", "Lời văn"]
    assert book["Biểu 1"]["A1"].value in (None, "")


def test_numbers_in_the_workbook_are_numbers_and_totals_are_formulas(province_report):
    content = WRITERS[".xlsx"](province_report)
    formulas = openpyxl.load_workbook(io.BytesIO(content))["Biểu 1"]
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Biểu 1"]

    assert formulas["V7"].value == '=COUNTIF(C7:U7,"Đ")+COUNTIF(C7:U7,"–")'
    assert values["V7"].value == 19
    last = 5 + len(province_report.annexes[0].rows)
    assert formulas.cell(last, 22).value.startswith("=ROUND(V")
    assert values.cell(last, 22).value == 12.36
    assert values.cell(last - 1, 22).value == 136
    assert values.cell(last, 24).value == 1.4


def test_the_formulas_of_the_workbook_count_what_they_stand_for(province_report):
    content = WRITERS[".xlsx"](province_report)
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Biểu 1"]
    formulas = openpyxl.load_workbook(io.BytesIO(content))["Biểu 1"]
    counts = [row for row in range(6, 28) if values.cell(row, 2).value == "Số xã đạt"]

    for row in counts:
        area = formulas.cell(row, 3).value.partition("(")[2].partition(",")[0]
        signs = [cell.value for line in values[area] for cell in line]
        assert values.cell(row, 3).value == signs.count("Đ") + signs.count("–")
    total = formulas.cell(26, 3).value
    assert total == "=" + "+".join(f"C{row}" for row in counts)


def test_word_pages_follow_the_layout(province_report):
    document = docx.Document(io.BytesIO(WRITERS[".docx"](province_report)))
    first, annex, last = document.sections

    assert document.styles["Normal"].font.name == "Times New Roman"
    assert (first.page_width.mm, first.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert 30 <= round(first.left_margin.mm) <= 35
    assert 15 <= round(first.right_margin.mm) <= 20
    assert 20 <= round(first.top_margin.mm) <= 25
    assert annex.page_width > annex.page_height
    assert last.page_width > last.page_height
    assert all(section.different_first_page_header_footer for section in document.sections)
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_pdf_carries_its_own_vietnamese_letters(province_report):
    reader = PdfReader(io.BytesIO(WRITERS[".pdf"](province_report)))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts
    assert all("Tinos" in font for font in fonts)
    assert "Độc lập - Tự do - Hạnh phúc" in reader.pages[0].extract_text()


@pytest.mark.parametrize("day", [date(2019, 12, 20), date(2020, 3, 5)])
def test_pages_are_numbered_from_the_second_on_and_annexes_apart(province, demo, day):
    report = report_of(province, None, replace(demo, dated=day, is_demo=False))
    pages = PdfReader(io.BytesIO(WRITERS[".pdf"](report))).pages
    lines = [page.extract_text().strip().splitlines() for page in pages]
    numbers = [[line for line in (page[0], page[-1]) if line.isdigit()] for page in lines]

    assert numbers == [[], ["2"], [], []]


def test_no_page_bears_a_signature_alone(province_report):
    for fewer in range(1, 12):
        body = (province_report.body[0], *province_report.body[fewer:])
        pages = PdfReader(io.BytesIO(WRITERS[".pdf"](replace(province_report, body=body)))).pages
        signed = next(text for page in pages if "Nơi nhận" in (text := page.extract_text()))
        assert "Trên đây là kết quả" in signed


def test_a_pdf_without_its_letters_is_refused_with_what_to_do(province_report, settings, tmp_path):
    settings.NODE_MODULES = tmp_path

    with pytest.raises(DomainError, match="không thấy phông chữ Tinos"):
        WRITERS[".pdf"](province_report)


def test_the_ending_chooses_the_kind_and_an_unknown_one_is_refused(province_report):
    assert writer_for("Báo cáo.DOCX") is WRITERS[".docx"]
    assert file_name(province_report, ".pdf") == "bao-cao-2019-11-62.pdf"
    with pytest.raises(DomainError, match=r"kết thúc bằng \.docx, \.pdf hoặc \.xlsx"):
        writer_for("bao-cao.odt")
