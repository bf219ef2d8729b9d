"""Examples of the pages of registers."""

from __future__ import annotations

from tests.browser.page_example import Example

PAGES: dict[str, tuple[Example, ...]] = {}
FILES: set[str] = set()
FORMS: set[str] = set()
