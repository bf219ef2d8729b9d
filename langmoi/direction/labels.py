"""The five labels that reports print, and what stands outside the rate: each row has one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from langmoi.direction.models import TaskState
from langmoi.direction.queries import TaskRow
from langmoi.direction.rates import Tally, tally
from langmoi.direction.timeliness import Timeliness
from langmoi.people.models import Duty


class Label(StrEnum):
    """The first five partition what the rate looks at: orders, in the hands of who leads them."""

    NOT_BEGUN = "not_begun"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    REQUEST = "request"
    CO_OPERATING = "co_operating"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


FIVE = tuple(Label)[:5]
OUTSIDE = tuple(Label)[5:]
LABEL_WORDS = {
    Label.NOT_BEGUN: "chưa thực hiện",
    Label.IN_TIME: "đang thực hiện trong hạn",
    Label.OVERDUE: "đang thực hiện quá hạn",
    Label.DONE_IN_TIME: "hoàn thành đúng hạn",
    Label.DONE_LATE: "hoàn thành quá hạn",
    Label.REQUEST: "nội dung đề nghị",
    Label.CO_OPERATING: "việc phối hợp",
    Label.SUSPENDED: "tạm hoãn",
    Label.WITHDRAWN: "thu hồi",
}
_OF_KIND = {
    Timeliness.OVERDUE: Label.OVERDUE,
    Timeliness.DONE_IN_TIME: Label.DONE_IN_TIME,
    Timeliness.DONE_NO_DATE: Label.DONE_IN_TIME,
    Timeliness.DONE_LATE: Label.DONE_LATE,
}
_ALWAYS_OUTSIDE = {
    Timeliness.WITHDRAWN: Label.WITHDRAWN,
    Timeliness.REQUEST: Label.REQUEST,
    Timeliness.REQUEST_DONE: Label.REQUEST,
    Timeliness.SUSPENDED: Label.SUSPENDED,
}


@dataclass(frozen=True)
class Counts:
    """How many rows have each label, and the tally that their rate follows from."""

    labels: Counter[Label] = field(default_factory=Counter)
    tally: Tally = Tally()

    @property
    def total(self) -> int:
        """Those of the five labels: what the rate looks at."""
        return self.tally.total


def label_of(row: TaskRow) -> Label:
    """What is overdue is so whether it was accepted or not; done without a due day is in time."""
    kind = row.standing.kind
    if (outside := _ALWAYS_OUTSIDE.get(kind)) is not None:
        return outside
    if row.duty != Duty.LEAD:
        return Label.CO_OPERATING
    if (found := _OF_KIND.get(kind)) is not None:
        return found
    return Label.NOT_BEGUN if row.state == TaskState.ISSUED else Label.IN_TIME


def counts_of(labelled: Iterable[tuple[TaskRow, Label]]) -> Counts:
    """Of rows that have their labels already."""
    pairs = list(labelled)
    kinds = (row.standing.kind for row, label in pairs if label in _INSIDE)
    return Counts(Counter(label for _, label in pairs), tally(kinds))


_INSIDE = frozenset(FIVE)
