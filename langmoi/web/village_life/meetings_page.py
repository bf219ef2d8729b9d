"""Meetings of villages in a quarter, with what they voted on; villages without one come first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.registers.access import kept_units
from langmoi.registers.kind_list import kind_of
from langmoi.registers.village_lists import MeetingLine, meeting_lines, quarter_of
from langmoi.registers.village_meetings import KIND, MeetingOf
from langmoi.registers.village_rules import decision_rule
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.scope import scope_of
from langmoi.web.village_life.scoped import choices_of, chosen, query_of

SOURCE = "Sổ họp thôn trong Làng Mới."
QUARTERS_OFFERED = 6


@login_required
@require_safe
def meetings(request: Request) -> HttpResponseBase:
    """The quarter of today, or another one that is asked for."""
    scope, on = scope_of(request), request.today
    quarters = _quarters(on)
    asked = request.GET.get("quy", "")
    first, last = next(((f, la) for key, f, la, _ in quarters if key == asked), quarter_of(on))
    every = meeting_lines(scope.units, first, last, on)
    place = chosen(request)
    rows = [line for line in every if place.fits_place(line.place)]
    if wants_file(request):
        return as_file(request, _sheet(request, rows, first, last))
    without = [line for line in rows if not line.meetings]
    districts, communes = choices_of((ln.place.district, ln.place.commune) for ln in every)
    context = {
        "without": without,
        "having": [line for line in rows if line.meetings],
        "meetings": sum(len(line.meetings) for line in rows),
        "votes": sum(len(m.votes) for line in rows for m in line.meetings),
        "rows": rows,
        "first": first,
        "last": last,
        "is_running": last >= on,
        "quarter": _key(first),
        "quarter_said": _said(first),
        "quarters": [(key, said) for key, _, _, said in quarters],
        "rule": decision_rule(min(last, on)),
        "districts": districts,
        "communes": communes,
        "place": place,
        "kind": KIND,
        "kept": kept_units(request.user, kind_of(KIND), on=on),
        "query": query_of(request, "huyen", "xa", "quy"),
    }
    return render(request, "village_life/meetings.html", context)


def _quarters(on: date) -> list[tuple[str, date, date, str]]:
    """The quarter of the day and those before it."""
    found = []
    first, last = quarter_of(on)
    for _ in range(QUARTERS_OFFERED):
        found.append((_key(first), first, last, _said(first)))
        first, last = quarter_of(first - timedelta(days=1))
    return found


def _key(first: date) -> str:
    return f"{first.year}-{(first.month + 2) // 3}"


def _said(first: date) -> str:
    return f"quý {('I', 'II', 'III', 'IV')[first.month // 3]}/{first.year}"


def _sheet(request: Request, rows: Sequence[MeetingLine], first: date, last: date) -> Sheet:
    headings = (
        ("Huyện", 20), ("Xã", 20), ("Thôn, làng", 26), ("Ngày họp", 12), ("Nội dung", 44),
        ("Tổng số hộ", 10), ("Được mời", 10), ("Dự họp", 10), ("Việc biểu quyết", 44),
        ("Tán thành", 10), ("Không tán thành", 10), ("Không ý kiến", 10), ("Kết quả", 30),
    )  # fmt: skip
    return Sheet(
        name="hop-thon",
        title=f"Họp thôn {_said(first)} ({show_day(first)} đến {show_day(last)})",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[],
            laws=[],
            source=SOURCE,
        ),
        columns=[Column(heading, width=width) for heading, width in headings],
        rows=[line for row in rows for line in _lines(row)],
        source=SOURCE,
    )


Cell = str | int | date | None


def _lines(line: MeetingLine) -> list[list[Cell]]:
    district, commune = line.place.district, line.place.commune
    places: list[Cell] = [
        district.full_name if district else "",
        commune.full_name if commune else "",
        line.place.village.full_name,
    ]
    if not line.meetings:
        return [[*places, None, "chưa họp", *([None] * 8)]]
    return [[*places, *cells] for meeting in line.meetings for cells in _of_meeting(meeting)]


def _of_meeting(meeting: MeetingOf) -> list[list[Cell]]:
    told = meeting.row.values
    counts = [told.get(name) for name in ("households", "invited", "attending")]
    head: list[Cell] = [meeting.held_on, told["purpose"], *counts]
    if not meeting.votes:
        return [[*head, "", None, None, None, ""]]
    return [
        [
            *head,
            vote.ballots.question,
            vote.ballots.in_favour,
            vote.ballots.against,
            vote.ballots.abstained,
            f"{vote.result.passed.label}: {vote.result.why}",
        ]
        for vote in meeting.votes
    ]
