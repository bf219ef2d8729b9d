"""Titles when units merge: nothing passes on by itself; what was decided is recorded per heir."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.direction.trail import line
from langmoi.people.models import User
from langmoi.places.models import FactKind, Succession, Unit, UnitFact
from langmoi.places.queries import facts_on, names_on
from langmoi.recognition.loss import bears_title
from langmoi.recognition.models import HeirChoice, TitleSuccession
from langmoi.recognition.revoking import refuse_others


@dataclass(frozen=True)
class Heir:
    """A unit that took over (a share of) one that bore a title; `decided` None: not decided yet."""

    successor: int
    name: str
    predecessor: int
    former: str
    merged_on: date
    share: Decimal
    decided: TitleSuccession | None


@dataclass(frozen=True)
class Chosen:
    """What was decided, by which document."""

    choice: HeirChoice
    number: str
    dated_on: date
    note: str = ""


def heirs_on(on: date, unit_keys: Collection[int] | None = None) -> list[Heir]:
    """Successors up to that day of units that bore a title on their last day; five reads."""
    steps = Succession.objects.filter(on__lte=on)
    if unit_keys is not None:
        steps = steps.filter(successor_id__in=unit_keys)
    found = [
        step for step in steps.order_by("on", "pk") if step.predecessor_id != step.successor_id
    ]
    if not found:
        return []
    bearing = _bearing(found)
    found = [step for step in found if step.predecessor_id in bearing]
    decided = {
        (d.successor_id, d.predecessor_id): d
        for d in TitleSuccession.objects.filter(successor__in={s.successor_id for s in found})
    }
    heirs = names_on({s.successor_id for s in found}, on)
    formers = names_on({s.predecessor_id for s in found}, on)
    return [
        Heir(
            s.successor_id,
            heirs.get(s.successor_id, ""),
            s.predecessor_id,
            formers.get(s.predecessor_id, ""),
            s.on,
            s.share,
            decided.get((s.successor_id, s.predecessor_id)),
        )
        for s in found
    ]


def _bearing(steps: Collection[Succession]) -> set[int]:
    """The predecessors that bore a title on the day before they went."""
    bearing: set[int] = set()
    for day in {step.on for step in steps}:
        keys = [step.predecessor_id for step in steps if step.on == day]
        facts = facts_on(FactKind.RECOGNISED, day - timedelta(days=1), keys)
        bearing |= {unit for unit, fact in facts.items() if bears_title(fact)}
    return bearing


@transaction.atomic
def decide_succession(
    successor: Unit, predecessor: Unit, told: Chosen, *, by: User, on: date, at: datetime
) -> TitleSuccession:
    """Record what was decided; only “inherit” and “acknowledge again” give the heir a title."""
    refuse_others(successor, by, on)
    Unit.objects.select_for_update().get(pk=successor.pk)
    heir = next((h for h in heirs_on(on, [successor.pk]) if h.predecessor == predecessor.pk), None)
    if heir is None:
        raise DomainError(
            f"{successor} không kế thừa đơn vị nào mang danh hiệu như đã ghi. Hãy tải lại trang."
        )
    if heir.decided is not None:
        raise DomainError("Đã có người ghi quyết định cho đơn vị này. Hãy tải lại trang để xem.")
    if told.dated_on > on:
        raise DomainError(
            f"Văn bản ngày {show_day(told.dated_on)} ở tương lai. Hãy ghi sau khi đã ký."
        )
    made = TitleSuccession.objects.create(
        successor=successor,
        predecessor=predecessor,
        choice=told.choice,
        number=line(told.number, "số văn bản", 60, needed=True),
        dated_on=told.dated_on,
        note=line(told.note, "ghi chú", 500),
        title=_title(heir, successor, told) if told.choice != HeirChoice.ASSESS else None,
        by=by,
        at=at,
    )
    record("title.succession", successor, by=by, choice=str(told.choice), document=made.number)
    return made


def _title(heir: Heir, successor: Unit, told: Chosen) -> UnitFact:
    """Inherited, it goes on from the day of the merger; acknowledged again, from the document's."""
    last = heir.merged_on - timedelta(days=1)
    former = facts_on(FactKind.RECOGNISED, last, [heir.predecessor])[heir.predecessor]
    value = dict(former.value) if isinstance(former.value, dict) else {}
    inherits = told.choice == HeirChoice.INHERIT
    if not inherits:
        value |= {"decision": told.number, "decided_on": str(told.dated_on)}
    said = "kế thừa từ" if inherits else "công nhận lại, từ"
    return UnitFact.objects.create(
        unit=successor,
        kind=FactKind.RECOGNISED,
        value=value or True,
        valid_from=heir.merged_on if inherits else told.dated_on,
        certainty=former.certainty,
        source=f"{told.number} ngày {show_day(told.dated_on)}: {said} {heir.former}",
    )
