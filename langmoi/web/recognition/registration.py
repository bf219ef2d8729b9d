"""The registration list of a year: proposing a place, and putting confirmed ones on the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.people.access import units_in_scope
from langmoi.places.models import Certainty, Level, Unit, UnitVersion
from langmoi.recognition.access import COMMUNE_HEADS, OFFICE_ROLES
from langmoi.recognition.actions import approve_list, propose
from langmoi.recognition.models import DossierState, Kind
from langmoi.recognition.queries import dossiers_seen, rows_of
from langmoi.recognition.rules import no_regime, rules_on
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.people.people_forms import DayField, PlainForm
from langmoi.web.recognition.forms import offer, rows
from langmoi.web.recognition.forms import whole as whole_field
from langmoi.web.recognition.listing import chosen_year, kinds_offered, may_propose
from langmoi.web.scope import scope_of


class ProposalForm(PlainForm):
    unit = forms.ChoiceField(label="Xã")
    kind = forms.ChoiceField(label="Danh hiệu")
    year = whole_field("Năm đạt chuẩn", least=2011)
    note = rows("Ghi chú (không bắt buộc)", count=2, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)
        offer(self, "kind", kinds_offered())


class ListForm(PlainForm):
    document = forms.CharField(label="Số, ký hiệu văn bản phê duyệt", max_length=60)
    dated_on = DayField("Ngày văn bản")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration_list(request: Request) -> HttpResponse:
    """Who registered for the year; the office puts the confirmed ones on the list."""
    every = dossiers_seen(request.user, request.today).exclude(state=DossierState.WITHDRAWN)
    years, year = chosen_year(request, every)
    dossiers = list(every.filter(year=year).order_by("kind", "unit", "pk"))
    may_list = any(post.role in OFFICE_ROLES for post in scope_of(request).posts)
    form = ListForm(request.POST or None)
    if request.method == "POST":
        if not may_list:
            raise Http404
        if attempt(form, lambda told: _enlist(request, told)):
            messages.success(request, "Đã đưa các xã vào danh sách của năm.")
            return redirect(f"{request.path}?nam={year}")
    found = rows_of(dossiers, request.today)
    context = {
        "rows": found,
        "years": years,
        "year": year,
        "form": form,
        "may_list": may_list and any(r.state == DossierState.CONFIRMED for r in found),
        "may_propose": may_propose(request),
        "chosen": request.POST.getlist("dossier"),
        "is_demo": any(one.certainty == Certainty.ILLUSTRATIVE for one in dossiers),
        "rules": rules_on(Kind.COMMUNE, request.today),
        "no_regime": no_regime(Kind.COMMUNE, request.today),
        "tab": "list",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "recognition/registration.html", context, status=status)


def _enlist(request: Request, told: dict[str, Any]) -> object:
    """Each ticked dossier comes with the version that the page has shown."""
    pairs = []
    visible = dossiers_seen(request.user, request.today)
    for key in request.POST.getlist("dossier"):
        number, _, seen = key.partition("-")
        dossier = visible.filter(pk=whole(number)).first()
        if dossier is not None:
            pairs.append((dossier, whole(seen)))
    provinces = UnitVersion.objects.on(request.today).filter(level=Level.PROVINCE)
    own = units_in_scope(request.user, on=request.today, roles=OFFICE_ROLES)
    province = Unit.objects.get(pk=provinces.filter(unit_id__in=own).values("unit")[:1])
    return approve_list(province, pairs, told["document"], told["dated_on"], **who(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_dossier(request: Request) -> HttpResponse:
    """A commune registers for a title."""
    own = units_in_scope(request.user, on=request.today, roles=COMMUNE_HEADS)
    versions = UnitVersion.objects.on(request.today).filter(unit_id__in=own, level=Level.COMMUNE)
    units = [(str(version.unit_id), version.full_name) for version in versions]
    if not units:
        raise Http404
    initial = {"year": request.today.year}
    form = ProposalForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST":
        made: list[int] = []

        def register(told: dict[str, Any]) -> None:
            unit = Unit.objects.get(pk=int(told["unit"]))
            dossier = propose(unit, told["kind"], told["year"], note=told["note"], **who(request))
            made.append(dossier.pk)

        if attempt(form, register):
            messages.success(request, "Đã gửi đăng ký lên huyện.")
            return redirect("dossier", made[0])
    context = {
        "form": form,
        "rules": rules_on(Kind.COMMUNE, request.today),
        "no_regime": no_regime(Kind.COMMUNE, request.today),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "recognition/new_dossier.html", context, status=status)
