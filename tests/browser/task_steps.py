"""What people do with a task that a document gave them: report, send back, confirm."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def find_own(page: Page, words: str) -> str:
    """From the board to the one task that the words find; its address."""
    page.goto(f"/nhiem-vu/?xem=danh-sach&tim={words}")
    page.click("main table tbody th a")
    page.wait_for_selector("#h-steps")
    return page.url


def take(page: Page, step: str, fields: dict[str, str], said: str) -> None:
    """Open the step's form, fill it in and send it."""
    form = page.locator(f"#buoc-{step}")
    if form.get_attribute("open") is None:
        form.locator("summary").first.click()
    for name, words in fields.items():
        form.locator(f"[name={name}]").fill(words)
    form.locator("button[type=submit]").click()
    page.wait_for_selector(f"text={said}")


def report_done(page: Page, words: str) -> None:
    told = {"result": words, "p1-title": "Báo cáo kết quả (thử)"}
    take(page, "complete", told, "Đã báo hoàn thành.")


def rate_on_board(page: Page, words: str) -> str:
    """The rate of the tasks that the words find, as the board tells it."""
    page.goto(f"/nhiem-vu/?tim={words}")
    return page.inner_text(".lm-tk__rate b")


def done_late_on_sheet(page: Page, district: str) -> int:
    """How many tasks the chairman's sheet counts as done late in the present term."""
    page.goto(f"/trach-nhiem/huyen/{district}/")
    row = page.locator("section[aria-labelledby=h-tasks] tbody tr").first
    return int(re.sub(r"\D", "", row.locator("td").nth(4).inner_text()))
