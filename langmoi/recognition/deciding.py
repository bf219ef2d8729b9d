"""The decision, the title that it writes, its announcement, and mending what was written wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.direction.trail import line, words
from langmoi.people.models import User
from langmoi.recognition.gates import BEFORE_DECIDING, refuse_closed
from langmoi.recognition.models import Announcement, Council, Decision, DecisionState, Dossier
from langmoi.recognition.rules import rules_on
from langmoi.recognition.titles import write_title
from langmoi.recognition.trail import hold, take


@dataclass(frozen=True)
class Signed:
    """A decision as signed."""

    number: str
    dated_on: date
    signer: str


@transaction.atomic
def decide(
    dossier: Dossier, told: Signed, *, seen: int, by: User, on: date, at: datetime
) -> Decision:
    """Keep the decision and write the title; never while a gate is closed or unknown."""
    held = hold(dossier, "decide", seen=seen, by=by, on=on, at=at)
    refuse_closed(held.dossier, on, BEFORE_DECIDING, "ghi quyết định công nhận")
    decision = _keep(held.dossier, told, by=by, on=on, at=at)
    decision.title = write_title(decision, held.dossier)
    decision.save(update_fields=["title"])
    take(held, told=_plain(decision))
    return decision


@transaction.atomic
def correct_decision(
    decision: Decision,
    told: Signed,
    reason: str,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> Decision:
    """Another row in place of one that was entered wrong; the title follows, both stay readable."""
    held = hold(decision.dossier, "correct", seen=seen, by=by, on=on, at=at)
    reason = words(reason, "lý do đính chính")
    before = _in_force(decision)
    before.state = DecisionState.CORRECTED
    before.save(update_fields=["state"])
    made = _keep(held.dossier, told, by=by, on=on, at=at, corrects=before, reason=reason)
    announced = Announcement.objects.filter(decision=before).first()
    if announced is not None and announced.announced_on < made.dated_on:
        raise DomainError(
            f"Quyết định không thể ra sau ngày đã công bố ({show_day(announced.announced_on)}). "
            "Hãy xem lại ngày quyết định."
        )
    made.title = write_title(made, held.dossier, over=before.title)
    made.save(update_fields=["title"])
    if announced is not None:
        announced.decision, announced.due_on = made, _due(made)
        announced.save(update_fields=["decision", "due_on"])
    take(held, reason, told={"before": _plain(before), "after": _plain(made)})
    return made


@transaction.atomic
def annul_decision(
    decision: Decision, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> Decision:
    """A decision that never was: its title ends, and the dossier waits for one again.

    This mends a mistake of entry. A title that was held and lost is another thing.
    """
    held = hold(decision.dossier, "annul", seen=seen, by=by, on=on, at=at)
    found = _in_force(decision)
    found.why_annulled = words(reason, "lý do hủy")
    found.state, found.annulled_by = DecisionState.ANNULLED, by
    title, found.title = found.title, None
    found.save(update_fields=["state", "annulled_by", "why_annulled", "title"])
    Announcement.objects.filter(decision=found).delete()
    if title is not None:
        title.delete()
    take(held, found.why_annulled, told=_plain(found))
    return found


@transaction.atomic
def announce(
    decision: Decision,
    announced_on: date,
    way: str,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> Announcement:
    """When and how it was made known; a late one is kept and said to be late."""
    held = hold(decision.dossier, "announce", seen=seen, by=by, on=on, at=at)
    found = _in_force(decision)
    if announced_on < found.dated_on:
        raise DomainError(
            f"Ngày công bố {show_day(announced_on)} trước ngày quyết định "
            f"({show_day(found.dated_on)}). Hãy xem lại ngày."
        )
    if announced_on > on:
        raise DomainError(f"Ngày công bố {show_day(announced_on)} ở tương lai. Hãy ghi sau.")
    made = Announcement.objects.create(
        decision=found,
        announced_on=announced_on,
        way=line(way, "nơi và cách công bố", 500, needed=True),
        due_on=_due(found),
        by=by,
        at=at,
    )
    take(held, told={"announced_on": str(announced_on), "way": made.way})
    return made


def decision_of(dossier: Dossier) -> Decision | None:
    """The one in force."""
    return Decision.objects.filter(dossier=dossier, state=DecisionState.IN_FORCE).first()


def announcement_due(decision: Decision) -> date | None:
    """By when it must be announced; None where no rule of its day is known."""
    return _due(decision)


def _keep(
    dossier: Dossier, told: Signed, *, by: User, on: date, at: datetime, **more: Any
) -> Decision:
    _refuse_day(dossier, told.dated_on, on)
    try:
        with transaction.atomic():
            return Decision.objects.create(
                dossier=dossier,
                unit=dossier.unit,
                kind=dossier.kind,
                year=dossier.year,
                number=line(told.number, "số quyết định", 60, needed=True),
                dated_on=told.dated_on,
                signer=line(told.signer, "người ký", 200, needed=True),
                by=by,
                at=at,
                **more,
            )
    except IntegrityError as error:
        raise DomainError(
            f"{dossier.unit} đã có quyết định công nhận {dossier.get_kind_display()} năm "
            f"{dossier.year}. Mỗi đơn vị chỉ có một quyết định cho một danh hiệu và một năm; nếu "
            "quyết định trước ghi sai, hãy đính chính nó."
        ) from error


def _refuse_day(dossier: Dossier, day: date, on: date) -> None:
    if day > on:
        raise DomainError(f"Quyết định ngày {show_day(day)} ở tương lai. Hãy ghi sau khi đã ký.")
    council = passed_council(dossier)
    if council is None:
        raise DomainError("Hội đồng thẩm định chưa thông qua hồ sơ. Hãy ghi phiên họp trước.")
    if day < council.held_on:
        raise DomainError(
            f"Quyết định ngày {show_day(day)} trước ngày Hội đồng họp "
            f"({show_day(council.held_on)}). Hãy xem lại ngày quyết định."
        )


def passed_council(dossier: Dossier) -> Council | None:
    passed = dossier.councils.filter(round=dossier.round, is_passed=True)
    return passed.order_by("pk").last()


def _in_force(decision: Decision) -> Decision:
    found = Decision.objects.select_related("title", "unit").get(pk=decision.pk)
    if found.state != DecisionState.IN_FORCE:
        raise DomainError("Quyết định này không còn hiệu lực. Hãy tải lại trang để xem bản mới.")
    return found


def _due(decision: Decision) -> date | None:
    rules = rules_on(decision.kind, decision.dated_on)
    days = rules.number("announcement_days") if rules else None
    return decision.dated_on + timedelta(days=int(days)) if days is not None else None


def _plain(decision: Decision) -> dict[str, str]:
    return {
        "decision": decision.number,
        "dated_on": str(decision.dated_on),
        "signer": decision.signer,
        "standard_year": str(decision.year),
    }
