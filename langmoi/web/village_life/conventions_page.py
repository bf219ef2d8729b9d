"""Which villages have a convention, which have none, and what is overdue; as a page and a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.registers.access import kept_units
from langmoi.registers.conventions import KIND, said_late
from langmoi.registers.kind_list import kind_of
from langmoi.registers.village_lists import ConventionLine, convention_count, convention_lines
from langmoi.registers.village_rules import convention_rule
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.scope import scope_of
from langmoi.web.village_life.scoped import choices_of, chosen, query_of

GROUPS: dict[str, tuple[str, Callable[[ConventionLine], bool]]] = {
    "": ("mọi thôn", lambda line: True),
    "chua-co": ("chưa có hương ước, quy ước đang có hiệu lực", lambda line: not line.in_force),
    "qua-han": ("đang quá hạn", lambda line: bool(line.late)),
    "khong-ntm": (
        "có hương ước, quy ước nhưng chưa có nội dung nông thôn mới",
        lambda line: line.in_force and not line.has_ntm,
    ),
}
SOURCE = "Sổ hương ước, quy ước trong Làng Mới."


@login_required
@require_safe
def conventions(request: Request) -> HttpResponseBase:
    """Every village in scope, also those that have nothing in the register."""
    scope, on = scope_of(request), request.today
    every = convention_lines(scope.units, on)
    place = chosen(request)
    group = request.GET.get("nhom", "")
    group = group if group in GROUPS else ""
    there = [line for line in every if place.fits_place(line.place)]
    rows = [line for line in there if GROUPS[group][1](line)]
    if wants_file(request):
        return as_file(request, _sheet(request, rows, GROUPS[group][0]))
    districts, communes = choices_of((ln.place.district, ln.place.commune) for ln in every)
    context = {
        "rows": rows,
        "count": convention_count(there, on),
        # What was published is of the whole province.
        "is_whole": scope.is_province and not place.district and not place.commune,
        "rule": convention_rule(on),
        "on": on,
        "group": group,
        "groups": [(key, said) for key, (said, _) in GROUPS.items()],
        "group_said": GROUPS[group][0],
        "districts": districts,
        "communes": communes,
        "place": place,
        "kind": KIND,
        "kept": kept_units(request.user, kind_of(KIND), on=on),
        "query": query_of(request, "huyen", "xa", "nhom"),
    }
    return render(request, "village_life/conventions.html", context)


def _sheet(request: Request, rows: Sequence[ConventionLine], said: str) -> Sheet:
    headings = (
        ("Huyện", 20), ("Xã", 20), ("Thôn, làng", 26), ("Tên", 34), ("Bước", 24), ("Từ ngày", 12),
        ("Văn bản", 24), ("Có nội dung NTM", 12), ("Quá hạn", 40),
    )  # fmt: skip
    return Sheet(
        name="huong-uoc-quy-uoc",
        title=f"Hương ước, quy ước của các thôn, làng, ngày {show_day(request.today)}",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[],
            laws=[],
            filters=[said],
            source=SOURCE,
        ),
        columns=[Column(heading, width=width) for heading, width in headings],
        rows=[_line(row) for row in rows],
        source=SOURCE,
    )


def _line(line: ConventionLine) -> list[str | date | None]:
    district, commune = line.place.district, line.place.commune
    places = [
        district.full_name if district else "",
        commune.full_name if commune else "",
        line.place.village.full_name,
    ]
    if line.row is None or line.row.state is None:
        return [*places, "", "chưa có", None, "", "", ""]
    state = line.row.state
    return [
        *places,
        line.row.entry.name,
        state.state.label,
        state.since,
        state.row.document,
        "có" if line.row.values.get("has_ntm") else "không",
        said_late(line.waits),
    ]
