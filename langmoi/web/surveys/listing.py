"""The list of surveys, a new one, table B12 of a year, and the rule that applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.installation import installation, is_demo
from langmoi.overview.places import places_on, ref
from langmoi.places.models import Certainty, Unit, UnitVersion
from langmoi.places.queries import districts_of, filing_communes, province_on, unit_versions
from langmoi.publishing.files import CONTENT_TYPES, writer_for
from langmoi.publishing.survey_paper import verdict_of, year_table
from langmoi.surveys.access import can_set_rule, run_units
from langmoi.surveys.actions import NewCampaign, add_campaign, set_rule
from langmoi.surveys.models import SurveyCampaign, SurveyRule
from langmoi.surveys.results import SurveyResult, results_of
from langmoi.surveys.rules import rule_on, seen_elsewhere
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.publishing.files import attachment
from langmoi.web.scope import scope_of
from langmoi.web.surveys.forms import NewSurveyForm, RuleForm


@dataclass(frozen=True)
class SurveyRow:
    commune: UnitVersion
    district: UnitVersion | None
    found: SurveyResult

    @property
    def verdict(self) -> str:
        return verdict_of(self.found)


@login_required
@require_safe
def surveys(request: Request) -> HttpResponse:
    """The surveys that the person may see, by year; a village head has none."""
    _refuse_villages(request)
    seen = SurveyCampaign.objects.visible_to(request.user, on=request.today)
    years = sorted(set(seen.values_list("year", flat=True)), reverse=True)
    year = whole(request.GET.get("nam", ""))
    rows = _rows(request, year if year in years else 0)
    context = {
        "rows": rows,
        "years": years,
        "year": year if year in years else 0,
        "may_run": bool(run_units(request.user, on=request.today)),
        "today": request.today,
    }
    return render(request, "surveys/surveys.html", context)


@login_required
@require_safe
def year_file(request: Request, year: str, kind: str) -> HttpResponse:
    """Table B12 of the year over the surveys in the person's scope."""
    _refuse_villages(request)
    rows = _rows(request, int(year))
    if not rows:
        raise Http404
    told = [
        (r.district.full_name if r.district else "", r.commune.full_name, r.found) for r in rows
    ]
    home = scope_of(request).home
    above = districts_of([home.unit_id], request.today).get(home.unit_id)
    paper = year_table(
        told, int(year), ref(home), on=request.today, is_demo=is_demo(),
        sender="front" if run_units(request.user, on=request.today) else "",
        above=above.full_name if above else "",
    )  # fmt: skip
    name = f"lay-y-kien-b12-{year}-{home.code}.{kind}"
    return attachment(writer_for(name)(paper), name, CONTENT_TYPES[f".{kind}"])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_survey(request: Request) -> HttpResponse:
    """A survey of a commune in the Front officer's area, under the rule in force today."""
    units = _communes(request)
    if not units:
        raise Http404
    form = NewSurveyForm(request.POST or None, units=units, initial={"year": request.today.year})
    if request.method == "POST":
        made: list[int] = []

        def add(told: dict[str, Any]) -> None:
            unit = Unit.objects.get(pk=int(told["unit"]))
            certainty = Certainty.ILLUSTRATIVE if is_demo() else Certainty.CHECKED
            new = NewCampaign(told["year"], certainty=certainty)
            rule = rule_on(request.today, _province(request))
            made.append(add_campaign(new, unit, rule, **who(request)).pk)

        if attempt(form, add):
            messages.success(request, "Đã lập đợt lấy ý kiến. Hãy ghi thôn, số hộ và câu hỏi.")
            return redirect("prepare_survey", made[0])
    context = {"form": form, "rule": rule_on(request.today, _province(request))}
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/new.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey_rules(request: Request) -> HttpResponse:
    """What a survey must reach here and what was seen elsewhere; the office sets its own."""
    _refuse_villages(request)
    may_set, province = can_set_rule(request.user, on=request.today), _province(request)
    form = RuleForm(request.POST or None, initial={"valid_from": request.today})
    if request.method == "POST":
        if not may_set:
            raise Http404

        def save(_: dict[str, Any]) -> object:
            return set_rule(form.rule(), Unit.objects.get(pk=province), **who(request))

        if attempt(form, save):
            messages.success(request, "Đã ghi mức; đợt lập từ nay theo mức này.")
            return redirect("survey_rules")
    context = {
        "rule": rule_on(request.today, province),
        "own": SurveyRule.objects.filter(unit_id=province),
        "elsewhere": seen_elsewhere(),
        "form": form if may_set else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/rules.html", context, status=status)


def _rows(request: Request, year: int) -> list[SurveyRow]:
    """Of the year, or of all; districts and names in two reads however many."""
    found = SurveyCampaign.objects.visible_to(request.user, on=request.today)
    campaigns = list(found.filter(year=year) if year else found)
    keys = {campaign.unit_id for campaign in campaigns}
    units = {v.unit_id: v for v in unit_versions(request.today, unit_keys=keys)}
    above = districts_of(keys, request.today)
    rows = [
        SurveyRow(units[c.unit_id], above.get(c.unit_id), found)
        for c, found in zip(campaigns, results_of(campaigns), strict=True)
        if c.unit_id in units
    ]
    return sorted(rows, key=lambda row: (-row.found.campaign.year, row.commune.code))


def _communes(request: Request) -> dict[int, str]:
    keys, on = run_units(request.user, on=request.today), request.today
    communes = filing_communes(on, within=keys)
    above = districts_of([v.unit_id for v in communes], on)
    named = {}
    for version in communes:
        district = above.get(version.unit_id)
        named[version.unit_id] = (
            f"{version.full_name} ({district.full_name})" if district else version.full_name
        )
    return named


def _province(request: Request) -> int:
    """The installation's province, else the only one there is."""
    found = installation()
    province = province_on(found.province_code, request.today) if found else None
    return (province or places_on(request.today).unit(None)).unit_id


def _refuse_villages(request: Request) -> None:
    if scope_of(request).is_village:
        raise Http404
