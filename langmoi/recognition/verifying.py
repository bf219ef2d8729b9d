"""The district's verification, the departments' confirmations, the province's appraisal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.direction.trail import words
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.people.models import Agency, User
from langmoi.people.responsibility import answered_for, responsibility_table
from langmoi.recognition.consulting import refuse_before_results
from langmoi.recognition.gates import BEFORE_APPRAISING, BEFORE_HANDING_OVER, refuse_closed
from langmoi.recognition.models import Dossier, Verdict, VerdictSide, Verification
from langmoi.recognition.trail import Held, hold, take


@dataclass(frozen=True)
class Said:
    """A verdict on one criterion, as told."""

    criterion: str
    is_met: bool
    reason: str = ""


@dataclass(frozen=True)
class Minutes:
    held_on: date
    members: str
    minutes: str


@transaction.atomic
def verify(
    dossier: Dossier,
    verdicts: Sequence[Said],
    told: Minutes,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> Verification:
    """The district's word on each criterion and its minutes, in place of what it said before."""
    held = hold(dossier, "verify", seen=seen, by=by, on=on, at=at)
    _refuse_unknown(held.dossier, verdicts)
    _keep_verdicts(held, VerdictSide.DISTRICT, None, verdicts)
    minutes = _keep_minutes(held, told, is_appraisal=False)
    take(held, told=_plain(verdicts) | {"held_on": str(told.held_on)})
    return minutes


@transaction.atomic
def hand_over(
    dossier: Dossier, *, seen: int, by: User, on: date, at: datetime, note: str = ""
) -> None:
    """The head of the district sends the dossier to the province."""
    held = hold(dossier, "hand_over", seen=seen, by=by, on=on, at=at)
    refuse_closed(held.dossier, on, BEFORE_HANDING_OVER, "trình hồ sơ lên tỉnh")
    take(held, words(note, "ghi chú", needed=False))


@transaction.atomic
def confirm_criteria(
    dossier: Dossier,
    agency: Agency,
    verdicts: Sequence[Said],
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> None:
    """A department's word on the criteria that it answers for; each has its own, never merged."""
    held = hold(dossier, "confirm_criteria", seen=seen, by=by, on=on, at=at)
    if agency.pk not in acting_agencies(by, held, on):
        raise NotAllowed(f"Chỉ người của {agency.name} được xác nhận thay cơ quan này.")
    theirs = {
        number for number, led in criteria_to_confirm(held.dossier, on).items() if agency in led
    }
    for one in verdicts:
        if one.criterion not in theirs:
            raise DomainError(
                f"{agency.name} không phụ trách tiêu chí {one.criterion}. Hãy xác nhận tiêu chí "
                "của cơ quan mình."
            )
    if not verdicts:
        raise DomainError("Chưa chọn tiêu chí nào để xác nhận. Hãy chọn đạt hoặc chưa đạt.")
    _keep_verdicts(held, VerdictSide.AGENCY, agency, verdicts)
    take(held, told=_plain(verdicts) | {"agency": agency.pk})


@transaction.atomic
def appraise(
    dossier: Dossier, told: Minutes, *, seen: int, by: User, on: date, at: datetime
) -> Verification:
    """The province finds the dossier complete; refused while a department has not confirmed."""
    held = hold(dossier, "appraise", seen=seen, by=by, on=on, at=at)
    refuse_closed(held.dossier, on, BEFORE_APPRAISING, "kết luận thẩm định")
    minutes = _keep_minutes(held, told, is_appraisal=True)
    take(held, told={"held_on": str(told.held_on)})
    return minutes


def acting_agencies(user: User, held: Held, on: date) -> set[int]:
    """Keys of the agencies for which the user's post lets them confirm."""
    return answered_for({held.post.agency_id}, on) if held.post.agency_id else set()


def criteria_set_of(dossier: Dossier) -> CriteriaSet | None:
    """The set by which the self-assessment was judged; None before it."""
    return load_set(dossier.filing.criteria_set) if dossier.filing is not None else None


def criteria_to_confirm(dossier: Dossier, on: date) -> Mapping[str, tuple[Agency, ...]]:
    """The agencies that lead indicators of each criterion, by its number; none: nobody was told."""
    law = criteria_set_of(dossier)
    if law is None:
        return {}
    table = responsibility_table(law, on)
    found: dict[str, tuple[Agency, ...]] = {}
    for criterion in law.criteria:
        leads = [agency for i in criterion.indicators for agency in table[i.number].lead]
        found[criterion.number] = tuple(dict.fromkeys(leads))
    return found


def _keep_verdicts(
    held: Held, side: VerdictSide, agency: Agency | None, verdicts: Sequence[Said]
) -> None:
    if len({one.criterion for one in verdicts}) < len(verdicts):
        raise DomainError("Một tiêu chí được ghi hai lần. Hãy tải lại trang rồi ghi lại.")
    for one in verdicts:
        reason = words(
            one.reason, f"lý do tiêu chí {one.criterion} chưa đạt", needed=not one.is_met
        )
        Verdict.objects.update_or_create(
            dossier=held.dossier,
            round=held.dossier.round,
            side=side,
            criterion=one.criterion,
            agency=agency,
            defaults={
                "is_met": one.is_met,
                "reason": reason,
                "by": held.by,
                "on": held.on,
                "at": held.at,
            },
        )


def _keep_minutes(held: Held, told: Minutes, *, is_appraisal: bool) -> Verification:
    what = "thẩm định" if is_appraisal else "thẩm tra"
    if told.held_on > held.on:
        raise DomainError(
            f"Cuộc {what} ngày {show_day(told.held_on)} chưa diễn ra. Hãy ghi sau khi xong."
        )
    refuse_before_results(held.dossier, told.held_on, what)
    _refuse_out_of_order(held, told.held_on, is_appraisal)
    made, _ = Verification.objects.update_or_create(
        dossier=held.dossier,
        round=held.dossier.round,
        is_appraisal=is_appraisal,
        defaults={
            "held_on": told.held_on,
            "members": words(told.members, f"thành phần {what}"),
            "minutes": words(told.minutes, f"nội dung, kết luận {what}"),
            "by": held.by,
            "at": held.at,
        },
    )
    return made


def _refuse_out_of_order(held: Held, day: date, is_appraisal: bool) -> None:
    if not is_appraisal:
        return
    before = held.dossier.verifications.filter(
        round=held.dossier.round, is_appraisal=False, held_on__gt=day
    ).first()
    if before is not None:
        raise DomainError(
            f"Ngày thẩm định {show_day(day)} trước ngày huyện thẩm tra "
            f"({show_day(before.held_on)}). Hãy xem lại ngày."
        )


def _refuse_unknown(dossier: Dossier, verdicts: Sequence[Said]) -> None:
    law = criteria_set_of(dossier)
    known = {criterion.number for criterion in law.criteria} if law else set()
    if told := [one.criterion for one in verdicts if one.criterion not in known]:
        raise DomainError(
            f"Bộ tiêu chí của hồ sơ không có tiêu chí {', '.join(told)}. Hãy tải lại trang."
        )


def _plain(verdicts: Sequence[Said]) -> dict[str, object]:
    return {"verdicts": {one.criterion: one.is_met for one in verdicts}}
