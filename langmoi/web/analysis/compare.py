"""Two units, two months or two criteria sets beside each other, chosen in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.core.months import parse_month, previous_month, reference_day, show_month
from langmoi.law.diff import Change, SetOfDay, diff_sets
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set, set_ids
from langmoi.overview.compare import Comparison, Pair, Side, compare
from langmoi.overview.lines import MonthView
from langmoi.overview.what_if import month_in_force
from langmoi.places.models import Level, UnitVersion
from langmoi.web.analysis.filters import OF, subjects_of
from langmoi.web.analysis.pivot import opened
from langmoi.web.analysis.sheets import (
    SHARE,
    Column,
    Sheet,
    as_file,
    facts_of,
    wants_file,
)
from langmoi.web.figures import said_in_full
from langmoi.web.http import Request
from langmoi.web.scope import Scope
from langmoi.web.words import OUTCOMES

UNITS, MONTHS, SETS = "don-vi", "thang", "bo"
KINDS = {UNITS: "Hai đơn vị", MONTHS: "Hai tháng", SETS: "Hai bộ tiêu chí"}


@dataclass(frozen=True)
class PairView:
    pair: Pair
    figures: tuple[tuple[str, str, str], ...]  # name, left, right


@login_required
@require_safe
def compare_page(request: Request) -> HttpResponseBase:
    """The form; once both sides are chosen, what differs and what does not."""
    scope, view, context = opened(request)
    kind = request.GET.get("kieu", MONTHS if scope.is_commune else UNITS)
    if kind not in KINDS or (kind == UNITS and scope.is_commune):
        raise Http404
    of_indicators = OF.get(request.GET.get("theo", ""), False)
    context |= {
        "kind": kind,
        "kinds": [item for item in KINDS.items() if item[0] != UNITS or not scope.is_commune],
        "of_indicators": of_indicators,
        "choices": choices_of(scope, view),
        "months": sorted(view.states, reverse=True),
        "sets": _sets(view),
        "faults": [],
        "query": _query(request),
    }
    try:
        if kind == SETS:
            return _of_sets(request, view, context)
        found = _found(request, view, context, kind, of_indicators)
    except DomainError as error:
        context["faults"] = [str(error)]
        return render(request, "analysis/compare.html", context, status=422)
    if found is not None and wants_file(request):
        return as_file(request, _sheet(request, found, of_indicators))
    if found is not None:
        views = [_pair_view(pair, found) for pair in found.pairs]
        context |= {"found": found, "rows": views, "met": (found.met("left"), found.met("right"))}
    return render(request, "analysis/compare.html", context)


def choices_of(scope: Scope, view: MonthView) -> tuple[UnitVersion, ...]:
    """The units that the reader may look at: districts where they see several, and communes."""
    places, home = view.places, view.unit
    districts = places.of_level(Level.DISTRICT, home) if scope.is_province else []
    return (*districts, *places.communes(home))


def _query(request: Request) -> str:
    names = ("kieu", "a", "b", "thang", "theo", "don-vi")
    return urlencode([(name, request.GET[name]) for name in names if request.GET.get(name)])


def _chosen(code: str, choices: Sequence[UnitVersion]) -> UnitVersion:
    found = next((unit for unit in choices if unit.code == code), None)
    if found is None:
        raise Http404  # another's unit, or nobody's: the reader cannot tell which
    return found


def _found(
    request: Request, view: MonthView, context: dict[str, Any], kind: str, of_indicators: bool
) -> Comparison | None:
    """The comparison, once both sides are told."""
    subjects = subjects_of(view.criteria_set, of_indicators)
    a, b = request.GET.get("a", ""), request.GET.get("b", "")
    choices = context["choices"]
    context |= {"a": a, "b": b}
    if kind == UNITS:
        if not (a and b):
            return None
        sides = [(_chosen(code, choices), view.month) for code in (a, b)]
        return compare(sides[0], sides[1], subjects, of_indicators=of_indicators)
    code = request.GET.get("don-vi", "")
    unit = _chosen(code, choices) if code else view.unit
    before = parse_month(a) if a else _usual(view)
    after = parse_month(b) if b else view.month
    context |= {"a": f"{before:%Y-%m}", "b": f"{after:%Y-%m}", "chosen_unit": unit.code}
    return compare((unit, before), (unit, after), subjects, of_indicators=of_indicators)


def _usual(view: MonthView) -> date:
    """The month that the newest is set beside where none is chosen."""
    before = previous_month(view.month)
    return before if before in view.states else view.month


def _pair_view(pair: Pair, found: Comparison) -> PairView:
    """With the figures of both sides, where those are one commune's and one indicator's."""
    if not (found.left.is_commune and "." in pair.subject.number):
        return PairView(pair, ())
    law = found.criteria_set
    [indicator] = [i for i in law.indicators if i.number == pair.subject.number]
    figures = dict.fromkeys(test.figure for test in indicator.tests)
    return PairView(pair, tuple(_figure(law, key, found) for key in figures))


def _figure(law: CriteriaSet, key: str, found: Comparison) -> tuple[str, str, str]:
    figure = law.figure(key)
    left, right = (side.figures.get(key) for side in (found.left, found.right))
    return figure.name, said_in_full(figure, left), said_in_full(figure, right)


# ---- two sets


def _sets(view: MonthView) -> list[CriteriaSet]:
    level = view.criteria_set.level
    return [found for found in map(load_set, set_ids()) if found.level == level]


def _of_sets(request: Request, view: MonthView, context: dict[str, Any]) -> HttpResponseBase:
    """What the second set says otherwise than the first."""
    known = {found.id: found for found in context["sets"]}
    a, b = request.GET.get("a", ""), request.GET.get("b", "")
    context |= {"a": a, "b": b}
    if {a, b} - {"", *known}:
        raise Http404
    if not (a and b):
        return render(request, "analysis/compare.html", context)
    if a == b:
        raise DomainError("Hai bộ tiêu chí giống nhau. Hãy chọn hai bộ khác nhau.")
    left, right = (SetOfDay(s, _day(s, view.month)) for s in (known[a], known[b]))
    changes = diff_sets(left, right)
    if wants_file(request):
        return as_file(request, _set_sheet(request, left, right, changes))
    context |= {"left_set": left, "right_set": right, "changes": changes}
    return render(request, "analysis/compare.html", context)


def _day(criteria_set: CriteriaSet, month: date) -> date:
    """The month's reference day, or of the nearest month in which the set is in force."""
    return reference_day(month_in_force(criteria_set, month))


# ---- as files


def _named(side: Side) -> str:
    return f"{side.unit.full_name}, {show_month(side.month)}"


def _sheet(request: Request, found: Comparison, of_indicators: bool) -> Sheet:
    left, right = _named(found.left), _named(found.right)
    return Sheet(
        name="so-sanh",
        title=f"So sánh {left} và {right}",
        facts=facts_of(
            request,
            unit=" và ".join(dict.fromkeys(s.unit.full_name for s in (found.left, found.right))),
            months=[found.left.month, found.right.month],
            laws=[found.criteria_set],
            filters=["theo chỉ tiêu" if of_indicators else "theo tiêu chí"],
        ),
        columns=[
            Column("Số", width=8),
            Column("Tiêu chí, chỉ tiêu", width=50),
            *(Column(f"{name}: {what}", form, 18) for name in (left, right) for what, form in KEPT),
            Column("Chênh lệch (điểm %)", SHARE, 14),
        ],
        rows=[
            [
                pair.subject.number,
                pair.subject.name,
                *(
                    value
                    for s in (pair.left, pair.right)
                    for value in (s.met, s.of, s.share, _word(s.outcome))
                ),
                pair.gap,
            ]
            for pair in found.pairs
        ],
    )


KEPT = (("đạt", "#,##0"), ("trên", "#,##0"), ("tỷ lệ %", SHARE), ("kết quả", ""))


def _word(outcome: str) -> str | None:
    return OUTCOMES[outcome].label if outcome else None


def _set_sheet(
    request: Request, left: SetOfDay, right: SetOfDay, changes: Sequence[Change]
) -> Sheet:
    headings = ("Số", "Khác gì", "Phần", "Vùng", left.criteria_set.name, right.criteria_set.name)
    return Sheet(
        name="so-sanh-bo-tieu-chi",
        title=f"{left.criteria_set.name} và {right.criteria_set.name}",
        facts=facts_of(
            request,
            unit="",
            months=[left.on.replace(day=1), right.on.replace(day=1)],
            laws=[left.criteria_set, right.criteria_set],
        ),
        columns=[Column(heading, width=24) for heading in headings],
        rows=[[c.number, c.kind.label, c.part, c.zone, c.before, c.after] for c in changes],
    )
