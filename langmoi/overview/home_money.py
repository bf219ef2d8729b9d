"""Money spent against criteria gained, by district: what a leader's home says of money.

Cheap: both sides are kept in memory until their tables change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from langmoi.core.memory import kept
from langmoi.core.months import first_day, reference_day
from langmoi.funding.contribution_queries import TABLE as CONTRIBUTIONS
from langmoi.funding.models import Contribution, MoneyKind, MoneyLine
from langmoi.funding.sources import PEOPLE
from langmoi.overview.model import Overview, UnitRef
from langmoi.people.access import with_descendants

TABLES = ("funding_moneyline", CONTRIBUTIONS)


@dataclass(frozen=True)
class DistrictMoney:
    """A district: paid out and given since the year began (None: nothing told), and criteria
    gained since December by the communes that can be compared."""

    unit: UnitRef
    paid: int | None
    given: int | None
    gained: int | None

    @property
    def spent(self) -> int | None:
        if self.paid is None and self.given is None:
            return None
        return (self.paid or 0) + (self.given or 0)

    @property
    def for_each(self) -> int | None:
        """đồng spent for each criterion gained; none where none was gained. No price: what is
        spent in a year is for criteria of later years too."""
        spent = self.spent
        if spent is None or self.gained is None or self.gained <= 0:
            return None
        return spent // self.gained


@dataclass(frozen=True)
class HomeMoney:
    """The districts in the overview's order, and what the year has come to in all."""

    since: date
    until: date
    districts: tuple[DistrictMoney, ...]
    total: DistrictMoney

    @property
    def is_told(self) -> bool:
        return self.total.spent is not None


def home_money(seen: Overview) -> HomeMoney:
    """From the year's first day (15/12) to the month's reference day."""
    since = first_day(date(seen.month.year, 1, 1))
    until = reference_day(seen.month)
    paid = kept(("paid by unit", since, until), lambda: _paid(since, until), *TABLES)
    given = kept(("given by unit", since, until), lambda: _given(since, until), *TABLES)
    parts = [_part(part, until, paid, given) for part in seen.districts or (seen,)]
    return HomeMoney(since, until, tuple(parts), _part(seen, until, paid, given))


def _part(
    part: Overview, until: date, paid: Mapping[int, int], given: Mapping[int, int]
) -> DistrictMoney:
    """All below the unit that day, townships that were communes when they gave too."""
    keys = with_descendants({part.unit.key}, on=until)
    gained = [c.change_december for c in part.communes if c.change_december is not None]
    return DistrictMoney(
        part.unit, _sum(paid, keys), _sum(given, keys), sum(gained) if gained else None
    )


def _sum(amounts: Mapping[int, int], keys: set[int]) -> int | None:
    told = [amounts[key] for key in keys if key in amounts]
    return sum(told) if told else None


def _paid(since: date, until: date) -> dict[int, int]:
    """What was paid out by unit; what people gave comes from its own register."""
    own = Q(source=PEOPLE) | Q(source__startswith=f"{PEOPLE}.")
    lines = MoneyLine.objects.standing().filter(
        kind=MoneyKind.DISBURSEMENT, day__gte=since, day__lte=until
    )
    rows = lines.exclude(own).order_by().values_list("unit_id").annotate(Sum("amount"))
    return _by_unit(rows)


def _given(since: date, until: date) -> dict[int, int]:
    gifts = Contribution.objects.standing().filter(given_on__gte=since, given_on__lte=until)
    return _by_unit(gifts.order_by().values_list("commune_id").annotate(Sum("total")))


def _by_unit(rows: Iterable[tuple[int, int]]) -> dict[int, int]:
    return {unit: int(amount) for unit, amount in rows}
