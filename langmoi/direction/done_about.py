"""What was already done about tasks: the last word of who holds them, reminders, instructions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from langmoi.core.clock import HANOI
from langmoi.direction.flow import STEPS, Side
from langmoi.direction.models import TaskEvent

OWN_STEPS = {step.name for step in STEPS.values() if step.side is Side.ASSIGNEE}


class Told(NamedTuple):
    """One step of a story, as lists tell it."""

    step: str
    day: date
    capacity: str
    note: str
    due_after: date | None

    @property
    def label(self) -> str:
        return STEPS[self.step].label


@dataclass(frozen=True)
class DoneAbout:
    """`last_word` is what the assignee did last; None where nothing was ever heard."""

    issued_on: date | None = None
    last_word: Told | None = None
    reminders: tuple[Told, ...] = ()
    instructions: tuple[Told, ...] = ()
    extensions: tuple[Told, ...] = ()
    asks_until: date | None = None  # of an extension that nobody answered yet

    @property
    def silent_since(self) -> date | None:
        """The day of the last word, else that on which the task was given."""
        return self.last_word.day if self.last_word else self.issued_on


def done_about(keys: Collection[int]) -> dict[int, DoneAbout]:
    """Of each of these instances; one read however many."""
    stories: dict[int, list[Told]] = defaultdict(list)
    events = TaskEvent.objects.filter(instance__in=keys).order_by("pk")
    rows = events.values_list("instance_id", "step", "at", "capacity", "note", "due_after")
    for instance, step, at, capacity, note, due_after in rows:
        stories[instance].append(Told(step, _day(at), capacity, note, due_after))
    return {key: _of(stories[key]) for key in keys}


def _of(story: list[Told]) -> DoneAbout:
    own = [told for told in story if told.step in OWN_STEPS]
    about = [told for told in story if told.step in ("ask_extension", "extend")]
    asks = about[-1] if about and about[-1].step == "ask_extension" else None
    return DoneAbout(
        issued_on=story[0].day if story else None,
        last_word=own[-1] if own else None,
        reminders=_steps(story, "remind"),
        instructions=_steps(story, "instruct"),
        extensions=_steps(story, "extend"),
        asks_until=asks.due_after if asks else None,
    )


def _steps(story: list[Told], step: str) -> tuple[Told, ...]:
    return tuple(told for told in story if told.step == step)


def _day(at: datetime) -> date:
    return at.astimezone(HANOI).date()
