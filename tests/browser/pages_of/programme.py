"""Examples of the pages of targets and the work programme."""

from __future__ import annotations

from tests.browser.page_example import Example, to

TARGETS, PROGRAMME = "/muc-tieu/", "/chuong-trinh/"
PAGES: dict[str, tuple[Example, ...]] = {
    "targets": (
        Example("targets", "vpdp", TARGETS),
        Example("targets-commune", "xa23542", TARGETS),
    ),
    "target": (
        Example("target", "vpdp", f"{TARGETS}?cap=commune", (to("/muc-tieu/", "Sa Nghĩa"),)),
        Example(
            "target-province", "vpdp", f"{TARGETS}?cap=province", ('th a[href*="/muc-tieu/"]',)
        ),
    ),
    "new_target": (Example("new-target", "vpdp", "/muc-tieu/moi/"),),
    "import_targets": (Example("import-targets", "vpdp", "/muc-tieu/nhap/"),),
    "new_target_document": (Example("target-document", "huyen616", "/muc-tieu/van-ban/"),),
    "change_target": (
        Example("change-target", "vpdp", f"{TARGETS}?cap=province", ("th a", 'a[href$="/sua/"]')),
    ),
    "programme": (
        Example("programme", "huyen616", f"{PROGRAMME}?nam=2019"),
        Example("programme-all", "vpdp", f"{PROGRAMME}?nam=2020&cua=tat-ca"),
    ),
    "programme_item": (Example("programme-item", "huyen616", f"{PROGRAMME}?nam=2019", ("th a",)),),
    "new_programme_item": (
        Example("new-programme-item", "xa23542", "/chuong-trinh/moi/?nam=2020"),
    ),
    "change_programme_item": (
        Example(
            "change-programme-item",
            "huyen616",
            f"{PROGRAMME}?nam=2019",
            ("th a", 'a[href$="/sua/"]'),
        ),
    ),
    "programme_suggestions": (
        Example("programme-suggestions", "huyen613", "/chuong-trinh/goi-y/?nam=2020"),
    ),
    "carry_programme": (Example("carry-programme", "huyen616", "/chuong-trinh/chuyen/?nam=2019"),),
}
FILES: set[str] = set()
FORMS: set[str] = {"carry_target", "drop_target", "programme_step"}
