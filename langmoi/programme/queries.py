"""Reads of the work programme and of targets, in a fixed number of queries however long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from langmoi.people.models import Agency, User
from langmoi.places.models import Unit, UnitVersion
from langmoi.programme.flow import Standing, standing
from langmoi.programme.models import ProgrammeItem, Target, TargetKind

AHEAD = 1  # a programme serves the target communes of its own year and of the next


@dataclass(frozen=True)
class ItemRow:
    """An item, how it stands that day, and for whom; `is_for_target`: for a target commune."""

    item: ProgrammeItem
    standing: Standing
    owner: str
    communes: tuple[str, ...]
    is_for_target: bool

    @property
    def order(self) -> tuple[bool, bool, date, int]:
        """Target communes first, what is open before what is over, then by day."""
        over = not self.standing.is_open
        return over, not self.is_for_target, self.item.planned_to, self.item.pk


def item_rows(items: QuerySet[ProgrammeItem], *, on: date) -> list[ItemRow]:
    """As they stand that day, target communes first; five reads."""
    later = ProgrammeItem.objects.filter(carried_from=OuterRef("pk"))
    read = list(
        items.annotate(is_carried=Exists(later))
        .select_related("agency", "assignment__task__directive", "solution", "difficulty")
        .prefetch_related("communes")
    )
    about = {commune.pk for item in read for commune in item.communes.all()}
    names = names_on(about | {item.unit_id for item in read if item.unit_id}, on)
    goals = {year: target_communes(year) for year in {item.year for item in read}}
    rows = [
        ItemRow(
            item=item,
            standing=standing(item, on, is_carried=getattr(item, "is_carried", False)),
            owner=item.agency.short_name if item.agency else names.get(item.unit_id or 0, ""),
            communes=tuple(names.get(commune.pk, "") for commune in item.communes.all()),
            is_for_target=_is_for(item, goals[item.year]),
        )
        for item in read
    ]
    return sorted(rows, key=lambda row: row.order)


def target_communes(year: int) -> set[int]:
    """Keys of the units with a live target to be recognised in that year or the next."""
    found = Target.objects.live().filter(
        kind=TargetKind.RECOGNISED, by__year__gte=year, by__year__lte=year + AHEAD, number=None
    )
    return set(found.values_list("unit", flat=True))


def working_on(
    communes: Collection[int], *, user: User, on: date, years: Collection[int] = ()
) -> Mapping[tuple[int, str], list[ItemRow]]:
    """By commune and criterion: the open items of programmes that work on it, as the user may see.

    Of the year of the day and the next, unless told.
    """
    wanted = years or (on.year, on.year + 1)
    seen = ProgrammeItem.objects.visible_to(user, on=on).filter(year__in=wanted)
    about = ProgrammeItem.communes.through.objects.filter(unit__in=communes)
    seen = seen.exclude(criterion="").filter(pk__in=about.values("programmeitem"))
    found: dict[tuple[int, str], list[ItemRow]] = defaultdict(list)
    for row in item_rows(seen, on=on):
        for commune in row.item.communes.all() if row.standing.is_open else ():
            found[commune.pk, row.item.criterion].append(row)
    return found


def owners_seen(user: User, *, on: date) -> list[Unit | Agency]:
    """Whose programmes the user may open: those that have an item the user may see; two reads."""
    seen = ProgrammeItem.objects.visible_to(user, on=on)
    units = Unit.objects.filter(pk__in=seen.filter(unit__isnull=False).values("unit"))
    agencies = Agency.objects.filter(pk__in=seen.filter(agency__isnull=False).values("agency"))
    return [*units, *agencies.order_by("short_name")]


def names_on(keys: Iterable[int], on: date) -> dict[int, str]:
    """Each unit's name that day; of one that is not there, its last."""
    wanted = set(keys)
    found = UnitVersion.objects.on(on).filter(unit_id__in=wanted)
    names = {version.unit_id: version.full_name for version in found}
    return {key: names.get(key) or str(Unit(pk=key)) for key in wanted}


def _is_for(item: ProgrammeItem, goals: set[int]) -> bool:
    about = {commune.pk for commune in item.communes.all()}
    return bool(goals & (about | {item.unit_id or 0}))
