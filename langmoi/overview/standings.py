"""What each unit's figures came to as of a month: its filing, else its last closed one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from langmoi.assessment.rollup import counted
from langmoi.core.errors import DomainError
from langmoi.core.installation import installation
from langmoi.core.months import show_month
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.reporting.models import Filing, MonthState, ReportingMonth, Revision

MonthStates = Mapping[date, bool]  # month → whether it is closed
# All that how the units stand in a month is read from.
OFFICIAL = (
    "reporting_reportingmonth",
    "reporting_filing",
    "reporting_revision",
    "places_unitversion",
    "places_unitfact",
    "places_succession",
)


@dataclass(frozen=True)
class Standing:
    """A unit's latest revision of a month, without its figures.

    `criteria` are the official outcomes once the month is closed, the computed ones before.
    """

    unit_key: int
    month: date
    set_id: str
    zone: str
    criteria: Mapping[str, str]
    criteria_met: int
    revision_key: int
    overruled: frozenset[str] = frozenset()  # criteria that are officially not what was computed

    def newly_met(self, before: Standing) -> frozenset[str]:
        """The criteria met now and not met then."""
        return frozenset(
            number
            for number, outcome in self.criteria.items()
            if outcome == "met" and not counted(before.criteria.get(number))
        )

    def lost(self, before: Standing) -> frozenset[str]:
        """The criteria met then and no longer met now."""
        return frozenset(
            number
            for number, outcome in self.criteria.items()
            if before.criteria.get(number) == "met" and not counted(outcome)
        )


def month_states(month: date) -> MonthStates:
    """The months up to this one that were opened; refused where this one was not."""
    states = dict(ReportingMonth.objects.filter(month__lte=month).values_list("month", "state"))
    if month not in states:
        _refuse_nobodys_database()
        raise DomainError(
            f"Tháng {show_month(month)} chưa có số liệu. Hãy chọn tháng khác, "
            "hoặc đề nghị Văn phòng Điều phối NTM tỉnh mở tháng này."
        )
    return {opened: state == MonthState.CLOSED for opened, state in states.items()}


def _refuse_nobodys_database() -> None:
    if installation() is None and not ReportingMonth.objects.exists():
        raise DomainError(
            "Cơ sở dữ liệu còn trống. Hãy chạy `langmoi demo` để nạp tỉnh mẫu, hoặc `langmoi init` "
            "để lập tỉnh thật."
        )


def family(criteria_set: CriteriaSet) -> frozenset[str]:
    """The set and the one that it extends: their criteria bear the same numbers."""
    return frozenset(s for s in (criteria_set.id, criteria_set.extends) if s)


def standings(
    unit_keys: Collection[int], month: date, sets: Collection[str], states: MonthStates
) -> dict[int, Standing]:
    """Each unit's filing of the month, else of its last closed month before.

    One query where all have filed; one more for those who have not, so that the long history of
    the others is never sorted.
    """
    counts = {name: load_set(name).not_applicable_counts for name in sets}
    filings = Filing.objects.filter(criteria_set__in=sets, latest__isnull=False)
    found: dict[int, Standing] = {}
    if month in states:
        found = _newest(filings.filter(unit_id__in=unit_keys, month=month), counts)
    closed = [m for m, is_closed in states.items() if is_closed and m < month]
    silent = [key for key in unit_keys if key not in found]
    if closed and silent:
        found |= _newest(filings.filter(unit_id__in=silent, month__in=closed), counts)
    return found


def _newest(filings: QuerySet[Filing], counts: Mapping[str, bool]) -> dict[int, Standing]:
    """The newest of these filings of each unit."""
    rows = (
        filings.order_by("unit_id", "-month", "-latest_id")
        .distinct("unit_id")
        .values_list(
            "unit_id",
            "month",
            "criteria_set",
            "latest__zone",
            "latest__criteria",
            "latest__criteria_met",
            "latest_id",
            "official",
        )
    )
    return {row[0]: _standing(row[:-1], row[-1], counts) for row in rows}


def _standing(
    told: tuple[Any, ...], official: Mapping[str, str] | None, counts: Mapping[str, bool]
) -> Standing:
    standing = Standing(*told)
    if official is None:
        return standing
    met = criteria_met(official, not_applicable_counts=counts[standing.set_id])
    overruled = frozenset(n for n, o in official.items() if o != standing.criteria.get(n))
    return replace(standing, criteria=official, criteria_met=met, overruled=overruled)


def criteria_met(outcomes: Mapping[str, str], *, not_applicable_counts: bool) -> int:
    """How many criteria count as met."""
    return sum(
        outcome == "met" or (not_applicable_counts and outcome == "not_applicable")
        for outcome in outcomes.values()
    )


def figures_of(told: Iterable[Standing]) -> dict[int, Mapping[str, Any]]:
    """The figures documents behind these standings, by unit; in one query."""
    unit_of = {standing.revision_key: standing.unit_key for standing in told}
    rows = Revision.objects.filter(pk__in=unit_of).values_list("pk", "figures")
    return {unit_of[key]: figures for key, figures in rows}
