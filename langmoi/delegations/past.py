"""What a delegation should know of a commune before it sets out, by indicator."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.delegations.hindering import difficulties_before
from langmoi.delegations.models import Check, CheckResult, Visit
from langmoi.delegations.reported import revision_of
from langmoi.delegations.visited import differing
from langmoi.reporting.models import SendBack
from langmoi.reporting.official import objections_to

BACK = timedelta(days=730)


def past_findings(visit: Visit) -> dict[str, list[str]]:
    """Sentences by number of the indicator (of a criterion, where the district spoke of all of it).

    Earlier visits, send-backs and difficulties of the last two years, and who disagreed with what
    is checked now.
    """
    found: dict[str, list[str]] = defaultdict(list)
    since = visit.visits_on - BACK
    _visits(visit, since, found)
    _sent_back(visit, since, found)
    for number, said_then in difficulties_before(visit, since):
        found[number].append(said_then)
    revision = revision_of(visit)
    for said in objections_to([revision]).get(revision.pk, []):
        who = said.agency.short_name if said.agency else "Huyện"
        found[said.indicator or said.criterion].append(f"{who} không đồng ý: {said.reason}")
    return found


def _visits(visit: Visit, since: date, found: dict[str, list[str]]) -> None:
    """Visits of other delegations that were finished by then."""
    rows = Check.objects.filter(visit__unit_id=visit.unit_id, visit__visits_on__gte=since)
    rows = rows.exclude(visit=visit).exclude(result=CheckResult.AGREES)
    rows = rows.filter(visit__finished_at__isnull=False, visit__visits_on__lte=visit.visits_on)
    for check in rows.select_related("visit__revision__filing").order_by("visit__visits_on", "pk"):
        said = "; ".join(f"báo cáo {d.reported}, đoàn ghi {d.checked}" for d in differing(check))
        told = ": ".join(part for part in (check.get_result_display(), said, check.note) if part)
        day = show_day(check.visit.visits_on)
        found[check.indicator].append(f"Đoàn ngày {day} ghi {told}")


def _sent_back(visit: Visit, since: date, found: dict[str, list[str]]) -> None:
    rows = SendBack.objects.filter(filing__unit_id=visit.unit_id, filing__month__gte=since)
    for item in rows.select_related("filing").order_by("filing__month", "pk"):
        month = show_month(item.filing.month)
        found[item.indicator].append(f"Bị trả lại tháng {month}: {item.reason}")
