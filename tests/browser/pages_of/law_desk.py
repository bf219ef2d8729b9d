"""Examples of the pages of the law desk: drafts of criteria sets."""

from __future__ import annotations

from typing import Any

from tests.browser import page_steps as do
from tests.browser.page_example import Example, to

E = Example
DRAFT = to("/bo-tieu-chi/", "commune-2021-2025-2")
BEGUN: dict[str, Any] = {"before": do.begin_draft}

PAGES: dict[str, tuple[Example, ...]] = {
    "drafts": (E("drafts", "vpdp", "/bo-tieu-chi/", **BEGUN),),
    "set_draft": (
        E("draft", "vpdp", "/bo-tieu-chi/", (DRAFT,), **BEGUN),
        E("draft-leader", "lanhdao", "/bo-tieu-chi/", (DRAFT,), **BEGUN),
    ),
    "draft_indicator": (
        E("draft-indicator", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/muc/15.3/")), **BEGUN),
        E("draft-indicator-sexes", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/muc/12.1/")), **BEGUN),
        E(
            "draft-indicator-part",
            "vpdp",
            "/bo-tieu-chi/",
            (DRAFT, to("/muc/2.1/")),
            do.with_another_part,
            **BEGUN,
        ),
        E("draft-indicator-new", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/muc/1/")), **BEGUN),
        E(
            "draft-fault",
            "vpdp",
            "/bo-tieu-chi/",
            (DRAFT, to("/muc/15.3/")),
            do.with_wrong_value,
            **BEGUN,
        ),
    ),
    "draft_head": (E("draft-head", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/chung/")), **BEGUN),),
    "draft_criteria": (
        E("draft-criteria", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/tieu-chi/")), **BEGUN),
        E(
            "draft-groups-fault",
            "vpdp",
            "/bo-tieu-chi/",
            (DRAFT, to("/tieu-chi/")),
            do.with_wrong_group,
            **BEGUN,
        ),
    ),
    "draft_criterion": (
        E("draft-criterion", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/tieu-chi/15/")), **BEGUN),
        E(
            "draft-criterion-new",
            "vpdp",
            "/bo-tieu-chi/",
            (DRAFT, to("/tieu-chi/"), to("/tieu-chi/moi/")),
            do.with_wrong_criterion,
            **BEGUN,
        ),
    ),
    "draft_rules": (
        E("draft-rules", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/quy-tac/")), **BEGUN),
        E(
            "draft-rules-fault",
            "vpdp",
            "/bo-tieu-chi/",
            (DRAFT, to("/quy-tac/")),
            do.with_wrong_rule,
            **BEGUN,
        ),
    ),
    "draft_documents": (
        E("draft-documents", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/van-ban/")), **BEGUN),
    ),
    "check_draft": (
        E("draft-check", "soyt", "/bo-tieu-chi/", (DRAFT, to("/doi-chieu/")), **BEGUN),
    ),
    "draft_differences": (
        E("draft-differences", "vpdp", "/bo-tieu-chi/", (DRAFT, to("/khac/")), **BEGUN),
    ),
}
FILES: set[str] = set()
FORMS: set[str] = set()
