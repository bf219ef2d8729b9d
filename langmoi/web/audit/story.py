"""The story of a filing: saves and steps in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from langmoi.core.days import parse_day, show_day
from langmoi.law.model import Figure
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.reporting.flow import STEPS
from langmoi.reporting.models import DraftSave, Filing, FilingEvent, RevisionSource
from langmoi.reporting.workbook.values import show_value

NOTE, EXPLANATION = "notes.", "explanations."


@dataclass(frozen=True)
class StoryLine:
    """One thing that happened: who, in what capacity, what, why, and what it changed."""

    at: datetime
    title: str
    by: User
    capacity: str
    note: str
    details: tuple[str, ...]
    hash: str = ""


def story_of(filing: Filing) -> list[StoryLine]:
    """From the first line to the last; within one moment saves come before steps."""
    figures = {figure.id: figure for figure in load_set(filing.criteria_set).figures}
    saves = filing.saves.select_related("by").order_by("version")
    events = filing.events.select_related("by", "revision").order_by("pk")
    lines = [_save_line(save, figures) for save in saves]
    lines += [_event_line(event, figures) for event in events]
    return sorted(lines, key=lambda line: line.at)


def _save_line(save: DraftSave, figures: dict[str, Figure]) -> StoryLine:
    changes = tuple(_change(key, old, new, figures) for key, (old, new) in save.changes.items())
    return StoryLine(save.at, f"Lưu lần {save.version}", save.by, "", "", changes)


def _change(key: str, old: Any, new: Any, figures: dict[str, Figure]) -> str:
    if key.startswith(EXPLANATION):
        return f"Giải trình: {new or 'bỏ'}"
    if key.startswith(NOTE):
        name = key.removeprefix(NOTE)
        return f"Ghi chú {figures[name].name if name in figures else name}: {new or 'bỏ'}"
    figure = figures.get(key)
    if figure is None:
        return f"{key}: {old} → {new}"
    return f"{figure.name}: {show_value(figure, old)} → {show_value(figure, new)}"


def _event_line(event: FilingEvent, figures: dict[str, Figure]) -> StoryLine:
    step = STEPS.get(event.step)
    title = (step.label if step else event.step).capitalize()
    revision = event.revision
    shows_revision = revision is not None and event.step in ("submit", "import", "correct")
    if revision is not None and shows_revision:
        title += f", bản {revision.number}: đạt {revision.criteria_met} tiêu chí"
    return StoryLine(
        event.at,
        title,
        event.by,
        event.capacity,
        event.note,
        tuple(_told(event, figures)),
        revision.hash if revision is not None and shows_revision else "",
    )


def _told(event: FilingEvent, figures: dict[str, Figure]) -> Iterator[str]:
    """What the event says besides its note, in words."""
    told = event.detail
    if "agrees" in told:
        numbers = ", ".join(told.get("criteria") or told.get("indicators") or [])
        what = "Tiêu chí" if "criteria" in told else "Chỉ tiêu"
        said = "đồng ý" if told["agrees"] else "không đồng ý"
        agency = f"{told['agency_name']}: " if told.get("agency_name") else ""
        yield f"{agency}{what} {numbers}: {said}"
    for indicator, reason in (told.get("reasons") or {}).items():
        due = (told.get("due_on") or {}).get(indicator, "")
        until = f" (hạn {show_day(parse_day(due))})" if due else ""
        yield f"Chỉ tiêu {indicator}: {reason}{until}"
    if "text" in told and "responsible" in told:
        due = f", hạn {show_day(parse_day(told['due_on']))}" if told.get("due_on") else ""
        where = f"Tiêu chí {told.get('criterion', '')}"
        yield f"{where}: {told['text']} ({told['responsible']}{due})"
    for name, value in (told.get("figures") or {}).items():
        figure = figures.get(name)
        yield f"{figure.name if figure else name}: {show_value(figure, value) if figure else value}"
    if told.get("on_behalf"):
        yield "Người nhập thay gửi cho xã"
    if told.get("source") == RevisionSource.DEMO:
        yield "Số liệu minh họa"
