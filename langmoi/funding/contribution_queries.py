"""Reads of contributions: lists, sums by place, by kind and by year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from langmoi.core.memory import kept
from langmoi.funding.contributions import Contribution

TABLE = "funding_contribution"
_MARK = "sum_"  # a sum may not bear the name of its column
_SUMS = {
    "rows": Count("pk"),
    "households": Sum("households", default=0),
    "money": Sum("money", default=0),
    "workdays": Sum("workdays", default=Decimal(0)),
    "workdays_value": Sum("workdays_value", default=0),
    "land": Sum("land", default=Decimal(0)),
    "land_value": Sum("land_value", default=0),
    "goods_value": Sum("goods_value", default=0),
    "total": Sum("total", default=0),
    "unconverted_workdays": Sum(
        "workdays", filter=Q(workdays_value__isnull=True), default=Decimal(0)
    ),
    "unconverted_land": Sum("land", filter=Q(land_value__isnull=True), default=Decimal(0)),
}
_ASKED = {_MARK + name: asked for name, asked in _SUMS.items()}


@dataclass(frozen=True)
class ContributionSum:
    """What some contributions come to. `households` counts a household at each time it gave."""

    rows: int = 0
    households: int = 0
    money: int = 0
    workdays: Decimal = Decimal(0)
    workdays_value: int = 0
    land: Decimal = Decimal(0)
    land_value: int = 0
    goods_value: int = 0
    total: int = 0
    unconverted_workdays: Decimal = Decimal(0)
    unconverted_land: Decimal = Decimal(0)

    def __add__(self, other: ContributionSum) -> ContributionSum:
        return ContributionSum(*(a + b for a, b in zip(self.parts(), other.parts(), strict=True)))

    def parts(self) -> tuple[int | Decimal, ...]:
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)

    @property
    def by_source(self) -> Mapping[str, int]:
        """By the lines of the tree of sources: money, days of work, land, the rest."""
        return {
            "5.1": self.money,
            "5.2": self.workdays_value,
            "5.3": self.land_value,
            "5.4": self.goods_value,
        }


def sum_of(found: QuerySet[Contribution]) -> ContributionSum:
    return _sum(found.order_by().aggregate(**_ASKED))


def _sum(row: Mapping[str, Any]) -> ContributionSum:
    return ContributionSum(**{name: row[_MARK + name] for name in _SUMS})


def sums_by_unit(
    communes: Collection[int], since: date | None, until: date
) -> dict[tuple[int, int], ContributionSum]:
    """What stands of these days, by commune and, within it, by village (or the commune as one)."""
    key = ("contributions", frozenset(communes), since, until)
    return kept(key, lambda: _sums_by_unit(communes, since, until), TABLE)


def _sums_by_unit(
    communes: Collection[int], since: date | None, until: date
) -> dict[tuple[int, int], ContributionSum]:
    found = Contribution.objects.standing().filter(commune__in=communes, given_on__lte=until)
    if since is not None:
        found = found.filter(given_on__gte=since)
    rows = found.order_by().values("commune_id", "unit_id").annotate(**_ASKED)
    return {(row["commune_id"], row["unit_id"]): _sum(row) for row in rows}


def sums_by_commune(
    communes: Collection[int], since: date | None, until: date
) -> dict[int, ContributionSum]:
    sums: dict[int, ContributionSum] = {}
    for (commune, _), one in sums_by_unit(communes, since, until).items():
        sums[commune] = sums.get(commune, ContributionSum()) + one
    return sums


def sum_of_communes(communes: Collection[int], since: date | None, until: date) -> ContributionSum:
    return sum(sums_by_unit(communes, since, until).values(), ContributionSum())
