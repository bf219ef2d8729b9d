"""The list behind a number: the communes that make it up, and what puts each of them there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.assessment.rollup import counted, total_change
from langmoi.core.errors import DomainError
from langmoi.law.model import CriteriaSet
from langmoi.overview.behind import without_solution
from langmoi.overview.model import CommuneLine
from langmoi.places.models import Level, UnitVersion
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import cards_of, month_context
from langmoi.web.overview.groups import GROUPS, Group, Seen
from langmoi.web.overview.map_panel import read_lines
from langmoi.web.overview.shades import BANDS, COUNTED, MISSING, Choice, Mark, Picture, styles_of
from langmoi.web.scope import scope_of, unit_in_scope

EVERYONE = "tat-ca"
SAID = {COUNTED: "đạt", MISSING: "còn thiếu"}


@dataclass(frozen=True)
class Row:
    line: CommuneLine
    css: str
    mark: Mark
    detail: str


@login_required
@require_safe
def listed(request: Request) -> HttpResponse:
    """The communes of a group (`nhom`) and of a shade (`xem`, `lop`) of the person's unit."""
    month = chosen_month(request)
    unit = unit_asked_for(request)
    group, choice = _group(request), Choice.read(request.GET.get("xem", ""))
    shade = request.GET.get("lop", "")
    criteria_set, lines, found = read_lines(month.month, unit.unit_id, choice)
    kept = [line for line in lines if _is_shaded(line, found, shade, criteria_set)]
    unplanned = without_solution(month.month, kept)
    people = [Seen(line, unplanned.get(line.unit.key, ())) for line in kept]
    rows = _rows([seen for seen in people if group.holds(seen)], found, group, criteria_set)
    context = month_context(month, criteria_set) | {
        "unit": unit,
        "group": group,
        "rows": rows,
        "what": _said(group, found, shade),
        "picture": found,
        "is_shaded": choice.kind != BANDS,
        # Of one outcome of one criterion every line would say the same.
        "is_told": choice.kind != BANDS and not (found.criterion and shade not in ("", COUNTED)),
        "is_district": unit.level == Level.DISTRICT,
        "sum": sum(row.line.criteria_met or 0 for row in rows),
        "change": total_change(row.line.change_previous for row in rows),
    }
    return render(request, "overview/listed.html", context)


def unit_asked_for(request: Request) -> UnitVersion:
    """The district asked for, else the person's own unit; a single commune has no lists."""
    month = chosen_month(request).month
    scope = scope_of(request, month)
    if scope.is_commune:
        raise Http404
    code = request.GET.get("huyen", "")
    return unit_in_scope(request, code, Level.DISTRICT, month) if code else scope.home


def _group(request: Request) -> Group:
    key = request.GET.get("nhom", EVERYONE)
    if key not in GROUPS:
        raise DomainError(
            f"Không có danh sách “{key}”. Hãy mở lại danh sách từ một con số ở trang tổng quan."
        )
    return GROUPS[key]


def _is_shaded(line: CommuneLine, found: Picture, shade: str, criteria_set: CriteriaSet) -> bool:
    """Whether the commune has the shade; of none asked for, every commune."""
    if not shade:
        return True
    if shade == COUNTED and found.criterion is not None:
        outcome = line.criteria.get(found.criterion.number)
        return counted(outcome, not_applicable_counts=criteria_set.not_applicable_counts)
    if shade == MISSING and found.criterion is not None:
        return found.criterion.number in line.missing()
    return found.marks[line.unit.key].key == shade


def _said(group: Group, found: Picture, shade: str) -> str:
    """What follows the count in the heading: “chưa nộp phiếu”, “15–18 tiêu chí”."""
    if shade in SAID and found.criterion is not None:
        return f"{SAID[shade]} tiêu chí {found.criterion.number}"
    label = next((s.label for s in found.shades if s.key == shade), "")
    if shade and not label:
        raise DomainError(
            f"Không có mức “{shade}” trong cách xem này. Hãy mở lại danh sách từ bản đồ."
        )
    if not label or group is not GROUPS[EVERYONE]:
        return group.title
    if found.criterion is not None:
        return f"{label} tiêu chí {found.criterion.number}"
    return f"đạt {label} tiêu chí" if found.choice.kind == BANDS else label


def _rows(
    held: Sequence[Seen], found: Picture, group: Group, criteria_set: CriteriaSet
) -> list[Row]:
    cards = cards_of((seen.line for seen in held), styles_of(criteria_set))
    return [
        Row(
            line=seen.line,
            css=cards[seen.line.unit.key].css,
            mark=found.marks[seen.line.unit.key],
            detail=group.detail(seen),
        )
        for seen in held
    ]
