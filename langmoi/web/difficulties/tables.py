"""Criterion × place, common causes, and how long answers take: each number with its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.difficulties.access import can_raise
from langmoi.difficulties.models import Difficulty
from langmoi.difficulties.queries import desk_in_words, narrowed
from langmoi.difficulties.rules import answering_rule
from langmoi.difficulties.tables import (
    AnswerTimes,
    Tally,
    answer_times,
    answers_of,
    by_criterion_and_place,
    common_causes,
    tallies,
    tally,
)
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import names_on
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.difficulties.filters import Filters, filters_of
from langmoi.web.difficulties.listing import SOURCE
from langmoi.web.difficulties.words import cause_words
from langmoi.web.http import Request
from langmoi.web.scope import scope_of

Places = list[tuple[int, str]]


@login_required
@require_safe
def difficulty_table(request: Request) -> HttpResponseBase:
    """Criteria as rows, places as columns; with a district in the address, its communes."""
    filters, found = _found(request)
    place_of = _columns_of(request, filters, {one.unit_id for one in found})
    table = by_criterion_and_place(found, place_of, request.today)
    places = _named(request, {place for _, place in table})
    whole = tallies(found, lambda one: one.criterion, request.today)
    if wants_file(request):
        return as_file(request, _table_sheet(request, filters, places, table, whole))
    rows = [
        {
            "id": criterion.id,
            "name": f"{criterion.number}. {criterion.name}",
            "cells": [(key, table.get((criterion.id, key))) for key, _ in places],
            "all": whole[criterion.id],
        }
        for criterion in filters.criteria.values()
        if criterion.id in whole
    ]
    per_place = tallies(found, lambda o: place_of.get(o.unit_id, o.unit_id), request.today)
    context = _context(request, filters, "table") | {
        "rows": rows,
        "places": places,
        "foot": [(key, per_place[key]) for key, _ in places],
        "tally": tally(found, request.today),
        "is_of_communes": _is_of_communes(request, filters),
    }
    return render(request, "difficulties/table.html", context)


@login_required
@require_safe
def difficulty_causes(request: Request) -> HttpResponseBase:
    """What stands behind difficulties, by criterion and place; and how long each desk takes."""
    filters, found = _found(request)
    place_of = _columns_of(request, filters, {one.unit_id for one in found})
    causes = common_causes(found, place_of)
    names = dict(_named(request, {place for cause in causes for place in cause.by_place}))
    numbers = {c.id: c.number for c in filters.criteria.values()}
    if wants_file(request):
        return as_file(request, _times_sheet(request, filters, _times(request, found)))
    rows = [
        {
            "id": cause.id,
            "name": cause_words(cause.id),
            "all": cause.all,
            "criteria": [(id, numbers.get(id, id), n) for id, n in _most(cause.by_criterion)],
            "places": [(key, names.get(key, ""), n) for key, n in _most(cause.by_place)],
        }
        for cause in causes
    ]
    context = _context(request, filters, "causes") | {
        "rows": rows,
        "total": len(found),
        "times": _times(request, found),
        "rule": answering_rule(request.today),
    }
    return render(request, "difficulties/causes.html", context)


def _found(request: Request) -> tuple[Filters, list[Difficulty]]:
    filters = filters_of(request)
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    found = narrowed(visible, filters.wanted, on=request.today).exclude(state="withdrawn")
    return filters, list(found.select_related("agency"))


def _context(request: Request, filters: Filters, tab: str) -> dict[str, Any]:
    return {
        "tab": tab,
        "filters": filters,
        "told": filters.told,
        "districts": filters.choices["noi"],
        "query": filters.query,
        "may_raise": can_raise(request.user, on=request.today),
    }


def _is_of_communes(request: Request, filters: Filters) -> bool:
    return filters.wanted.unit is not None or not scope_of(request).is_province


def _columns_of(request: Request, filters: Filters, keys: Collection[int]) -> Mapping[int, int]:
    """Under which place each unit is counted: its district, or itself within one district."""
    if _is_of_communes(request, filters):
        return {}
    found = UnitVersion.objects.on(request.today).filter(unit_id__in=keys, level=Level.COMMUNE)
    return {v.unit_id: v.parent_id for v in found if v.parent_id}


def _named(request: Request, keys: set[int]) -> Places:
    """The places by their official code, with their names of that day."""
    names = names_on(keys, request.today) if keys else {}
    codes = UnitVersion.objects.filter(unit_id__in=keys).order_by("valid_from")
    order = {v.unit_id: v.code for v in codes}
    return [(key, names[key]) for key in sorted(names, key=lambda key: (order[key], key))]


def _most(counts: Mapping[Any, int]) -> list[tuple[Any, int]]:
    return Counter(counts).most_common()


def _times(request: Request, found: Sequence[Difficulty]) -> list[tuple[str, AnswerTimes]]:
    events = answers_of(found)
    units = {event.desk_unit_id for event in events if event.desk_unit_id}
    names = names_on(units, request.today) if units else {}
    times = answer_times(events, lambda event: desk_in_words(event, names))
    return sorted(times.items(), key=lambda item: (-item[1].median_days, item[0]))


def _table_sheet(
    request: Request,
    filters: Filters,
    places: Places,
    table: Mapping[tuple[str, int], Tally],
    whole: Mapping[str, Tally],
) -> Sheet:
    counts = ("chưa giải quyết", "tất cả")
    heads = [f"{name}: {count}" for name in [*dict(places).values(), "Cộng"] for count in counts]
    rows: list[list[Any]] = []
    for criterion in (c for c in filters.criteria.values() if c.id in whole):
        cells = [table.get((criterion.id, key), Tally()) for key, _ in places]
        counted = [n for cell in [*cells, whole[criterion.id]] for n in (cell.open, cell.all)]
        rows.append([f"{criterion.number}. {criterion.name}", *counted])
    return Sheet(
        name="vuong-mac-tieu-chi-dia-ban",
        title="Vướng mắc theo tiêu chí và địa bàn",
        facts=_facts(request, filters),
        columns=[Column("Tiêu chí", width=40), *(Column(head, width=16) for head in heads)],
        rows=rows,
    )


def _times_sheet(
    request: Request, filters: Filters, times: Sequence[tuple[str, AnswerTimes]]
) -> Sheet:
    heads = ("Nơi giải quyết", "Số trả lời", "Đúng hạn", "Trung vị (ngày làm việc)", "Lâu nhất")
    return Sheet(
        name="thoi-gian-tra-loi-vuong-mac",
        title="Thời gian trả lời vướng mắc",
        facts=_facts(request, filters),
        columns=[Column(head, form="General", width=24) for head in heads],
        rows=[[name, t.answers, t.in_time, t.median_days, t.longest] for name, t in times],
    )


def _facts(request: Request, filters: Filters) -> tuple[tuple[str, str], ...]:
    unit = scope_of(request).home.full_name
    return facts_of(request, unit=unit, months=[], laws=[], filters=filters.said(), source=SOURCE)
