"""Explanation and mobilisation sessions, with totals by commune, language and criterion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.registers.access import units_kept
from langmoi.registers.kind_list import kind_of
from langmoi.registers.kinds import Kind
from langmoi.registers.queries import EntryRow
from langmoi.registers.session_table import (
    Of,
    SessionTotal,
    by_commune,
    by_criterion,
    by_language,
    by_organiser,
    total_of,
    totals,
)
from langmoi.registers.sessions import KIND, given_at, households_at, people_at
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.scope import scope_of
from langmoi.web.village_life.scoped import Chosen, choices_of, chosen, query_of, rows_in_scope

PER_PAGE = 50
SOURCE = "Sổ buổi tuyên truyền, vận động trong Làng Mới."
GROUPINGS: dict[str, tuple[str, Of]] = {
    "xa": ("Theo xã", by_commune),
    "tieng": ("Theo tiếng nói", by_language),
    "tieu-chi": ("Theo tiêu chí", by_criterion),
    "to-chuc": ("Theo tổ chức", by_organiser),
}
# What the list may be narrowed by, and the fields that hold it.
_FIELDS = {"tieng": "language", "to-chuc": "organiser", "tieu-chi": "criterion"}


@login_required
@require_safe
def sessions(request: Request) -> HttpResponseBase:
    """The sessions in scope of a year, narrowed; what they come to; the newest first."""
    every = [row for row in rows_in_scope(request, KIND) if row.is_live]
    place, year = chosen(request), request.GET.get("nam", "")
    rows = [row for row in every if _fits(row, request, place, year)]
    rows.sort(key=lambda row: row.values["held_on"], reverse=True)
    grouping = request.GET.get("bang", "xa")
    grouping = grouping if grouping in GROUPINGS else "xa"
    if wants_file(request):
        return as_file(request, _file(request, rows, grouping))
    kind = kind_of(KIND)
    districts, communes = choices_of((row.district, row.commune) for row in every)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "lines": [_line(row) for row in page.object_list],
        "total": total_of("", rows),
        "totals": totals(rows, GROUPINGS[grouping][1]),
        "grouping": grouping,
        "grouping_said": GROUPINGS[grouping][0],
        "groupings": [(key, said) for key, (said, _) in GROUPINGS.items()],
        "years": sorted({row.values["held_on"].year for row in every}, reverse=True),
        "year": year,
        "criteria": sorted({c for row in every if (c := row.values.get("criterion"))}, key=_number),
        "choices": {name: _choices(kind, name) for name in ("language", "organiser")},
        **{field: request.GET.get(name, "") for name, field in _FIELDS.items()},
        "districts": districts,
        "communes": communes,
        "place": place,
        "may_add": bool(units_kept(request.user, kind, on=request.today)),
        "kind": KIND,
        "has_any": bool(every),
        "query": query_of(request, "huyen", "xa", "nam", "bang", *_FIELDS),
    }
    return render(request, "village_life/sessions.html", context)


def _fits(row: EntryRow, request: Request, place: Chosen, year: str) -> bool:
    if not place.fits_row(row) or (year and str(row.values["held_on"].year) != year):
        return False
    asked = ((request.GET.get(name), field) for name, field in _FIELDS.items())
    return all(not wanted or row.values.get(field) == wanted for wanted, field in asked)


def _number(text: str) -> tuple[int, str]:
    return (int(text) if text.isdigit() else 0, text)


def _choices(kind: Kind, field: str) -> list[tuple[str, str]]:
    return [(choice.id, choice.label) for choice in kind.by_id[field].choices]


def _line(row: EntryRow) -> dict[str, object]:
    labels = row.kind.by_id["language"].labels
    languages = [labels.get(row.values.get(f, ""), "") for f in ("language", "second_language")]
    return {
        "row": row,
        "held_on": row.values["held_on"],
        "organiser": row.kind.by_id["organiser"].labels.get(row.values["organiser"], ""),
        "languages": ", ".join(filter(None, languages)),
        "criterion": row.values.get("criterion", ""),
        "villages": len(row.records.get("attendance", [])),
        "people": people_at(row),
        "households": households_at(row),
        "given": given_at(row).text,
    }


def _file(request: Request, rows: Sequence[EntryRow], grouping: str) -> Sheet:
    """The table as it is grouped (`loai=buoi`: session by session)."""
    facts = facts_of(
        request,
        unit=scope_of(request).home.full_name,
        months=[],
        laws=[],
        filters=[f"{name}: {value}" for name, value in _asked(request)],
        source=SOURCE,
    )
    if request.GET.get("loai") == "buoi":
        return _sessions_file(rows, facts)
    said, of = GROUPINGS[grouping]
    found = totals(rows, of)
    headings = (
        said.removeprefix("Theo ").capitalize(), "Số buổi", "Số thôn", "Lượt người dự",
        "Lượt hộ dự", "Buổi chưa ghi số dự", "Tiền (đồng)", "Ngày công", "Đất (m²)",
    )  # fmt: skip
    return Sheet(
        name="tuyen-truyen-van-dong",
        title=f"Tuyên truyền, vận động xây dựng nông thôn mới, {said[:1].lower()}{said[1:]}",
        facts=facts,
        columns=[Column(heading, width=14 if at else 30) for at, heading in enumerate(headings)],
        rows=[_totals_row(one) for one in (*found, total_of("Cộng", rows))],
        source=SOURCE,
    )


def _totals_row(one: SessionTotal) -> list[str | int | None]:
    return [
        one.name,
        one.sessions,
        one.villages,
        one.people,
        one.households,
        one.uncounted,
        one.given.money,
        one.given.workdays,
        one.given.land,
    ]


def _sessions_file(rows: Sequence[EntryRow], facts: tuple[tuple[str, str], ...]) -> Sheet:
    headings = (
        ("Ngày", 12), ("Huyện", 20), ("Nơi tổ chức", 24), ("Tên", 36), ("Chủ trì", 22),
        ("Tiếng nói", 16), ("Tiêu chí", 10), ("Số thôn", 10), ("Số người dự", 12), ("Số hộ dự", 12),
        ("Vận động được", 36),
    )  # fmt: skip
    return Sheet(
        name="buoi-tuyen-truyen",
        title="Các buổi tuyên truyền, vận động xây dựng nông thôn mới",
        facts=facts,
        columns=[Column(heading, width=width) for heading, width in headings],
        rows=[_session_row(row) for row in rows],
        source=SOURCE,
    )


def _session_row(row: EntryRow) -> list[str | int | date | None]:
    told = _line(row)
    counts = [len(row.records.get("attendance", [])), people_at(row), households_at(row)]
    return [
        row.values["held_on"],
        row.district.full_name if row.district else "",
        row.place,
        row.entry.name,
        str(told["organiser"]),
        str(told["languages"]),
        str(told["criterion"]),
        *counts,
        str(told["given"]),
    ]


def _asked(request: Request) -> list[tuple[str, str]]:
    names = {"huyen": "huyện", "xa": "xã", "nam": "năm", "tieng": "tiếng nói",
             "to-chuc": "tổ chức", "tieu-chi": "tiêu chí"}  # fmt: skip
    return [(said, request.GET[key]) for key, said in names.items() if request.GET.get(key)]
