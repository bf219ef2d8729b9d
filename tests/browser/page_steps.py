"""What is done on a page before it is looked at: menus opened, files given, codes entered."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import struct
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import openpyxl
from playwright.sync_api import Page

from tests.browser.chromium import PASSWORD

WITH_CODE = "doan"  # whose second factor is turned on for a picture, and off again
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sign_in(page: Page, person: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("#id_login", person)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")


def wrong_password(page: Page) -> None:
    page.fill("#id_login", "vpdp")
    page.fill("#id_password", "khong-phai")
    page.press("#id_password", "Enter")
    page.wait_for_selector("[role=alert]")


def open_cell(page: Page) -> None:
    page.click('[aria-label^="Ngọk Bay, tiêu chí 11"]')
    page.wait_for_selector("#pop:visible")


def open_months(page: Page) -> None:
    page.click(".lm-tb-btn >> nth=0")


def open_more(page: Page) -> None:
    page.click(".lm-topnav__more > summary")


def open_criterion(page: Page) -> None:
    page.evaluate("location.hash = '#tc-17'")


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(d => (d.open = true))")


# --- drafts of criteria sets ---
def begin_draft(browse: Callable[..., AbstractContextManager[Page]]) -> None:
    """A draft of the set of 2021-2025 with one value changed, for all that look at it."""
    with browse("vpdp", "/bo-tieu-chi/") as page:
        if page.locator("main tbody a:has-text('commune-2021-2025-2')").count():
            return
        page.select_option("#b-set", "commune-2021-2025")
        page.click("button:has-text('Lập bản thảo')")
        page.click("main a[href$='/muc/15.3/']")
        page.fill("#r5-value", "25,5")
        page.fill("#r5-note", "Mức giả định để thử phần mềm.")
        page.select_option("#r5-status", "placeholder")
        page.click("button:has-text('Lưu chỉ tiêu')")


def with_wrong_value(page: Page) -> None:
    page.fill("#r0-value", "nhiều")
    page.click("button:has-text('Lưu chỉ tiêu')")
    page.wait_for_selector("[role=alert]")


def with_another_part(page: Page) -> None:
    page.locator("summary:has-text('có phát sinh không')").click()
    page.click("button:has-text('Thêm một phần')")
    page.fill("#i-p1-figure_name", "Số giả định")
    page.click("button:has-text('Lưu chỉ tiêu')")
    page.wait_for_selector("[role=alert]")


def with_wrong_group(page: Page) -> None:
    page.fill("#id_g-0-numbers", "1-3")
    page.click("button:has-text('Lưu các nhóm')")
    page.wait_for_selector("[role=alert]")


def with_wrong_criterion(page: Page) -> None:
    page.fill("#id_number", "1")
    page.click("button:has-text('Lưu tiêu chí')")
    page.wait_for_selector("[role=alert]")


def with_wrong_rule(page: Page) -> None:
    page.fill("#id_z-0-clause", "")
    page.select_option("#id_z-1-fact", "border")
    page.click("button:has-text('Lưu các quy tắc')")
    page.wait_for_selector("[role=alert]")


# --- workbooks ---
def give(page: Page, content: bytes, name: str, button: str) -> None:
    file = {"name": name, "mimeType": XLSX, "buffer": content}
    page.set_input_files("#id_file", file)
    page.click(f"button:has-text('{button}')")
    page.wait_for_selector(f"h1:has-text('{name}')")


def workbook_of(page: Page, address: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(page.request.get(address).body()))


def bytes_of(book: openpyxl.Workbook) -> bytes:
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def give_workbook(page: Page, *, is_wrong: bool) -> None:
    """Upload the commune's own figures again with a few changes, or with mistakes."""
    book = workbook_of(page, "/nhap-so-lieu/da-nop.xlsx")
    wrong = {"income_per_capita": "41.5x", "lanes_clean_num": "7O", "dilapidated_houses": -5}
    right = {"income_per_capita": 41.5, "lanes_clean_num": 20, "dilapidated_houses": 2}
    for sheet in book.worksheets:
        for column in sheet.iter_cols():
            keys = {str(c.value) for c in column} & wrong.keys()
            for key in keys:
                column[-1].value = (wrong if is_wrong else right)[key]
    give(page, bytes_of(book), "so-lieu-thang-12.xlsx", "Kiểm tra tệp")


def with_faults(page: Page) -> None:
    give_workbook(page, is_wrong=True)


def with_changes(page: Page) -> None:
    give_workbook(page, is_wrong=False)


def give_people(page: Page, *, role: str) -> None:
    """A workbook of two new people, as the template asks for them."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Tên đăng nhập", "Họ tên", "Điện thoại", "Vai trò", "Đơn vị", "Từ ngày"])
    sheet.append(["mau.mot", "Người mẫu Một", "0260 000 001", role, "xã Sa Nghĩa", "01/12/2019"])
    sheet.append(["mau.hai", "Người mẫu Hai", "", "Chủ tịch UBND xã", "xã Sa Bình", "01/12/2019"])
    give(page, bytes_of(book), "nguoi-dung.xlsx", "Kiểm tra tệp")


def with_people(page: Page) -> None:
    give_people(page, role="Công chức xã phụ trách NTM")


def with_people_faults(page: Page) -> None:
    give_people(page, role="Người đưa thư")


def give_expected(page: Page, *, value: object) -> None:
    """The department's own workbook with one figure of a district's last commune written anew."""
    book = workbook_of(page, "/so-lieu-nganh/mau.xlsx?thang=2019-12")
    for column in book["Sa Thầy"].iter_cols():
        if any(str(cell.value) == "insured_people_num" for cell in column):
            column[-1].value = value
    give(page, bytes_of(book), "the-bhyt.xlsx", "Kiểm tra tệp")


def with_expected(page: Page) -> None:
    give_expected(page, value=1)


def with_expected_faults(page: Page) -> None:
    give_expected(page, value="nhiều")


def appoint(page: Page) -> None:
    """Someone acts in the post for a week."""
    page.fill("#sub-username", "pctxa23542")
    page.fill("#sub-valid_from", "20/12/2019")
    page.fill("#sub-valid_to", "27/12/2019")
    page.fill("#sub-reason", "Nghỉ phép.")
    page.click("button:has-text('Cử người làm thay')")
    page.wait_for_selector("button:has-text('Thôi làm thay')")


def dismiss(page: Page) -> None:
    page.click("button:has-text('Thôi làm thay')")
    page.wait_for_selector("button:has-text('Thôi làm thay')", state="detached")


def with_merger(page: Page) -> None:
    """The preview of a department split in two; nothing is written."""
    for field, part in (
        ("old", "Lao động"),
        ("heir", "Nội vụ tỉnh Kon"),
        ("heir2", "Y tế tỉnh Kon"),
    ):
        option = page.locator(f"[name={field}] option", has_text=part).first
        page.select_option(f"[name={field}]", option.get_attribute("value"))
    page.fill("[name=on]", "01/03/2020")
    page.fill("[name=document]", "Quyết định minh họa")
    page.click("button:has-text('Xem trước')")
    page.wait_for_selector("button:has-text('Ghi việc này')")


# --- the second factor ---
def open_draft(page: Page) -> None:
    """The draft of the first report of the list; there is but one of each."""
    page.get_by_role("button", name="Lập dự thảo").click()
    page.wait_for_url("**/du-thao/*/")


def with_wrong_number(page: Page) -> None:
    open_draft(page)
    page.get_by_label("Số văn bản").fill("mười hai")
    page.get_by_role("button", name="Ban hành báo cáo").click()
    page.get_by_role("alert").first.wait_for()


def issue_report(page: Page) -> None:
    """The report that was issued before, else one issued now: it cannot be taken back."""
    known = page.get_by_role("link", name="01/BC-VPĐP")
    if known.count():
        known.first.click()
        page.wait_for_url("**/da-ban-hanh/*/")
        return
    open_draft(page)
    page.get_by_label("Số văn bản").fill("1")
    page.get_by_label("Ngày ban hành").fill("25/10/2019")
    page.get_by_role("button", name="Ban hành báo cáo").click()
    page.wait_for_url("**/da-ban-hanh/*/")


def ask_pack(page: Page) -> None:
    page.get_by_role("button", name="Lập gói Word").click()
    page.wait_for_url("**/goi/*/")


def with_wrong_counts(page: Page) -> None:
    from langmoi.publishing.history_book import SHEET

    book = workbook_of(page, "/bao-cao/giai-doan-2010-2015/mau.xlsx")
    book[SHEET].append([1999, "62", "nhiều", *[None] * 7, "có lẽ", None])
    file = {"name": "so-dem.xlsx", "mimeType": XLSX, "buffer": bytes_of(book)}
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Kiểm tra và nạp").click()
    page.get_by_role("alert").first.wait_for()


def code_of(secret: str) -> str:
    """The code that an authenticator shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def confirm(page: Page) -> None:
    """Say the password again where the site asks for it before a change."""
    if "/xac-nhan/" in page.url:
        page.fill("#id_password", PASSWORD)
        page.click("button:has-text('Xác nhận')")


def turn_on(page: Page) -> None:
    sign_in(page, WITH_CODE)
    page.goto("/tai-khoan/hai-lop/bat/")
    confirm(page)
    page.fill("#id_code", code_of(page.inner_text("p .lm-hash")))
    page.click("button:has-text('Bật')")
    page.wait_for_selector("h1:has-text('Mã dự phòng')")


def recovery_codes(page: Page) -> None:
    turn_on(page)
    page.goto("/tai-khoan/ma-du-phong/")


def new_recovery_codes(page: Page) -> None:
    turn_on(page)
    page.goto("/tai-khoan/ma-du-phong/moi/")


def turning_off(page: Page) -> None:
    turn_on(page)
    page.goto("/tai-khoan/hai-lop/tat/")


def sign_in_code(page: Page) -> None:
    """The recovery codes are kept on the page, for turning it off again."""
    turn_on(page)
    page.goto("/tai-khoan/ma-du-phong/")
    code = page.inner_text(".lm-codes li >> nth=0")
    page.context.clear_cookies()
    sign_in(page, WITH_CODE)
    page.wait_for_selector("#id_code")
    page.evaluate("code => sessionStorage.setItem('code', code)", code)


def turn_off(page: Page) -> None:
    """Leave the account as it was found."""
    if page.locator("#id_code").count():
        page.fill("#id_code", page.evaluate("sessionStorage.getItem('code')"))
        page.press("#id_code", "Enter")
        page.wait_for_url(lambda url: "/dang-nhap/" not in url)
    page.goto("/tai-khoan/hai-lop/tat/")
    confirm(page)
    page.click("main button:has-text('Tắt')")
    page.wait_for_url("**/tai-khoan/")


def open_public_criteria(page: Page) -> None:
    """The criteria with comments: one answered, one overdue."""
    for number in ("2", "17"):
        page.click(f"#tc-{number} > summary")


def send_nothing(page: Page) -> None:
    page.click("button:has-text('Gửi góp ý')")
    page.wait_for_selector("#id_text-problem")
