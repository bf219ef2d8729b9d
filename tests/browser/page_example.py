"""An example of a page: whose it is, its address, and what is done there before it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from playwright.sync_api import Page

Step = Callable[[Page], None]
Browse = Callable[..., AbstractContextManager[Page]]
DECEMBER = "?thang=2019-12"


@dataclass(frozen=True)
class Example:
    """A page of the demo: who sees it, where, through which links, and what is done there first."""

    name: str
    person: str | None
    address: str
    follow: tuple[str, ...] = ()  # links to follow from there; objects have no fixed numbers
    step: Step | None = None
    undo: Step | None = None
    before: Callable[[Browse], None] | None = None  # what someone else did, for all that look at it

    def open(self, page: Page) -> None:
        """From a page of that person's: the example as it is to be seen."""
        page.goto(self.address)
        for link in self.follow:
            page.goto(page.locator(f"main {link}").first.get_attribute("href") or "")
        if self.step:
            self.step(page)
        page.evaluate("document.fonts.ready")


def to(part: str, text: str = "") -> str:
    """A link whose address has this part, and whose words these."""
    named = f':has-text("{text}")' if text else ""
    return f'a[href*="{part}"]{named}:not([href*="?"])'
