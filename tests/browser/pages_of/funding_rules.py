"""Examples of the pages of counterpart, debt and double funding."""

from __future__ import annotations

from tests.browser.page_example import Example

RULED, DEBTS = "/von/doi-ung/", "/von/no-dong/"
# The first entry of a list, whose address tells which it is.
FIRST = ('a[href*="giai-trinh"]',)

PAGES: dict[str, tuple[Example, ...]] = {
    "counterpart": (
        Example("doi-ung", "vpdp", f"{RULED}?nam=2018"),
        Example("doi-ung-huyen", "lanhdao", f"{RULED}?nam=2018&cap=huyen"),
        Example("doi-ung-xa", "xa23542", f"{RULED}?nam=2017"),
    ),
    "counterpart_rules": (
        Example("doi-ung-quy-dinh", "vpdp", f"{RULED}quy-dinh/"),
        Example("doi-ung-quy-dinh-doc", "huyen616", f"{RULED}quy-dinh/"),
    ),
    "simulation": (
        Example("thu-ty-le", "vpdp", "/von/thu-ty-le/?nam=2018&muc-1=1,5"),
        Example("thu-ty-le-sai", "lanhdao", "/von/thu-ty-le/?nam=2018&muc-1=một"),
    ),
    "debts": (
        Example("no-dong", "vpdp", DEBTS),
        Example("no-dong-huyen", "huyen616", DEBTS),
        Example("no-dong-khong-co", "vpdp", f"{DEBTS}?ngay=01/01/2014"),
    ),
    "double_funding": (
        Example("trung-nguon", "vpdp", "/von/trung-nguon/"),
        Example("trung-nguon-khong-co", "xa23542", "/von/trung-nguon/"),
    ),
    "funding_finding": (
        Example("giai-trinh-huyen", "huyen616", "/von/trung-nguon/", FIRST),
        Example("giai-trinh-tinh", "vpdp", "/von/trung-nguon/", FIRST),
        Example("giai-trinh-doi-ung", "huyen613", f"{RULED}?nam=2018&loc=thieu", FIRST),
    ),
    "integration": (
        Example("long-ghep", "vpdp", "/von/long-ghep/"),
        Example("long-ghep-huyen", "huyen616", "/von/long-ghep/"),
    ),
    "integration_rules": (
        Example("long-ghep-quy-tac", "vpdp", "/von/long-ghep/quy-tac/"),
        Example("long-ghep-quy-tac-doc", "xa23542", "/von/long-ghep/quy-tac/"),
    ),
    "criterion_costs": (
        Example("chi-phi-tieu-chi", "lanhdao", "/von/chi-phi-tieu-chi/"),
        Example("chi-phi-tieu-chi-huyen", "huyen616", "/von/chi-phi-tieu-chi/"),
    ),
    "open_calls": (
        Example("keu-goi", "vpdp", "/von/keu-goi/"),
        Example("keu-goi-xa", "xa23542", "/von/keu-goi/"),
    ),
    "public_open_calls": (Example("cong-khai-keu-goi", None, "/cong-khai/keu-goi-dau-tu/"),),
}
FILES: set[str] = set()
FORMS: set[str] = {
    "save_simulation",
    "drop_simulation",
    "end_funding_rule",
    "take_back_funding_rule",
}
