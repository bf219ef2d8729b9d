"""Examples of the pages of registers."""

from __future__ import annotations

from tests.browser.page_example import Example, to

BOOKS = "/so-theo-doi/"
HTX = f"{BOOKS}cooperative/"
ENTRY = (to(HTX, "HTX"),)

PAGES: dict[str, tuple[Example, ...]] = {
    "registers": (
        Example("registers", "vpdp", BOOKS),
        Example("registers-commune", "xa23542", BOOKS),
    ),
    "register": (
        Example("register", "sonn", HTX),
        Example("register-map", "vpdp", f"{HTX}?xem=ban-do"),
        Example("register-found", "huyen616", f"{HTX}?tim=sa+nghia"),
        Example("register-commune", "xa23542", HTX),
    ),
    "new_register_entry": (Example("register-new", "xa23542", f"{HTX}moi/"),),
    "register_entry": (
        Example("register-entry", "sonn", f"{HTX}?xa=23542", ENTRY),
        Example("register-entry-read", "lanhdao", f"{HTX}?xa=23542", ENTRY),
    ),
    "change_register_entry": (
        Example("register-change", "sonn", f"{HTX}?xa=23542", (*ENTRY, to("/sua/"))),
    ),
    "register_upload": (Example("register-upload", "huyen616", f"{HTX}nhap/"),),
    "push_register": (
        Example("register-push", "sonn", f"{HTX}gui-so/?ct=13.1"),
        Example("register-push-read", "huyen616", f"{HTX}gui-so/?ct=13.1"),
    ),
    "register_kinds": (Example("register-kinds", "vpdp", f"{BOOKS}mau-so/"),),
    "new_register_kind": (Example("register-kind-new", "vpdp", f"{BOOKS}mau-so/moi/"),),
    "register_kind": (Example("register-kind", "vpdp", f"{BOOKS}mau-so/", (to("/mau-so/gieng"),)),),
}
FILES = {"register_template", "register_paper"}
FORMS = {"register_step"}
