"""A late commune takes the template, fills it in with mistakes, mends them and files."""

from __future__ import annotations

import openpyxl
from axe import violations

LATE = "23362"  # Mường Hoong, in Đăk Glei


def cell(book, key):
    """The cell of the late commune and a figure, by the keys that the workbook keeps for itself."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if any(str(c.value) == LATE for c in row):
                at = row[0].row
        for row in sheet.iter_rows():
            for found in row:
                if found.value == key:
                    return sheet.cell(at, found.column)
    raise LookupError(key)


def give(page, path):
    page.set_input_files("#id_file", path)
    page.click("text=Kiểm tra tệp")


def keeps_to_the_screen(page):
    """Axe finds nothing, and no width makes the page scroll sideways."""
    for width in (390, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_template_faults_correction_changes_and_confirmation(browse, tmp_path):
    path = tmp_path / "muong-hoong.xlsx"
    with browse("xa23362", "/nhap-so-lieu/") as page:
        with page.expect_download() as download:
            page.click("text=Tải mẫu để điền")
        download.value.save_as(path)
        book = openpyxl.load_workbook(path)
        income, poor = cell(book, "income_per_capita"), cell(book, "poor_households_num")
        income.value, poor.value = "24,5x", "nhiều"
        book.save(path)

        give(page, path)
        page.wait_for_selector("text=Chưa ghi gì: tệp có 2 chỗ cần sửa.")
        keeps_to_the_screen(page)
        faults = page.locator("[aria-label='Bảng các chỗ cần sửa']").inner_text()
        assert income.coordinate in faults
        assert poor.coordinate in faults
        page.click("text=Tải tệp đã sửa lên")

        income.value, poor.value = "24,5", 25
        cell(book, "poor_households_den").value = 250
        book.save(path)
        give(page, path)
        page.wait_for_selector("text=Ghi số liệu tháng 12/2019 của 1 xã?")
        assert "Thêm mới: 2 số liệu" in page.inner_text("main")
        keeps_to_the_screen(page)
        page.click(".lm-change > summary")
        assert "24,5" in page.inner_text("main")

        page.click("button:has-text('Ghi số liệu của 1 xã')")
        page.wait_for_selector("text=Đã ghi số liệu tháng 12/2019 của 1 xã")
        page.click("text=xã Mường Hoong >> nth=0")
        page.wait_for_url("**/xa/23362/**")
        assert "Đã nộp" in page.inner_text("main")
        assert "24,5 triệu đồng/người/năm" in page.inner_text("main")
