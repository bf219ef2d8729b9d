"""Examples of the pages of documents that direct, and their reading."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.page_example import Browse, Example

TEXT = """UBND tỉnh yêu cầu:

1. UBND các huyện, thành phố báo cáo kết quả rà soát trước ngày 15/01/2020.

2. Sở Khoa Học Mới phối hợp với các đơn vị liên quan hướng dẫn các xã.
"""


def begin_reading(browse: Browse) -> None:
    """A small text put in by the office, once for all that look at it."""
    with browse("vpub", "/van-ban/") as page:
        if page.locator("#h-readings").count():
            return
        page.goto("/van-ban/doc/")
        page.fill("#id_text", TEXT)
        page.click("button:has-text('Đọc văn bản')")
        page.wait_for_selector("text=Đã đọc văn bản.")


def nothing_given(page: Page) -> None:
    page.click("button:has-text('Đọc văn bản')")
    page.wait_for_selector("[role=alert]")


LIST = "/van-ban/"
OPEN = ("a.lm-b[href*='/van-ban/doc/']",)
PAGES: dict[str, tuple[Example, ...]] = {
    "directives": (
        Example("van-ban", "vpub", LIST, before=begin_reading),
        Example("van-ban-huyen", "huyen616", LIST),
        Example("van-ban-khong-co", "vpub", "/van-ban/?tim=khong+co+van+ban+nay"),
        Example("van-ban-nguoi-xem", "tinhuy", LIST),
    ),
    "read_document": (
        Example("van-ban-doc-tep", "vpub", "/van-ban/doc/"),
        Example("van-ban-chua-chon-tep", "vpub", "/van-ban/doc/", step=nothing_given),
    ),
    "reading": (Example("van-ban-kiem-tra", "vpub", LIST, OPEN, before=begin_reading),),
    "passage": (
        Example("van-ban-sua-doan", "vpub", LIST, (*OPEN, "article a.btn"), before=begin_reading),
    ),
    "directive": (
        Example("van-ban-mot", "vpub", "/van-ban/?tt=dang-lam", ("th a[href*='/van-ban/']",)),
        Example("van-ban-mot-huyen", "huyen616", LIST, ("th a[href*='/van-ban/']",)),
    ),
    "new_directive": (Example("van-ban-nhap-tay", "vpub", "/van-ban/moi/"),),
    "change_directive": (
        Example("van-ban-sua", "vpub", "/van-ban/?cap=province",
                ("th a[href*='/van-ban/']", "a[href*='/sua/']")),
    ),
    "new_directive_task": (
        Example("van-ban-them-nhiem-vu", "vpub", "/van-ban/?cap=province",
                ("th a[href*='/van-ban/']", "a[href$='/nhiem-vu/']:has-text('Thêm')")),
    ),
}  # fmt: skip
FILES = {"reading_file", "directive_file"}
FORMS = {
    "reading_head",
    "reading_name",
    "reading_looked",
    "take_reading",
    "drop_reading",
    "issue_directive",
    "change_directive_task",
    "assign_directive_task",
}
