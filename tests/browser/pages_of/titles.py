"""Examples of the pages of titles in danger, renewal and succession."""

from __future__ import annotations

from tests.browser.page_example import Example

AT_RISK = "/cong-nhan/nguy-co/"

PAGES: dict[str, tuple[Example, ...]] = {
    "titles_at_risk": (
        Example("titles-at-risk", "lanhdao", AT_RISK),
        Example("titles-at-risk-district", "huyen616", AT_RISK),
    ),
}
FILES: set[str] = set()
FORMS: set[str] = {"revoke_title", "take_back_loss", "decide_heir"}
