"""Closing a month: what is missing is named and needs a reason; official outcomes are frozen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import reference_day, show_month
from langmoi.core.numbers import show_number
from langmoi.people.capacity import capacity_of
from langmoi.people.models import Agency, User
from langmoi.people.responsibility import became, responsibility_table
from langmoi.places.queries import filing_communes
from langmoi.reporting.access import can_close
from langmoi.reporting.chain import chain_on
from langmoi.reporting.models import (
    Filing,
    FilingEvent,
    FilingState,
    MonthState,
    Opinion,
    ReportingMonth,
    StepKind,
)
from langmoi.reporting.official import officials_of
from langmoi.reporting.trail import LONGEST_CAPACITY


@dataclass(frozen=True)
class Missing:
    """What a month still lacks; opinions are counted by department, silence is no agreement."""

    not_filed: int
    not_signed: int
    opinions: int

    @property
    def is_nothing(self) -> bool:
        return not (self.not_filed or self.not_signed or self.opinions)

    def __str__(self) -> str:
        said = (
            (self.not_filed, "xã chưa gửi phiếu"),
            (self.not_signed, "phiếu chưa ký kết quả rà soát"),
            (self.opinions, "ý kiến của ngành chưa có"),
        )
        return ", ".join(f"{show_number(count)} {what}" for count, what in said if count)


@transaction.atomic
def close_month(
    month: date, *, by: User, on: date, at: datetime | None = None, reason: str = ""
) -> ReportingMonth:
    """Close a month: from here on its figures change only by a correction.

    Freezes the official outcome of every filing that was sent. Where filings are missing or not
    signed, or a department in charge kept silent, a reason is required and recorded.
    """
    if not can_close(by, on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được chốt số liệu tháng.")
    # The row's lock ends every step under way first, and of two who close one wins.
    locked = ReportingMonth.objects.select_for_update().filter(month=month).first()
    if locked is None or locked.is_closed:
        raise DomainError(f"Tháng {show_month(month)} chưa mở hoặc đã chốt. Hãy tải lại trang.")
    missing = missing_of(month, on)
    if not missing.is_nothing and not reason.strip():
        raise DomainError(
            f"Chưa chốt được tháng {show_month(month)}: còn {missing}. "
            "Hãy đôn đốc, hoặc ghi lý do vì sao vẫn chốt."
        )
    moment = at or timezone.now()
    locked.state, locked.closed_at, locked.closed_by = MonthState.CLOSED, moment, by
    locked.save(update_fields=["state", "closed_at", "closed_by"])
    closed = _freeze(month, by=by, on=on, at=moment, reason=reason.strip())
    told = {"not_filed": missing.not_filed, "not_signed": missing.not_signed}
    told |= {"opinions_missing": missing.opinions, "filings": closed}
    record("month.close", locked, by=by, month=str(month), reason=reason.strip(), **told)
    return locked


def missing_of(month: date, on: date | None = None) -> Missing:
    """What the month lacks by the duties of the day (without: its reference day)."""
    communes = {c.unit_id for c in filing_communes(reference_day(month))}
    states = dict(
        Filing.objects.filter(month=month, latest__isnull=False).values_list("unit_id", "state")
    )
    signed = Counter(states.values())[FilingState.SIGNED]
    return Missing(
        not_filed=len(communes - states.keys()),
        not_signed=len(states) - signed,
        opinions=sum(missing_opinions(month, on).values()),
    )


def missing_opinions(month: date, on: date | None = None) -> dict[int, int]:
    """Opinions not given on indicators that someone leads, by the agency that leads that day.

    What an agency said before it went into another counts for its heirs.
    """
    filings = Filing.objects.filter(month=month, latest__isnull=False)
    revisions: dict[int, str] = dict(filings.values_list("latest_id", "criteria_set"))
    day = on or reference_day(month)
    tables = {s: responsibility_table(s, day) for s in set(revisions.values())}
    given = Opinion.objects.filter(revision_id__in=revisions)
    heirs = became(Agency.objects.filter(pk__in=given.values("agency")), day)
    done = {
        (revision, indicator, heir)
        for revision, indicator, agency in given.values_list(
            "revision_id", "indicator", "agency_id"
        )
        for heir in heirs[agency]
    }
    count: Counter[int] = Counter()
    for revision, set_id in revisions.items():
        for indicator, charge in tables[set_id].items():
            for agency in charge.lead:
                count[agency.pk] += (revision, indicator, agency.pk) not in done
    return dict(+count)


def _freeze(month: date, *, by: User, on: date, at: datetime, reason: str) -> int:
    """Store the official outcomes and tell it in each filing's story; how many there were."""
    rows = Filing.objects.filter(month=month, latest__isnull=False).select_related("latest")
    filings = list(rows)
    outcomes = officials_of(filings)
    for filing in filings:
        filing.official = outcomes[filing.pk]
    Filing.objects.bulk_update(filings, ["official"], batch_size=500)
    acting = _capacity(by, month, on)
    FilingEvent.objects.bulk_create(
        FilingEvent(
            filing=filing,
            revision=filing.latest,
            step="close",
            by=by,
            capacity=acting[:LONGEST_CAPACITY],
            note=reason,
            detail={"official": filing.official},
            at=at,
        )
        for filing in filings
    )
    return len(filings)


def _capacity(user: User, month: date, on: date) -> str:
    """The closer's capacity, by the post that makes them one."""
    roles = chain_on(month).roles(StepKind.CLOSE)
    unit = user.posts.filter(role__in=roles).values_list("unit_id", flat=True).first()
    return capacity_of(user, roles, unit, on) if unit is not None else ""
