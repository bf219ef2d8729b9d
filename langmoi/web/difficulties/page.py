"""One difficulty: how it stands, its story, and the steps that this person may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from langmoi.core.months import reference_day
from langmoi.difficulties.access import publishing_post
from langmoi.difficulties.flow import STEPS
from langmoi.difficulties.models import Difficulty, DifficultyEvent, Guidance
from langmoi.difficulties.queries import desk_in_words, rows_of, story_of
from langmoi.difficulties.rules import answering_rule, days_taken
from langmoi.law.sets import criteria_known
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import names_on
from langmoi.web.difficulties.listing import looked
from langmoi.web.difficulties.steps import Bound, offers
from langmoi.web.difficulties.words import cause_words
from langmoi.web.http import Request

ICONS = {
    "raise": "barrier-block",
    "accept": "check",
    "take_up": "building",
    "reroute": "arrow-right",
    "answer": "message",
    "reopen": "rotate",
    "close": "circle-check",
    "escalate": "arrow-up",
    "withdraw": "archive",
}
CSS = {"close": "good", "reopen": "bad", "withdraw": "bad"}


@dataclass(frozen=True)
class Entry:
    """A step as the story shows it."""

    event: DifficultyEvent
    icon: str
    css: str
    title: str
    lines: tuple[str, ...]


@login_required
@require_safe
def difficulty(request: Request, pk: int) -> HttpResponse:
    return show_difficulty(request, find_difficulty(request, pk))


def find_difficulty(request: Request, pk: int) -> Difficulty:
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    rows = visible.select_related("agency", "raised_agency", "raised_by")
    return get_object_or_404(rows, pk=pk)


def show_difficulty(
    request: Request, found: Difficulty, refused: Bound | None = None
) -> HttpResponse:
    """The page; with the form that was refused, as it was typed."""
    (row,) = rows_of([found], on=request.today)
    story = story_of(found)
    published = Guidance.objects.filter(from_answer__in=story).order_by("pk")
    context = looked(row, criteria_known(request.today), request) | {
        "place": _place(found, request),
        "cause": cause_words(found.cause, found.cause_text),
        "entries": _entries(story, request),
        "answers": [event for event in story if event.step == "answer"],
        "offers": offers(request, found, refused),
        "published": {one.from_answer_id: one for one in published},
        "published_list": published,
        "may_publish": publishing_post(request.user, on=request.today) is not None,
        "rule": answering_rule(found.asked_on),
        "reference_day": reference_day(found.month) if found.month else None,
    }
    status = 422 if refused else 200
    return render(request, "difficulties/difficulty.html", context, status=status)


def _place(found: Difficulty, request: Request) -> UnitVersion | None:
    """The place of today, where it has a page of its own."""
    versions = UnitVersion.objects.on(request.today).filter(unit_id=found.unit_id)
    return versions.filter(level__in=(Level.COMMUNE, Level.DISTRICT)).first()


def _entries(story: Sequence[DifficultyEvent], request: Request) -> list[Entry]:
    units = {event.desk_unit_id for event in story if event.desk_unit_id}
    names = names_on(units, request.today) if units else {}
    return [_entry(event, desk_in_words(event, names)) for event in story]


def _entry(event: DifficultyEvent, desk: str) -> Entry:
    lines = []
    if event.step in ("raise", "reroute", "escalate", "take_up"):
        lines.append(f"Nơi giải quyết: {desk}.")
    if event.step == "answer" and event.asked_on and event.due_on:
        taken = days_taken(event.asked_on, event.on)
        late = "đúng hạn" if event.on <= event.due_on else "quá hạn"
        lines.append(f"Trả lời sau {taken} ngày làm việc, {late} (hạn {event.due_on:%d/%m/%Y}).")
    return Entry(
        event,
        ICONS.get(event.step, "point"),
        CSS.get(event.step, ""),
        STEPS[event.step].label,
        tuple(lines),
    )
