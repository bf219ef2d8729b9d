"""What the standing lines of a project come to, by kind; the one way in which they are added.

New capital is what was allocated and not carried over: carried-over lines say in which year capital
of before is used, so adding them would count it twice.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet, Sum

from langmoi.funding.models import MoneyKind, MoneyLine, MoneyLineQuerySet

NEW_CAPITAL = Q(kind=MoneyKind.ALLOCATION, is_carried_over=False)
PAID = Q(kind=MoneyKind.DISBURSEMENT)
ACCEPTED = Q(kind=MoneyKind.ACCEPTED)


def standing_lines(until: date | None = None) -> MoneyLineQuerySet:
    """Lines that nobody has taken back, up to and with that day."""
    lines = MoneyLine.objects.standing()
    return lines.filter(day__lte=until) if until else lines


def allocated_of(project: int, until: date | None = None) -> int:
    """New capital of the project."""
    return _sum(standing_lines(until).filter(NEW_CAPITAL, project=project))


def paid_of(project: int, until: date | None = None) -> int:
    return _sum(standing_lines(until).filter(PAID, project=project))


def accepted_of(project: int, until: date | None = None) -> int:
    """The value of the work accepted."""
    return _sum(standing_lines(until).filter(ACCEPTED, project=project))


def sums_of(projects: Collection[int], until: date | None = None) -> dict[int, dict[str, int]]:
    """Of each project allocated (new capital), paid and accepted; one read however many."""
    found = (
        standing_lines(until)
        .filter(project__in=projects)
        .values("project")
        .order_by()
        .annotate(
            allocated=Sum("amount", filter=NEW_CAPITAL, default=0),
            paid=Sum("amount", filter=PAID, default=0),
            accepted=Sum("amount", filter=ACCEPTED, default=0),
        )
    )
    return {
        row["project"]: {name: int(row[name]) for name in ("allocated", "paid", "accepted")}
        for row in found
    }


def _sum(lines: QuerySet[MoneyLine]) -> int:
    return int(lines.aggregate(all=Sum("amount", default=0))["all"])
