"""What the directive asks for: criterion × place, common causes, how long answers take."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import TypeVar

from langmoi.difficulties.models import Difficulty, DifficultyEvent, DifficultyState
from langmoi.difficulties.rules import days_taken

K = TypeVar("K", bound=Hashable)
NOBODY = ""


@dataclass(frozen=True)
class Tally:
    """How many there are, by how they stand; withdrawn ones are counted nowhere."""

    open: int = 0
    overdue: int = 0
    answered: int = 0  # and not accepted or reopened yet
    closed: int = 0

    @property
    def all(self) -> int:
        return self.open + self.answered + self.closed

    @property
    def solved(self) -> int:
        """Answered, accepted or not."""
        return self.answered + self.closed


def tally(difficulties: Iterable[Difficulty], on: date) -> Tally:
    found = list(difficulties)
    states = Counter(one.state for one in found)
    return Tally(
        open=sum(one.is_unfinished for one in found),
        overdue=sum(one.days_overdue(on) > 0 for one in found),
        answered=states[DifficultyState.ANSWERED],
        closed=states[DifficultyState.CLOSED],
    )


def tallies(
    difficulties: Iterable[Difficulty], key: Callable[[Difficulty], K], on: date
) -> dict[K, Tally]:
    """One tally for each key, in the order met; keys of withdrawn ones only are left out."""
    groups: dict[K, list[Difficulty]] = defaultdict(list)
    for one in difficulties:
        if one.state != DifficultyState.WITHDRAWN:
            groups[key(one)].append(one)
    return {name: tally(found, on) for name, found in groups.items()}


def by_criterion_and_place(
    difficulties: Iterable[Difficulty], place_of: Mapping[int, int], on: date
) -> dict[tuple[str, int], Tally]:
    """The table criterion × place; place_of: under which place each unit stands in it."""
    return tallies(
        difficulties, lambda one: (one.criterion, place_of.get(one.unit_id, one.unit_id)), on
    )


@dataclass(frozen=True)
class Cause:
    """How often a cause stands behind a difficulty: in all, by criterion and by place."""

    id: str
    all: int
    by_criterion: Mapping[str, int]
    by_place: Mapping[int, int]


def common_causes(difficulties: Iterable[Difficulty], place_of: Mapping[int, int]) -> list[Cause]:
    """The causes told, the most frequent first; NOBODY where none has been told yet."""
    groups: dict[str, list[Difficulty]] = defaultdict(list)
    for one in difficulties:
        if one.state != DifficultyState.WITHDRAWN:
            groups[one.cause].append(one)
    found = [
        Cause(
            cause,
            len(of_it),
            Counter(one.criterion for one in of_it),
            Counter(place_of.get(one.unit_id, one.unit_id) for one in of_it),
        )
        for cause, of_it in groups.items()
    ]
    return sorted(found, key=lambda cause: (cause.id == NOBODY, -cause.all, cause.id))


@dataclass(frozen=True)
class AnswerTimes:
    """How long one desk's answers took, in working days, and how many came in time."""

    answers: int
    in_time: int
    median_days: Decimal
    longest: int


def answer_times(
    events: Iterable[DifficultyEvent], key: Callable[[DifficultyEvent], K]
) -> dict[K, AnswerTimes]:
    """By desk; each answer counts from the day it was asked, raised anew or sent up."""
    groups: dict[K, list[DifficultyEvent]] = defaultdict(list)
    for event in events:
        if event.step == "answer" and event.asked_on is not None:
            groups[key(event)].append(event)
    return {name: _times(found) for name, found in groups.items()}


def _times(events: list[DifficultyEvent]) -> AnswerTimes:
    days = [days_taken(event.asked_on or event.on, event.on) for event in events]
    in_time = sum(event.due_on is None or event.on <= event.due_on for event in events)
    return AnswerTimes(len(events), in_time, Decimal(str(median(days))), max(days))


def answers_of(difficulties: Iterable[Difficulty]) -> list[DifficultyEvent]:
    """Every answer that these ever had, with the desk that gave it; one read."""
    keys = [one.pk for one in difficulties]
    events = DifficultyEvent.objects.filter(difficulty__in=keys, step="answer")
    return list(events.select_related("agency").order_by("pk"))
