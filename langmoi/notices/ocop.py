"""What waits for a person of registers: OCOP certificates and linkages that run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from langmoi.core.days import show_day
from langmoi.notices.model import Task, TaskKind
from langmoi.people.access import units_in_scope
from langmoi.people.models import Role, User
from langmoi.places.models import UnitVersion
from langmoi.places.queries import unit_versions
from langmoi.registers.lasting import months_after
from langmoi.registers.linkages import KIND as LINKAGE
from langmoi.registers.linkages import REMIND_DAYS, RUNNING
from langmoi.registers.models import Entry
from langmoi.registers.ocop.access import PRODUCT
from langmoi.registers.ocop.reading import CERTIFIED
from langmoi.registers.ocop.rule import REMIND_MONTHS

ROLES = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)


def ocop_tasks(user: User, *, on: date) -> Iterator[Task]:
    """For the officers of the commune and its district; two reads at most.

    Certificates that hold for less than half a year more, or have run out and were not renewed;
    linkages said to be running, with a term that ends within sixty days or has ended.
    """
    scope = units_in_scope(user, on=on, roles=ROLES)
    if not scope:
        return
    last = months_after(on, REMIND_MONTHS)
    # Kept as text that sorts as days do.
    end = (on + timedelta(days=REMIND_DAYS)).isoformat()
    waiting = Q(kind=PRODUCT, state=CERTIFIED, holds_until__lte=last) | Q(
        kind=LINKAGE, state=RUNNING, fields__ends_on__lte=end
    )
    found = list(Entry.objects.standing().filter(waiting, unit__in=scope))
    keys = {entry.unit_id for entry in found}
    units = {v.unit_id: v for v in unit_versions(on, unit_keys=keys)} if keys else {}
    for entry in found:
        if until := _until(entry):
            yield _task(entry, until, units.get(entry.unit_id), on)


def _until(entry: Entry) -> date | None:
    if entry.kind == PRODUCT:
        return entry.holds_until
    return date.fromisoformat(entry.fields["ends_on"])


def _task(entry: Entry, until: date, unit: UnitVersion | None, on: date) -> Task:
    what = "giấy chứng nhận OCOP" if entry.kind == PRODUCT else "hợp đồng liên kết"
    verb = "hết hạn" if until >= on else "đã hết hạn"
    said = f"{entry.name}: {what} {verb} {show_day(until)}"
    kind = TaskKind.OCOP_EXPIRY if entry.kind == PRODUCT else TaskKind.LINKAGE_END
    return Task(kind, None, until, said, unit, pk=entry.pk)
