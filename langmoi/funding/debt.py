"""Outstanding construction debt that day, of every project and place; gate of recognition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from langmoi.core.memory import kept_large
from langmoi.funding.debt_rules import Age, Dated, Debt, Payer, debt_of
from langmoi.funding.models import MoneyKind, MoneyLine, Project, ProjectSource
from langmoi.funding.plans import divided, places_of
from langmoi.funding.shares import apportion
from langmoi.places.queries import successors

_EVER = date(1900, 1, 1)
_TABLES = ("funding_project", "funding_moneyline", "places_succession")


@dataclass(frozen=True)
class ProjectDebt:
    """A place's part of what a project owes. The parts of all its places make the project's debt.

    `whole` is the debt of the project; `accepted` and `allocated` are the project's too.
    """

    project: Project
    unit: int
    amount: int
    oldest_on: date
    by_payer: Mapping[Payer, int]
    by_age: Mapping[Age, int]
    whole: Debt

    @property
    def accepted(self) -> int:
        return self.whole.accepted

    @property
    def allocated(self) -> int:
        return self.whole.allocated


@dataclass(frozen=True)
class Debts:
    """`outside`: work accepted beyond its capital in projects outside the medium-term plan.

    By its definition that is no outstanding debt; it is shown apart.
    """

    by_unit: Mapping[int, tuple[ProjectDebt, ...]]
    outside: Mapping[int, tuple[ProjectDebt, ...]]


def debts_on(day: date, unit_keys: Collection[int]) -> dict[int, list[ProjectDebt]]:
    """The debts of each of these places that day, the largest first; places without are left out.

    Former units' debts have passed to the units that they became part of.
    """
    found = all_debts(day).by_unit
    return {key: list(found[key]) for key in unit_keys if key in found}


def commune_debt(unit_key: int, day: date) -> int:
    """What the place owes in đồng that day; nothing but 0 opens the gate of recognition."""
    return sum(one.amount for one in all_debts(day).by_unit.get(unit_key, ()))


def all_debts(day: date) -> Debts:
    """Of all places, in a fixed number of reads."""
    return kept_large(("construction debts", day), lambda: _all_debts(day), *_TABLES)


def _all_debts(day: date) -> Debts:
    projects = {p.pk: p for p in Project.objects.filter(pk__in=_accepted_projects(day))}
    accepted, allocated = _accepted(day, projects), _allocated(day, projects)
    structure = structures(projects)
    owing = {}
    for key in projects:
        debt = debt_of(accepted[key], allocated[key], structure.get(key, {}), on=day)
        if debt.amount:
            owing[key] = debt
    parts = _by_place({key: projects[key] for key in owing}, owing, day)
    planned = [part for part in parts if part.project.in_medium_term_plan]
    return Debts(_grouped(planned), _grouped(p for p in parts if not p.project.in_medium_term_plan))


def _accepted_projects(day: date) -> set[int]:
    lines = MoneyLine.objects.standing().filter(kind=MoneyKind.ACCEPTED, day__lte=day)
    return {key for key in lines.values_list("project", flat=True) if key is not None}


def _accepted(day: date, projects: Collection[int]) -> dict[int, list[Dated]]:
    found: dict[int, list[Dated]] = defaultdict(list)
    lines = MoneyLine.objects.standing().filter(kind=MoneyKind.ACCEPTED, day__lte=day)
    rows = lines.filter(project__in=projects).order_by("day", "pk")
    for key, on, amount in rows.values_list("project_id", "day", "amount"):
        found[key].append(Dated(on, amount))
    return found


def _allocated(day: date, projects: Collection[int]) -> dict[int, dict[str, int]]:
    """Capital by source. Carried over, it was allocated before: it does not count twice."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    lines = MoneyLine.objects.standing().filter(kind=MoneyKind.ALLOCATION, day__lte=day)
    lines = lines.filter(project__in=projects, is_carried_over=False)
    rows = lines.order_by().values_list("project_id", "source").annotate(whole=Sum("amount"))
    for key, source, amount in rows:
        found[key][source] = amount
    return found


def structures(projects: Collection[int]) -> dict[int, dict[str, int]]:
    """The approved structure of each project by code of source; one read."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in ProjectSource.objects.filter(project__in=projects):
        of_project = found[row.project_id]
        of_project[row.source] = of_project.get(row.source, 0) + row.amount
    return found


def _by_place(
    projects: Mapping[int, Project], owing: Mapping[int, Debt], day: date
) -> list[ProjectDebt]:
    places = places_of(projects)
    units = {p.unit_id for p in projects.values()} | {u for s in places.values() for u in s}
    heirs = successors(units, _EVER, day)
    found: list[ProjectDebt] = []
    for key, project in projects.items():
        shares: dict[int, Decimal] = defaultdict(Decimal)
        for unit, share in divided(10_000, project.unit_id, places.get(key, {})).items():
            for heir, part in heirs[unit]:
                shares[heir] += share * part
        found += _parts(project, owing[key], shares)
    return found


def _parts(project: Project, debt: Debt, shares: Mapping[int, Decimal]) -> Iterable[ProjectDebt]:
    amounts = apportion(debt.amount, shares)
    for unit, amount in amounts.items():
        if not amount or debt.oldest_on is None:
            continue
        yield ProjectDebt(
            project=project,
            unit=unit,
            amount=amount,
            oldest_on=debt.oldest_on,
            by_payer=apportion(amount, debt.by_payer),
            by_age=apportion(amount, debt.by_age),
            whole=debt,
        )


def _grouped(parts: Iterable[ProjectDebt]) -> dict[int, tuple[ProjectDebt, ...]]:
    found: dict[int, list[ProjectDebt]] = defaultdict(list)
    for part in parts:
        found[part.unit].append(part)
    return {
        unit: tuple(sorted(listed, key=lambda one: (-one.amount, one.project.code)))
        for unit, listed in found.items()
    }
