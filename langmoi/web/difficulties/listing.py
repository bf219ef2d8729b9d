"""The list of difficulties: narrowed by the address, with its totals; also as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.text import capital
from langmoi.difficulties.access import can_raise
from langmoi.difficulties.models import Difficulty
from langmoi.difficulties.queries import DifficultyRow, difficulty_rows
from langmoi.difficulties.tables import tally
from langmoi.law.model import Criterion
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.difficulties.filters import Filters, filters_of
from langmoi.web.difficulties.words import cause_words, criterion_words, look_of
from langmoi.web.http import Request
from langmoi.web.scope import scope_of

MOST_LISTED = 200
MORE = ("co-quan", "nguyen-nhan", "nguon")  # asked for less often
SOURCE = "Sổ khó khăn, vướng mắc trong Làng Mới."


@login_required
@require_safe
def difficulties(request: Request) -> HttpResponseBase:
    """Those that the address asks for: what waits first, by the day for the answer."""
    filters = filters_of(request)
    rows = difficulty_rows(request.user, filters.wanted, on=request.today)
    if wants_file(request):
        return as_file(request, _sheet(request, rows, filters))
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    context = {
        "rows": [looked(row, filters.criteria, request) for row in rows[:MOST_LISTED]],
        "count": len(rows),
        "most": MOST_LISTED,
        "tally": tally(visible.only("state", "due_on"), request.today),
        "filters": filters,
        "told": filters.told,
        "fields": _fields(filters)[:3],
        "more_fields": _fields(filters)[3:],
        "more_picked": any(filters.told[name] for name in MORE),
        "query": filters.query,
        "may_raise": can_raise(request.user, on=request.today),
        "tab": "list",
    }
    return render(request, "difficulties/list.html", context)


def looked(
    row: DifficultyRow, criteria: Mapping[str, Criterion], request: Request
) -> dict[str, Any]:
    """A row as pages show it."""
    one = row.difficulty
    return {
        "row": row,
        "one": one,
        "criterion": criterion_words(criteria.get(one.criterion), one.criterion, one.indicator),
        "look": look_of(one, request.today),
    }


def _fields(filters: Filters) -> list[dict[str, Any]]:
    """The choices of the form, with what is chosen."""
    labels = {
        "trang-thai": ("Trạng thái", "Mọi trạng thái"),
        "tieu-chi": ("Tiêu chí", "Mọi tiêu chí"),
        "noi": ("Địa bàn", "Mọi địa bàn"),
        "co-quan": ("Cơ quan giải quyết", "Mọi cơ quan"),
        "nguyen-nhan": ("Nguyên nhân", "Mọi nguyên nhân"),
        "nguon": ("Nguồn", "Mọi nguồn"),
    }
    return [
        {
            "name": name,
            "label": label,
            "every": every,
            "choices": [(word, capital(said)) for word, said in filters.choices[name]],
            "picked": filters.told[name],
        }
        for name, (label, every) in labels.items()
    ]


HEADINGS = (
    "Vướng mắc", "Nội dung", "Tiêu chí, chỉ tiêu", "Địa bàn", "Bên nêu", "Nguồn", "Ngày nêu",
    "Nguyên nhân", "Nơi giải quyết", "Trạng thái", "Hạn trả lời", "Quá hạn (ngày)",
    "Trả lời ngày", "Ghi chú",
)  # fmt: skip


def _sheet(request: Request, rows: Sequence[DifficultyRow], filters: Filters) -> Sheet:
    unit = scope_of(request).home.full_name
    return Sheet(
        name="kho-khan-vuong-mac",
        title="Khó khăn, vướng mắc",
        facts=facts_of(
            request, unit=unit, months=[], laws=[], filters=filters.said(), source=SOURCE
        ),
        columns=[Column(heading, width=24) for heading in HEADINGS],
        rows=[_line(row, filters.criteria) for row in rows],
    )


def _line(row: DifficultyRow, criteria: Mapping[str, Criterion]) -> list[Any]:
    one = row.difficulty
    return [
        one.title,
        one.text,
        criterion_words(criteria.get(one.criterion), one.criterion, one.indicator),
        row.place,
        row.raiser,
        one.get_origin_display(),
        one.raised_on,
        cause_words(one.cause, one.cause_text),
        row.desk,
        one.get_state_display(),
        one.due_on,
        row.days_overdue or None,
        one.answered_on,
        "số liệu minh họa" if one.is_illustrative else "",
    ]
