"""What earlier visits found: when a delegation was last there, and where it noted other values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from langmoi.core.days import show_day
from langmoi.core.months import first_day
from langmoi.core.numbers import show_change
from langmoi.delegations.models import Check, CheckResult, Visit
from langmoi.delegations.risk import Finding
from langmoi.law.model import Figure
from langmoi.law.sets import load_set
from langmoi.reporting.warnings import amount, show_value

LONG_AGO = 365  # days


@dataclass(frozen=True)
class CheckedDifference:
    """One figure that a delegation found otherwise than it was reported."""

    check: Check
    visit: Visit
    month: date
    figure: Figure
    reported: str
    checked: str
    change: str  # checked less reported; empty where they cannot be subtracted


def last_visits(unit_keys: Collection[int]) -> dict[int, date]:
    """By unit: the last day on which a delegation was there and wrote what it found."""
    rows = Visit.objects.filter(unit_id__in=unit_keys, finished_at__isnull=False)
    return dict(rows.values_list("unit_id").annotate(last=Max("visits_on")).order_by())


def differences_found(unit_keys: Collection[int]) -> list[CheckedDifference]:
    """Every figure that delegations found otherwise in these communes, the latest visit first."""
    rows = Check.objects.filter(visit__unit_id__in=unit_keys, result=CheckResult.DIFFERS)
    rows = rows.select_related("visit__delegation", "visit__unit", "visit__revision__filing", "by")
    found = [d for check in rows.order_by("-visit__visits_on", "pk") for d in differing(check)]
    return found


def differing(check: Check) -> Iterator[CheckedDifference]:
    """The figures of one check that differ; its visit comes with the revision."""
    revision = check.visit.revision
    if revision is None:
        return
    criteria_set = load_set(revision.filing.criteria_set)
    for key, value in check.values.items():
        reported = revision.figures.get(key)
        before, now = amount(reported), amount(value)
        change = ""
        if before is not None and now is not None:
            apart = round(now - before, 2)
            change = show_change(apart, 0 if apart == apart.to_integral() else 2)
        yield CheckedDifference(
            check,
            check.visit,
            revision.filing.month,
            criteria_set.figure(key),
            show_value(reported),
            show_value(value),
            change,
        )


def findings_of_visits(
    unit_keys: Collection[int], visits: Mapping[int, date], on: date
) -> Iterator[tuple[int, Finding]]:
    """Long unvisited, or visited and found otherwise."""
    for found in differences_found(unit_keys):
        text = (
            f"Đoàn kiểm tra ngày {show_day(found.visit.visits_on)} ghi khác ở chỉ tiêu "
            f"{found.check.indicator}: xã báo cáo {found.reported}, đoàn ghi {found.checked}."
        )
        month = first_day(found.visit.visits_on)
        yield (
            found.visit.unit_id,
            Finding("found_before", text, month, found.check.indicator),
        )
    for key in unit_keys:
        last = visits.get(key)
        if last is None:
            text = "Chưa có đoàn kiểm tra nào đến, theo các đoàn đã ghi trong phần mềm."
            yield key, Finding("unvisited", text)
        elif (on - last).days > LONG_AGO:
            text = f"Lần gần nhất có đoàn đến là ngày {show_day(last)}, đã {(on - last).days} ngày."
            yield key, Finding("unvisited", text, first_day(last))
