"""Communes and districts like one, and when each of them met a criterion (D7)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.assessment.likeness import Feature, Form
from langmoi.core.errors import DomainError
from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.overview.likeness import Alike, Path, Similar, similar
from langmoi.web.analysis.compare import choices_of
from langmoi.web.analysis.pivot import opened
from langmoi.web.analysis.sheets import NUMBER, SHARE, Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.words import OUTCOMES

MOST_SHOWN = 15
FIRST = "10"


@login_required
@require_safe
def likeness_page(request: Request) -> HttpResponseBase:
    """The units like the chosen one; nobody who sees one commune only has others to look at."""
    scope, view, context = opened(request)
    if scope.is_commune:
        raise Http404
    choices = choices_of(scope, view)
    code = request.GET.get("don-vi", "")
    unit = next((u for u in choices if u.code == code), None) if code else choices[0]
    if unit is None:
        raise Http404
    context |= {"choices": choices, "picked": unit, "faults": [], "query": _query(request)}
    try:
        criterion = _criterion(request.GET.get("tieu-chi", FIRST), view.criteria_set)
        context["criterion"] = criterion
        found = similar(view.month, unit, criterion, unit_key=scope.home.unit_id)
    except DomainError as error:
        context["faults"] = [str(error)]
        return render(request, "analysis/likeness.html", context, status=422)
    if wants_file(request):
        return as_file(request, _sheet(request, found))
    context |= {
        "found": found,
        "rows": [_row(each, found) for each in (found.subject, *found.others[:MOST_SHOWN])],
        "unknown": [f.name for f in found.features if f.id not in found.subject.features],
        "left": max(len(found.others) - MOST_SHOWN, 0),
    }
    return render(request, "analysis/likeness.html", context)


def _criterion(number: str, law: CriteriaSet) -> Criterion:
    found = next((c for c in law.criteria if c.number == number), None)
    if found is None:
        raise DomainError(f"{law.name} không có tiêu chí {number}. Hãy chọn trong danh sách.")
    return found


def _query(request: Request) -> str:
    names = ("thang", "don-vi", "tieu-chi")
    return urlencode([(name, request.GET[name]) for name in names if request.GET.get(name)])


def _row(each: Alike, found: Similar) -> dict[str, Any]:
    names = {feature.id: feature.name for feature in found.features}
    likeness = each.likeness.value
    is_subject = each is found.subject
    known = found.subject.features
    return {
        "each": each,
        "is_subject": is_subject,
        "likeness": None if likeness is None else show_number(round(likeness * 100), 0),
        "values": [_value(feature, each) for feature in found.features],
        "missing": [] if is_subject else [names[k] for k in each.likeness.missing if k in known],
        "path": path_words(each.path, found),
    }


def _value(feature: Feature, each: Alike) -> str:
    value = each.features.get(feature.id)
    if value is None:
        return "chưa rõ"
    if feature.form is Form.YES_NO:
        return "có" if value else "không"
    return show_number(round(value)) if value == round(value) else f"{value:.1f}".replace(".", ",")


def path_words(path: Path, found: Similar) -> str:
    """“từ 06/2018”, “đã đạt từ trước 12/2016”, “4 lên 7/10 xã”, “chưa đạt”."""
    if found.subject.unit.level == "district":
        words = f"từ {path.first} lên {path.now}/{path.of} xã"
        return f"{words}, đủ từ {show_month(path.since)}" if path.since else words
    if path.since is None:
        return OUTCOMES[path.outcome].label if path.outcome else "chưa có số liệu"
    if path.is_from_start:
        return f"đã đạt từ {show_month(path.since)} hoặc trước"
    return f"đạt từ {show_month(path.since)}"


def _sheet(request: Request, found: Similar) -> Sheet:
    return Sheet(
        name="don-vi-tuong-tu",
        title=f"Đơn vị tương tự {found.subject.unit.full_name}",
        facts=facts_of(
            request,
            unit=found.subject.unit.full_name,
            months=[found.first_month, found.month],
            laws=[found.criteria_set],
            filters=[f"tiêu chí {found.criterion.number}. {found.criterion.name}", MEASURE],
        ),
        columns=[
            Column("Mã"),
            Column("Đơn vị", width=26),
            Column("Giống (%)", SHARE),
            *(Column(feature.name, NUMBER, 16) for feature in found.features),
            Column("Tiêu chí đạt nay"),
            Column(f"Tiêu chí {found.criterion.number}", width=28),
            Column("Không so được vì chưa rõ", width=40),
        ],
        rows=[_cells(each, found) for each in (found.subject, *found.others)],
    )


MEASURE = (
    "giống = 100% trừ trung bình mức khác nhau của các đặc điểm biết ở cả hai bên "
    "(dân số, số hộ so theo tỷ lệ)"
)


def _cells(each: Alike, found: Similar) -> list[Any]:
    names = {feature.id: feature.name for feature in found.features}
    value = each.likeness.value
    return [
        each.unit.code,
        each.unit.full_name,
        None if value is None else round(value * 100, 1),
        *(_number(feature, each) for feature in found.features),
        each.met,
        path_words(each.path, found),
        ", ".join(names[key] for key in each.likeness.missing),
    ]


def _number(feature: Feature, each: Alike) -> float | str:
    value = each.features.get(feature.id)
    if value is None or feature.form is Form.YES_NO:
        return _value(feature, each)
    return value
