"""The rules of recognition as they stand today and stood before, and the province's own values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from langmoi.core.days import show_period
from langmoi.people.access import units_in_scope
from langmoi.places.models import Level, Unit, UnitVersion
from langmoi.recognition.access import OFFICE_ROLES, can_set_rules
from langmoi.recognition.actions import Entered, override_rule, take_back_override
from langmoi.recognition.models import Kind, RuleOverride
from langmoi.recognition.regime_file import PARAMETERS, Rule, regimes
from langmoi.recognition.rules import no_regime, regime_on, rules_on, show_basis, show_value
from langmoi.web.attempts import attempt, who
from langmoi.web.http import Request
from langmoi.web.people.people_forms import DayField, PlainForm
from langmoi.web.recognition.forms import offer


class RuleForm(PlainForm):
    kind = forms.ChoiceField(label="Danh hiệu")
    regime = forms.ChoiceField(label="Quy định")
    parameter = forms.ChoiceField(label="Nội dung")
    value = forms.CharField(label="Mức (số, “có”, “không” hoặc lời văn)", max_length=500)
    valid_from = DayField("Áp dụng từ ngày")
    document = forms.CharField(label="Văn bản của tỉnh (số, ngày)", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(kind.value, kind.label.capitalize()) for kind in Kind])
        offer(self, "regime", [(one.id, one.name) for one in regimes()])
        offer(self, "parameter", [(one.id, one.label) for one in PARAMETERS.values()])

    def entered(self) -> Entered:
        return Entered(**self.cleaned_data | {"kind": Kind(self.cleaned_data["kind"])})


class WhyForm(PlainForm):
    why = forms.CharField(label="Lý do bỏ", max_length=300)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def recognition_rules(request: Request) -> HttpResponse:
    """What the chosen kind must meet, by regime; the office enters the province's own values."""
    asked = request.GET.get("danh-hieu", "")
    kind = Kind(asked) if asked in Kind.values else Kind.COMMUNE
    may_set = can_set_rules(request.user, on=request.today)
    form = RuleForm(request.POST or None, initial={"kind": kind}) if may_set else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if attempt(form, lambda _: _add(request, form)):
            messages.success(request, "Đã lưu mức của tỉnh.")
            return redirect(f"{request.path}?danh-hieu={form.cleaned_data['kind']}")
    return _show(request, kind, form, 422 if request.method == "POST" else 200)


def _show(request: Request, kind: Kind, form: PlainForm | None, status: int) -> HttpResponse:
    today = regime_on(kind, request.today)
    in_force = rules_on(kind, request.today)
    told = []
    for regime in regimes():
        if kind not in regime.kinds:
            continue
        rules = in_force.rules if in_force and today == regime else regime.rules
        period = show_period(regime.period.start, regime.period.end)
        told.append((regime, period, regime == today, [_line(rule) for rule in rules.values()]))
    context = {
        "kind": kind,
        "kinds": [(one.value, one.label) for one in Kind],
        "regimes": told,
        "no_regime": "" if today else no_regime(kind, request.today),
        "overrides": _overrides(kind),
        "form": form,
        "why": WhyForm(),
        "tab": "rules",
    }
    return render(request, "recognition/rules.html", context, status=status)


def _line(rule: Rule) -> tuple[str, str, str, bool]:
    return rule.parameter.label, show_value(rule), show_basis(rule), rule.is_override


def _overrides(kind: Kind) -> list[tuple[RuleOverride, str]]:
    rows = RuleOverride.objects.filter(kind=kind).select_related("by").order_by("-at")
    return [(row, PARAMETERS[row.parameter].label) for row in rows]


def _add(request: Request, form: RuleForm) -> object:
    return override_rule(_province(request), form.entered(), **who(request))


def _province(request: Request) -> Unit:
    own = units_in_scope(request.user, on=request.today, roles=OFFICE_ROLES)
    provinces = UnitVersion.objects.on(request.today).filter(level=Level.PROVINCE, unit_id__in=own)
    return get_object_or_404(Unit, pk__in=provinces.values("unit"))


@login_required
@require_POST
def drop_rule(request: Request, pk: int) -> HttpResponse:
    """A value of the province counts no more, for the reason told."""
    if not can_set_rules(request.user, on=request.today):
        raise Http404
    own = units_in_scope(request.user, on=request.today, roles=OFFICE_ROLES)
    row = get_object_or_404(RuleOverride.objects.filter(unit__in=own), pk=pk)
    form = WhyForm(request.POST)
    if attempt(form, lambda told: take_back_override(row, told["why"], **who(request))):
        messages.success(request, "Đã bỏ mức này.")
    else:
        problem = next(iter(form.errors.values()))[0]
        messages.error(request, str(problem))
    return redirect("recognition_rules")
