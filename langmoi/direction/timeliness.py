"""In time, due soon, overdue: derived for a day from what is stored, and never stored itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from langmoi.direction.models import Nature, TaskState
from langmoi.reporting.workdays import add_working_days

# placeholder: how many days before the due day a reminder begins. No province's rule was found.
DUE_SOON_WORKING_DAYS = 5
DUE_SOON_STATUS = "placeholder"


class Timeliness(StrEnum):
    """How a task stands on a day. A request is never overdue, and counts in no rate."""

    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    NO_DATE = "no_date"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    DONE_NO_DATE = "done_no_date"
    REQUEST = "request"
    REQUEST_DONE = "request_done"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


LABELS = {
    Timeliness.IN_TIME: "trong hạn",
    Timeliness.DUE_SOON: "sắp đến hạn",
    Timeliness.OVERDUE: "quá hạn",
    Timeliness.NO_DATE: "không hạn",
    Timeliness.DONE_IN_TIME: "hoàn thành đúng hạn",
    Timeliness.DONE_LATE: "hoàn thành quá hạn",
    Timeliness.DONE_NO_DATE: "hoàn thành, không hạn",
    Timeliness.REQUEST: "đề nghị, không tính hạn",
    Timeliness.REQUEST_DONE: "đề nghị đã thực hiện",
    Timeliness.SUSPENDED: "tạm hoãn",
    Timeliness.WITHDRAWN: "thu hồi",
}


class Followed(Protocol):
    """What the standing of a task follows from."""

    @property
    def nature(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def reported_on(self) -> date | None: ...
    @property
    def finished_on(self) -> date | None: ...


@dataclass(frozen=True)
class Standing:
    """How a task stands, and by how many days it is (or was done) late; calendar days."""

    kind: Timeliness
    days_late: int = 0

    @property
    def label(self) -> str:
        """“quá hạn 3 ngày”, “hoàn thành quá hạn 2 ngày”, else the plain word."""
        late = f" {self.days_late} ngày" if self.days_late else ""
        return LABELS[self.kind] + late


@dataclass(frozen=True)
class Clock:
    """A day, and the first day after it that is not due soon; made once for a whole list."""

    on: date
    not_soon: date

    @classmethod
    def at(cls, on: date, *, province: str | None = None) -> Clock:
        """Due soon: with no more than five working days left, the due day counted."""
        return cls(on, add_working_days(on, DUE_SOON_WORKING_DAYS + 1, province=province))

    def standing(self, task: Followed) -> Standing:
        """How the task stands that day, by the due day that it has now.

        Done is who was confirmed, on the day of the report that was; what was finished after the
        day asked for was open then. A report that waits for an answer stops the days.
        """
        if task.state == TaskState.WITHDRAWN:
            return Standing(Timeliness.WITHDRAWN)
        done = task.finished_on is not None and task.finished_on <= self.on
        if task.nature == Nature.REQUEST:
            return Standing(Timeliness.REQUEST_DONE if done else Timeliness.REQUEST)
        if done:
            return _done(task)
        if task.state == TaskState.SUSPENDED:
            return Standing(Timeliness.SUSPENDED)
        return self._open(task.due_on, task.reported_on)

    def _open(self, due_on: date | None, reported_on: date | None) -> Standing:
        if due_on is None:
            return Standing(Timeliness.NO_DATE)
        counted = min(self.on, reported_on or self.on)
        if counted > due_on:
            return Standing(Timeliness.OVERDUE, (counted - due_on).days)
        if reported_on is None and due_on < self.not_soon:
            return Standing(Timeliness.DUE_SOON)
        return Standing(Timeliness.IN_TIME)


def _done(task: Followed) -> Standing:
    if task.due_on is None or task.finished_on is None:
        return Standing(Timeliness.DONE_NO_DATE)
    late = (task.finished_on - task.due_on) // timedelta(days=1)
    return Standing(Timeliness.DONE_LATE, late) if late > 0 else Standing(Timeliness.DONE_IN_TIME)
