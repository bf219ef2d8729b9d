"""Every address of the site with an example: whose it is and which object it names."""

from __future__ import annotations

from access_world import DOMAINS, FIGURE

OF_A_SET_DRAFT = (
    "set_draft",
    "draft_indicator",
    "draft_head",
    "draft_criteria",
    "draft_criterion",
    "draft_rules",
    "draft_documents",
    "attach_draft_paper",
    "check_draft",
    "draft_differences",
    "publish_draft",
    "drop_draft",
    "export_draft",
)
# What stands for `pk` and `code` in an address, by the name of the address.
PK = {
    "people_uploaded": "people_upload",
    "confirm_people": "people_upload",
    "drop_people": "people_upload",
    "person": "person",
    "change_person": "person",
    "switch_person": "person",
    "drop_second_factor": "person",
    "give_post": "person",
    "post": "post",
    "end_post": "post",
    "hand_over": "post",
    "substitute": "post",
    "end_substitution": "substitution",
    "question": "question",
    "log_entry": "entry",
    "comment": "comment",
    "moderate_comment": "comment",
    "answer_comment": "comment",
    "correction": "correction",
    "decide_correction": "correction",
    "review": "filing",
    "agree_same": "filing",
    "send_back": "filing",
    "review_criterion": "filing",
    "put_solution": "filing",
    "sign_filing": "filing",
    "give_opinion": "filing",
    "ask_correction": "filing",
    "reopen_indicator": "filing",
    "filing_history": "filing",
    "revision": "filing",
    "upload": "upload",
    "confirm_upload": "upload",
    "drop_upload": "upload",
    **dict.fromkeys(OF_A_SET_DRAFT, "set_draft"),
    "draft_paper": "draft_paper",
    "evidence": "evidence",
    "practice": "practice",
    "change_practice": "practice",
    "adopt_practice": "practice",
    "withdraw_practice": "practice",
    "evidence_thumbnail": "evidence",
    "draft": "draft",
    "edit_draft": "draft",
    "issue_draft": "draft",
    "report_template": "draft",
    "draft_file": "draft",
    "issued": "issued",
    "issued_file": "issued",
    "pack": "pack",
    "cancel_pack": "pack",
    "pack_file": "pack",
}
CODE = {
    "ask": "commune",
    "figure_history": "commune",
    "district": "district",
    "commune": "commune",
    "district_account": "district",
    "commune_account": "commune",
    "cell": "commune",
    "filing": "commune",
    "submit_filing": "commune",
    "printed_filing": "commune",
    "late_filing": "commune",
    "attach_evidence": "commune",
    "grid_row": "commune",
    "village_sheets": "commune",
    "village_sheet": "village",
    "printed_village_sheet": "village",
    "report": "district",
}
NUMBER = {
    "task_step": "accept",
    "programme_step": "begin",
    "draft_indicator": "1",
    "draft_criterion": "1",
    "revision": 1,
    "review_criterion": "17",
    "put_solution": "19",
    "give_opinion": "17.1",
    "difficulty_step": "dong-y",
}
KIND = {"workbook": "da-nop", **dict.fromkeys(("report", "draft_file", "issued_file"), "xlsx")}
KIND["urging_file"] = "xlsx"
for domain in DOMAINS:
    PK |= domain.PK
    CODE |= domain.CODE
    KIND |= getattr(domain, "KIND", {})
    NUMBER |= getattr(domain, "FORM", {})
# One's own account, and sign-in: no place and no role; tests/web/people holds them. The public
# page is the same for everyone, with an account or without: tests/web/public.
OF_ONESELF = (
    "dang-nhap/",
    "dang-xuat/",
    "tai-khoan/",
    "cong-khai/",
    "^cong-khai/",
    "phieu-y-kien/",
)
# The register of good practice is there for everyone to learn from, and to say what they took up;
# and so is the guidance of departments.
OPEN_TO_ALL = {"practice", "adopt_practice", "guidance", "guidance_file"}
NO_SUCH = {"code": "00000", "pk": 987654321}


def patterns():
    """(name, pattern, names of its arguments) of every address but those of one's own account."""
    from django.urls import get_resolver

    def walk(resolver, before=""):
        for entry in resolver.url_patterns:
            whole = before + str(entry.pattern)
            if hasattr(entry, "url_patterns"):
                yield from walk(entry, whole)
            elif not whole.startswith(OF_ONESELF):
                yield entry.name, whole, tuple(entry.pattern.regex.groupindex)

    return sorted(set(walk(get_resolver())), key=lambda found: found[1])


def example(name, arguments, place):
    """The address of this place's object; None stands for one that nobody has."""
    from django.urls import reverse

    told = {}
    for argument in arguments:
        if argument == "pk":
            told["pk"] = place.things[PK[name]] if place else NO_SUCH["pk"]
        elif argument == "code":
            told["code"] = place.code(CODE[name]) if place else NO_SUCH["code"]
        elif argument == "figure":
            told["figure"] = FIGURE
        elif argument == "kind":
            told["kind"] = KIND[name]
        else:
            told[argument] = NUMBER.get(name, "10")
    return reverse(name, kwargs=told)
