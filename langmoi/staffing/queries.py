"""Posts as they stand on a day, what they come to by district, and the counts of officials."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from langmoi.people.models import User
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import districts_of, filing_communes, unit_versions
from langmoi.staffing.models import OfficialCount, StaffHolder, StaffPosition, StaffTraining

TRAINED_WITHIN_YEARS = 2


@dataclass(frozen=True)
class StaffRow:
    """A post as it stands on a day: who holds it, or since when nobody does."""

    position: StaffPosition
    unit: UnitVersion | None
    district: UnitVersion | None
    holder: StaffHolder | None
    vacant_since: date | None
    courses: tuple[StaffTraining, ...]

    @property
    def is_vacant(self) -> bool:
        return self.holder is None

    @property
    def is_full_time(self) -> bool:
        return self.holder is not None and self.holder.is_full_time

    def trained_since(self, day: date) -> bool:
        return any(course.ended_on >= day for course in self.courses)


@dataclass(frozen=True)
class StaffTotal:
    """What the posts come to, of one district (None: of the province's own) or of all."""

    district: UnitVersion | None
    posts: int
    holders: int
    full_time: int
    vacant: int
    trained: int


def staff_rows(user: User, *, on: date, seen_by: date) -> list[StaffRow]:
    """The posts that stand on that day in the user's scope, by place; three reads however many.

    seen_by: the day of the user's own posts, from which their scope follows.
    """
    standing = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    courses = StaffTraining.objects.filter(ended_on__lte=on).order_by("-ended_on", "pk")
    holders = StaffHolder.objects.filter(valid_from__lte=on).order_by("-valid_from")
    found = StaffPosition.objects.visible_to(user, on=seen_by).filter(standing)
    found = found.prefetch_related(
        Prefetch("holders", holders.prefetch_related(Prefetch("courses", courses)))
    )
    positions = list(found)
    keys = {position.unit_id for position in positions}
    units = {v.unit_id: v for v in unit_versions(on, unit_keys=keys)}
    above = districts_of(keys, on)
    rows = [_row(position, units, above, on) for position in positions]
    return sorted(rows, key=_by_place)


def _row(
    position: StaffPosition,
    units: dict[int, UnitVersion],
    above: dict[int, UnitVersion],
    on: date,
) -> StaffRow:
    until = list(position.holders.all())  # of that day, the last one first
    last = until[0] if until else None
    holder = last if last and (last.valid_to is None or last.valid_to >= on) else None
    since = None
    if holder is None:
        left = last.valid_to if last and last.valid_to else None
        since = left + timedelta(days=1) if left else position.valid_from
    unit = units.get(position.unit_id)
    is_district = unit is not None and unit.level == Level.DISTRICT
    district = unit if is_district else above.get(position.unit_id)
    courses = tuple(holder.courses.all()) if holder else ()
    return StaffRow(position, unit, district, holder, since, courses)


def _by_place(row: StaffRow) -> tuple[str, int, str, int]:
    level = 0 if row.unit and row.unit.level != Level.COMMUNE else 1
    code = row.unit.code if row.unit else ""
    return (row.district.code if row.district else "", level, code, row.position.pk)


def staff_totals(rows: Iterable[StaffRow], *, on: date) -> list[StaffTotal]:
    """One line for each district in the order of the rows, the province's own first."""
    by_district: dict[int | None, list[StaffRow]] = {}
    for row in rows:
        by_district.setdefault(row.district.unit_id if row.district else None, []).append(row)
    return [total_of(of_it, of_it[0].district, on=on) for of_it in by_district.values()]


def total_of(rows: Collection[StaffRow], district: UnitVersion | None, *, on: date) -> StaffTotal:
    since = trained_since(on)
    return StaffTotal(
        district=district,
        posts=len(rows),
        holders=sum(not row.is_vacant for row in rows),
        full_time=sum(row.is_full_time for row in rows),
        vacant=sum(row.is_vacant for row in rows),
        trained=sum(row.trained_since(since) for row in rows),
    )


def trained_since(on: date) -> date:
    """The first day of the years of which “trained of late” speaks."""
    year = on.year - TRAINED_WITHIN_YEARS
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=year, day=day)


@dataclass(frozen=True)
class OfficialRow:
    """A commune with its last count up to a day; None where it never told one."""

    commune: UnitVersion
    district: UnitVersion | None
    count: OfficialCount | None

    @property
    def without_remedy(self) -> int:
        """How many have no remedy yet, as the groups tell."""
        groups = self.count.groups.all() if self.count else ()
        return sum(group.people for group in groups if not group.remedy)

    def overdue(self, on: date) -> bool:
        groups = self.count.groups.all() if self.count else ()
        return any(group.due_on is not None and group.due_on < on for group in groups)


def official_rows(units: Collection[int], *, on: date) -> list[OfficialRow]:
    """The communes of that day among the units, each with its last count up to it; four reads."""
    communes = filing_communes(on, within=units)
    keys = [commune.unit_id for commune in communes]
    newest = OfficialCount.objects.filter(unit__in=keys, counted_on__lte=on)
    newest = newest.order_by("unit_id", "-counted_on").distinct("unit_id")
    counts = {c.unit_id: c for c in newest.select_related("by").prefetch_related("groups")}
    above = districts_of(keys, on)
    rows = [OfficialRow(c, above.get(c.unit_id), counts.get(c.unit_id)) for c in communes]
    return sorted(rows, key=lambda r: (r.district.code if r.district else "", r.commune.code))
