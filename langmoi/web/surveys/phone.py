"""Where a paper is entered by phone: whoever holds its code, without an account, no name asked."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.errors import DomainError
from langmoi.core.installation import is_demo
from langmoi.people.models import User
from langmoi.places.queries import version_of
from langmoi.surveys.actions import Paper, answer_as_resident
from langmoi.surveys.models import Choice, SurveyCampaign, SurveyState
from langmoi.web.http import Request


# No token against forged forms: it would need a cookie that stays with the person, and what a form
# from elsewhere lacks is the code of a paper, which alone gives the right to answer.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_paper(request: Request, pk: int) -> HttpResponse:
    campaign = _campaign(pk)
    questions = list(campaign.questions.all())
    chosen = {q.key: request.POST[q.key] for q in questions if request.POST.get(q.key)}
    code, problem = request.POST.get("ma", "")[:40], ""
    if request.method == "POST":
        user = request.user if isinstance(request.user, User) else None
        try:
            answer_as_resident(campaign, Paper(code, chosen), user=user, on=request.today)
        except DomainError as error:
            problem = str(error)
        else:
            return redirect("survey_paper_taken", pk)
    context = _frame(request, campaign) | {
        "questions": [(q, chosen.get(q.key, "")) for q in questions],
        "choices": Choice.choices,
        "code": code,
        "problem": problem,
        "is_open": campaign.is_open,
    }
    return render(request, "surveys/paper.html", context, status=422 if problem else 200)


@never_cache
@require_safe
def survey_paper_taken(request: Request, pk: int) -> HttpResponse:
    """The same whoever asks; says nothing of what was chosen."""
    return render(request, "surveys/paper_taken.html", _frame(request, _campaign(pk)))


def _campaign(pk: int) -> SurveyCampaign:
    try:
        return SurveyCampaign.objects.exclude(state=SurveyState.DRAFT).get(pk=pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _frame(request: Request, campaign: SurveyCampaign) -> dict[str, object]:
    return {
        "campaign": campaign,
        "commune": version_of(campaign.unit_id, request.today),
        "is_demo": is_demo(),
    }
