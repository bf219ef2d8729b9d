"""What a commune has of projects and money as of a day, by criterion too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from langmoi.funding.listing import ProjectState, state_on
from langmoi.funding.models import Project, ProjectCriterion, ProjectPlace
from langmoi.funding.sums import standing_lines, sums_of
from langmoi.funding.tree import Amounts, place_rows
from langmoi.places.models import Certainty

FINISHED = (ProjectState.ACCEPTED, ProjectState.SETTLED, ProjectState.HANDED_OVER)


@dataclass(frozen=True)
class CriterionMoney:
    """What a criterion's projects cost the commune, by their shares, in đồng."""

    number: str
    projects: int
    open: int
    total: int
    allocated: int
    paid: int

    @property
    def still_to_come(self) -> int:
        """Of the approved totals, what no capital was allocated for yet."""
        return max(self.total - self.allocated, 0)


@dataclass(frozen=True)
class CommuneMoney:
    """As of the day: its projects, its own share of their cost, the year's money."""

    year: int
    projects: int
    finished: int
    under_way: int
    stopped: int
    total: int
    allocated: int
    paid: int
    amounts: Amounts
    criteria: tuple[CriterionMoney, ...]
    has_illustrative: bool


def commune_money(unit: int, on: date) -> CommuneMoney:
    """Projects that were listed or approved by that day; money up to it. Seven reads."""
    shares = dict(ProjectPlace.objects.filter(unit=unit).values_list("project_id", "share"))
    projects = [
        project
        for project in Project.objects.filter(pk__in=shares)
        if project.day is None or project.day <= on
    ]
    sums = sums_of([project.pk for project in projects], on)
    none = {"allocated": 0, "paid": 0, "accepted": 0}
    told = [(p, shares[p.pk], sums.get(p.pk, none), state_on(p, on)) for p in projects]
    lines = standing_lines(on).in_units({unit}).filter(year=on.year)
    mine = place_rows(lines, {unit: unit})[0].amounts
    states = [state for _, _, _, state in told]
    return CommuneMoney(
        year=on.year,
        projects=len(projects),
        finished=sum(state in FINISHED for state in states),
        under_way=sum(state is ProjectState.UNDER_WAY for state in states),
        stopped=sum(state is ProjectState.STOPPED for state in states),
        total=sum(int(p.total * share / 100) for p, share, _, _ in told),
        allocated=sum(int(s["allocated"] * share / 100) for _, share, s, _ in told),
        paid=sum(int(s["paid"] * share / 100) for _, share, s, _ in told),
        amounts=mine,
        criteria=_by_criterion(told),
        has_illustrative=any(p.certainty == Certainty.ILLUSTRATIVE for p in projects),
    )


_Row = tuple[Project, Decimal, dict[str, int], ProjectState]


def _by_criterion(told: Sequence[_Row]) -> tuple[CriterionMoney, ...]:
    by_key = {row[0].pk: row for row in told}
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for criterion in ProjectCriterion.objects.filter(project__in=by_key):
        project, place, sums, state = by_key[criterion.project_id]
        part = criterion.share * place / 10_000
        row = found[criterion.number]
        row[0] += 1
        row[1] += state not in (*FINISHED, ProjectState.STOPPED)
        row[2] += int(project.total * part)
        row[3] += int(sums["allocated"] * part)
        row[4] += int(sums["paid"] * part)
    rows = [CriterionMoney(number, *row) for number, row in found.items()]
    return tuple(sorted(rows, key=lambda row: (len(row.number), row.number)))
