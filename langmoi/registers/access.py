"""Who writes a register: by its file, roles at a level and departments; each within its scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from langmoi.core.memory import kept
from langmoi.people.access import agencies_answered_for, posts_known, units_in_scope, with_records
from langmoi.people.models import Agency, Post, Role, User
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


def may_write_at(
    user: User, kind: Kind, unit: int, *, on: date, writers: Iterable[Writer] | None = None
) -> bool:
    """Whether the unit is among `kept_units`: by way of the few units above it."""
    held = _posts(user, tuple(writers or ()) or kind.writers, on)
    above: int | None = unit if held else None
    while above is not None:
        if above in held:
            return True
        version = version_of(above, on)
        above = version.parent_id if version else None
    return bool(held) and unit in with_records(held, on=on)


def _posts(user: User, wanted: tuple[Writer, ...], on: date) -> set[int]:
    """The units of the posts by which the user writes."""
    held = set()
    for post in posts_known(user, on=on):
        fitting = [writer for writer in wanted if _fits(user, post, writer, on)]
        version = version_of(post.unit_id, on) if fitting else None
        if version is not None and any(writer.level == version.level for writer in fitting):
            held.add(post.unit_id)
    return held


def _fits(user: User, post: Post, writer: Writer, on: date) -> bool:
    """Whether the post has the role, or is of the department or of one that took its duties."""
    if writer.role:
        return post.role == writer.role
    if post.role not in DEPARTMENT_ROLES or post.agency is None:
        return False
    return post.agency.short_name == writer.agency or writer.agency in _agencies(user, on)


def _agencies(user: User, on: date) -> set[str]:
    """The short names of the departments whose duties the user's have, theirs and predecessors'."""
    keys = agencies_answered_for(user, on=on)
    names = kept("agency names", _agency_names, "people_agency")
    return {names[key] for key in keys if key in names}


def _agency_names() -> dict[int, str]:
    return dict(Agency.objects.values_list("pk", "short_name"))


def can_write(user: User, kind: Kind, unit: int, *, on: date) -> bool:
    return may_write_at(user, kind, unit, on=on)


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
