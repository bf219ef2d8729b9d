"""What could stand on a work programme and does not yet: tasks, solutions, difficulties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from langmoi.core.days import show_day
from langmoi.difficulties.models.difficulties import UNFINISHED as UNFINISHED_DIFFICULTIES
from langmoi.direction.flow import UNFINISHED
from langmoi.direction.models import Assignment, TaskState
from langmoi.law.sets import load_set
from langmoi.people.access import with_descendants
from langmoi.people.models import Agency
from langmoi.people.responsibility import answered_for
from langmoi.places.models import Unit
from langmoi.programme.checking import difficulties_of
from langmoi.programme.models import Origin, ProgrammeItem
from langmoi.programme.working import NewItem
from langmoi.reporting.models import Solution

OPEN_TASKS = UNFINISHED - {TaskState.SUSPENDED}


@dataclass(frozen=True)
class Suggestion:
    """Something that could be taken over as it is. `key` names it in a form."""

    key: str
    origin: Origin
    content: str
    source: str  # where it comes from, in words
    responsible: str
    due: date | None
    criterion: str = ""
    communes: tuple[int, ...] = ()
    assignment: int | None = None
    solution: int | None = None
    difficulty: int | None = None

    def as_item(self, year: int, *, on: date, responsible: str = "") -> NewItem:
        """Planned from today to its due day, as far as both are of the year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        start = min(max(on, first), last)
        return NewItem(
            content=self.content,
            responsible=responsible or self.responsible,
            planned_from=start,
            planned_to=self.due if self.due and self.due >= max(start, first) else last,
            origin=self.origin,
            criterion=self.criterion,
            communes=self.communes,
            assignment=self.assignment,
            solution=self.solution,
            difficulty=self.difficulty,
        )


def suggestions(owner: Unit | Agency, year: int, *, on: date) -> list[Suggestion]:
    """Open tasks, solutions and difficulties that the programme of the year lacks: a few reads."""
    taken = items_of(owner, year).filter(dropped_on=None)
    return [
        *_tasks(owner, taken, on),
        *_solutions(owner, taken, year, on),
        *_difficulties(owner, taken, on),
    ]


def items_of(owner: Unit | Agency, year: int) -> QuerySet[ProgrammeItem]:
    """The owner's own programme of that year."""
    of_year = ProgrammeItem.objects.filter(year=year)
    if isinstance(owner, Unit):
        return of_year.filter(unit=owner)
    return of_year.filter(agency=owner)


def _tasks(owner: Unit | Agency, taken: QuerySet[ProgrammeItem], on: date) -> Iterable[Suggestion]:
    mine = Q(unit=owner) if isinstance(owner, Unit) else Q(agency__in=answered_for({owner.pk}, on))
    found = (
        Assignment.objects.filter(mine, withdrawn_on=None, instances__state__in=OPEN_TASKS)
        .exclude(pk__in=taken.filter(assignment__isnull=False).values("assignment"))
        .annotate(due=Max("instances__due_on"))
        .select_related("task__directive")
    )
    for assignment in found.order_by("task__directive", "task__position", "pk"):
        task = assignment.task
        yield Suggestion(
            key=f"task-{assignment.pk}",
            origin=Origin.TASK,
            content=task.text,
            source=str(task),
            responsible="",
            due=assignment.due,
            assignment=assignment.pk,
        )


def _solutions(
    owner: Unit | Agency, taken: QuerySet[ProgrammeItem], year: int, on: date
) -> Iterable[Suggestion]:
    if isinstance(owner, Agency):
        mine = Q(agency__in=answered_for({owner.pk}, on))
    else:
        mine = Q(unit__in=with_descendants({owner.pk}, on=on), agency=None)
    found = (
        Solution.objects.filter(mine, month__year__lte=year)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
        .exclude(pk__in=taken.filter(solution__isnull=False).values("solution"))
    )
    for solution in found.order_by("criterion", "unit", "pk"):
        yield Suggestion(
            key=f"solution-{solution.pk}",
            origin=Origin.CRITERION,
            content=solution.text,
            source=f"giải pháp đặt ra từ tháng {solution.month:%m/%Y}",
            responsible=solution.responsible,
            due=solution.due_on,
            criterion=solution.criterion,
            communes=(solution.unit_id,) if solution.unit_id else (),
            solution=solution.pk,
        )


def _difficulties(
    owner: Unit | Agency, taken: QuerySet[ProgrammeItem], on: date
) -> Iterable[Suggestion]:
    """What the owner raised or is to answer, and nobody has answered."""
    found = difficulties_of(owner, on).filter(state__in=UNFINISHED_DIFFICULTIES)
    found = found.exclude(pk__in=taken.filter(difficulty__isnull=False).values("difficulty"))
    for one in found.order_by("criterion", "unit", "pk"):
        yield Suggestion(
            key=f"difficulty-{one.pk}",
            origin=Origin.DIFFICULTY,
            content=f"Tháo gỡ: {one.title}",
            source=f"vướng mắc nêu ngày {show_day(one.raised_on)}, {one.get_state_display()}",
            responsible="",
            due=one.due_on,
            criterion=_number(one.criteria_set, one.criterion),
            communes=(one.unit_id,),
            difficulty=one.pk,
        )


def _number(set_id: str, criterion: str) -> str:
    found = (c.number for c in load_set(set_id).criteria if c.id == criterion)
    return next(found, "")
