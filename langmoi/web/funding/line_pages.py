"""Lines of money: the list of them, a new one, and taking one back."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.text import capital
from langmoi.funding.access import (
    can_add,
    can_take_back,
    can_write,
    owned_units,
    written_units,
)
from langmoi.funding.actions import add_line, take_back_line
from langmoi.funding.exporting import write_lines
from langmoi.funding.lines import said_of
from langmoi.funding.listing import of_branch
from langmoi.funding.models import MoneyLine, Project
from langmoi.funding.sources import CARRIED_OVER, source_name
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import names_on
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.attempts import who
from langmoi.web.funding.choices import (
    Choices,
    chosen,
    kind_choices,
    source_choices,
    year_choices,
)
from langmoi.web.funding.files import excel_answer, in_millions
from langmoi.web.funding.forms import LineForm, TakeBackForm
from langmoi.web.funding.places import PlaceFilter, place_filter
from langmoi.web.funding.projects_list import FORM, SOURCE, Field
from langmoi.web.http import Request
from langmoi.web.scope import scope_of

PER_PAGE = 50
NAMES = ("huyen", "xa", "nam", "loai", "nguon", "rut")


@login_required
@require_safe
def lines(request: Request) -> HttpResponseBase:
    """Lines by day, the last first; those taken back only where they are asked for."""
    places, fields = place_filter(request), _fields(request)
    picked = {field.name: field.picked for field in fields}
    taken_back = bool(request.GET.get("rut"))
    found = MoneyLine.objects.visible_to(request.user, on=request.today)
    found = found.filter(taken_back_at__isnull=not taken_back)
    if places.units is not None:
        found = found.in_units(places.units)
    narrowed = _narrowed(found, picked).order_by("-day", "-pk")
    if request.GET.get("tep") == "mau":
        return excel_answer(write_lines(narrowed, on=request.today), "dong-von-theo-mau")
    listed = narrowed.select_related("project", "programme")
    if wants_file(request):
        return as_file(request, _sheet(request, listed, places, fields))
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": _rows(list(page.object_list), request.today),
        "total": narrowed.order_by().aggregate(all=Sum("amount", default=0))["all"],
        "places": places,
        "fields": fields,
        "taken_back": taken_back,
        "query": urlencode({n: request.GET[n] for n in NAMES if request.GET.get(n)}),
        "may_add": can_add(request.user, on=request.today),
        "tab": "lines",
    }
    return render(request, "funding/lines.html", context)


def _narrowed(found: QuerySet[MoneyLine], picked: dict[str, str]) -> QuerySet[MoneyLine]:
    if picked["nam"]:
        found = found.filter(year=int(picked["nam"]))
    if picked["loai"]:
        found = found.filter(kind=picked["loai"])
    if picked["nguon"] == CARRIED_OVER:
        found = found.filter(is_carried_over=True)
    elif picked["nguon"]:
        found = found.filter(of_branch(picked["nguon"]), is_carried_over=False)
    return found


def _fields(request: Request) -> list[Field]:
    def field(name: str, label: str, every: str, choices: Choices) -> Field:
        return Field(name, label, every, choices, chosen(choices, request.GET.get(name, "")))

    return [
        field("nam", "Năm kế hoạch", "Mọi năm", year_choices(request.today)),
        field("loai", "Loại", "Mọi loại", kind_choices()),
        field("nguon", "Nguồn vốn", "Mọi nguồn", source_choices()),
    ]


def _rows(found: list[MoneyLine], on: date) -> list[dict[str, Any]]:
    names = names_on({line.unit_id for line in found}, on)
    return [
        {"line": one, "place": names.get(one.unit_id, ""), "source": source_name(one.source)}
        for one in found
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_project_line(request: Request, pk: int) -> HttpResponse:
    visible = Project.objects.visible_to(request.user, on=request.today)
    project = get_object_or_404(visible, pk=pk)
    if not can_write(request.user, project, on=request.today):
        raise Http404
    first = {"kind": request.GET.get("loai", ""), "year": request.today.year}
    form = LineForm(request.POST or None, initial=first | {"day": request.today})

    def act() -> None:
        add_line(form.asked(project=project.pk), **who(request))

    if request.method == "POST" and form.attempt(act):
        messages.success(request, f"Đã ghi dòng vốn của {project.name}.")
        return redirect("project", project.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "project": project, "tab": "projects"}
    return render(request, "funding/line_form.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_line(request: Request) -> HttpResponse:
    """A line that belongs to no project."""
    units = _units(request)
    if not units:
        raise Http404
    first = {"year": request.today.year, "day": request.today, "unit": request.GET.get("dv", "")}
    form = LineForm(request.POST or None, units=units, initial=first)

    def act() -> None:
        add_line(form.asked(project=None), **who(request))

    if request.method == "POST" and form.attempt(act):
        messages.success(request, "Đã ghi dòng vốn.")
        return redirect("money_lines")
    status = 422 if request.method == "POST" else 200
    return render(request, "funding/line_form.html", {"form": form, "tab": "lines"}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, pk: int) -> HttpResponse:
    visible = MoneyLine.objects.visible_to(request.user, on=request.today)
    line = get_object_or_404(visible.select_related("project", "unit", "by"), pk=pk)
    if not can_take_back(request.user, line, on=request.today):
        raise Http404
    form = TakeBackForm(request.POST or None)

    def act() -> None:
        take_back_line(line, why=form.cleaned_data["why"], **who(request))

    if request.method == "POST" and form.attempt(act):
        messages.success(request, "Đã rút dòng vốn. Dòng cũ vẫn còn để xem, không được tính nữa.")
        if line.project_id is None:
            return redirect("money_lines")
        return redirect("project", line.project_id)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "line": line, "said": said_of(line), "tab": "lines"}
    return render(request, "funding/take_back.html", context, status=status)


def _units(request: Request) -> Choices:
    """The provinces, districts and communes whose own money the person may write."""
    on = request.today
    keys = written_units(request.user, on=on) | owned_units(request.user, on=on)
    found = UnitVersion.objects.on(on).filter(unit_id__in=keys).exclude(level=Level.VILLAGE)
    order = list(Level)
    versions = sorted(found, key=lambda v: (order.index(Level(v.level)), v.code))
    return [(str(v.unit_id), f"{capital(v.full_name)} ({v.code})") for v in versions]


def _sheet(
    request: Request, found: QuerySet[MoneyLine], places: PlaceFilter, fields: list[Field]
) -> Sheet:
    filters = [places.words] if places.chosen else []
    filters += [dict(f.choices)[f.picked].strip() for f in fields if f.picked]
    headings = (
        ("Ngày", 12), ("Năm kế hoạch", 10), ("Loại", 18), ("Nguồn", 34), ("Chương trình", 20),
        ("Đơn vị", 24), ("Công trình", 40), ("Số tiền (triệu đồng)", 16), ("Chuyển sang", 12),
        ("Chứng từ", 24), ("Nội dung chi", 30), ("Ghi chú", 30), ("Độ tin cậy", 18),
    )  # fmt: skip
    rows = [
        [
            one.day, str(one.year), one.get_kind_display(), row["source"],
            str(one.programme or ""), row["place"], str(one.project or ""),
            in_millions(one.amount), "có" if one.is_carried_over else "", one.document,
            one.item, one.note, one.get_certainty_display(),
        ]
        for row in _rows(list(found), request.today)
        if (one := row["line"])
    ]  # fmt: skip
    return Sheet(
        name="dong-von",
        title="Dòng vốn nông thôn mới",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[],
            laws=[],
            filters=filters,
            source=SOURCE,
        ),
        columns=[Column(heading, FORM, width) for heading, width in headings],
        rows=rows,
        source=SOURCE,
    )
