"""From the sample to the minutes: communes chosen by reasons, a visit on a phone, Word and PDF."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdfium2
from axe import violations
from chromium import PHONE

HOME = "/doan-kiem-tra/"
NAME = "Đoàn kiểm tra hành trình"


def fill(page, **told):
    for name, value in told.items():
        page.fill(f"[name={name}]", value)


def downloaded(page, link):
    with page.expect_download() as download:
        page.click(link)
    return Path(download.value.path()).read_bytes()


def test_sample_itinerary_visit_on_a_phone_and_minutes(browse):
    with browse("gdsonn", f"{HOME}mau/?huyen=613") as page:
        assert "Vừa ghi đạt mà không có minh chứng" in page.inner_text("main")
        first = page.locator(".lm-risk").first
        commune = first.locator(".lm-risk__n").inner_text().split(". ")[1]
        first.locator("input").check()
        page.click("button:has-text('Đưa vào lịch trình')")
        fill(page, name=NAME, purpose="Đối chiếu số liệu.", ends_on="31/12/2019")
        page.check("[name=criteria][value='11']")
        page.click("button:has-text('Lưu đề xuất')")
        page.click("#thanh-vien .lm-add > summary")
        fill(page, username="doan")
        page.select_option("[name=role]", "head")
        page.click("button:has-text('Thêm vào đoàn')")
        assert commune in page.inner_text("#lich-trinh")
        page.click("button:has-text('Trình đề xuất')")
        page.wait_for_selector("text=Đã trình đề xuất")
        address = page.url
    with browse("vpub", address) as page:
        page.click("button:has-text('Ghi quyết định thành lập')")
        page.wait_for_selector("text=chưa có số, ngày")
    with browse("doan", address, size=PHONE) as page:
        page.click("button:has-text('Bắt đầu kiểm tra')")
        page.click("a:has-text('Ghi kết quả')")
        page.click("#tc-11 > summary")
        card = page.locator("#ct-11-1")
        assert not card.locator("input[inputmode=decimal]").first.is_visible()
        card.locator("input[value=differs]").check()
        card.locator("input[name$=_num]").fill("7,5")
        card.locator("input[name$=_den]").fill("600")
        card.locator("textarea").fill("Theo sổ hộ nghèo.")
        card.locator("text=Lưu chỉ tiêu").click()
        page.wait_for_selector("#ct-11-1.is-saved")
        assert "1,25%" in page.inner_text("#ct-11-1")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        fill(page, summary="Đã đối chiếu.", commune_word="Thống nhất.")
        page.click("button:has-text('Ghi kết quả làm việc')")
        page.wait_for_selector("text=Đã kiểm tra xong")
        word = downloaded(page, "a:has-text('Biên bản Word')")
        paper = downloaded(page, "a:has-text('PDF')")
    tables = docx.Document(io.BytesIO(word)).tables
    cells = " ".join(c.text for t in tables for r in t.rows for c in r.cells)
    pages = pypdfium2.PdfDocument(paper)
    printed = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    for part in ("7,5/600 (1,25%)", "Theo sổ hộ nghèo."):
        assert part in cells
        assert part in " ".join(printed.split())
