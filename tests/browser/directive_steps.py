"""What the office of the People's Committee does with a document, from the file to its tasks."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

OFFICE = "vpub"
JULY = Path(__file__).parents[1] / "directive" / "directive-2019.txt"
# As a scan has it: the number of a page stands inside a clause, and no rule can tell what it is.
CUT = "theo\n\nhướng chuyên trách"


def scanned(folder: Path) -> Path:
    """The directive of July 2019 with the number of a page left in it."""
    text = JULY.read_text(encoding="utf-8")
    assert CUT in text
    path = folder / "cong-van-thang-7.txt"
    path.write_text(
        text.replace("chuyên trách. Gắn việc", "chuyên trách.\n\n3\n\nGắn việc"), encoding="utf-8"
    )
    return path


def put_in(page: Page, path: Path) -> None:
    """From the list to the page where the text stands beside what was found in it."""
    page.goto("/van-ban/")
    page.click("text=Đọc văn bản từ tệp")
    page.set_input_files("#id_file", path)
    page.click("button:has-text('Đọc văn bản')")
    page.wait_for_selector("text=Đã đọc văn bản.")


def correct_one(page: Page, clause: str, due: str) -> None:
    """One finding is mended: its day."""
    card = page.locator("article", has=page.locator(f"b:text-is('{clause}')")).first
    card.locator("a.btn:has-text('Sửa')").click()
    page.fill("#id_due", due)
    page.click("button:has-text('Lưu đoạn')")
    page.wait_for_selector("text=Đã lưu đoạn vừa sửa.")


def settle_names(page: Page) -> None:
    """Names that the register does not know are added, or said to be nobody's."""
    page.wait_for_load_state()
    while (form := page.locator("form:has(select[name=chosen])").first).count():
        name = form.locator("input[name=name]").get_attribute("value") or ""
        add = form.locator("button[value=add]")
        if add.count():
            add.click()
        else:
            form.locator("select").select_option("-")
            form.locator("button:has-text('Chọn')").first.click()
        page.wait_for_selector(f"text=Đã ghi ai là “{name}”")


def look_at_unread(page: Page) -> None:
    """Every passage that no rule could read is looked at."""
    for tick in page.locator("input[type=checkbox][name=number]").all():
        tick.check()
    page.click("text=Ghi các đoạn đã đánh dấu là đã xem")
    page.wait_for_selector("text=là đã xem.")


def take(page: Page) -> None:
    page.click("button:has-text('Lập văn bản với')")
    page.wait_for_selector("text=Đã lập văn bản.")


def issue(page: Page) -> str:
    """Its tasks are given; the address of the document's page."""
    page.click("button:has-text('Giao ')")
    page.wait_for_selector("text=Đã giao nhiệm vụ:")
    return page.url
