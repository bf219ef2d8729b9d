"""The story of a task as its page tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from langmoi.core.days import show_day
from langmoi.core.text import capital
from langmoi.direction.flow import STEPS
from langmoi.direction.models import TaskEvent, TaskPaper

_ICONS = {
    "issue": "send",
    "accept": "clipboard-check",
    "progress": "message",
    "complete": "flag",
    "ask_extension": "calendar-plus",
    "confirm": "circle-check",
    "send_back": "arrow-back-up",
    "extend": "calendar-plus",
    "suspend": "player-pause",
    "resume": "player-play",
    "withdraw": "ban",
    "remind": "bell",
    "instruct": "user-star",
}
_CSS = {"confirm": "good", "send_back": "bad", "withdraw": "bad"}


@dataclass(frozen=True)
class Told:
    """One step of the story: who, when, which words, which days, which documents."""

    title: str
    icon: str
    css: str
    who: str
    capacity: str
    at: datetime
    note: str
    days: str
    approver: str
    papers: Sequence[TaskPaper]


def told(events: Iterable[TaskEvent]) -> list[Told]:
    """The newest first: what was said last is what matters now."""
    return [_told(event) for event in events][::-1]


def _told(event: TaskEvent) -> Told:
    who = event.by.full_name
    return Told(
        title=capital(STEPS[event.step].label),
        icon=_ICONS[event.step],
        css=_CSS.get(event.step, ""),
        who=who,
        capacity="" if event.capacity == who else event.capacity,
        at=event.at,
        note=event.note,
        days=_days(event),
        approver=event.approver,
        papers=list(event.papers.all()),
    )


def _days(event: TaskEvent) -> str:
    if event.due_after is None:
        return ""
    after = show_day(event.due_after)
    if event.step == "issue":
        return f"Hạn {after}"
    before = show_day(event.due_before) if event.due_before else "không hạn"
    asked = "Xin đổi hạn" if event.step == "ask_extension" else "Đổi hạn"
    return f"{asked}: {before} → {after}"
