"""What documents asked of a unit in each chairman's term, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from langmoi.core.clock import HANOI
from langmoi.direction.labels import FIVE, LABEL_WORDS, Counts, Label, counts_of, label_of
from langmoi.direction.models import Nature, TaskEvent, TaskInstance
from langmoi.direction.queries import TaskRow, rows_of
from langmoi.direction.rates import percent
from langmoi.direction.timeliness import Clock
from langmoi.people.models import Duty, Post


@dataclass(frozen=True)
class TermTasks:
    """The orders that the unit led in the term, as they stand on its last day or now.

    A task counts from the day on which it was given; one that was handed over unfinished counts
    with both chairmen, as it stood at the end of each.
    """

    post: Post
    as_of: date
    counts: Counts
    overdue: tuple[TaskRow, ...]  # the longest first
    handed_over: int  # given before the term, and not finished when it began

    @property
    def by_label(self) -> list[tuple[str, int]]:
        """The five labels in the order of reports."""
        return [(LABEL_WORDS[label], self.counts.labels[label]) for label in FIVE]

    @property
    def rate(self) -> Decimal | None:
        """Done ÷ (done + overdue) in percent; None where nothing is either."""
        rate = self.counts.tally.rate
        return None if rate is None else percent(rate)


def account_tasks(unit: int, posts: Sequence[Post], *, on: date) -> list[TermTasks]:
    """For each of the posts, in their order; four reads however many tasks there are."""
    rows = rows_of(
        TaskInstance.objects.filter(
            assignment__unit=unit,
            assignment__duty=Duty.LEAD,
            assignment__task__nature=Nature.ORDER,
        ),
        on=on,
    )
    given = _given([row.facts.key for row in rows])
    return [_term(post, rows, given, on) for post in posts]


def _term(post: Post, rows: Sequence[TaskRow], given: dict[int, date], on: date) -> TermTasks:
    last_day = min(post.valid_to or on, on)
    clock = Clock.at(last_day)
    within = [
        row._replace(standing=clock.standing(row.facts))
        for row in rows
        if given.get(row.facts.key, date.max) <= last_day
        and (row.finished_on is None or row.finished_on >= post.valid_from)
    ]
    labelled = [(row, label_of(row)) for row in within]
    overdue = [row for row, label in labelled if label is Label.OVERDUE]
    return TermTasks(
        post=post,
        as_of=last_day,
        counts=counts_of(labelled),
        overdue=tuple(sorted(overdue, key=lambda row: -row.standing.days_late)),
        handed_over=sum(given[row.facts.key] < post.valid_from for row in within),
    )


def _given(keys: Sequence[int]) -> dict[int, date]:
    """The day on which each was given."""
    events = TaskEvent.objects.filter(instance__in=keys, step="issue")
    rows = events.values_list("instance_id", "at")
    return {key: at.astimezone(HANOI).date() for key, at in rows}
