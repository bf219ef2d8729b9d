"""Who reads the log: of the whole province, or of the rows of their own district only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from langmoi.core.models import AuditEntry
from langmoi.people.access import posts_of, units_in_scope
from langmoi.people.models import Role, User
from langmoi.places.models import Level, UnitVersion
from langmoi.reporting.models import Filing

LOG_ROLES = (Role.AUDITOR, Role.ADMINISTRATOR, Role.PROVINCE_OFFICE)


def readable_entries(user: User, *, on: date) -> QuerySet[AuditEntry] | None:
    """The rows that the person may read that day; None for who reads no log.

    Who audits or looks after a district reads the rows that name a unit of it, or a filing of one.
    A row that names none, or names units by the dozen (an import, a close), is the province's.
    """
    if reads_whole_log(user, on=on):
        return AuditEntry.objects.all()
    units = units_in_scope(user, on=on, roles=LOG_ROLES)
    return entries_of(units) if units else None


def entries_of(units: Collection[int]) -> QuerySet[AuditEntry]:
    """The rows about these units alone."""
    filings = Filing.objects.filter(unit__in=units).values_list("pk", flat=True)
    of_units = Q(detail__unit__in=list(units))
    of_filings = Q(detail__filing__in=list(filings)) & Q(detail__unit__isnull=True)
    return AuditEntry.objects.filter(of_units | of_filings)


def reads_whole_log(user: User, *, on: date) -> bool:
    """Whether the person audits or looks after all of a province."""
    posts = posts_of(user, on=on).filter(role__in=LOG_ROLES)
    provinces = UnitVersion.objects.on(on).filter(level=Level.PROVINCE)
    return posts.filter(unit__in=provinces.values("unit")).exists()
