"""What every step on a task shares: the lock, the check of side and state, event and audit line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.core.text import normalise
from langmoi.direction.access import issuing_post, leading_post, reporting_post
from langmoi.direction.flow import STEPS, Side, Step
from langmoi.direction.models import TaskEvent, TaskInstance, TaskPaper, TaskState
from langmoi.people.capacity import acting_in_words
from langmoi.people.models import Post, User
from langmoi.reporting.models import EvidenceFile

LONGEST_CAPACITY = 200
LONGEST_NOTE = 8000


@dataclass(frozen=True)
class Paper:
    """A document or file that comes with a step, as told."""

    title: str
    number: str = ""
    dated_on: date | None = None
    file: EvidenceFile | None = None


@dataclass(frozen=True)
class Held:
    """An instance locked for one step, and the capacity in which the user takes it."""

    instance: TaskInstance
    step: Step
    by: User
    capacity: str
    at: datetime


def hold(instance: TaskInstance, name: str, *, by: User, on: date, at: datetime) -> Held:
    """The instance as it stands now, locked to the end of the transaction and fit for the step.

    Of two who press at once the second waits here, finds the state moved, and is told.
    """
    rows = TaskInstance.objects.select_for_update(of=("self",)).select_related(
        "assignment__task__directive", "assignment__agency", "assignment__unit"
    )
    found = rows.filter(pk=instance.pk).first()
    renew()
    if found is None:
        raise NotFound("Không tìm thấy nhiệm vụ này. Hãy tải lại danh sách nhiệm vụ.")
    step = STEPS[name]
    post = _post(found, step, by, on)
    if TaskState(found.state) not in step.sources:
        raise DomainError(
            f"Không {step.label} được: nhiệm vụ đang ở trạng thái "
            f"“{TaskState(found.state).label}”. Có thể người khác vừa xử lý; "
            "hãy tải lại trang để xem."
        )
    return Held(found, step, by, acting_in_words(by, post, on)[:LONGEST_CAPACITY], at)


def _post(instance: TaskInstance, step: Step, by: User, on: date) -> Post:
    assignment = instance.assignment
    directive = assignment.task.directive
    if step.side is Side.ISSUER:
        post = issuing_post(by, directive.unit_id, on=on)
        who = f"văn phòng theo dõi văn bản của {directive.issuer}"
    elif step.side is Side.LEADER:
        post = leading_post(by, directive.unit_id, on=on)
        who = f"người đứng đầu nơi ban hành văn bản của {directive.issuer}"
    else:
        post = reporting_post(by, assignment, on=on)
        who = f"người được phân công của {assignment.assignee}"
    if post is None:
        raise NotAllowed(f"Chỉ {who} được {step.label}. Hãy báo người có trách nhiệm thực hiện.")
    return post


def take(held: Held, note: str = "", papers: Sequence[Paper] = (), **told: Any) -> TaskInstance:
    """Move a held instance along its step, and leave the step's event and audit line.

    told: `state` where the step names none, fields of the instance, and of the event the approver
    and the day asked for.
    """
    instance, step = held.instance, held.step
    before, due_before = instance.state, instance.due_on
    approver, asked = told.pop("approver", ""), told.pop("asked", None)
    fields = {"state": step.target or before, **told}
    for field, value in fields.items():
        setattr(instance, field, value)
    instance.save(update_fields=[*fields])
    moved = instance.due_on != due_before or asked is not None
    event = TaskEvent.objects.create(
        instance=instance,
        step=step.name,
        by=held.by,
        capacity=held.capacity,
        note=note,
        state_before=before,
        due_before=due_before if moved else None,
        due_after=(asked or instance.due_on) if moved else None,
        approver=approver,
        at=held.at,
    )
    kept = [_paper(event, paper) for paper in papers]
    TaskPaper.objects.bulk_create(kept)
    _record(held, event, kept)
    return instance


def _record(held: Held, event: TaskEvent, papers: Sequence[TaskPaper]) -> None:
    told = {
        "instance": held.instance.pk,
        "event": event.pk,
        "capacity": event.capacity,
        "note": event.note,
        "state": held.instance.state,
        "papers": [str(paper) for paper in papers],
    }
    if event.due_after is not None:
        told["due"] = [str(event.due_before) if event.due_before else None, str(event.due_after)]
        told["approver"] = event.approver
    record(f"task.{held.step.name}", held.instance, by=held.by, **told)


def _paper(event: TaskEvent, paper: Paper) -> TaskPaper:
    return TaskPaper(
        event=event,
        title=line(paper.title, "tên tài liệu", 300, needed=True),
        number=line(paper.number, "số, ký hiệu của tài liệu", 60),
        dated_on=paper.dated_on,
        file=paper.file,
    )


def line(told: str, what: str, most: int, *, needed: bool = False) -> str:
    """The text on one line, no longer than there is room for."""
    text = normalise(told)
    if needed and not text:
        raise DomainError(f"Chưa ghi {what}. Hãy ghi rồi lưu lại.")
    if len(text) > most:
        raise DomainError(f"Phần {what} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    return text


def words(told: str, what: str, *, needed: bool = True) -> str:
    """The text with its lines; refused where it says nothing, or too much."""
    text = "\n".join(normalise(part) for part in told.strip().splitlines())
    if needed and not text:
        raise DomainError(f"Chưa ghi {what}. Hãy ghi rõ để người khác đọc lại hiểu được.")
    if len(text) > LONGEST_NOTE:
        raise DomainError(f"Phần {what} dài hơn 8.000 ký tự. Hãy ghi ngắn lại.")
    return text
