"""The office's weekly list: whom to remind of what; and what is overdue so long that it goes up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from langmoi.direction.done_about import DoneAbout, done_about
from langmoi.direction.escalation import EscalationRule, escalation_rule
from langmoi.direction.flow import WORKED_ON
from langmoi.direction.models import Nature, TaskInstance, TaskState
from langmoi.direction.queries import TaskRow, rows_of
from langmoi.direction.timeliness import Timeliness
from langmoi.people.contacts import Contacts, contacts_of, posts_at_agencies, posts_at_units
from langmoi.people.models import Duty

DAYS_AHEAD = 7
# placeholder: after how many days without a word a task is asked after. No province's rule found.
SILENT_DAYS = 7
SILENT_STATUS = "placeholder"


class Why(StrEnum):
    """Why a task stands on the list; the first that holds."""

    OVERDUE = "overdue"
    DUE = "due"
    SILENT = "silent"


WHY_LABELS = {
    Why.OVERDUE: "quá hạn",
    Why.DUE: "đến hạn trong tuần",
    Why.SILENT: "chưa tiếp nhận",
}


@dataclass(frozen=True)
class Line:
    """A task in somebody's hands, why it stands here, and what was done about it."""

    row: TaskRow
    why: Why
    done: DoneAbout

    @property
    def days_late(self) -> int:
        return self.row.standing.days_late


@dataclass(frozen=True)
class Group:
    """One assignee's lines, the longest overdue first."""

    assignee: str
    contacts: Contacts
    lines: tuple[Line, ...]

    @property
    def keys(self) -> list[int]:
        return [line.row.facts.key for line in self.lines]


@dataclass(frozen=True)
class Weekly:
    on: date
    until: date
    groups: tuple[Group, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    def count(self, why: Why) -> int:
        return sum(line.why is why for line in self.lines)


def weekly_list(units: Collection[int], *, on: date) -> Weekly:
    """What is overdue, due within the week or was not received, of these units' documents.

    Orders only, in the hands of who leads them; what waits for the office's own answer is not
    among them. Six reads however long the list.
    """
    until = on + timedelta(days=DAYS_AHEAD - 1)
    rows = rows_of(_asked(units).filter(Q(due_on__lte=until) | Q(state=TaskState.ISSUED)), on=on)
    stories = done_about([row.facts.key for row in rows])
    lines = []
    for row in rows:
        done = stories[row.facts.key]
        why = _why(row, done, on, until)
        if why is not None:
            lines.append(Line(row, why, done))
    return Weekly(on, until, tuple(_groups(lines, on)))


def overdue_of(units: Collection[int], *, on: date) -> QuerySet[TaskInstance]:
    """The overdue orders of these units' documents, in the hands of who leads them."""
    return _asked(units).filter(due_on__lt=on)


@dataclass(frozen=True)
class Escalated:
    """What goes up to the chairman that day, and by which rule."""

    rule: EscalationRule
    groups: tuple[Group, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


def escalated(units: Collection[int], *, on: date) -> Escalated:
    """What is overdue by the rule's days or more, with what was done about it; six reads."""
    rule = escalation_rule(on)
    rows = rows_of(to_escalate(units, on=on), on=on)
    stories = done_about([row.facts.key for row in rows])
    lines = [Line(row, Why.OVERDUE, stories[row.facts.key]) for row in rows]
    return Escalated(rule, tuple(_groups(lines, on)))


def to_escalate(units: Collection[int], *, on: date) -> QuerySet[TaskInstance]:
    days = escalation_rule(on).days
    return _asked(units).filter(due_on__lte=on - timedelta(days=days))


def _asked(units: Collection[int]) -> QuerySet[TaskInstance]:
    return TaskInstance.objects.filter(
        assignment__task__directive__unit__in=units,
        assignment__task__nature=Nature.ORDER,
        assignment__duty=Duty.LEAD,
        state__in=WORKED_ON,
    )


def _why(row: TaskRow, done: DoneAbout, on: date, until: date) -> Why | None:
    if row.standing.kind is Timeliness.OVERDUE:
        return Why.OVERDUE
    due = row.facts.due_on
    if due is not None and due <= until:
        return Why.DUE
    given = done.issued_on
    if given is not None and (on - given).days >= SILENT_DAYS:
        return Why.SILENT
    return None


def _groups(lines: Iterable[Line], on: date) -> list[Group]:
    """By assignee, who is longest overdue first; the contacts of all of them in two reads."""
    gathered: dict[tuple[int | None, int | None], list[Line]] = defaultdict(list)
    for line in lines:
        gathered[line.row.facts.agency, line.row.facts.unit].append(line)
    units = posts_at_units({unit for _, unit in gathered if unit is not None}, on)
    agencies = posts_at_agencies({key for key, _ in gathered if key is not None}, on)
    found = []
    for (agency, unit), of_it in gathered.items():
        posts = agencies.get(agency or 0, []) if agency is not None else units.get(unit or 0, [])
        ordered = sorted(of_it, key=_order)
        found.append(Group(of_it[0].row.assignee, contacts_of(posts), tuple(ordered)))
    return sorted(found, key=lambda group: (_order(group.lines[0]), group.assignee))


def _order(line: Line) -> tuple[int, int, int]:
    due = line.row.facts.due_on or date.max
    return -line.days_late, list(Why).index(line.why), due.toordinal()
