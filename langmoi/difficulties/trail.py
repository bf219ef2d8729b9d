"""What every step shares: the lock, the check of version, side and state, event and audit line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.difficulties.access import acting_post
from langmoi.difficulties.flow import STEPS, Side, Step
from langmoi.difficulties.models import (
    Difficulty,
    DifficultyEvent,
    DifficultyPaper,
    DifficultyState,
)
from langmoi.difficulties.routing import Place
from langmoi.direction.trail import LONGEST_CAPACITY, Paper, line
from langmoi.people.capacity import acting_in_words
from langmoi.people.models import Post, User

WHO = {
    Side.RAISER: "bên nêu vướng mắc",
    Side.DESK: "nơi đang giải quyết",
    Side.DISTRICT: "UBND huyện của địa bàn",
    Side.OFFICE: "Văn phòng Điều phối NTM tỉnh",
}


@dataclass(frozen=True)
class Held:
    """A difficulty locked for one step, and the post by which the user takes it."""

    difficulty: Difficulty
    step: Step
    by: User
    post: Post
    on: date
    at: datetime


def hold(difficulty: Difficulty, name: str, *, seen: int, by: User, on: date, at: datetime) -> Held:
    """The difficulty as it stands now, locked to the end of the transaction, fit for the step.

    Of two who press at once the second waits here, finds the version moved, and is told.
    """
    found = Difficulty.objects.select_for_update().filter(pk=difficulty.pk).first()
    renew()
    if found is None:
        raise NotFound("Không tìm thấy vướng mắc này. Hãy tải lại danh sách vướng mắc.")
    step, state = STEPS[name], DifficultyState(found.state)
    # Before whose it is: it may have gone to another desk just now.
    if found.version != seen:
        raise DomainError(
            f"Chưa {step.label} được: vướng mắc vừa được người khác xử lý và đang ở trạng thái "
            f"“{state.label}”. Hãy tải lại trang để xem."
        )
    post = acting_post(by, found, step, on=on)
    if post is None:
        raise NotAllowed(_not_yours(found, step, by))
    if state not in step.sources:
        raise DomainError(
            f"Không {step.label} được: vướng mắc đang ở trạng thái “{state.label}”. "
            "Hãy tải lại trang để xem."
        )
    return Held(found, step, by, post, on, at)


def _not_yours(difficulty: Difficulty, step: Step, by: User) -> str:
    if Side.RAISER not in step.sides and difficulty.raised_by_id == by.pk:
        return f"Không ai được {step.label} vướng mắc do chính mình nêu. Hãy nhờ người khác."
    who = " hoặc ".join(WHO[side] for side in step.sides)
    return f"Chỉ {who} được {step.label}. Hãy báo người có trách nhiệm thực hiện."


def take(
    held: Held,
    note: str = "",
    papers: Sequence[Paper] = (),
    *,
    place: Place | None = None,
    **fields: Any,
) -> DifficultyEvent:
    """Move a held difficulty along its step, perhaps to another desk; its event and audit line."""
    found, step = held.difficulty, held.step
    before = {"state_before": found.state, "asked_on": found.asked_on, "due_on": found.due_on}
    if place is not None:
        fields |= {"desk": place.desk, "agency_id": place.agency, "desk_unit_id": place.unit}
    fields |= {"state": step.target or found.state, "version": found.version + 1}
    for field, value in fields.items():
        setattr(found, field, value)
    found.save(update_fields=[name.removesuffix("_id") for name in fields])
    return tell(found, held, note, papers, **before)


def tell(
    found: Difficulty, held: Held, note: str, papers: Sequence[Paper], **before: Any
) -> DifficultyEvent:
    """Add the step to the story, with its papers and the line of the log."""
    event = DifficultyEvent.objects.create(
        difficulty=found,
        step=held.step.name,
        by=held.by,
        capacity=acting_in_words(held.by, held.post, held.on)[:LONGEST_CAPACITY],
        note=note,
        desk=found.desk,
        agency_id=found.agency_id,
        desk_unit_id=found.desk_unit_id,
        on=held.on,
        at=held.at,
        **before,
    )
    kept = [_paper(event, paper) for paper in papers]
    DifficultyPaper.objects.bulk_create(kept)
    told = {
        "difficulty": found.pk,
        "unit": found.unit_id,
        "criterion": found.criterion,
        "event": event.pk,
        "capacity": event.capacity,
        "note": note,
        "state": found.state,
        "desk": [found.desk, found.agency_id or found.desk_unit_id],
        "due": str(found.due_on),
        "papers": [str(paper) for paper in kept],
    }
    record(f"difficulty.{held.step.name}", found, by=held.by, **told)
    return event


def _paper(event: DifficultyEvent, paper: Paper) -> DifficultyPaper:
    return DifficultyPaper(
        event=event,
        title=line(paper.title, "tên tài liệu", 300, needed=True),
        number=line(paper.number, "số, ký hiệu của tài liệu", 60),
        dated_on=paper.dated_on,
        file=paper.file,
    )
