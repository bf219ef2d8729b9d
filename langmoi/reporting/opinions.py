"""The departments' part: an opinion on their indicators, and their own solutions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import NotAllowed
from langmoi.people.access import posts_of
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit
from langmoi.reporting.access import led_by, opinion_agencies
from langmoi.reporting.actions import refuse_unless_open
from langmoi.reporting.chain import chain_on
from langmoi.reporting.models import Filing, Opinion, Solution, StepKind
from langmoi.reporting.official import criterion_of
from langmoi.reporting.trail import (
    capacity,
    hold_filing,
    leave_trace,
    refuse_overwrite,
    refuse_past,
    refuse_unknown,
    required,
    sent_revision,
)
from langmoi.reporting.workbook.contents import set_of_month


def give_opinion(
    filing: Filing,
    indicator: str,
    *,
    agency: Agency,
    agrees: bool,
    reason: str,
    by: User,
    on: date,
    at: datetime,
    replaces: datetime | None = None,
) -> Opinion:
    """The department's word on one indicator of the latest revision; a disagreement says why.

    One's own word may be changed while the month is open; a colleague's only with `replaces`, the
    moment of the opinion that the person saw.
    """
    (opinion,) = give_opinions(
        filing,
        [indicator],
        agency=agency,
        agrees=agrees,
        reason=reason,
        by=by,
        on=on,
        at=at,
        replaces={indicator: replaces} if replaces else None,
    )
    return opinion


@transaction.atomic
def give_opinions(
    filing: Filing,
    indicators: Sequence[str],
    *,
    agency: Agency,
    agrees: bool,
    reason: str,
    by: User,
    on: date,
    at: datetime,
    replaces: Mapping[str, datetime] | None = None,
) -> list[Opinion]:
    """The same word on several indicators, all or none; one event and one audit line."""
    held = hold_filing(filing, "opinion")
    revision = sent_revision(held)
    refuse_unknown(indicators, revision.indicators, "chỉ tiêu")
    _refuse_others(held, indicators, agency, by, on)
    said = reason.strip() if agrees else required(reason, "lý do không đồng ý")
    found = {o.indicator: o for o in revision.opinions.filter(agency=agency).select_related("by")}
    for number in indicators:
        what = f"đã cho ý kiến về chỉ tiêu {number}"
        refuse_overwrite(found.get(number), by, (replaces or {}).get(number), what)
    told = {"agrees": agrees, "reason": said, "by": by, "at": at}
    opinions = Opinion.objects.bulk_create(
        [Opinion(revision=revision, indicator=i, agency=agency, **told) for i in indicators],
        update_conflicts=True,
        update_fields=list(told),
        unique_fields=["revision", "indicator", "agency"],
    )
    leave_trace(
        held,
        "opinion",
        by=by,
        capacity=capacity(by, chain_on(held.month).roles(StepKind.OPINION), held, on),
        at=at,
        note=said,
        indicators=list(indicators),
        agency=agency.pk,
        agency_name=agency.name,
        agrees=agrees,
    )
    return opinions


@transaction.atomic
def put_agency_solution(
    month: date,
    criterion: str,
    *,
    agency: Agency,
    text: str,
    responsible: str,
    due_on: date,
    by: User,
    on: date,
    at: datetime,
    unit: Unit | None = None,
) -> Solution:
    """What a department will do about its criterion: in one commune or, without a unit, everywhere.

    The department's solution before it for the same criterion and unit ends.
    """
    refuse_unless_open(month)
    criteria_set = set_of_month(month)
    refuse_unknown([criterion], [c.number for c in criteria_set.criteria], "tiêu chí")
    led = {criterion_of(criteria_set.id, i) for i in led_by(agency, criteria_set.id, on)}
    if criterion not in led or not _speaks_for(by, agency, month, on):
        raise NotAllowed(
            f"Chỉ {agency.name} khi phụ trách tiêu chí {criterion} mới đặt giải pháp này được. "
            "Hãy xem bảng phân công phụ trách chỉ tiêu."
        )
    refuse_past(due_on, on, f"Hạn của giải pháp tiêu chí {criterion}")
    # Two of one department queue up here; the second ends the first's solution knowingly.
    Agency.objects.select_for_update().get(pk=agency.pk)
    before = Solution.objects.filter(agency=agency, unit=unit, criterion=criterion)
    before.filter(ended_on__isnull=True).update(ended_on=on)
    solution = Solution.objects.create(
        unit=unit,
        agency=agency,
        month=month,
        criterion=criterion,
        text=required(text, "giải pháp"),
        responsible=required(responsible, "người chịu trách nhiệm"),
        due_on=due_on,
        by=by,
        at=at,
    )
    told = {"criterion": criterion, "text": solution.text, "responsible": solution.responsible}
    told |= {"month": str(month), "due_on": str(due_on)}
    record("agency.solution", solution, by=by, agency=agency.pk, solution=solution.pk, **told)
    return solution


def _refuse_others(
    filing: Filing, indicators: Sequence[str], agency: Agency, by: User, on: date
) -> None:
    if agency not in opinion_agencies(by, filing, on):
        raise NotAllowed(f"Bạn không được cho ý kiến thay {agency.name} về phiếu này.")
    led = led_by(agency, filing.criteria_set, on)
    if others := [number for number in indicators if number not in led]:
        raise NotAllowed(
            f"{agency.name} không phụ trách chỉ tiêu {', '.join(others)}. "
            "Hãy xem bảng phân công phụ trách chỉ tiêu."
        )


def _speaks_for(user: User, agency: Agency, month: date, on: date) -> bool:
    roles = chain_on(month).roles(StepKind.OPINION)
    return posts_of(user, on=on).filter(role__in=roles, agency=agency).exists()
