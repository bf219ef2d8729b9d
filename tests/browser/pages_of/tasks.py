"""Examples of the pages of tasks that documents give."""

from __future__ import annotations

from tests.browser.page_example import Example

PAGES: dict[str, tuple[Example, ...]] = {
    "urging": (
        Example("weekly-list", "vpub", "/don-doc/"),
        Example("weekly-list-of-district", "huyen616", "/don-doc/"),
    ),
    "escalated": (
        Example("escalated", "lanhdao", "/qua-han-lau/"),
        Example("escalated-for-office", "vpub", "/qua-han-lau/"),
    ),
}
FILES: set[str] = {"urging_file"}
FORMS: set[str] = {"urge", "instruct"}
