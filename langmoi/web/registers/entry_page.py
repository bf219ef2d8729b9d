"""One entry: its fields, states, records by year, papers and history, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.models import AuditEntry
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.registers.access import may_write_at
from langmoi.registers.kinds import Kind, RecordDef
from langmoi.registers.models import Entry, EntryRecord, EntryState
from langmoi.registers.queries import EntryRow, history_of, names_in, row_of, unit_names
from langmoi.registers.recording import said_slot
from langmoi.registers.rules import rule_of
from langmoi.web.audit.words import ACTIONS
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.registers.forms import MoveForm, PaperForm, RecordForm, WhyForm
from langmoi.web.registers.reading import entry_or_404, kind_or_404, may_write
from langmoi.web.registers.words import Shown, look_of, shown, shown_facts

Forms = dict[str, PlainForm]
RECORD = "record-"


@dataclass(frozen=True)
class StateLine:
    """A state in the timeline, with the reason where it was taken back."""

    row: EntryState
    label: str
    css: str
    icon: str
    why_taken_back: str


@dataclass(frozen=True)
class RecordLine:
    row: EntryRecord
    when: str
    shown: list[Shown]


@dataclass(frozen=True)
class RecordPart:
    """A kind of record with its rows, the newest first, and the form to add one."""

    record: RecordDef
    lines: list[RecordLine]
    form: PlainForm | None
    key: str
    may_write: bool


@dataclass(frozen=True)
class HistoryLine:
    entry: AuditEntry
    said: str
    by: str


@login_required
@require_safe
def register_entry(request: Request, kind: str, pk: int) -> HttpResponse:
    found = kind_or_404(request, kind)
    return entry_answer(request, found, entry_or_404(request, found, pk), {})


def entry_answer(request: Request, kind: Kind, entry: Entry, refused: Forms) -> HttpResponse:
    """The page of an entry; `refused` are forms as they were typed, by the name of their step."""
    entry.refresh_from_db()
    row = row_of(entry, on=request.today)
    rule = rule_of(kind)
    forms = _forms(request, kind, row) | refused
    context = {
        "kind": kind,
        "entry": entry,
        "row": row,
        "look": look_of(row.state),
        "shown": shown(kind.fields, entry.fields, unit_names(kind, [row])),
        "states": _states(kind, entry),
        "parts": _parts(request, kind, row, forms),
        "papers": entry.papers.filter(taken_back_at__isnull=True).select_related("by"),
        "history": _history(entry),
        "facts": shown_facts(rule.facts(row, request.today)) if rule.facts else [],
        "reminders": rule.reminders([row], request.today) if rule.reminders else [],
        "entry_part": rule.entry_part,
        "part": rule.entry_context(row, request.today) if rule.entry_context else None,
        "forms": forms,
        "refused": next(iter(refused), ""),
        "seen": request.POST.get("seen", entry.version) if refused else entry.version,
        "may_write": may_write(request, kind, entry),
    }
    status = 422 if refused else 200
    return render(request, "registers/entry.html", context, status=status)


def _forms(request: Request, kind: Kind, row: EntryRow) -> Forms:
    """What the person may do with the entry as it stands."""
    entry = row.entry
    if entry.taken_back_at is not None:
        return {}
    forms: Forms = {}
    keeps = may_write(request, kind, entry)
    states = [s for s in _next_states(kind, row) if _may(request, kind, entry, s.writers, keeps)]
    if states:
        forms["move"] = MoveForm(states=states, auto_id="move_%s")
    if keeps:
        forms["attach"] = PaperForm(offered=kind.papers, auto_id="attach_%s")
        if entry.states.filter(takes_back__isnull=True, taken_back__isnull=True).count() > 1:
            forms["take_back_state"] = WhyForm(auto_id="state_%s")
        forms["take_back"] = WhyForm(auto_id="take_back_%s")
    for record in kind.records:
        if _may(request, kind, entry, record.writers, keeps):
            forms[RECORD + record.id] = record_form(request, record)
    return forms


def record_form(request: Request, record: RecordDef, data: Any = None) -> RecordForm:
    return RecordForm(
        data,
        record=record,
        on=request.today,
        within=units_in_scope(request.user, on=request.today),
        auto_id=f"{record.id}_%s",
    )


def _next_states(kind: Kind, row: EntryRow) -> list[Any]:
    return list(kind.after(row.state.state.id)) if row.state else []


def _may(request: Request, kind: Kind, entry: Entry, writers: Any, keeps: bool) -> bool:
    if not writers:
        return keeps
    told: dict[str, Any] = {"on": request.today, "writers": writers}
    return may_write_at(request.user, kind, entry.unit_id, **told)


def _states(kind: Kind, entry: Entry) -> list[StateLine]:
    """The timeline, the newest first."""
    rows = list(entry.states.select_related("by", "taken_back", "taken_back__by"))
    found = []
    for row in rows:
        if row.takes_back_id is not None:
            continue
        state = kind.states_by_id.get(row.state)
        gone = getattr(row, "taken_back", None)
        tone = {"good": "good", "bad": "bad"}.get(str(state.tone) if state else "", "")
        found.append(
            StateLine(
                row,
                state.label if state else row.state,
                "bad" if gone else tone,
                "arrow-back-up" if gone else "flag",
                gone.note if gone else "",
            )
        )
    return sorted(found, key=lambda line: (line.row.since, line.row.pk), reverse=True)


def _parts(request: Request, kind: Kind, row: EntryRow, forms: Forms) -> list[RecordPart]:
    found = []
    for record in kind.records:
        rows = row.records.get(record.id, [])
        names = names_in(record, rows, request.today)
        lines = [
            RecordLine(
                one,
                said_slot(record, one.year, one.on),
                shown(record.fields, one.fields, names),
            )
            for one in rows
        ]
        key = RECORD + record.id
        found.append(RecordPart(record, lines, forms.get(key), key, key in forms))
    return found


def _history(entry: Entry) -> list[HistoryLine]:
    lines = history_of(entry)
    people = User.objects.filter(username__in={line.actor for line in lines})
    names = {user.username: user.full_name for user in people}
    return [
        HistoryLine(line, ACTIONS.get(line.action, line.action), names.get(line.actor, line.actor))
        for line in lines
    ]
