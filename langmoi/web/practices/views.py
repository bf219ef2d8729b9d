"""The register of good practice: searching, reading, writing, and who took what up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.law.model import Criterion
from langmoi.law.sets import criteria_known
from langmoi.places.models import Unit
from langmoi.places.queries import names_on
from langmoi.practices.access import can_change, keeping_unit
from langmoi.practices.actions import (
    add_practice,
    adopt_practice,
    change_practice,
    withdraw_practice,
)
from langmoi.practices.models import GoodPractice
from langmoi.practices.queries import search_practices
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.practices.forms import (
    AdoptionForm,
    PracticeForm,
    WithdrawalForm,
    typed,
    units_kept,
)

MOST_LISTED = 200
# What the address may ask of the list, and how a file says it.
ASKED = {"tim": "tìm", "tieu-chi": "tiêu chí", "xuat-xu": "xuất xứ", "da-rut": "cả cách làm đã rút"}
ORIGINS = {"": "Mọi nơi", "trong-tinh": "Trong tỉnh", "ngoai-tinh": "Ngoài tỉnh"}


@login_required
@require_safe
def practices(request: Request) -> HttpResponseBase:
    """The entries that the words, the criterion and the origin of the address ask for."""
    criteria = criteria_known(request.today)
    told = {name: request.GET.get(name, "").strip() for name in ASKED}
    visible = GoodPractice.objects.visible_to(request.user, on=request.today)
    found = search_practices(
        visible if told["da-rut"] else visible.offered(),
        text=told["tim"],
        criterion=told["tieu-chi"],
        origin=told["xuat-xu"],
    ).prefetch_related("adoptions")
    listed = list(found[:MOST_LISTED])
    names = _names(request, listed)
    if wants_file(request):
        return as_file(request, _sheet(request, listed, criteria, names, told))
    context = {
        "rows": [_row(practice, criteria, names) for practice in listed],
        "criteria": criteria.values(),
        "origins": list(ORIGINS.items()),
        "text": told["tim"],
        "picked": told["tieu-chi"],
        "origin": told["xuat-xu"],
        "with_withdrawn": bool(told["da-rut"]),
        "may_add": keeping_unit(request.user, on=request.today) is not None,
        "query": urlencode({name: value for name, value in told.items() if value}),
    }
    return render(request, "practices/list.html", context)


@login_required
@require_safe
def practice(request: Request, pk: int) -> HttpResponse:
    """One entry, with who took it up."""
    return _entry(request, _visible(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_practice(request: Request) -> HttpResponse:
    """A new entry, for who keeps the register."""
    if keeping_unit(request.user, on=request.today) is None:
        raise Http404
    criteria = criteria_known(request.today)
    first = {"criterion": request.GET.get("tieu-chi", "")}
    form = _form(request, criteria, first)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_practice(form.practice(), criteria=set(criteria), **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi cách làm hay.")
            return redirect("practice", made.pk)
    return _typed_page(request, form, {})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """The entry's form; who does not keep it has no such page."""
    found = _visible(request, pk)
    if not can_change(request.user, found, on=request.today):
        raise Http404
    criteria = criteria_known(request.today)
    form = _form(request, criteria, typed(found))
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        number = int(seen) if seen.isdigit() else 0
        told = form.practice()
        try:
            change_practice(found, told, seen=number, criteria=set(criteria), **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu cách làm hay.")
            return redirect("practice", found.pk)
    return _typed_page(request, form, {"practice": found, "seen": seen or found.version})


@login_required
@require_POST
def adopt(request: Request, pk: int) -> HttpResponse:
    """Who took the entry up, since when, and what came of it."""
    found = _visible(request, pk)
    units = units_kept(request)
    if not units:
        raise Http404
    form = AdoptionForm(request.POST, units=units)
    if form.is_valid():
        told = form.cleaned_data
        unit = get_object_or_404(Unit, pk=int(told["unit"]))
        try:
            adopt_practice(found, unit, since=told["since"], result=told["result"], **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi đơn vị áp dụng.")
            return redirect("practice", found.pk)
    return _entry(request, found, {"form": form})


@login_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """The entry is offered no more, for the reason given; who does not keep it cannot ask."""
    found = _visible(request, pk)
    if not can_change(request.user, found, on=request.today):
        raise Http404
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        try:
            withdraw_practice(found, form.cleaned_data["why"], **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã rút cách làm hay. Ai cũng đọc được lý do.")
            return redirect("practice", found.pk)
    return _entry(request, found, {"withdrawal": form})


def _visible(request: Request, pk: int) -> GoodPractice:
    visible = GoodPractice.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(visible.select_related("made_by", "changed_by", "withdrawn_by"), pk=pk)


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "on": request.today, "at": now()}


def _form(
    request: Request, criteria: Mapping[str, Criterion], first: dict[str, Any]
) -> PracticeForm:
    units = units_kept(request)
    return PracticeForm(request.POST or None, criteria=criteria, units=units, initial=first)


def _typed_page(request: Request, form: PracticeForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "practices/form.html", context | {"form": form}, status=status)


def _entry(
    request: Request, found: GoodPractice, refused: Mapping[str, PlainForm] | None = None
) -> HttpResponse:
    """The entry's page; with a form that was refused, as it was typed."""
    adoptions = list(found.adoptions.select_related("by"))
    names = _names(request, [found])
    units = [] if found.withdrawn_at else units_kept(request)
    may_change = not found.withdrawn_at and can_change(request.user, found, on=request.today)
    context = {
        "practice": found,
        "row": _row(found, criteria_known(request.today), names),
        "keeper": names.get(found.unit_id, ""),
        "adoptions": [(adoption, names.get(adoption.unit_id, "")) for adoption in adoptions],
        "may_change": may_change,
        "form": AdoptionForm(units=units) if units else None,
        "withdrawal": WithdrawalForm() if may_change else None,
    } | dict(refused or {})
    return render(request, "practices/entry.html", context, status=422 if refused else 200)


def _names(request: Request, listed: list[GoodPractice]) -> dict[int, str]:
    keys = {p.unit_id for p in listed} | {p.origin_id for p in listed if p.origin_id}
    keys |= {a.unit_id for p in listed for a in p.adoptions.all()}
    return names_on(keys, request.today)


def _row(
    practice: GoodPractice, criteria: Mapping[str, Criterion], names: Mapping[int, str]
) -> dict[str, Any]:
    found = criteria.get(practice.criterion)
    return {
        "practice": practice,
        "criterion": f"{found.number}. {found.name}" if found else practice.criterion,
        "origin": names.get(practice.origin_id or 0) or practice.origin_text,
        "adopted": [names.get(a.unit_id, "") for a in practice.adoptions.all()],
    }


def _sheet(
    request: Request,
    listed: list[GoodPractice],
    criteria: Mapping[str, Criterion],
    names: Mapping[int, str],
    told: Mapping[str, str],
) -> Sheet:
    rows = [_row(practice, criteria, names) for practice in listed]
    headings = ("Tên", "Tiêu chí", "Xuất xứ", "Điều kiện", "Các bước", "Chi phí (đồng)")
    more = ("Chi phí cho gì", "Kết quả", "Nguồn", "Số liệu minh họa", "Nơi áp dụng", "Sửa ngày")
    return Sheet(
        name="cach-lam-hay",
        title="Cách làm hay",
        facts=facts_of(
            request,
            unit="toàn bộ sổ cách làm hay",
            months=[],
            laws=[],
            filters=_filters(criteria, told),
            source="Sổ cách làm hay trong Làng Mới.",
        ),
        columns=[Column(heading, width=30) for heading in (*headings, *more, "Lý do rút")],
        rows=[
            [
                row["practice"].title,
                row["criterion"],
                row["origin"],
                row["practice"].conditions,
                row["practice"].steps,
                row["practice"].cost,
                row["practice"].cost_note,
                row["practice"].result,
                row["practice"].source,
                "có" if row["practice"].is_illustrative else "",
                ", ".join(row["adopted"]),
                row["practice"].changed_at.date(),
                row["practice"].withdrawn_why,
            ]
            for row in rows
        ],
    )


def _filters(criteria: Mapping[str, Criterion], told: Mapping[str, str]) -> list[str]:
    """What the list was narrowed to, in words."""
    criterion = criteria.get(told["tieu-chi"])
    said = {
        **told,
        "tieu-chi": f"{criterion.number}. {criterion.name}" if criterion else told["tieu-chi"],
        "xuat-xu": ORIGINS.get(told["xuat-xu"], told["xuat-xu"]).lower(),
        "da-rut": "có",
    }
    return [f"{ASKED[name]}: {said[name]}" for name, value in told.items() if value]
