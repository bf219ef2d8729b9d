"""What a commune had reported: the official figures that a delegation checks on the spot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from langmoi.core.clock import HANOI
from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day
from langmoi.delegations.models import Visit
from langmoi.law.explain import Explanation
from langmoi.law.lookup import threshold_of
from langmoi.law.model import CriteriaSet, Criterion, Figure, Indicator
from langmoi.law.sets import load_set
from langmoi.law.words import show_threshold
from langmoi.reporting.judging import judge_draft
from langmoi.reporting.models import Filing, MonthState, ReportingMonth, Revision
from langmoi.reporting.warnings import show_value


@dataclass(frozen=True)
class Reported:
    """One indicator as it was reported: its figures, its outcome, and why."""

    criterion: Criterion
    indicator: Indicator
    figures: tuple[Figure, ...]
    values: Mapping[str, Any]
    outcome: str
    explanations: tuple[Explanation, ...]
    bounds: tuple[str, ...]  # “≥ 70%”, one for each test

    @property
    def shown(self) -> str:
        """The reported figures in words, each once."""
        return "; ".join(show_value(value) for value in self.values.values())


def months_closed_by(day: date) -> QuerySet[ReportingMonth]:
    """The months that were closed at the end of that day, the latest first."""
    end = datetime.combine(day + timedelta(days=1), time.min, HANOI)
    rows = ReportingMonth.objects.filter(state=MonthState.CLOSED, closed_at__lt=end)
    return rows.order_by("-month")


def last_closed_revisions(unit_keys: Collection[int], on: date) -> dict[int, int]:
    """By unit: the key of the revision that counts in its last month closed by that day."""
    closed = months_closed_by(on).values("month")
    filings = Filing.objects.filter(unit_id__in=unit_keys, month__in=closed, latest__isnull=False)
    last = filings.order_by("unit_id", "-month").distinct("unit_id")
    found: dict[int, int] = dict(last.values_list("unit_id", "latest_id"))
    return found


def set_of(visit: Visit) -> CriteriaSet:
    return load_set(revision_of(visit).filing.criteria_set)


def revision_of(visit: Visit) -> Revision:
    """The revision that is checked; DomainError where the commune had no closed month."""
    if visit.revision is None:
        raise DomainError(
            f"{visit.unit} chưa có tháng nào đã chốt nên chưa có số liệu để đối chiếu. "
            "Hãy chốt số liệu tháng rồi bắt đầu lại."
        )
    return visit.revision


def figures_of(indicator: Indicator, criteria_set: CriteriaSet) -> tuple[Figure, ...]:
    """The figures that the indicator's tests read, each once."""
    names = dict.fromkeys(test.figure for test in indicator.tests)
    return tuple(criteria_set.figure(name) for name in names)


def reported_of(visit: Visit) -> list[Reported]:
    """Every indicator in the delegation's scope, in the order of the set."""
    revision = revision_of(visit)
    criteria_set = load_set(revision.filing.criteria_set)
    wanted = set(visit.delegation.criteria)
    told = judge_draft(revision.filing, revision.figures).explanations
    return [
        Reported(
            criterion=criterion,
            indicator=indicator,
            figures=(figures := figures_of(indicator, criteria_set)),
            values={figure.id: revision.figures.get(figure.id) for figure in figures},
            outcome=revision.indicators.get(indicator.number, ""),
            explanations=tuple(e for e in told if e.indicator == indicator.number),
            bounds=_bounds(indicator, revision, criteria_set),
        )
        for criterion in criteria_set.criteria
        if not wanted or criterion.number in wanted
        for indicator in criterion.indicators
    ]


def _bounds(indicator: Indicator, revision: Revision, criteria_set: CriteriaSet) -> tuple[str, ...]:
    """What was to be reached in the revision's month, zone and place."""
    day = reference_day(revision.filing.month)
    said = []
    for test in indicator.tests:
        found = threshold_of(indicator, test.part, revision.zone, day, revision.unit_code)
        shown = show_threshold(found, test, criteria_set.figure(test.figure))
        said.append(f"{test.label}: {shown}" if test.label else shown)
    return tuple(said)
