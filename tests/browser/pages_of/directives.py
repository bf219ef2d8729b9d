"""Examples of the pages of documents that direct, and their reading."""

from __future__ import annotations

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


def begin_document(browse: Browse) -> None:
    """A document put in by hand with a task that nobody has yet, once for all that look at it."""
    with browse("vpub", DRAFTED) as page:
        if page.locator(DOCUMENT).count():
            return
        page.goto("/van-ban/moi/")
        page.fill("#id_issuer", "UBND tỉnh Kon Tum")
        page.fill("#id_title", "Văn bản mẫu để xem trang")
        page.click("button:has-text('Lưu văn bản')")
        page.click("main a:has-text('Thêm nhiệm vụ') >> nth=0")
        page.fill("#id_text", "Báo cáo kết quả rà soát.")
        page.fill("#id_lead_more", "UBND huyện Sa Thầy")
        page.click("button:has-text('Lưu nhiệm vụ')")
        page.wait_for_selector("text=Đã lưu nhiệm vụ.")


DRAFTED = "/van-ban/?tim=van+ban+mau+de+xem+trang"
DOCUMENT = "th a[href*='/van-ban/']"
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
    ),
    "reading": (Example("van-ban-kiem-tra", "vpub", LIST, OPEN, before=begin_reading),),
    "passage": (
        Example("van-ban-sua-doan", "vpub", LIST, (*OPEN, "article a.btn"), before=begin_reading),
    ),
    "directive": (
        Example("van-ban-mot", "vpub", "/van-ban/?tt=dang-lam", (DOCUMENT,)),
        Example("van-ban-mot-huyen", "huyen616", LIST, (DOCUMENT,)),
    ),
    "new_directive": (Example("van-ban-nhap-tay", "vpub", "/van-ban/moi/"),),
    "change_directive": (
        Example("van-ban-sua", "vpub", "/van-ban/?cap=province",
                (DOCUMENT, "a[href*='/sua/']")),
    ),
    "new_directive_task": (
        Example("van-ban-them-nhiem-vu", "vpub", "/van-ban/?cap=province",
                (DOCUMENT, "a[href$='/nhiem-vu/']:has-text('Thêm')")),
    ),
    "change_directive_task": (
        Example("van-ban-sua-nhiem-vu", "vpub", DRAFTED, (DOCUMENT, "article a.btn"),
                before=begin_document),
    ),
}  # fmt: skip
FILES = {"reading_file", "directive_file", "directive_report"}
FORMS = {
    "reading_head",
    "reading_name",
    "reading_looked",
    "take_reading",
    "drop_reading",
    "issue_directive",
    "assign_directive_task",
}
