"""What a meeting's page shows: members of its day, and what became of each conclusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from langmoi.committee.models import Board, BoardMember, BoardRole, Meeting
from langmoi.direction.models import Assignment, DirectiveTask, TaskInstance, TaskState
from langmoi.direction.rollup import RollUp, roll_up
from langmoi.direction.timeliness import Clock, Standing
from langmoi.people.models import Duty
from langmoi.places.models import UnitVersion
from langmoi.places.queries import unit_versions

_RANK = list(BoardRole)
CLOSED = (TaskState.DONE, TaskState.WITHDRAWN)


@dataclass(frozen=True)
class Part:
    """One assignee's piece of a conclusion, and how it stands on the day of the page."""

    assignment: Assignment
    nature: str
    state: str
    due_on: date | None
    reported_on: date | None
    finished_on: date | None
    instance: int = 0
    assignee: str = ""
    standing: Standing | None = None

    @property
    def duty(self) -> str:
        return self.assignment.duty


@dataclass(frozen=True)
class ConclusionRow:
    """A conclusion with those who carry it out; a draft has assignees and no states yet."""

    meeting: Meeting
    task: DirectiveTask
    parts: tuple[Part, ...]
    assignees: tuple[str, ...]
    whole: RollUp | None

    @property
    def is_issued(self) -> bool:
        return self.task.issued_at is not None

    @property
    def is_open(self) -> bool:
        return self.whole is not None and self.whole.state not in CLOSED


def members_on(board: Board, day: date) -> list[BoardMember]:
    """The members of that day, the head first."""
    found = BoardMember.objects.on(day).filter(board=board).select_related("agency", "user")
    return sorted(found, key=lambda m: (_RANK.index(BoardRole(m.role)), m.pk))


def conclusions_of(meetings: Collection[Meeting], *, on: date) -> list[ConclusionRow]:
    """What the meetings concluded and what became of it; three reads however many.

    Whoever reads the meeting reads this: a board sees what all did with its conclusions.
    """
    by_directive = {m.conclusion_id: m for m in meetings if m.conclusion_id is not None}
    tasks = list(
        DirectiveTask.objects.filter(directive__in=by_directive)
        .prefetch_related("assignments__agency", "assignments__instances")
        .order_by("directive", "position")
    )
    names = _unit_names(tasks, on)
    clock = Clock.at(on)
    return [_row(task, by_directive[task.directive_id], names, clock) for task in tasks]


def open_before(meeting: Meeting, *, on: date) -> list[ConclusionRow]:
    """What the board concluded at earlier meetings and is still open on that day."""
    earlier = Meeting.objects.filter(board=meeting.board_id, held_on__lt=meeting.held_on)
    return [row for row in conclusions_of(list(earlier), on=on) if row.is_open]


def _row(
    task: DirectiveTask, meeting: Meeting, names: dict[int, UnitVersion], clock: Clock
) -> ConclusionRow:
    assignments = sorted(task.assignments.all(), key=lambda a: (a.duty != Duty.LEAD, a.pk))
    parts = tuple(
        _part(task, assignment, instance, names, clock)
        for assignment in assignments
        for instance in assignment.instances.all()
    )
    assignees = tuple(_name(one, names) for one in assignments)
    whole = roll_up(parts) if parts else None
    return ConclusionRow(meeting, task, parts, assignees, whole)


def _part(
    task: DirectiveTask,
    assignment: Assignment,
    instance: TaskInstance,
    names: dict[int, UnitVersion],
    clock: Clock,
) -> Part:
    told = (instance.state, instance.due_on, instance.reported_on, instance.finished_on)
    bare = Part(assignment, task.nature, *told)
    name, standing = _name(assignment, names), clock.standing(bare)
    return Part(assignment, task.nature, *told, instance.pk, name, standing)


def _name(assignment: Assignment, names: dict[int, UnitVersion]) -> str:
    if assignment.agency is not None:
        return assignment.agency.short_name
    version = names.get(assignment.unit_id or 0)
    return version.full_name if version else ""


def _unit_names(tasks: Collection[DirectiveTask], on: date) -> dict[int, UnitVersion]:
    keys = {a.unit_id for task in tasks for a in task.assignments.all() if a.unit_id is not None}
    return {v.unit_id: v for v in unit_versions(on, unit_keys=keys)} if keys else {}


def meetings_by_board(boards: Collection[Board]) -> dict[int, list[Meeting]]:
    """The meetings of each board, the last one first."""
    found: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in Meeting.objects.filter(board__in=boards).select_related("conclusion"):
        found[meeting.board_id].append(meeting)
    return found
