"""The story of a filing: every step with who, in what capacity, when, why; saves between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from langmoi.core.days import parse_day, show_day
from langmoi.law.model import CriteriaSet
from langmoi.reporting.flow import STEPS
from langmoi.reporting.models import DraftSave, Evidence, Filing, FilingEvent, Revision
from langmoi.web.figures import said_in_full
from langmoi.web.review.lines import indicator_of

ICONS = {
    "open": "file-plus",
    "submit": "send",
    "import": "table-import",
    "review": "eye-check",
    "solution": "bulb",
    "send_back": "arrow-back-up",
    "sign": "signature",
    "opinion": "message",
    "reopen": "lock-open",
    "close": "lock",
    "ask_correction": "edit",
    "refuse_correction": "x",
    "correct": "check",
}


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `lines` tell what exactly; `revision` is what it was about."""

    at: datetime
    icon: str
    title: str
    who: str
    capacity: str
    note: str
    lines: tuple[str, ...]
    revision: Revision | None = None
    css: str = ""


def story_of(filing: Filing, criteria_set: CriteriaSet, *, indicator: str = "") -> list[Entry]:
    """Everything that happened to the filing, oldest first; of one indicator where it is named."""
    events = list(filing.events.select_related("by", "revision").order_by("at", "pk"))
    saves = filing.saves.select_related("by").order_by("version")
    evidence = filing.evidence.select_related("by").order_by("at", "pk")
    entries = [
        *_events(events, criteria_set, indicator),
        *_saves(saves, criteria_set, indicator, [event.at for event in events]),
        *_evidence(evidence, indicator),
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _events(
    events: Iterable[FilingEvent], criteria_set: CriteriaSet, indicator: str
) -> Iterator[Entry]:
    for event in events:
        if indicator and not _concerns(event, criteria_set, indicator):
            continue
        step = STEPS.get(event.step)
        is_no = event.detail.get("agrees") is False or event.step in ("send_back", "reopen")
        yield Entry(
            at=event.at,
            icon=ICONS.get(event.step, "point"),
            title=_title(event, step.label if step else event.step),
            who=event.by.full_name,
            capacity=event.capacity,
            note=event.note,
            lines=tuple(_lines(event, criteria_set, indicator)),
            revision=event.revision if event.step in _WITH_REVISION else None,
            css="bad" if is_no else "good" if event.step in ("sign", "close", "correct") else "",
        )


_WITH_REVISION = ("submit", "import", "correct")


def _title(event: FilingEvent, label: str) -> str:
    if event.step == "review":
        said = "đồng ý" if event.detail.get("agrees") else "không đồng ý"
        return f"{said} tiêu chí {_joined(event.detail.get('criteria'))}"
    if event.step == "opinion":
        said = "đồng ý" if event.detail.get("agrees") else "không đồng ý"
        who = event.detail.get("agency_name", "ngành")
        return f"{who} {said} chỉ tiêu {_joined(event.detail.get('indicators'))}"
    if event.step in ("send_back", "reopen"):
        return f"{label} {_joined(event.detail.get('indicators'))}"
    if event.step == "solution":
        return f"đặt giải pháp tiêu chí {event.detail.get('criterion', '')}"
    if event.revision is not None and event.step in _WITH_REVISION:
        return f"{label}, bản {event.revision.number}"
    return label


def _joined(numbers: Any) -> str:
    return ", ".join(str(number) for number in numbers or ())


def _lines(event: FilingEvent, criteria_set: CriteriaSet, indicator: str) -> Iterator[str]:
    detail = event.detail
    if event.step in ("send_back", "reopen"):
        for number, reason in detail.get("reasons", {}).items():
            if not indicator or number == indicator:
                due = detail.get("due_on", {}).get(number, "")
                yield f"{number}: “{reason}”" + (f", hạn sửa {_day(due)}" if due else "")
    if event.step == "solution":
        yield f"{detail.get('text', '')}"
        yield f"{detail.get('responsible', '')}, hạn {_day(detail.get('due_on', ''))}"
    if event.step in ("ask_correction", "correct", "refuse_correction"):
        yield from _corrected(detail, criteria_set)
    if event.step == "submit" and detail.get("on_behalf"):
        yield "Nhập và gửi thay xã."


def _corrected(detail: dict[str, Any], criteria_set: CriteriaSet) -> Iterator[str]:
    figures, notes = detail.get("figures", {}), detail.get("notes", {})
    for figure in criteria_set.figures:
        if figure.id in figures:
            yield f"{figure.name}: {said_in_full(figure, figures[figure.id])}"
        if figure.id in notes:
            said = f"“{notes[figure.id]}”" if notes[figure.id] else "bỏ"
            yield f"Ghi chú {figure.name}: {said}"


def _day(text: str) -> str:
    return show_day(parse_day(text)) if text else ""


def _concerns(event: FilingEvent, criteria_set: CriteriaSet, indicator: str) -> bool:
    """Whether the step touches the indicator: by name, by its criterion, or as a whole filing's."""
    detail = event.detail
    if "indicators" in detail:
        return indicator in detail["indicators"]
    criterion = next(
        (
            c.number
            for c in criteria_set.criteria
            if any(i.number == indicator for i in c.indicators)
        ),
        "",
    )
    if "criteria" in detail:
        return criterion in detail["criteria"]
    if "criterion" in detail:
        return bool(detail["criterion"] == criterion)
    if "figures" in detail:
        numbers = indicator_of(criteria_set)
        told = {*detail["figures"], *detail.get("notes", ())}
        return any(numbers.get(figure) == indicator for figure in told)
    return True


def _saves(
    saves: Iterable[DraftSave],
    criteria_set: CriteriaSet,
    indicator: str,
    steps: Sequence[datetime],
) -> Iterator[Entry]:
    """Saves in a row by one person, with no step between, are one entry: from what, to what."""
    run: list[DraftSave] = []
    for save in saves:
        if indicator and not any(_reads(key, criteria_set, indicator) for key in save.changes):
            continue
        if run and (run[-1].by_id != save.by_id or any(run[-1].at < at <= save.at for at in steps)):
            yield _run(run, criteria_set, indicator)
            run = []
        run.append(save)
    if run:
        yield _run(run, criteria_set, indicator)


def _reads(key: str, criteria_set: CriteriaSet, indicator: str) -> bool:
    return indicator_of(criteria_set).get(key.removeprefix("notes.")) == indicator


def _run(run: Sequence[DraftSave], criteria_set: CriteriaSet, indicator: str) -> Entry:
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for save in run:
        for key, (old, new) in save.changes.items():
            first.setdefault(key, old)
            last[key] = new
    names = {figure.id: figure for figure in criteria_set.figures}
    lines = []
    for key, new in last.items():
        figure = names.get(key.removeprefix("notes."))
        if figure is None or (indicator and not _reads(key, criteria_set, indicator)):
            continue
        if key.startswith("notes."):
            lines.append(f"Ghi chú {figure.name}: “{new or ''}”")
        else:
            before, after = said_in_full(figure, first[key]), said_in_full(figure, new)
            lines.append(f"{figure.name}: {before} → {after}")
    count = f"{len(run)} lần" if len(run) > 1 else "số liệu"
    return Entry(
        at=run[-1].at,
        icon="device-floppy",
        title=f"lưu {count}",
        who=run[-1].by.full_name,
        capacity="",
        note="",
        lines=tuple(lines),
    )


def _evidence(evidence: Iterable[Evidence], indicator: str) -> Iterator[Entry]:
    for file in evidence:
        if indicator and file.indicator != indicator:
            continue
        yield Entry(
            at=file.at,
            icon="paperclip",
            title=f"đính kèm minh chứng chỉ tiêu {file.indicator}",
            who=file.by.full_name,
            capacity="",
            note="",
            lines=(file.name + (" (đã gỡ)" if file.removed_at else ""),),
        )
