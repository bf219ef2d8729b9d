"""Money spent against criteria gained, by district: what a leader's home says of money.

Cheap: both sides are kept in memory until their tables change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from langmoi.core.memory import kept
from langmoi.core.months import first_day, reference_day
from langmoi.funding.contribution_queries import TABLE as CONTRIBUTIONS
from langmoi.funding.models import Contribution, MoneyKind, MoneyLine
from langmoi.funding.sources import PEOPLE
from langmoi.overview.model import Overview, UnitRef

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
    parts = seen.districts or (seen,)
    districts = tuple(_district(part, paid, given) for part in parts)
    return HomeMoney(since, until, districts, _whole(seen, districts, paid))


def _district(
    part: Overview, paid: Mapping[int, int], given: Mapping[int, int]
) -> DistrictMoney:
    keys = {part.unit.key, *(line.unit.key for line in part.communes)}
    gained = [c.change_december for c in part.communes if c.change_december is not None]
    return DistrictMoney(
        part.unit, _sum(paid, keys), _sum(given, keys), sum(gained) if gained else None
    )


def _whole(
    seen: Overview, districts: tuple[DistrictMoney, ...], paid: Mapping[int, int]
) -> DistrictMoney:
    """All districts, and what was paid at the unit's own level."""
    own = _sum(paid, {seen.unit.key}) if seen.districts else None
    return DistrictMoney(
        seen.unit,
        _add([*(one.paid for one in districts), own]),
        _add([one.given for one in districts]),
        _add([one.gained for one in districts]),
    )


def _sum(amounts: Mapping[int, int], keys: set[int]) -> int | None:
    return _add([amounts.get(key) for key in keys])


def _add(amounts: list[int | None]) -> int | None:
    told = [amount for amount in amounts if amount is not None]
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


def _by_unit(rows: object) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for unit, amount in rows:  # type: ignore[attr-defined]
        found[unit] += int(amount)
    return dict(found)
