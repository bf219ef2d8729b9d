"""One survey: how far it is, its steps for the Front, its result once it may be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import district_of, version_of
from langmoi.publishing.survey_paper import verdict_of
from langmoi.surveys.access import can_run
from langmoi.surveys.actions import (
    change_campaign,
    close_campaign,
    open_campaign,
    publish_result,
    stop_campaign,
)
from langmoi.surveys.models import SurveyCampaign, SurveyState
from langmoi.surveys.results import result_of
from langmoi.web.attempts import attempt, whole
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.scope import scope_of
from langmoi.web.surveys.forms import CloseForm, PrepareForm, PrintForm, StopForm


@login_required
@require_safe
def survey(request: Request, pk: int) -> HttpResponse:
    return page(request, seen_survey(request, pk))


def page(
    request: Request, campaign: SurveyCampaign, refused: PlainForm | None = None, key: str = ""
) -> HttpResponse:
    """The survey's page; a form that was refused stands open with what was typed."""
    may_run = can_run(request.user, campaign, on=request.today)
    found = result_of(campaign, before_publishing=may_run)
    villages = campaign.villages.annotate(out=Count("codes")).order_by("order")
    out = villages.values_list("pk", "name", "out")
    forms: dict[str, PlainForm] = _forms(campaign) if may_run else {}
    if refused is not None:
        forms[key] = refused
    context = {
        "campaign": campaign,
        "unit": version_of(campaign.unit_id, request.today),
        "district": district_of(campaign.unit_id, request.today),
        "found": found,
        "verdict": verdict_of(found),
        "may_run": may_run,
        "printed": sum(n for _, _, n in out),
        "villages_out": [(pk, name, n) for pk, name, n in out if n] if may_run else [],
        "forms": forms,
        "refused": key,
        "seen": campaign.version,
        "has_papers": campaign.state in (SurveyState.CLOSED, SurveyState.PUBLISHED)
        and (may_run or campaign.is_published),
        "today": request.today,
    }
    return render(request, "surveys/survey.html", context, status=422 if refused else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prepare_survey(request: Request, pk: int) -> HttpResponse:
    """Villages, households, questions; until the survey is opened."""
    campaign = run_survey(request, pk)
    if campaign.state != SurveyState.DRAFT:
        return redirect("survey", pk)
    known = [v.name for v in _villages(request, campaign)]
    initial = {"way": campaign.way, "sample_size": campaign.sample_size}
    form = PrepareForm(request.POST or None, campaign=campaign, known=known, initial=initial)
    seen = whole(request.POST.get("seen", ""))
    if request.method == "POST":

        def save(_: dict[str, Any]) -> object:
            told = form.told() | {"seen": seen, "by": request.user, "on": request.today}
            return change_campaign(campaign, **told)

        if attempt(form, save):
            messages.success(request, "Đã lưu. Xem lại rồi bấm “Bắt đầu lấy ý kiến”.")
            return redirect("survey", pk)
    context = {"form": form, "campaign": campaign, "seen": seen or campaign.version}
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/prepare.html", context, status=status)


@login_required
@require_POST
def survey_open(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "open", PlainForm, open_campaign, "Đã bắt đầu lấy ý kiến.")


@login_required
@require_POST
def survey_publish(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "publish", PlainForm, publish_result, "Đã công bố kết quả.")


@login_required
@require_POST
def survey_close(request: Request, pk: int) -> HttpResponse:
    def close(campaign: SurveyCampaign, form: CloseForm, **told: Any) -> object:
        return close_campaign(campaign, form.minutes(), **told)

    return _told_step(request, pk, "close", CloseForm, close, "Đã kết thúc đợt lấy ý kiến.")


@login_required
@require_POST
def survey_stop(request: Request, pk: int) -> HttpResponse:
    def stop(campaign: SurveyCampaign, form: StopForm, **told: Any) -> object:
        return stop_campaign(campaign, form.cleaned_data["why"], **told)

    return _told_step(request, pk, "stop", StopForm, stop, "Đã dừng đợt lấy ý kiến.")


def seen_survey(request: Request, pk: int) -> SurveyCampaign:
    """The survey, if it is there for this person."""
    if scope_of(request).is_village:
        raise Http404
    found = SurveyCampaign.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(found, pk=pk)


def run_survey(request: Request, pk: int) -> SurveyCampaign:
    """The survey, if this person runs it: for all others there is no such page."""
    campaign = seen_survey(request, pk)
    if not can_run(request.user, campaign, on=request.today):
        raise Http404
    return campaign


def _step(
    request: Request,
    pk: int,
    key: str,
    kind: type[PlainForm],
    act: Callable[..., object],
    said: str,
) -> HttpResponse:
    return _told_step(request, pk, key, kind, lambda c, _, **told: act(c, **told), said)


def _told_step(
    request: Request,
    pk: int,
    key: str,
    kind: type[Any],
    act: Callable[..., object],
    said: str,
) -> HttpResponse:
    campaign = run_survey(request, pk)
    form = kind(request.POST)
    told = {"by": request.user, "on": request.today}
    if not attempt(form, lambda _: act(campaign, form, **told)):
        return page(request, campaign, form, key)
    messages.success(request, said)
    return redirect("survey", pk)


def _forms(campaign: SurveyCampaign) -> dict[str, PlainForm]:
    villages = [(v.pk, v.name) for v in campaign.villages.all()]
    if campaign.state == SurveyState.DRAFT:
        stop = {"stop": StopForm(auto_id="id_stop_%s")}
        return ({"open": PlainForm()} if villages else {}) | stop
    if campaign.state == SurveyState.OPEN:
        return {
            "print": PrintForm(villages=villages, auto_id="id_print_%s"),
            "close": CloseForm(auto_id="id_close_%s"),
            "stop": StopForm(auto_id="id_stop_%s"),
        }
    return {"publish": PlainForm()} if campaign.state == SurveyState.CLOSED else {}


def _villages(request: Request, campaign: SurveyCampaign) -> list[UnitVersion]:
    found = UnitVersion.objects.on(request.today)
    return list(found.filter(parent_id=campaign.unit_id, level=Level.VILLAGE).order_by("code"))
