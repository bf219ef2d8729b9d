"""What most assignees did about their tasks, written at once: hundreds of steps that go smoothly.

Each step is told as the actions of direction would tell it, with one audit line for all of them;
what is out of the ordinary takes those actions themselves (demo/odd_tasks.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from langmoi.core.audit import record
from langmoi.demo.december import at_hour
from langmoi.direction.access import issuing_post, reporting_post
from langmoi.direction.flow import STEPS, Side
from langmoi.direction.models import TaskEvent, TaskInstance, TaskPaper, TaskState
from langmoi.people.capacity import acting_in_words
from langmoi.people.models import User

MARK = "(số liệu minh họa)"
HOURS = {"accept": 10, "progress": 14, "complete": 15, "confirm": 16}


@dataclass(frozen=True)
class Done:
    """A step that somebody took on an instance on a day."""

    instance: TaskInstance
    step: str
    by: User
    day: date
    note: str = ""


class Bulk:
    """Steps in the order in which each instance took them."""

    def __init__(self) -> None:
        self._capacities: dict[tuple[int, Side, int], str] = {}

    def write(self, steps: Iterable[Done]) -> None:
        events = list(self._events(steps))
        TaskEvent.objects.bulk_create(events)
        TaskPaper.objects.bulk_create(
            TaskPaper(event=event, title=f"{product} {MARK}")
            for event in events
            if event.step == "complete" and (product := event.instance.assignment.task.product)
        )
        moved = {event.instance.pk: event.instance for event in events}
        TaskInstance.objects.bulk_update(moved.values(), ["state", "reported_on", "finished_on"])
        record("demo.tasks", "nhiệm vụ", by="langmoi demo", instances=len(moved), steps=len(events))

    def _events(self, steps: Iterable[Done]) -> Iterator[TaskEvent]:
        for done in steps:
            instance, step = done.instance, STEPS[done.step]
            before = TaskState(instance.state)
            if before not in step.sources:
                raise ValueError(f"{instance}: {done.step} from {before}")
            instance.state = step.target or before
            if done.step == "complete":
                instance.reported_on = done.day
            elif done.step == "confirm":
                instance.finished_on = instance.reported_on
            yield TaskEvent(
                instance=instance,
                step=done.step,
                by=done.by,
                capacity=self._capacity(done, step.side),
                note=done.note,
                state_before=before,
                at=at_hour(done.day, HOURS[done.step]),
            )

    def _capacity(self, done: Done, side: Side) -> str:
        """The posts of the demo are the same on every day."""
        assignment = done.instance.assignment
        unit = assignment.task.directive.unit_id
        key = (done.by.pk, side, unit if side is Side.ISSUER else assignment.pk)
        if key not in self._capacities:
            if side is Side.ISSUER:
                post = issuing_post(done.by, unit, on=done.day)
            else:
                post = reporting_post(done.by, assignment, on=done.day)
            if post is None:
                raise LookupError(f"{done.by} has no post for {assignment}")
            self._capacities[key] = acting_in_words(done.by, post, done.day)
        return self._capacities[key]
