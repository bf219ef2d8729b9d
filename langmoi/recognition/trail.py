"""What every step of a dossier shares: the lock, the checks, its event and audit line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.direction.trail import LONGEST_CAPACITY
from langmoi.people.capacity import acting_in_words
from langmoi.people.models import Post, User
from langmoi.recognition.access import WHO, post_on_side
from langmoi.recognition.flow import BACK, SEND_BACK, STEPS, Side, Step
from langmoi.recognition.models import Dossier, DossierEvent, DossierState
from langmoi.recognition.rules import RulesInForce, known_rules


@dataclass(frozen=True)
class Held:
    """A dossier locked for one step, the post by which the user takes it and the day's rules."""

    dossier: Dossier
    step: Step
    by: User
    post: Post
    rules: RulesInForce
    on: date
    at: datetime


def hold(
    dossier: Dossier,
    name: str,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
    side: Side | None = None,
) -> Held:
    """The dossier as it stands now, locked to the end of the transaction, fit for the step.

    Of two who press at once the second waits here, finds the version moved, and is told. `side`:
    another than the step's own (who may add papers depends on the part).
    """
    found = Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier.pk).first()
    renew()
    if found is None:
        raise NotFound("Không tìm thấy hồ sơ này. Hãy tải lại danh sách hồ sơ.")
    state = DossierState(found.state)
    step = _step(name, state)
    if found.version != seen:
        raise DomainError(
            f"Chưa {step.label} được: hồ sơ vừa được người khác xử lý và đang ở bước "
            f"“{state.label}”. Hãy tải lại trang để xem."
        )
    post = post_on_side(by, found.unit_id, side or step.side, on=on)
    if post is None:
        raise NotAllowed(
            f"Chỉ {WHO[side or step.side]} được {step.label}. Hãy báo nơi ấy thực hiện."
        )
    if state not in step.sources:
        raise DomainError(
            f"Không {step.label} được: hồ sơ đang ở bước “{state.label}”. Hãy tải lại trang để xem."
        )
    _refuse_own(found, step, by)
    return Held(found, step, by, post, known_rules(found.kind, on), on, at)


def _step(name: str, state: DossierState) -> Step:
    if name != SEND_BACK:
        return STEPS[name]
    if state not in BACK:
        raise DomainError(
            f"Không trả lại được: hồ sơ đang ở bước “{state.label}”. Hãy tải lại trang để xem."
        )
    side, target = BACK[state]
    return Step(SEND_BACK, "trả lại hồ sơ", side, frozenset({state}), target)


def took(dossier: Dossier, user: User, steps: tuple[str, ...]) -> bool:
    """Whether the user took one of these steps of the dossier in its present round, or before."""
    return dossier.events.filter(by=user, step__in=steps).exists()


def _refuse_own(dossier: Dossier, step: Step, by: User) -> None:
    if step.after and took(dossier, by, step.after):
        raise NotAllowed(
            f"Không ai được {step.label} với hồ sơ do chính mình lập hoặc đã xử lý ở bước trước. "
            "Hãy nhờ người khác có thẩm quyền."
        )


def take(held: Held, note: str = "", **fields: Any) -> DossierEvent:
    """Move a held dossier along its step; its event and audit line. Fields are the dossier's."""
    dossier, step = held.dossier, held.step
    told = fields.pop("told", {})
    before = dossier.state
    after = fields.pop("target", None) or step.target or DossierState(before)
    fields |= {"state": after, "version": dossier.version + 1, "regime": held.rules.regime.id}
    if after != before:
        fields["since"] = held.on
    for name, value in fields.items():
        setattr(dossier, name, value)
    dossier.save(update_fields=list(fields))
    return tell(dossier, step.name, held.by, held.post, held.on, held.at, note, before, told)


def tell(
    dossier: Dossier,
    step: str,
    by: User,
    post: Post,
    on: date,
    at: datetime,
    note: str,
    before: str,
    told: dict[str, Any],
) -> DossierEvent:
    """Add a step to the story, with the line of the log."""
    event = DossierEvent.objects.create(
        dossier=dossier,
        step=step,
        by=by,
        capacity=acting_in_words(by, post, on)[:LONGEST_CAPACITY],
        note=note,
        state_before=before,
        state_after=dossier.state,
        round=dossier.round,
        on=on,
        at=at,
    )
    about = {
        "dossier": dossier.pk,
        "unit": dossier.unit_id,
        "kind": dossier.kind,
        "year": dossier.year,
        "state": [before, dossier.state],
        "round": dossier.round,
        "capacity": event.capacity,
        "note": note,
    }
    record(f"dossier.{step}", dossier, by=by, **about, **told)
    return event
