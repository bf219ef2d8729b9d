"""OCOP of an area on a day: certificates that hold, by star, group and district; what runs out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.places.models import UnitVersion
from langmoi.registers.ocop.certificates import Certificate
from langmoi.registers.ocop.reading import certificate_on, last_certificate
from langmoi.registers.ocop.rules import groups_known, score_set_on
from langmoi.registers.queries import EntryRow

STARS = (5, 4, 3)


@dataclass(frozen=True)
class OcopLine:
    """Products of a district or group. `stars`: how many certificates hold, at 5, 4 and 3 stars."""

    name: str
    code: str
    products: int  # that take part on the day, whatever their state
    stars: tuple[int, ...]
    expired: int
    communes: int  # with a certificate that holds
    of_communes: int  # all that there are; 0 where a line is of no place

    @property
    def valid(self) -> int:
        return sum(self.stars)


@dataclass(frozen=True)
class Expiring:
    """A product whose certificate runs out, or has and was not renewed."""

    row: EntryRow
    certificate: Certificate
    days: int  # left; below 0: so long ago


@dataclass(frozen=True)
class OcopOverview:
    on: date
    total: OcopLine
    districts: tuple[OcopLine, ...]
    groups: tuple[OcopLine, ...]
    states: tuple[tuple[str, str, int], ...]  # id, name, how many products
    expiring: tuple[Expiring, ...]
    without: tuple[UnitVersion, ...]  # communes without a product that takes part
    without_stars: int  # communes without a certificate that holds


def overview_of(
    rows: Sequence[EntryRow],
    communes: Sequence[UnitVersion],
    districts: Sequence[UnitVersion],
    *,
    on: date,
    within_days: int,
) -> OcopOverview:
    """Of the rows of a day; `communes` and `districts` are all that there are in the area."""
    here = [row for row in rows if _takes_part(row)]
    have = {row.commune.unit_id for row in here if row.commune}
    starred = {row.commune.unit_id for row in rows if row.commune and certificate_on(row)}
    return OcopOverview(
        on,
        _line("Tất cả", "", rows, len(communes)),
        tuple(_of_district(one, rows, communes) for one in districts),
        tuple(_of_group(key, name, rows) for key, name in _groups(rows, on)),
        _states(rows),
        tuple(expiring_of(rows, within_days=within_days)),
        tuple(c for c in communes if c.unit_id not in have),
        sum(c.unit_id not in starred for c in communes),
    )


def expiring_of(rows: Sequence[EntryRow], *, within_days: int) -> list[Expiring]:
    """Those that run out within so many days and those that have, the longest ago first."""
    found = []
    for row in rows:
        last = last_certificate(row)
        left = last.days_left(row.on) if last else None
        is_over = row.state is not None and row.state.state.id == "expired"
        holds = certificate_on(row) is not None
        if last and left is not None and (is_over or (holds and left <= within_days)):
            found.append(Expiring(row, last, left))
    return sorted(found, key=lambda one: (one.days, one.row.entry.name))


def _takes_part(row: EntryRow) -> bool:
    return row.state is not None and row.state.state.id not in ("dropped", "withdrawn")


def _of_district(
    district: UnitVersion, rows: Sequence[EntryRow], communes: Sequence[UnitVersion]
) -> OcopLine:
    of_it = [r for r in rows if r.district and r.district.unit_id == district.unit_id]
    there = sum(c.parent_id == district.unit_id for c in communes)
    return _line(district.full_name, district.code, of_it, there)


def _of_group(key: str, name: str, rows: Sequence[EntryRow]) -> OcopLine:
    return _line(name, key, [r for r in rows if r.entry.fields.get("group") == key], 0)


def _groups(rows: Sequence[EntryRow], on: date) -> list[tuple[str, str]]:
    """The groups of the set of the day, then those of other sets that products still bear."""
    score_set = score_set_on(on)
    current = dict(score_set.groups) if score_set else {}
    used = {row.entry.fields.get("group", "") for row in rows}
    older = {k: n for k, n in groups_known().items() if k in used and k not in current}
    return [*current.items(), *older.items()]


def _states(rows: Sequence[EntryRow]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(row.state.state.id for row in rows if row.state)
    if not rows:
        return ()
    return tuple((s.id, s.label, counts[s.id]) for s in rows[0].kind.states if counts[s.id])


def _line(name: str, code: str, rows: Sequence[EntryRow], of_communes: int) -> OcopLine:
    held = [(row, found) for row in rows if (found := certificate_on(row))]
    counts = Counter(found.stars for _, found in held)
    return OcopLine(
        name,
        code,
        sum(map(_takes_part, rows)),
        tuple(counts[n] for n in STARS),
        sum(row.state is not None and row.state.state.id == "expired" for row in rows),
        len({row.commune.unit_id for row, _ in held if row.commune}),
        of_communes,
    )
