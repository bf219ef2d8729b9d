"""What the page of one commune shows: unmet criteria first, then every one with its law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from langmoi.core.months import reference_day
from langmoi.law.model import Group
from langmoi.overview.detail import CommuneMonth, CriterionDetail, FigureLine
from langmoi.overview.levels import Levels, levels_of
from langmoi.overview.model import BandCount
from langmoi.overview.queries import DEFAULT_BANDS
from langmoi.places.models import FactKind
from langmoi.places.queries import facts_on
from langmoi.reporting.chain import chain_on
from langmoi.reporting.models import Filing, ReportingMonth, Solution
from langmoi.web.figures import said_parts, said_value
from langmoi.web.overview.cards import month_context
from langmoi.web.overview.reasons import Reason, reasons_of
from langmoi.web.words import band_css, band_styles

UNMET = ("not_met", "not_assessed")


@dataclass(frozen=True)
class IndicatorView:
    """An indicator with its reasons and the figures they rest on."""

    number: str
    text: str
    outcome: str
    reasons: tuple[Reason, ...]
    figures: tuple[FigureView, ...]
    note: str
    is_law_changed: bool

    @property
    def failing(self) -> tuple[Reason, ...]:
        return tuple(r for r in self.reasons if r.is_failing)


@dataclass(frozen=True)
class FigureView:
    id: str
    name: str
    value: str
    parts: str
    previous: str
    is_changed: bool


@dataclass(frozen=True)
class CriterionView:
    """A criterion; on its commune's page with what each level says and what is being done."""

    detail: CriterionDetail
    indicators: tuple[IndicatorView, ...]
    levels: Levels | None = None
    solutions: tuple[Solution, ...] = ()

    @property
    def unmet(self) -> tuple[IndicatorView, ...]:
        return tuple(i for i in self.indicators if i.outcome in UNMET)

    @property
    def met_count(self) -> int:
        return sum(i.outcome in ("met", "not_applicable") for i in self.indicators)


@dataclass(frozen=True)
class GroupView:
    """A group of criteria: its number (“II”), its name, and its criteria."""

    mark: str
    name: str
    criteria: tuple[CriterionView, ...]

    @property
    def span(self) -> int:
        return len(self.criteria)


def commune_context(seen: CommuneMonth, month: ReportingMonth) -> dict[str, Any]:
    levels = levels_of(seen.month, [seen.line.unit.key]).get(seen.line.unit.key, {})
    solutions = solutions_in(seen.month, seen.line.unit.key)
    views = [
        replace(
            criterion_view(detail, seen),
            levels=levels.get(detail.criterion.number) if seen.line.has_filed else None,
            solutions=tuple(solutions.get(detail.criterion.number, ())),
        )
        for detail in seen.criteria
    ]
    total = seen.total
    styles = band_styles([BandCount(*bounds, ()) for bounds in DEFAULT_BANDS], total)
    met = seen.line.criteria_met
    facts = {
        kind: facts_on(kind, reference_day(seen.month), [seen.line.unit.key])
        for kind in (FactKind.POPULATION, FactKind.HOUSEHOLDS, FactKind.BORDER)
    }
    zones = {zone.id: zone.name for zone in seen.criteria_set.zones}
    return month_context(month, seen.criteria_set) | {
        "seen": seen,
        "line": seen.line,
        "newly": [n for n in seen.line.criteria if n in seen.line.newly_met],
        "lost": [n for n in seen.line.criteria if n in seen.line.lost],
        "css": band_css(met, styles),
        "band": next((s.label for s in styles if met is not None and s.low <= met <= s.high), ""),
        "groups": group_views(views, seen.criteria_set.groups),
        "unmet": [view for view in views if view.detail.outcome in UNMET],
        "facts": {str(kind): found.get(seen.line.unit.key) for kind, found in facts.items()},
        "zone_name": zones.get(seen.line.zone, ""),
        "history": seen.history,
        "reviewer_name": "Huyện" if chain_on(seen.month).has_district else "Tỉnh",
        "filing": Filing.objects.filter(unit_id=seen.line.unit.key, month=seen.month).first(),
    }


def solutions_in(month: date, unit_key: int) -> dict[str, list[Solution]]:
    """What was being done in that month, by criterion: the district's first, then departments'."""
    on = reference_day(month)
    found: dict[str, list[Solution]] = {}
    rows = (
        Solution.objects.filter(Q(unit_id=unit_key) | Q(unit__isnull=True), month__lte=month)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
        .select_related("agency", "by")
    )
    for solution in sorted(rows, key=lambda s: (s.agency_id is not None, -s.pk)):
        listed = found.setdefault(solution.criterion, [])
        if all(s.agency_id != solution.agency_id for s in listed):
            listed.append(solution)
    return found


def criterion_view(detail: CriterionDetail, seen: CommuneMonth) -> CriterionView:
    return CriterionView(
        detail,
        tuple(
            IndicatorView(
                number=found.indicator.number,
                text=found.indicator.text,
                outcome=found.outcome,
                reasons=reasons_of(found.explanations, found.indicator, seen.criteria_set),
                figures=tuple(_figure(line) for line in found.figures),
                note=found.indicator.note,
                is_law_changed=found.is_law_changed,
            )
            for found in detail.indicators
        ),
    )


def group_views(views: Sequence[CriterionView], groups: Sequence[Group]) -> list[GroupView]:
    """The criteria by group; “II. Hạ tầng kinh tế - xã hội” is split into its mark and its name."""
    found = []
    for group in groups:
        mark, _, name = group.name.partition(". ")
        members = tuple(v for v in views if v.detail.criterion.group == group.id)
        found.append(GroupView(mark if name else "", name or mark, members))
    return [group for group in found if group.criteria]


def _figure(line: FigureLine) -> FigureView:
    return FigureView(
        id=line.figure.id,
        name=line.figure.name,
        value=said_value(line.figure, line.value),
        parts=said_parts(line.value),
        previous=said_value(line.figure, line.previous),
        is_changed=line.is_changed,
    )
