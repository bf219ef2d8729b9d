"""How an item of the programme stands on a day: derived from its days, and never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from langmoi.programme.models import ProgrammeItem


class ItemState(StrEnum):
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    CARRIED = "carried"
    DROPPED = "dropped"


STATE_LABELS = {
    ItemState.NOT_BEGUN: "chưa bắt đầu",
    ItemState.UNDER_WAY: "đang làm",
    ItemState.OVERDUE: "quá hạn",
    ItemState.DONE_IN_TIME: "xong đúng hạn",
    ItemState.DONE_LATE: "xong chậm",
    ItemState.CARRIED: "chuyển sang năm sau",
    ItemState.DROPPED: "bỏ, có lý do",
}
OPEN = frozenset({ItemState.NOT_BEGUN, ItemState.UNDER_WAY, ItemState.OVERDUE})
# How the log and an item's story call each step.
STEPS = {
    "add": "đưa vào chương trình",
    "change": "sửa",
    "begin": "bắt đầu",
    "finish": "ghi xong",
    "reopen": "mở lại",
    "drop": "bỏ",
    "carry": "chuyển sang năm sau",
    "carried": "nhận từ năm trước",
}


@dataclass(frozen=True)
class Standing:
    """How an item stands, and by how many days it is, or was done, late."""

    state: ItemState
    days_late: int = 0

    @property
    def label(self) -> str:
        late = f" {self.days_late} ngày" if self.days_late else ""
        return STATE_LABELS[self.state] + late

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def standing(item: ProgrammeItem, on: date, *, is_carried: bool) -> Standing:
    """`is_carried`: whether it goes on in a later year's programme."""
    if item.dropped_on is not None:
        return Standing(ItemState.DROPPED)
    if is_carried:
        return Standing(ItemState.CARRIED)
    if item.finished_on is not None:
        late = (item.finished_on - item.planned_to).days
        return Standing(ItemState.DONE_LATE, late) if late > 0 else Standing(ItemState.DONE_IN_TIME)
    if on > item.planned_to:
        return Standing(ItemState.OVERDUE, (on - item.planned_to).days)
    begun = item.started_on is not None and item.started_on <= on
    return Standing(ItemState.UNDER_WAY if begun else ItemState.NOT_BEGUN)
