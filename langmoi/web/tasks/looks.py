"""How a task stands, as pages show it: words, colour and icon."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.core.text import capital
from langmoi.direction.models import TaskState
from langmoi.direction.queries import TaskRow
from langmoi.direction.timeliness import Standing, Timeliness
from langmoi.people.models import Duty

_LOOKS = {
    Timeliness.IN_TIME: ("info", "clock"),
    Timeliness.DUE_SOON: ("soon", "hourglass"),
    Timeliness.OVERDUE: ("over", "alert-triangle"),
    Timeliness.DONE_IN_TIME: ("done", "circle-check"),
    Timeliness.DONE_NO_DATE: ("done", "circle-check"),
    Timeliness.REQUEST_DONE: ("done", "circle-check"),
    Timeliness.DONE_LATE: ("not_met", "clock-exclamation"),
}


@dataclass(frozen=True)
class Look:
    """The standing in words, and beside it the stored state where it says something else."""

    label: str
    css: str
    icon: str
    state: str
    is_co_operating: bool


def look_of(standing: Standing) -> tuple[str, str, str]:
    """The words, the colour and the icon."""
    css, icon = _LOOKS.get(standing.kind, ("plain", ""))
    return capital(standing.label), css, icon


def looks_of(row: TaskRow) -> Look:
    label, css, icon = look_of(row.standing)
    if row.duty == Duty.CO_OPERATE and row.standing.kind is Timeliness.OVERDUE:
        css = "not_met"  # told, but not shouted: who only co-operates is in no rate
    state = TaskState(row.state)
    said = "" if state in (TaskState.DONE, TaskState.SUSPENDED, TaskState.WITHDRAWN) else state
    words = capital(TaskState(said).label) if said else ""
    return Look(label, css, icon, words, row.duty == Duty.CO_OPERATE)
