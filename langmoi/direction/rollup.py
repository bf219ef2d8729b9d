"""A task as a whole, from those who were given it; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from langmoi.direction.models import TaskState
from langmoi.people.models import Duty


class Part(Protocol):
    @property
    def duty(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def finished_on(self) -> date | None: ...


@dataclass(frozen=True)
class RollUp:
    """The state of a task, or of one period of it, and how many of its leads are done.

    Who only co-operates holds nothing up; a lead relieved of the task does not count. A request
    may have no lead: then everyone asked counts.
    """

    state: TaskState
    leads: int
    done: int
    finished_on: date | None = None  # the day on which the last lead was done

    @property
    def is_done(self) -> bool:
        return self.state is TaskState.DONE


# The first that holds for any lead is the state of the whole.
_SLOWEST_FIRST = (
    TaskState.SENT_BACK,
    TaskState.IN_PROGRESS,
    TaskState.ISSUED,
    TaskState.REPORTED,
    TaskState.SUSPENDED,
)


def roll_up(parts: Iterable[Part]) -> RollUp:
    """Done when every lead's report was confirmed; withdrawn when nobody has it any more."""
    counting = _counting(list(parts))
    if not counting:
        return RollUp(TaskState.WITHDRAWN, leads=0, done=0)
    states = [TaskState(part.state) for part in counting]
    done = states.count(TaskState.DONE)
    if done == len(states):
        last = max(part.finished_on for part in counting if part.finished_on)
        return RollUp(TaskState.DONE, len(states), done, last)
    state = next(one for one in _SLOWEST_FIRST if one in states)
    if done and state is TaskState.ISSUED:
        state = TaskState.IN_PROGRESS
    return RollUp(state, len(states), done)


def _counting(parts: Sequence[Part]) -> list[Part]:
    leads = [part for part in parts if part.duty == Duty.LEAD] or parts
    return [part for part in leads if part.state != TaskState.WITHDRAWN]
