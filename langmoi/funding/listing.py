"""Projects as lists ask for them: narrowed, told how far they got, with what they come to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum, TextChoices

from langmoi.core.memory import kept
from langmoi.core.text import search_key
from langmoi.funding.models import (
    DATES,
    MoneyLine,
    Project,
    ProjectCriterion,
    ProjectQuerySet,
    ProjectSource,
)
from langmoi.funding.sums import ACCEPTED, NEW_CAPITAL, PAID, sums_of
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Certainty
from langmoi.places.queries import districts_of, names_on


class ProjectState(TextChoices):
    """How far a project got: derived from its days, never stored."""

    PROPOSED = "proposed", "đề xuất"
    LISTED = "listed", "trong danh mục"
    APPROVED = "approved", "đã phê duyệt"
    UNDER_WAY = "under_way", "đang thi công"
    ACCEPTED = "accepted", "đã nghiệm thu"
    SETTLED = "settled", "đã quyết toán"
    HANDED_OVER = "handed_over", "đã bàn giao"
    STOPPED = "stopped", "đã dừng"


# The last of its days that has come decides; the order is that of DATES.
_REACHED = (
    ProjectState.LISTED,
    ProjectState.APPROVED,
    ProjectState.UNDER_WAY,
    ProjectState.ACCEPTED,
    ProjectState.SETTLED,
    ProjectState.HANDED_OVER,
)


def state_on(project: Project, on: date) -> ProjectState:
    """How far it had got by that day."""
    if project.stopped_on is not None and project.stopped_on <= on:
        return ProjectState.STOPPED
    for name, state in reversed(list(zip(DATES, _REACHED, strict=True))):
        day: date | None = getattr(project, name)
        if day is not None and day <= on:
            return state
    return ProjectState.PROPOSED


def in_state(state: ProjectState) -> Q:
    """The same of what is written until now, asked of the database."""
    if state is ProjectState.STOPPED:
        return Q(stopped_on__isnull=False)
    later = DATES if state is ProjectState.PROPOSED else DATES[_REACHED.index(state) + 1 :]
    found = Q(stopped_on__isnull=True)
    for name in later:
        found &= Q(**{f"{name}__isnull": True})
    if state is not ProjectState.PROPOSED:
        found &= Q(**{f"{DATES[_REACHED.index(state)]}__isnull": False})
    return found


@dataclass(frozen=True)
class Sought:
    """What a list is narrowed to; empty: not at all. `units` with all below them."""

    text: str = ""
    units: frozenset[int] | None = None
    criterion: str = ""
    source: str = ""
    mechanism: str = ""
    content: str = ""
    state: ProjectState | None = None
    year: int | None = None
    is_open_call: bool = False


@dataclass(frozen=True)
class ProjectRow:
    """A project of a list with where it stands and what its money comes to, in đồng."""

    project: Project
    state: ProjectState
    place: str
    district: str
    criteria: tuple[str, ...]
    allocated: int
    paid: int
    accepted: int

    @property
    def is_illustrative(self) -> bool:
        return self.project.certainty == Certainty.ILLUSTRATIVE


@dataclass(frozen=True)
class Totals:
    """What the projects of a list come to, in đồng."""

    count: int
    total: int
    allocated: int
    paid: int
    accepted: int


def find_projects(user: User, sought: Sought, *, on: date) -> ProjectQuerySet:
    """The user's projects that fit, by code; `on` is the day of the user's posts."""
    found = Project.objects.visible_to(user, on=on)
    for word in search_key(sought.text).split():
        found = found.filter(search_key__contains=word)
    if sought.units is not None:
        found = found.in_units(sought.units)
    if sought.criterion:
        serving = ProjectCriterion.objects.filter(number=sought.criterion)
        found = found.filter(pk__in=serving.values("project"))
    if sought.source:
        giving = ProjectSource.objects.filter(of_branch(sought.source))
        found = found.filter(pk__in=giving.values("project"))
    if sought.mechanism:
        found = found.filter(mechanism=sought.mechanism)
    if sought.content:
        found = found.filter(content=sought.content)
    if sought.state is not None:
        found = found.filter(in_state(sought.state))
    if sought.is_open_call:
        found = found.exclude(open_call="")
    if sought.year is not None:
        spent = MoneyLine.objects.standing().filter(year=sought.year, project__isnull=False)
        of_year = Q(pk__in=spent.values("project")) | Q(listed_on__year=sought.year)
        found = found.filter(of_year)
    return found.order_by("code")


def of_branch(source: str) -> Q:
    """Of this source or of one below it."""
    return Q(source=source) | Q(source__startswith=f"{source}.")


def known_totals(user: User, sought: Sought, *, on: date) -> Totals:
    """The same totals for everyone of one scope, kept while no project and no line changes.

    Places, criteria and sources of a project change only together with its own row.
    """
    scope = frozenset(units_in_scope(user, on=on))
    return kept(
        ("totals of projects", scope, sought),
        lambda: totals_of(find_projects(user, sought, on=on)),
        "funding_project",
        "funding_moneyline",
    )


def totals_of(projects: ProjectQuerySet) -> Totals:
    """Two reads, however many projects there are."""
    plain = projects.order_by()
    whole = plain.aggregate(count=Count("pk"), all=Sum("total", default=0))
    money = (
        MoneyLine.objects.standing()
        .filter(project__in=plain.values("pk"))
        .aggregate(
            allocated=Sum("amount", filter=NEW_CAPITAL, default=0),
            paid=Sum("amount", filter=PAID, default=0),
            accepted=Sum("amount", filter=ACCEPTED, default=0),
        )
    )
    return Totals(
        int(whole["count"]),
        int(whole["all"]),
        int(money["allocated"]),
        int(money["paid"]),
        int(money["accepted"]),
    )


def project_rows(projects: Collection[Project], *, on: date) -> list[ProjectRow]:
    """The rows of a page, in the order given; five reads however many."""
    keys = [project.pk for project in projects]
    sums = sums_of(keys)
    criteria: dict[int, list[str]] = {}
    numbers = ProjectCriterion.objects.filter(project__in=keys).order_by("pk")
    for project, number in numbers.values_list("project_id", "number"):
        criteria.setdefault(project, []).append(number)
    names = places_of(projects, on)
    none = {"allocated": 0, "paid": 0, "accepted": 0}
    money = {key: sums.get(key, none) for key in keys}
    return [
        ProjectRow(
            project,
            state_on(project, on),
            *names[project.pk],
            criteria=tuple(criteria.get(project.pk, ())),
            allocated=money[project.pk]["allocated"],
            paid=money[project.pk]["paid"],
            accepted=money[project.pk]["accepted"],
        )
        for project in projects
    ]


def places_of(projects: Collection[Project], on: date) -> dict[int, tuple[str, str]]:
    """Where each project stands and in which district, as units are called that day.

    Where several communes have it, that is their district or the province itself.
    """
    units = {project.unit_id for project in projects}
    names, above = names_on(units, on), districts_of(units, on)
    return {
        project.pk: (
            names.get(project.unit_id, ""),
            above[project.unit_id].full_name if project.unit_id in above else "",
        )
        for project in projects
    }
