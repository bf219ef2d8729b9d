"""The whole trail held against itself: audit rows, revisions, events and saves.

Each is append-only by trigger; this finds what was changed behind the trigger's back, and names
the first link that does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from langmoi.core.audit import first_broken_entry
from langmoi.core.models import AuditEntry
from langmoi.reporting.models import DraftSave, Filing, FilingEvent, Revision
from langmoi.reporting.queries import first_broken_revision
from langmoi.reporting.workbook.changes import is_same

# Steps that set the figures being entered to others than those saved last.
RESETTING = ("open", "import", "submit", "send_back", "reopen", "correct")
# Written for many filings at once, with one audit line for all of them.
IN_BULK = ("import", "close")
NOTE, EXPLANATION = "notes.", "explanations."


def first_broken_link() -> str | None:
    """A sentence that names the first link that does not fit; None where all fit."""
    if entry := first_broken_entry():
        return f"Nhật ký bị sửa tại dòng {entry.pk}: {entry}."
    if revision := first_broken_revision():
        return f"Phiếu bị sửa: {revision}."
    return (
        next(_broken_events(), None) or next(_broken_saves(), None) or next(_broken_heads(), None)
    )


def trail_counts() -> dict[str, int]:
    """How many links there are of each kind."""
    return {
        "dòng nhật ký": AuditEntry.objects.count(),
        "bản của phiếu tháng": Revision.objects.count(),
        "việc của phiếu": FilingEvent.objects.count(),
        "lần lưu": DraftSave.objects.count(),
    }


def _broken_events() -> Iterator[str]:
    """Every step that the audit chain acknowledges has its event as it was, and the reverse."""
    events = FilingEvent.objects.select_related("filing", "revision", "by").order_by("pk")
    told = _acknowledged("event")
    for event in events.iterator():
        entry = told.pop(event.pk, None)
        if wrong := _wrong_event(event, entry):
            yield f"Việc “{event.step}” của {event.filing} (dòng {event.pk}) {wrong}."
    for key, entry in told.items():
        yield f"Dòng nhật ký {entry.pk} ({entry}) ghi việc {key}, nhưng việc này đã mất."


def _wrong_event(event: FilingEvent, entry: AuditEntry | None) -> str:
    if event.revision is not None and event.revision.filing_id != event.filing_id:
        return "nói về bản của phiếu khác"
    if entry is not None:
        return "" if _tells(entry, event) else f"khác với dòng nhật ký {entry.pk}"
    return "" if _is_bulk(event) else "không có dòng nhật ký"


def _acknowledged(key: str) -> dict[int, AuditEntry]:
    entries = AuditEntry.objects.filter(action__startswith="filing.", detail__has_key=key)
    return {entry.detail[key]: entry for entry in entries.iterator()}


def _is_bulk(event: FilingEvent) -> bool:
    return event.step in IN_BULK or event.detail.get("source") == "demo"


def _tells(entry: AuditEntry, event: FilingEvent) -> bool:
    """Whether the audit row says the same as the event, word for word."""
    told = entry.detail
    return (
        entry.action == f"filing.{event.step}"
        and entry.actor == str(event.by)
        and told.get("filing") == event.filing_id
        and told.get("note", "") == event.note
        and told.get("capacity", "") == event.capacity
        and all(told.get(name) == value for name, value in event.detail.items())
    )


def _broken_saves() -> Iterator[str]:
    """Every acknowledged save is there exactly once as it was; its values lead to what stands."""
    told = {
        (entry.detail["filing"], entry.detail["version"]): entry
        for entry in AuditEntry.objects.filter(action="filing.save").iterator()
    }
    saves = DraftSave.objects.select_related("filing", "by").order_by("filing", "version")
    for filing, group in groupby(saves.iterator(), key=lambda save: save.filing):
        found = list(group)
        for number, save in enumerate(found, start=1):
            entry = told.pop((filing.pk, save.version), None)
            if save.version != number:
                yield f"Thiếu lần lưu {number} của {filing}."
            elif entry is None:
                yield f"Lần lưu {save.version} của {filing} không có dòng nhật ký."
            elif entry.detail.get("changes") != save.changes or entry.actor != str(save.by):
                yield f"Lần lưu {save.version} của {filing} khác với dòng nhật ký {entry.pk}."
        yield from _broken_replay(filing, found)
    for (_, version), entry in told.items():
        yield f"Dòng nhật ký {entry.pk} ({entry}) ghi lần lưu {version}, nhưng lần lưu đã mất."


@dataclass
class _Replay:
    """The values last saved since the figures were last set otherwise."""

    known: dict[str, Any] = field(default_factory=dict)
    since: datetime | None = None

    def reset(self) -> None:
        self.known = {}


def _broken_replay(filing: Filing, saves: list[DraftSave]) -> Iterator[str]:
    """Saves, replayed between the steps that set other figures, lead from each to the next."""
    steps = filing.events.filter(step__in=RESETTING).select_related("revision").order_by("pk")
    sent = [(e.detail["version"], e) for e in steps if e.step == "submit" and "version" in e.detail]
    replay = _Replay()
    for save in saves:
        for version, event in sent:
            if version == save.version - 1:
                yield from _unlike_revision(filing, event, replay.known)
        if any(_between(replay.since, event.at, save.at) for event in steps):
            replay.reset()
        for key, (old, new) in save.changes.items():
            if key in replay.known and not is_same(replay.known[key], old):
                yield f"Lần lưu {save.version} của {filing} không nối tiếp lần trước ({key})."
            replay.known[key] = new
        replay.since = save.at
    for version, event in sent:
        if saves and version == saves[-1].version:
            yield from _unlike_revision(filing, event, replay.known)
    later = any(replay.since is not None and event.at >= replay.since for event in steps)
    if saves and not later:
        yield from _unlike_draft(filing, replay.known)


def _between(first: datetime | None, moment: datetime, last: datetime) -> bool:
    return first is not None and first <= moment <= last


def _unlike_revision(filing: Filing, event: FilingEvent, known: Mapping[str, Any]) -> Iterator[str]:
    """What was sent holds the values saved last before it."""
    figures = event.revision.figures if event.revision else {}
    for key, value in known.items():
        if not key.startswith((NOTE, EXPLANATION)) and not is_same(figures.get(key), value):
            yield f"Bản gửi của {filing} (dòng {event.pk}) khác với lần lưu cuối ({key})."


def _unlike_draft(filing: Filing, known: Mapping[str, Any]) -> Iterator[str]:
    for key, value in known.items():
        prefix = next((p for p in (NOTE, EXPLANATION) if key.startswith(p)), "")
        parts = {"": filing.draft or {}, NOTE: filing.notes, EXPLANATION: filing.explanations}
        if not is_same(parts[prefix].get(key.removeprefix(prefix)), value):
            yield f"Số liệu đang nhập của {filing} khác với lần lưu cuối ({key})."


def _broken_heads() -> Iterator[str]:
    """Each filing points to its last revision and counts its saves."""
    last_revision = dict(Revision.objects.order_by("number").values_list("filing_id", "pk"))
    last_save = dict(DraftSave.objects.order_by("version").values_list("filing_id", "version"))
    for filing in Filing.objects.order_by("pk").iterator():
        if filing.latest_id != last_revision.get(filing.pk):
            yield f"{filing} không chỉ tới bản cuối của mình."
        if filing.draft_version != last_save.get(filing.pk, 0):
            yield f"{filing} đếm {filing.draft_version} lần lưu, nhật ký có số khác."
