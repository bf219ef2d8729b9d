"""Reads of contributions: lists, sums by place, by kind and by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from langmoi.core.memory import kept
from langmoi.core.numbers import MILLION_DECIMALS
from langmoi.funding.contribution_access import named_donors
from langmoi.funding.contribution_file import show_donors
from langmoi.funding.contributions import Contribution, Donor
from langmoi.people.models import User
from langmoi.places.models import UnitVersion

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
        names = self.__dataclass_fields__
        told: dict[str, Any] = {n: getattr(self, n) + getattr(other, n) for n in names}
        return ContributionSum(**told)

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


def contribution_rows(
    found: Iterable[Contribution], user: User, *, on: date
) -> list[dict[str, Any]]:
    """What a workbook says of each; names only of those that the user may read."""
    listed = list(found)
    keys = {c.unit_id for c in listed} | {c.commune_id for c in listed}
    versions: dict[int, list[UnitVersion]] = defaultdict(list)
    for version in UnitVersion.objects.filter(unit_id__in=keys).order_by("-valid_from"):
        versions[version.unit_id].append(version)
    donors = named_donors(user, listed, on=on)
    return [_file_row(one, versions, donors.get(one.pk, [])) for one in listed]


def _file_row(
    one: Contribution, versions: Mapping[int, list[UnitVersion]], donors: Sequence[Donor]
) -> dict[str, Any]:
    """Codes, not names: two villages may be called the same."""
    commune = _code(versions, one.commune_id, one.given_on)
    return {
        "commune": commune,
        "unit": "" if one.unit_id == one.commune_id else _code(versions, one.unit_id, one.given_on),
        "given_on": one.given_on,
        "project": one.project.code if one.project else "",
        "households": one.households,
        "money": _millions(one.money),
        "workdays": one.workdays or None,
        "workday_rate": one.workday_rate,
        "told_workdays_value": _millions(one.workdays_value),
        "land": one.land or None,
        "land_value": _millions(one.land_value),
        "goods": one.goods,
        "goods_value": _millions(one.goods_value),
        "told_total": _millions(one.total),
        "basis": one.basis,
        "note": one.note,
        "donors": show_donors((donor.name, donor.value) for donor in donors),
    }


def _code(versions: Mapping[int, list[UnitVersion]], unit: int, day: date) -> str:
    of_day = (v for v in versions[unit] if v.valid_from is None or v.valid_from <= day)
    return next(of_day, versions[unit][0]).code


def _millions(dong: int | None) -> Decimal | None:
    return Decimal(dong).scaleb(-MILLION_DECIMALS) if dong else None
