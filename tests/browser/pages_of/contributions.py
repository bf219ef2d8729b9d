"""Examples of the pages of residents' contributions."""

from __future__ import annotations

from tests.browser.page_example import Example, to

GIFTS = "/dong-gop/"

PAGES: dict[str, tuple[Example, ...]] = {
    "contributions": (
        Example("gifts", "vpdp", GIFTS),
        Example("gifts-commune", "xa23542", f"{GIFTS}?tinh-trang=tat-ca&nam=2019"),
        Example("gifts-village", "thon23470-01", GIFTS),
    ),
    "new_contribution": (Example("gift-new", "thon23470-01", f"{GIFTS}moi/"),),
    "contribution": (
        Example("gift", "xa23542", GIFTS, (to(GIFTS, "2019"),)),
        Example("gift-read", "lanhdao", f"{GIFTS}?xa=23542", (to(GIFTS, "2019"),)),
    ),
    "contribution_sums": (
        Example("gift-sums", "lanhdao", f"{GIFTS}theo-noi/?nam=2017"),
        Example("gift-sums-commune", "vpdp", f"{GIFTS}theo-noi/?xa=23470"),
    ),
    "published_money": (Example("published-money", "lanhdao", f"{GIFTS}so-da-cong-bo/"),),
    "contribution_upload": (Example("gift-upload", "xa23542", f"{GIFTS}nhap/"),),
}
FILES = {"contribution_template", "contribution_workbook"}
FORMS = {"take_back_contribution", "confirm_contributions"}
