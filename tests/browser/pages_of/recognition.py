"""Examples of the pages of recognition."""

from __future__ import annotations

from tests.browser.page_example import Example, to

BOARD = "/cong-nhan/"

PAGES: dict[str, tuple[Example, ...]] = {
    "recognitions": (
        Example("recognitions", "vpdp", f"{BOARD}?nam=2019"),
        Example("recognitions-commune", "xa23542", BOARD),
        Example("recognitions-next-year", "huyen616", f"{BOARD}?nam=2020"),
    ),
    "registration_list": (
        Example("registration", "vpdp", f"{BOARD}dang-ky/?nam=2020"),
        Example("registration-read", "lanhdao", f"{BOARD}dang-ky/?nam=2019"),
    ),
    "new_dossier": (Example("dossier-new", "ctxa23542", f"{BOARD}dang-ky/moi/"),),
    "recognition_rules": (
        Example("recognition-rules", "vpdp", f"{BOARD}quy-dinh/"),
        Example("recognition-rules-none", "lanhdao", f"{BOARD}quy-dinh/?danh-hieu=village"),
    ),
    "dossier": (
        Example("dossier", "xa23542", f"{BOARD}?nam=2019", (to(BOARD, "Sa Nghĩa"),)),
        Example("dossier-department", "sonn", f"{BOARD}?nam=2019", (to(BOARD, "Đăk Dục"),)),
        Example("dossier-office", "vpdp", f"{BOARD}?nam=2019", (to(BOARD, "Đăk Dục"),)),
        Example("dossier-district", "huyen613", f"{BOARD}?nam=2020", (to(BOARD, "Đăk Tăng"),)),
    ),
}
FILES = {"dossier_paper", "dossier_file", "recognition_certificate"}
FORMS = {"dossier_step", "add_dossier_paper", "drop_dossier_paper", "drop_recognition_rule"}
