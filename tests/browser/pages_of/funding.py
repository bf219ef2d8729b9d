"""Examples of the pages of projects and money."""

from __future__ import annotations

from tests.browser.page_example import Example, to

LIST, MONEY = "/cong-trinh/", "/von/"
PO_E = f"{LIST}?tim=MH-23467-9"

PAGES: dict[str, tuple[Example, ...]] = {
    "projects": (
        Example("projects", "vpdp", LIST),
        Example("projects-narrowed", "huyen616", f"{LIST}?co-che=special&trang-thai=under_way"),
        Example("projects-commune", "xa23542", LIST),
        Example("projects-read", "lanhdao", f"{LIST}?keu-goi=1"),
    ),
    "new_project": (Example("project-new", "huyen616", f"{LIST}moi/"),),
    "projects_upload": (Example("projects-upload", "skhdt", f"{LIST}nhap/"),),
    "project": (
        Example("project", "xa23467", PO_E, (to(LIST, "thôn 9"),)),
        Example("project-special", "vpdp", f"{LIST}?co-che=special", (to(LIST, "thôn"),)),
        Example("project-stopped", "xem", f"{LIST}?trang-thai=stopped", (to(LIST, "thôn"),)),
    ),
    "change_project": (
        Example("project-edit", "xa23467", PO_E, (to(LIST, "thôn 9"), to("/sua/"))),
    ),
    "new_project_line": (
        Example("project-line", "sotc", PO_E, (to(LIST, "thôn 9"), 'a[href$="/von/"].btn')),
    ),
    "money": (
        Example("money", "vpdp", f"{MONEY}?nam=2018"),
        Example("money-district", "huyen616", f"{MONEY}?nam=2017"),
        Example("money-commune", "xa23467", f"{MONEY}?nam=2019"),
    ),
    "money_lines": (
        Example("money-lines", "vpdp", f"{MONEY}dong/?nam=2018&loai=disbursement"),
        Example("money-lines-read", "lanhdao", f"{MONEY}dong/?nguon=7"),
    ),
    "new_money_line": (Example("money-line", "sotc", f"{MONEY}dong/moi/"),),
    "take_back_money_line": (
        Example("money-back", "xa23467", PO_E, (to(LIST, "thôn 9"), to("/rut/"))),
    ),
    "money_upload": (Example("money-upload", "huyen616", f"{MONEY}nhap/"),),
}
FILES = {"projects_template", "money_template", "project_paper"}
FORMS = {
    "stop_project",
    "resume_project",
    "add_project_paper",
    "remove_project_paper",
}
