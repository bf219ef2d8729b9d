"""Which opinions are still missing: indicators of filings that were sent, by lead department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from langmoi.core.months import reference_day
from langmoi.people.access import posts_known
from langmoi.people.models import Agency, User
from langmoi.people.responsibility import responsibility_table
from langmoi.places.queries import filing_communes
from langmoi.reporting.chain import Roles
from langmoi.reporting.models import Filing, FilingState, Opinion
from langmoi.reporting.workbook.contents import set_of_month

SENT = (FilingState.SUBMITTED, FilingState.SIGNED)
Missing = list[tuple[int, str]]  # commune and indicator


def missing_opinions(user: User, month: date, roles: Roles, *, on: date) -> dict[Agency, Missing]:
    """What waits for an opinion from the departments for which the user acts that day."""
    keys = {p.agency_id for p in posts_known(user, on=on) if p.agency_id and p.role in roles}
    if not keys:
        return {}
    agencies = Agency.objects.filter(pk__in=keys).order_by("name")
    return missing_by_agency(month, list(agencies), on)


def missing_by_agency(month: date, agencies: Collection[Agency], on: date) -> dict[Agency, Missing]:
    """For each agency the indicators, commune by commune, on which it has not said a word."""
    led = indicators_led(month, on)
    if not any(led.get(agency.pk) for agency in agencies):
        return {agency: [] for agency in agencies}
    latest = _latest_revisions(month)
    given = {
        (row.revision_id, row.agency_id, row.indicator)
        for row in Opinion.objects.filter(revision_id__in=latest, agency__in=agencies)
    }
    return {
        agency: [
            (unit, indicator)
            for revision, unit in latest.items()
            for indicator in sorted(led.get(agency.pk, ()))
            if (revision, agency.pk, indicator) not in given
        ]
        for agency in agencies
    }


def indicators_led(month: date, on: date) -> dict[int, set[str]]:
    """The indicators of the month that each agency leads on the day, by the agency's key."""
    led: dict[int, set[str]] = defaultdict(set)
    for number, found in responsibility_table(set_of_month(month), on).items():
        for agency in found.lead:
            led[agency.pk].add(number)
    return dict(led)


def _latest_revisions(month: date) -> dict[int, int]:
    """The latest revision of each filing that was sent, with its commune."""
    communes = [c.unit_id for c in filing_communes(reference_day(month))]
    filings = Filing.objects.filter(
        month=month,
        criteria_set=set_of_month(month).id,
        unit_id__in=communes,
        state__in=SENT,
        latest__isnull=False,
    )
    return dict(filings.order_by("unit_id").values_list("latest_id", "unit_id"))
