"""The ten-year summary: two stages, loaded counts, the published series and its contradiction."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
from filed_months import ON, PROVINCE, file_year, unit

from langmoi.cli import main
from langmoi.core.clock import HANOI
from langmoi.core.errors import DomainError, FaultyInput
from langmoi.core.models import AuditEntry
from langmoi.overview.published import published_series
from langmoi.publishing.history import load_history
from langmoi.publishing.history_book import SHEET, write_history_template
from langmoi.publishing.models import HistoricCount
from langmoi.publishing.orders import Order
from langmoi.publishing.reading import build_report, making_of

AT = datetime(2019, 12, 20, 9, tzinfo=HANOI)
SOURCE = "https://www.kontumonline.com/2019/10/bao-ai-oan-ket-kon-tum-tong-ket-10-nam.html"
START = [2010, "62", None, None, None, None, None, 66, None, None, "đã công bố", SOURCE]
LATER = [2015, "62", 86, 6, 4, 18, 40, 18, 690, None, "minh họa", None]


def sheet_with(*rows, **cells):
    """The template with these rows, then these cells put over them."""
    book = openpyxl.load_workbook(io.BytesIO(write_history_template()))
    for row in rows:
        book[SHEET].append(row)
    for cell, value in cells.items():
        book[SHEET][cell] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def load(content):
    return load_history(content, file_name="so-dem.xlsx", by="người thử", at=AT)


@pytest.fixture
def summary(office, text_of):
    def write():
        order = Order("ten_years", unit(PROVINCE), date(2019, 12, 1))
        report = build_report(order, making_of(ON, ""))
        return report, text_of(report)

    file_year(office)
    return write


def test_the_summary_shows_the_published_series_with_the_source_of_each_point(summary):
    report, _ = summary()

    table = next(annex for annex in report.annexes if annex.sheet == "Số đã công bố")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    for item in published_series("62"):
        (row,) = [r for r in rows if r[1] == item.what and r[2] == item.value]
        assert row[3] == item.source


def test_the_summary_says_the_contradiction_of_autumn_2019(summary):
    _, text = summary()

    assert "Số công bố mâu thuẫn, tháng 10/2019, bình quân tiêu chí/xã: 12,23." in text
    assert "không tổng nào chia cho 85 ra 12,23" in text


def test_without_loaded_counts_the_summary_says_so(summary):
    _, text = summary()

    assert "Chưa nạp số liệu của giai đoạn 2010 - 2015." in text
    assert "Giai đoạn 2010 - 2015\n" not in text


def test_loaded_counts_stand_in_text_and_table_and_say_what_they_are(summary):
    load(sheet_with(START, LATER))
    report, text = summary()

    assert f"Năm 2010: 66 xã đạt dưới 5 tiêu chí (đã công bố: {SOURCE})." in text
    assert "bình quân 8,02 tiêu chí/xã (690/86) (số liệu minh họa)." in text
    assert "số liệu các năm 2015 là số liệu minh họa" in text
    assert "Khi bắt đầu Chương trình (năm 2010) có 66 xã đạt dưới 5 tiêu chí" in text
    rows = [[cell.text for cell in row.cells] for row in report.annexes[0].rows]
    assert [
        "2015",
        "Tỉnh Kon Tum",
        "86",
        "6",
        "4",
        "18",
        "40",
        "18",
        "8,02",
        "",
        "Minh họa",
    ] in rows
    assert ["2010", "Tỉnh Kon Tum", *[""] * 5, "66", "", "", "Đã công bố"] in rows


def test_loading_again_replaces_the_year_and_leaves_a_trace(kontum):
    load(sheet_with(START, LATER))
    load(sheet_with([2015, "62", 86, 7, 3, 18, 40, 18, 700, None, "minh họa", None]))

    assert HistoricCount.objects.get(year=2015).counts["sum"] == 700
    assert HistoricCount.objects.count() == 2
    assert AuditEntry.objects.filter(action="history.load").count() == 2


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("A2", 2016, "2016 không nằm trong 2010–2015"),
        ("A2", None, "Thiếu năm"),
        ("B2", "99", "Không có tỉnh, huyện mã “99”"),
        ("H2", "nhiều", "“nhiều” không phải là số"),
        ("H2", "=1/0", "công thức"),
        ("K2", "có lẽ", "Loại số liệu là “có lẽ”"),
        ("L2", None, "Số đã công bố phải có nguồn"),
        ("C2", 50, "Các nhóm cộng lại được 66 xã, tổng số ghi 50 xã"),
        ("I3", 5000, "Tổng tiêu chí không thể quá 1634"),
        ("B1", "Tỉnh", "Tiêu đề cột là “Tỉnh”"),
    ],
)
def test_a_bad_cell_is_named_with_its_sheet_and_nothing_is_written(kontum, cell, value, said):
    with pytest.raises(FaultyInput) as refused:
        load(sheet_with(START, LATER, **{cell: value}))

    faults = [f for f in refused.value.faults if said in f.message]
    assert [(fault.sheet, fault.cell) for fault in faults] == [(SHEET, cell)]
    assert not HistoricCount.objects.exists()


def test_a_unit_that_stands_twice_in_a_year_is_refused(kontum):
    with pytest.raises(FaultyInput) as refused:
        load(sheet_with(START, START))

    assert "Lặp lại đơn vị và năm của dòng 2" in str(refused.value.faults[0])


@pytest.mark.parametrize("content", [b"", b"khong phai Excel", write_history_template()])
def test_a_file_that_is_no_such_sheet_is_refused(kontum, content):
    with pytest.raises(DomainError):
        load(content)


def test_the_command_loads_the_sheet_or_names_every_fault(kontum, tmp_path, capsys, settings):
    settings.TODAY = "2019-12-20"
    good, bad = tmp_path / "tot.xlsx", tmp_path / "xau.xlsx"
    good.write_bytes(sheet_with(START))
    bad.write_bytes(sheet_with(START, A2=1990))

    assert main(["report", "history", str(good)]) == 0
    assert "Đã nạp 1 dòng" in capsys.readouterr().out
    assert main(["report", "history", str(bad)]) == 1
    assert "ô A2" in capsys.readouterr().err
