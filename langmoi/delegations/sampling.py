"""The risk sample of a unit: its communes, by what their closed months and past visits show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day
from langmoi.delegations.filings_seen import findings_of_filings
from langmoi.delegations.outliers import outliers
from langmoi.delegations.reported import months_closed_by
from langmoi.delegations.risk import Finding, Hit, RiskRule, rule_on, score_findings
from langmoi.delegations.visited import findings_of_visits, last_visits
from langmoi.people.access import with_descendants
from langmoi.places.models import UnitVersion
from langmoi.places.queries import filing_communes, version_of

MONTHS = 6


@dataclass(frozen=True)
class Risk:
    """A commune with every reason to visit it; `points` is the sum of what its hits give."""

    unit: UnitVersion
    hits: tuple[Hit, ...]
    last_visit: date | None

    @property
    def points(self) -> Decimal:
        return sum((hit.points for hit in self.hits), Decimal(0))

    @property
    def reasons(self) -> list[str]:
        """The sentences of the hits that give points."""
        return [hit.finding.text for hit in self.hits if hit.points]


@dataclass(frozen=True)
class Sample:
    """The communes of a unit, the most reasons first. `months` are the closed ones read."""

    unit: UnitVersion
    on: date
    months: tuple[date, ...]
    rule: RiskRule
    rows: tuple[Risk, ...]


def risk_sample(unit_key: int, *, on: date) -> Sample:
    """The same data of the same day always give the same list.

    Raises DomainError where no month is closed, or the unit has no commune that files.
    """
    months = closed_months(on)
    if not months:
        raise DomainError("Chưa có tháng nào đã chốt nên chưa chọn mẫu được. Hãy chốt một tháng.")
    day = reference_day(months[-1])
    unit = version_of(unit_key, day)
    communes = filing_communes(day, within=with_descendants({unit_key}, on=day))
    if unit is None or not communes:
        raise DomainError("Đơn vị này không có xã lập phiếu. Hãy chọn một huyện hoặc cả tỉnh.")
    rule, visits = rule_on(on), last_visits({c.unit_id for c in communes})
    found = _gathered(communes, months, on, visits)
    rows = [
        Risk(c, score_findings(rule, found[c.unit_id]), visits.get(c.unit_id)) for c in communes
    ]
    rows.sort(key=lambda row: (-row.points, row.unit.code))
    return Sample(unit, on, months, rule, tuple(rows))


def closed_months(on: date) -> tuple[date, ...]:
    """The last months that were closed by that day, oldest first."""
    return tuple(reversed(months_closed_by(on).values_list("month", flat=True)[:MONTHS]))


def _gathered(
    communes: Sequence[UnitVersion], months: Sequence[date], on: date, visits: dict[int, date]
) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = defaultdict(list)
    for key, finding in _all(communes, months, on, visits):
        found[key].append(finding)
    return found


def _all(
    communes: Sequence[UnitVersion], months: Sequence[date], on: date, visits: dict[int, date]
) -> Iterator[tuple[int, Finding]]:
    keys = [commune.unit_id for commune in communes]
    yield from findings_of_filings(keys, months)
    yield from outliers(keys, months[-1])
    yield from findings_of_visits(keys, visits, on)
