"""Who writes a register: by its file, roles at a level and departments; each within its scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from langmoi.core.memory import kept
from langmoi.people.access import agencies_answered_for, posts_known, units_in_scope, with_records
from langmoi.people.models import Agency, Role, User
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import version_of
from langmoi.registers.kinds import Kind, Writer
from langmoi.reporting.expected import DEPARTMENT_ROLES


def kept_units(
    user: User, kind: Kind, *, on: date, writers: Iterable[Writer] | None = None
) -> set[int]:
    """The units whose entries the user may write; `writers`: those of a state or record, if any."""
    wanted = tuple(writers or ()) or kind.writers
    held = _posts(user, wanted, on)
    return with_records(held, on=on) if held else set()


def _posts(user: User, wanted: tuple[Writer, ...], on: date) -> set[int]:
    """The units of the posts by which the user writes."""
    ours: set[str] | None = None
    held = set()
    for post in posts_known(user, on=on):
        version = version_of(post.unit_id, on)
        for writer in wanted:
            if version is None or version.level != writer.level:
                continue
            if writer.role and post.role == writer.role:
                held.add(post.unit_id)
            if writer.agency and post.role in DEPARTMENT_ROLES:
                ours = _agencies(user, on) if ours is None else ours
                if writer.agency in ours:
                    held.add(post.unit_id)
    return held


def _agencies(user: User, on: date) -> set[str]:
    """The short names of the departments whose duties the user's have, theirs and predecessors'."""
    keys = agencies_answered_for(user, on=on)
    names = kept("agency names", _agency_names, "people_agency")
    return {names[key] for key in keys if key in names}


def _agency_names() -> dict[int, str]:
    return dict(Agency.objects.values_list("pk", "short_name"))


def can_write(user: User, kind: Kind, unit: int, *, on: date) -> bool:
    return unit in kept_units(user, kind, on=on)


def units_kept(user: User, kind: Kind, *, on: date) -> list[UnitVersion]:
    """The units of the levels of the register for which the user may add entries, by code."""
    keys = kept_units(user, kind, on=on)
    if not keys:
        return []
    found = UnitVersion.objects.on(on).filter(unit_id__in=keys, level__in=kind.levels)
    order = list(Level)
    return sorted(found, key=lambda v: (order.index(Level(v.level)), v.code))


def can_configure(user: User, *, on: date) -> bool:
    """Whether the user may make registers: the province's coordination office."""
    return any(post.role == Role.PROVINCE_OFFICE for post in posts_known(user, on=on))


def may_read(user: User, *, on: date) -> bool:
    """Whether there is anything for the user in registers: whoever holds a post."""
    return bool(units_in_scope(user, on=on))
