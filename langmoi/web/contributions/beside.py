"""What a commune's page says of what its villages gave this year."""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.core.months import first_day, reference_day
from langmoi.funding.contribution_queries import ContributionSum, sums_by_unit
from langmoi.overview.model import CommuneLine
from langmoi.places.queries import names_on
from langmoi.web.http import Request

MOST_VILLAGES = 12


def contributions_part(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """From the programme year's first day (15/12) to the month's reference day, by village."""
    since = first_day(date(month.year, 1, 1))
    until = min(reference_day(month), request.today)
    key = line.unit.key
    found = sums_by_unit({key}, since, until)
    own = {unit: one for (_, unit), one in found.items()}
    names = names_on(set(own) - {key}, until) if set(own) - {key} else {}
    rows = sorted(((names[unit], one) for unit, one in own.items() if unit != key), key=_largest)
    return {
        "gifts": sum(own.values(), ContributionSum()),
        "gifts_of_villages": rows[:MOST_VILLAGES],
        "gifts_left": max(0, len(rows) - MOST_VILLAGES),
        "gifts_of_all": own.get(key),
        "gifts_since": since,
        "gifts_until": until,
    }


def _largest(row: tuple[str, ContributionSum]) -> tuple[int, str]:
    return (-row[1].total, row[0])
