"""The decision that ends a title: entered as signed, taken back only where it was entered wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.direction.trail import line, words
from langmoi.people.models import User
from langmoi.places.models import FactKind, Unit, UnitFact
from langmoi.places.queries import facts_on
from langmoi.recognition.access import post_on_side
from langmoi.recognition.flow import Side
from langmoi.recognition.loss import bears_title
from langmoi.recognition.models import TitleLoss


@dataclass(frozen=True)
class Revoked:
    """A decision of revocation as signed."""

    number: str
    dated_on: date
    signer: str
    reason: str


@transaction.atomic
def revoke_title(unit: Unit, told: Revoked, *, by: User, on: date, at: datetime) -> TitleLoss:
    """The title holds until the day before the decision. What criteria say changes nothing here."""
    refuse_others(unit, by, on)
    # Of two who enter it at once the second waits here and finds no title any more.
    Unit.objects.select_for_update().get(pk=unit.pk)
    renew()
    if told.dated_on > on:
        raise DomainError(
            f"Quyết định ngày {show_day(told.dated_on)} ở tương lai. Hãy ghi sau khi đã ký."
        )
    title = facts_on(FactKind.RECOGNISED, told.dated_on, [unit.pk]).get(unit.pk)
    if title is None or not bears_title(title):
        raise DomainError(
            f"Ngày {show_day(told.dated_on)} {unit} không mang danh hiệu nào để thu hồi. "
            "Hãy xem lại ngày, hoặc quyết định này đã được ghi."
        )
    if title.valid_from is not None and told.dated_on <= title.valid_from:
        raise DomainError(
            f"Danh hiệu có từ {show_day(title.valid_from)}. Hãy ghi ngày thu hồi sau ngày ấy."
        )
    loss = TitleLoss.objects.create(
        unit=unit,
        title=title,
        number=line(told.number, "số quyết định", 60, needed=True),
        dated_on=told.dated_on,
        signer=line(told.signer, "người ký", 200, needed=True),
        reason=words(told.reason, "lý do thu hồi"),
        by=by,
        at=at,
    )
    title.valid_to = told.dated_on - timedelta(days=1)
    title.save(update_fields=["valid_to"])
    record("title.revoke", unit, by=by, decision=loss.number, dated_on=str(loss.dated_on))
    return loss


@transaction.atomic
def take_back_loss(loss: TitleLoss, why: str, *, by: User, on: date, at: datetime) -> TitleLoss:
    """A revocation that never was: the title goes on as if it had not been entered."""
    refuse_others(loss.unit, by, on)
    held = TitleLoss.objects.select_for_update().filter(pk=loss.pk).first()
    if held is None:
        raise NotFound("Không có quyết định thu hồi này.")
    if held.taken_back_at is not None:
        raise DomainError("Quyết định này đã được hủy trước đó. Hãy tải lại trang để xem.")
    held.why_taken_back = words(why, "lý do hủy")
    held.taken_back_at = at
    held.save(update_fields=["taken_back_at", "why_taken_back"])
    if held.title_id is not None:
        UnitFact.objects.filter(pk=held.title_id).update(valid_to=None)
    record("title.revoke_taken_back", held.unit, by=by, decision=held.number)
    return held


def may_decide(user: User, unit_key: int, *, on: date) -> bool:
    """Whether the user enters decisions on titles of this unit: the province's leaders' side."""
    return post_on_side(user, unit_key, Side.LEADER, on=on) is not None


def refuse_others(unit: Unit, by: User, on: date) -> None:
    if not may_decide(by, unit.pk, on=on):
        raise NotAllowed(
            "Chỉ UBND tỉnh (lãnh đạo hoặc Văn phòng UBND tỉnh) ghi quyết định về danh hiệu."
        )
