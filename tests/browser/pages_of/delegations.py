"""Examples of the pages of delegations and visits."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.page_example import Example, to

HOME = "/doan-kiem-tra/"
AUTUMN = to("/doan-kiem-tra/", "đợt tháng 10")
WINTER = to("/doan-kiem-tra/", "đợt tháng 12")
STOP = to("/doan-kiem-tra/chuyen/", "Xã ")


def open_poverty(page: Page) -> None:
    page.locator("#tc-11 > summary").click()


def choose_differs(page: Page) -> None:
    open_poverty(page)
    page.locator("#ct-11-1 input[value=differs]").check()


PAGES: dict[str, tuple[Example, ...]] = {
    "delegations": (
        Example("delegations", "vpdp", HOME),
        Example("delegations-commune", "xa23542", HOME),
    ),
    "delegation_sample": (Example("delegation-sample", "sonn", f"{HOME}mau/?huyen=613"),),
    "delegation_differences": (Example("delegation-differences", "lanhdao", f"{HOME}chenh-lech/"),),
    "new_delegation": (Example("delegation-new", "sonn", f"{HOME}moi/"),),
    "delegation": (
        Example("delegation", "vpub", HOME, (AUTUMN,)),
        Example("delegation-under-way", "sonn", HOME, (WINTER,)),
        Example("delegation-district", "huyen613", HOME, (AUTUMN,)),
    ),
    "change_delegation": (Example("delegation-change", "sonn", HOME, (WINTER, to("/sua/"))),),
    "delegation_visit": (
        Example("visit", "doan", HOME, (WINTER, STOP), choose_differs),
        Example("visit-read", "huyen613", HOME, (AUTUMN, STOP), open_poverty),
    ),
    "visit_checklist": (Example("visit-checklist", "doan", HOME, (WINTER, to("/phieu/"))),),
}
FILES: set[str] = {
    "delegation_paper",
    "visit_paper",
    "delegation_photo",
    "delegation_photo_small",
}
FORMS: set[str] = {
    "write_delegation",
    "check_indicator",
    "visit_photos",
    "finish_visit",
    "raise_on_visit",
}
