"""Examples of the pages of OCOP, schemes and linkages."""

from __future__ import annotations

from tests.browser.page_example import Example, to

OCOP, COUNCILS = "/ocop/", "/ocop/hoi-dong/"
_COUNCIL = to(COUNCILS, "05/12/2019")
_SHEETS = 'a[href*="/cham/"]'

PAGES: dict[str, tuple[Example, ...]] = {
    "ocop": (
        Example("ocop", "vpdp", OCOP),
        Example("ocop-district", "huyen616", OCOP),
        Example("ocop-commune", "xa23542", OCOP),
    ),
    "ocop_councils": (
        Example("ocop-councils", "huyen616", COUNCILS),
        Example("ocop-councils-read", "lanhdao", COUNCILS),
    ),
    "new_ocop_council": (Example("ocop-council-new", "huyen616", f"{COUNCILS}moi/"),),
    "ocop_council": (Example("ocop-council", "huyen616", COUNCILS, (_COUNCIL,)),),
    "change_ocop_council": (
        Example("ocop-council-edit", "huyen616", COUNCILS, (_COUNCIL, to("/sua/"))),
    ),
    "score_ocop_product": (
        Example("ocop-sheets", "huyen616", COUNCILS, (_COUNCIL, _SHEETS)),
        Example("ocop-sheets-read", "lanhdao", COUNCILS, (_COUNCIL, _SHEETS)),
    ),
    "certify_ocop": (
        Example("ocop-certify", "vpdp", COUNCILS, (_COUNCIL, _SHEETS, to("/cong-nhan/"))),
    ),
    "linkages": (
        Example("linkages", "vpdp", "/lien-ket/"),
        Example("linkages-commune", "xa23542", "/lien-ket/"),
    ),
}
FILES: set[str] = set()
FORMS: set[str] = set()
