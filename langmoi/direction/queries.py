"""Lists of what is to do: by document, agency, place and deadline, in a fixed number of reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import F, Q, QuerySet

from langmoi.direction.models import TaskEvent, TaskInstance, TaskState
from langmoi.direction.rates import Tally, tally
from langmoi.direction.rollup import RollUp, roll_up
from langmoi.direction.timeliness import Clock, Standing
from langmoi.people.access import with_descendants
from langmoi.people.models import Duty, User
from langmoi.places.models import UnitVersion

K = TypeVar("K", bound=Hashable)
_TASK = "assignment__task__"
_COLUMNS = {
    "key": "pk",
    "assignment": "assignment_id",
    "task": "assignment__task_id",
    "directive": _TASK + "directive_id",
    "number": _TASK + "directive__number",
    "dated_on": _TASK + "directive__dated_on",
    "clause": _TASK + "clause",
    "text": _TASK + "text",
    "nature": _TASK + "nature",
    "product": _TASK + "product",
    "duty": "assignment__duty",
    "agency": "assignment__agency_id",
    "agency_name": "assignment__agency__short_name",
    "unit": "assignment__unit_id",
    "period_from": "period_from",
    "period_to": "period_to",
    "state": "state",
    "due_on": "due_on",
    "reported_on": "reported_on",
    "finished_on": "finished_on",
}


class TaskFacts(NamedTuple):
    """What is stored of one assignee's piece of a task."""

    key: int
    assignment: int
    task: int
    directive: int
    number: str
    dated_on: date | None
    clause: str
    text: str
    nature: str
    product: str
    duty: str
    agency: int | None
    agency_name: str | None
    unit: int | None
    period_from: date | None
    period_to: date | None
    state: str
    due_on: date | None
    reported_on: date | None
    finished_on: date | None


class TaskRow(NamedTuple):
    """One assignee's piece of a task, and how it stands on the day of the list."""

    facts: TaskFacts
    assignee: str
    standing: Standing

    @property
    def duty(self) -> str:
        return self.facts.duty

    @property
    def state(self) -> str:
        return self.facts.state

    @property
    def finished_on(self) -> date | None:
        return self.facts.finished_on


@dataclass(frozen=True)
class Wanted:
    """Which rows a list shows; what is left out does not narrow it.

    `directives` may be a whole branch (`branch_of`). `district` is any unit: its own rows, those of
    the units below it and of its agencies.
    """

    directives: Collection[int] = ()
    task: int | None = None
    agency: int | None = None
    district: int | None = None
    due_from: date | None = None
    due_to: date | None = None
    states: Collection[TaskState] = ()
    duty: Duty | None = None


def task_rows(
    user: User, wanted: Wanted = Wanted(), *, on: date, province: str | None = None
) -> list[TaskRow]:
    """What the user may see of it, by due day, those without one last: two reads however many.

    `province` is the code whose own holidays count beside the nation's.
    """
    found = _narrowed(TaskInstance.objects.visible_to(user, on=on), wanted, on)
    return rows_of(found, on=on, province=province)


def rows_of(
    found: QuerySet[TaskInstance], *, on: date, province: str | None = None
) -> list[TaskRow]:
    """The same of instances that the caller chose, and may show to whoever asks."""
    ordered = found.order_by(F("due_on").asc(nulls_last=True), "pk")
    read = [TaskFacts(*row) for row in ordered.values_list(*_COLUMNS.values())]
    names = _unit_names({row.unit for row in read if row.unit is not None}, on)
    clock = Clock.at(on, province=province)
    return [TaskRow(row, _assignee(row, names), clock.standing(row)) for row in read]


def leading(rows: Iterable[TaskRow]) -> list[TaskRow]:
    """The rows that rates count: who only co-operates is not judged by another's work."""
    return [row for row in rows if row.duty == Duty.LEAD]


def tally_of(rows: Iterable[TaskRow]) -> Tally:
    """Of the leads' rows; requests, suspended and withdrawn ones are left out."""
    return tally(row.standing.kind for row in leading(rows))


def tallies_by(rows: Iterable[TaskRow], key: Callable[[TaskRow], K]) -> dict[K, Tally]:
    """One tally for each key, e.g. of each document, agency or place; in the order met."""
    return {one: tally_of(of_it) for one, of_it in _grouped(rows, key).items()}


def roll_ups(rows: Iterable[TaskRow]) -> dict[tuple[int, date | None], RollUp]:
    """Each task (and period) as a whole; from rows that were narrowed by no assignee."""
    groups = _grouped(rows, lambda row: (row.facts.task, row.facts.period_from))
    return {key: roll_up(of_it) for key, of_it in groups.items()}


def story_of(instance: TaskInstance) -> list[TaskEvent]:
    """Every step in order, with who took it and what came with it; two reads."""
    events = instance.events.select_related("by").prefetch_related("papers__file")
    return list(events.order_by("pk"))


def extensions_of(instance: TaskInstance) -> list[TaskEvent]:
    """How the due day moved: old day, new day, reason and approver, oldest first."""
    return list(instance.events.filter(step="extend").select_related("by").order_by("pk"))


def _narrowed(rows: QuerySet[TaskInstance], wanted: Wanted, on: date) -> QuerySet[TaskInstance]:
    same = {
        "assignment__task__directive__in": wanted.directives or None,
        "assignment__task": wanted.task,
        "assignment__agency": wanted.agency,
        "assignment__duty": wanted.duty,
        "due_on__gte": wanted.due_from,
        "due_on__lte": wanted.due_to,
        "state__in": wanted.states or None,
    }
    rows = rows.filter(**{name: value for name, value in same.items() if value is not None})
    if wanted.district is None:
        return rows
    units = with_descendants({wanted.district}, on=on)
    return rows.filter(Q(assignment__unit__in=units) | Q(assignment__agency__unit__in=units))


def _unit_names(keys: Collection[int], on: date) -> dict[int, str]:
    """Each unit's name that day; of one that has ended its last, of one to come its first."""
    names: dict[int, str] = {}
    versions = UnitVersion.objects.filter(unit_id__in=keys) if keys else UnitVersion.objects.none()
    for version in versions.order_by(F("valid_from").asc(nulls_first=True)):
        if version.unit_id not in names or version.valid_from is None or version.valid_from <= on:
            names[version.unit_id] = version.full_name
    return names


def _assignee(row: TaskFacts, names: dict[int, str]) -> str:
    return row.agency_name or (names.get(row.unit, "") if row.unit is not None else "")


def _grouped(rows: Iterable[TaskRow], key: Callable[[TaskRow], K]) -> dict[K, list[TaskRow]]:
    groups: dict[K, list[TaskRow]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
