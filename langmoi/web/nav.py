"""The entries of the bar: only pages that work for this person. The rest are in nav_more.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from langmoi.people.models import Role
from langmoi.reporting.chain import Chain, chain_on
from langmoi.reporting.expected import DEPARTMENT_ROLES
from langmoi.reporting.models import StepKind
from langmoi.web.http import Request
from langmoi.web.months import month_query, newest_month, remembered_month
from langmoi.web.scope import Scope

Page = tuple[str, str, str]  # name of the address, label, icon
MOST_ON_A_PHONE = 5  # with “Thêm”, which everyone has
# What a phone's bar keeps of a longer one: how things stand, what waits, then the person's step.
_FIRST = (
    "home", "department", "inbox", "closing", "signing", "opinions", "reviews", "filings", "matrix",
)  # fmt: skip


@dataclass(frozen=True)
class NavItem:
    url: str
    label: str
    icon: str
    is_current: bool
    is_first: bool = True  # of those that stand in the bar of a phone; the rest are under “Thêm”


def bar(request: Request, scope: Scope) -> list[NavItem]:
    """The bar, in the order of a day's work: how things stand, then what the person does."""
    roles = {Role(post.role) for post in scope.posts}
    pages = _standing(scope)
    if roles & set(DEPARTMENT_ROLES):
        pages.insert(1, ("department", "Ngành", "building-bank"))
    pages = [*pages, ("inbox", "Việc của tôi", "checklist")]
    chain = _chain(request)
    if chain is not None:
        pages += _of_chain(chain, roles)
    if scope.can_write:
        pages.append(("uploads", "Nhập Excel", "table-import"))
    if not scope.is_commune and not scope.is_village:
        pages.append(("reports", "Báo cáo", "file-download"))
    first = _first_on_a_phone([name for name, _, _ in pages])
    return items(request, pages, month_query(request), first)


def _first_on_a_phone(names: Sequence[str]) -> Collection[str]:
    """The pages that a narrow bar shows beside “Thêm”; all, where they are few."""
    if len(names) < MOST_ON_A_PHONE:
        return names
    return [name for name in _FIRST if name in names][: MOST_ON_A_PHONE - 1]


def _standing(scope: Scope) -> list[Page]:
    if scope.is_village:
        return [("home", "Phiếu thôn", "clipboard-list")]
    if scope.is_commune:
        return [("home", scope.home.full_name[:1].upper() + scope.home.full_name[1:], "home")]
    return [
        ("home", "Tổng quan", "layout-dashboard"),
        ("matrix", "Bảng tiêu chí", "table"),
        ("communes", "Xã", "map-pin"),
    ]


def _of_chain(chain: Chain, roles: Collection[Role]) -> list[Page]:
    """The pages of the steps that the chain of the month gives to these roles."""
    held = set(roles)
    pages: list[Page] = []
    if held & {*chain.writers, *chain.submitters}:
        pages.append(("filings", "Phiếu tháng", "clipboard-list"))
    if held & {*chain.roles(StepKind.REVIEW), *chain.roles(StepKind.CLOSE)}:
        pages.append(("reviews", "Rà soát", "eye-check"))
    if held & set(chain.roles(StepKind.SIGN)):
        pages.append(("signing", "Ký tháng", "signature"))
    if held & set(chain.roles(StepKind.OPINION)):
        pages.append(("opinions", "Cho ý kiến", "message"))
    if held & set(chain.roles(StepKind.CLOSE)):
        pages.append(("closing", "Chốt số liệu", "lock"))
    return pages


def has_district(request: HttpRequest) -> bool:
    """Whether there are districts in the month that is shown: what pages call things by."""
    chain = _chain(request)
    return chain is None or chain.has_district


def _chain(request: HttpRequest) -> Chain | None:
    """The chain of the month that is shown, else of the newest; none before the first month."""
    month = remembered_month(request) or newest_month(request)
    return chain_on(month.month) if month else None


def items(
    request: HttpRequest,
    pages: Iterable[Page],
    query: str = "",
    first: Collection[str] | None = None,
) -> list[NavItem]:
    """The pages as entries, of which one may be the page that is shown."""
    pages, here = list(pages), _section(request)
    if here == "communes" and all(name != "communes" for name, _, _ in pages):
        here = "home"  # of a commune's own people the commune's page is the home
    return [
        NavItem(
            reverse(name) + (f"?{query}" if query else ""),
            label,
            icon,
            name == here,
            first is None or name in first,
        )
        for name, label, icon in pages
    ]


# Pages that belong under another page's entry.
_SECTIONS = {
    "province": "home",
    "district": "home",
    "commune": "communes",
    "criterion": "matrix",
    "listed": "home",
    "thresholds": "home",
    "district_account": "accounts",
    "commune_account": "accounts",
    "behind": "analysis",
    "compare": "analysis",
    "distribution": "analysis",
    "likeness": "analysis",
    "upload": "uploads",
    "new_directive": "directives",
    "read_document": "directives",
    "reading": "directives",
    "reading_head": "directives",
    "reading_name": "directives",
    "reading_looked": "directives",
    "take_reading": "directives",
    "passage": "directives",
    "directive": "directives",
    "change_directive": "directives",
    "new_directive_task": "directives",
    "change_directive_task": "directives",
    "question": "questions",
    "difficulty": "difficulties",
    "difficulty_step": "difficulties",
    "difficulty_table": "difficulties",
    "difficulty_causes": "difficulties",
    "new_difficulty": "difficulties",
    "guidance": "guidance_list",
    "new_guidance": "guidance_list",
    "withdraw_guidance": "guidance_list",
    "target": "targets",
    "new_target": "targets",
    "import_targets": "targets",
    "new_target_document": "targets",
    "change_target": "targets",
    "carry_target": "targets",
    "drop_target": "targets",
    "programme_item": "programme",
    "new_programme_item": "programme",
    "programme_suggestions": "programme",
    "carry_programme": "programme",
    "change_programme_item": "programme",
    "programme_step": "programme",
    "counterpart_rules": "counterpart",
    "simulation": "counterpart",
    "double_funding": "counterpart",
    "integration": "counterpart",
    "integration_rules": "counterpart",
    "funding_finding": "counterpart",
    "criterion_costs": "counterpart",
    "open_calls": "debts",
    "practice": "practices",
    "new_practice": "practices",
    "change_practice": "practices",
    "adopt_practice": "practices",
    "delegation": "delegations",
    "delegation_sample": "delegations",
    "delegation_differences": "delegations",
    "new_delegation": "delegations",
    "change_delegation": "delegations",
    "write_delegation": "delegations",
    "delegation_visit": "delegations",
    "check_indicator": "delegations",
    "finish_visit": "delegations",
    "visit_checklist": "delegations",
    "task": "tasks",
    "task_step": "tasks",
    "task_rates": "tasks",
    "urge": "urging",
    "board": "meetings",
    "meeting": "meetings",
    "new_board": "meetings",
    "new_meeting": "meetings",
    "change_meeting": "meetings",
    "printed_meeting": "meetings",
    "new_staff_position": "staff",
    "staff_upload": "staff",
    "staff_position": "staff",
    "officials": "staff",
    "official_count": "staff",
    "last_group": "staff",
    "new_survey": "surveys",
    "survey": "surveys",
    "prepare_survey": "surveys",
    "survey_upload": "surveys",
    "survey_rules": "surveys",
    "village_life": "my_village",
    "new_village_meeting": "my_village",
    "new_mobilisation": "mobilisation",
    "campaign": "campaigns",
    "person": "people",
    "new_person": "people",
    "post": "people",
    "people_upload": "people",
    "people_uploaded": "people",
    "merge_agencies": "agencies",
    "set_draft": "drafts",
    "draft_indicator": "drafts",
    "draft_head": "drafts",
    "draft_documents": "drafts",
    "draft_differences": "drafts",
    "check_draft": "drafts",
    "ask": "questions",
    "comment": "comments",
    "log_entry": "log",
    "confirm_expected": "expected",
    "draft": "reports",
    "issued": "reports",
    "packs": "reports",
    "pack": "reports",
    "history": "reports",
    "filing": "filings",
    "filing_grid": "filings",
    "village_sheets": "filings",
    "village_sheet": "filings",
    "review": "reviews",
    "bulk_agree": "reviews",
    "filing_history": "reviews",
    "bulk_opinion": "opinions",
    "agency_solutions": "opinions",
    "correction": "corrections",
    "ask_correction": "corrections",
}


def _section(request: HttpRequest) -> str:
    match = request.resolver_match
    name = match.url_name if match and match.url_name else ""
    return _SECTIONS.get(name, name)
