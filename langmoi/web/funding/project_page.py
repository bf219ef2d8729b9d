"""One project: where it stands, what it is paid from, its money by source and year, its story."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.text import capital
from langmoi.funding.access import can_write
from langmoi.funding.actions import resume_project, stop_project
from langmoi.funding.checks import LABELS, special_facts
from langmoi.funding.listing import places_of, state_on
from langmoi.funding.models import DATES, Mechanism, MoneyKind, MoneyLine, Project, ProjectEvent
from langmoi.funding.sources import CARRIED_OVER, content_name, source_name
from langmoi.funding.special import check_special
from langmoi.funding.sums import sums_of
from langmoi.places.queries import names_on
from langmoi.web.attempts import who, whole
from langmoi.web.funding.choices import criterion_choices
from langmoi.web.funding.forms import FaultForm, ResumeForm, StopForm
from langmoi.web.funding.papers import PaperForm
from langmoi.web.funding.words import EVENTS, changed_words
from langmoi.web.http import Request


@login_required
@require_safe
def project(request: Request, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


@login_required
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    found, form = _written(request, pk), StopForm(request.POST)
    seen = whole(request.POST.get("seen", ""))

    def act() -> None:
        told = {"stopped_on": form.cleaned_data["stopped_on"], "why": form.cleaned_data["why"]}
        stop_project(found, seen=seen, **told, **who(request))

    if form.attempt(act):
        messages.success(request, "Đã ghi dừng công trình.")
        return redirect("project", pk)
    return _page(request, found, refused="stop", form=form)


@login_required
@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    found, form = _written(request, pk), ResumeForm(request.POST)
    seen = whole(request.POST.get("seen", ""))

    def act() -> None:
        resume_project(found, why=form.cleaned_data["why"], seen=seen, **who(request))

    if form.attempt(act):
        messages.success(request, "Đã ghi công trình làm tiếp.")
        return redirect("project", pk)
    return _page(request, found, refused="resume", form=form)


def _visible(request: Request, pk: int) -> Project:
    visible = Project.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(visible.select_related("made_by"), pk=pk)


def _written(request: Request, pk: int) -> Project:
    found = _visible(request, pk)
    if not can_write(request.user, found, on=request.today):
        raise Http404
    return found


def _page(
    request: Request, found: Project, *, refused: str = "", form: FaultForm | None = None
) -> HttpResponse:
    on = request.today
    may_write = can_write(request.user, found, on=on)
    place, district = places_of([found], on)[found.pk]
    sums = sums_of([found.pk]).get(found.pk, {"allocated": 0, "paid": 0, "accepted": 0})
    lines = list(found.money.select_related("by", "taken_back_by", "programme"))
    papers = found.papers.filter(removed_at__isnull=True).select_related("by", "file")
    context = {
        "project": found,
        "state": state_on(found, on),
        "place": place,
        "district": district,
        "content": content_name(found.content),
        "sums": sums,
        "places": _places(found, request),
        "criteria": _criteria(found, request),
        "structure": _structure(found),
        "days": _days(found, request),
        "special": _special(found, request),
        "by_source": _by_source(lines),
        "lines": [
            {"line": line, "source": source_name(line.source), "stands": not line.taken_back_at}
            for line in reversed(lines)
        ],
        "papers": papers,
        "events": _events(found, request),
        "may_write": may_write,
        "stop_form": form if refused == "stop" else StopForm(),
        "resume_form": form if refused == "resume" else ResumeForm(),
        "paper_form": PaperForm(),
        "refused": refused,
        "tab": "projects",
    }
    return render(request, "funding/project.html", context, status=422 if refused else 200)


def _places(found: Project, request: Request) -> list[dict[str, Any]]:
    places = list(found.places.all())
    names = names_on({place.unit_id for place in places}, found.day or request.today)
    return [{"name": names.get(p.unit_id, ""), "share": p.share} for p in places]


def _criteria(found: Project, request: Request) -> list[dict[str, Any]]:
    names = dict(criterion_choices(found.day or request.today))
    names = names or dict(criterion_choices(request.today))
    return [
        {"number": c.number, "name": names.get(c.number, c.number), "share": c.share}
        for c in found.criteria.all()
    ]


def _structure(found: Project) -> list[dict[str, Any]]:
    return [
        {
            "source": source_name(part.source),
            "programme": str(part.programme) if part.programme else "",
            "amount": part.amount,
        }
        for part in found.structure.select_related("programme")
    ]


def _days(found: Project, request: Request) -> list[dict[str, Any]]:
    """The days in their order; what is told of the list and of the approval beside them."""
    papers = {"listed_on": found.list_document, "approved_on": found.approval_document}
    return [
        {
            "label": capital(LABELS[name]),
            "day": getattr(found, name),
            "document": papers.get(name, ""),
        }
        for name in DATES
    ]


def _special(found: Project, request: Request) -> dict[str, Any] | None:
    if found.mechanism != Mechanism.SPECIAL:
        return None
    day = found.day or request.today
    checked = check_special(special_facts(found, found.places.count()), day)
    return {"checked": checked, "day": day}


def _by_source(lines: list[MoneyLine]) -> list[dict[str, Any]]:
    """By source and plan year: what was planned, allocated, paid and accepted."""
    sums: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        if line.taken_back_at is None:
            code = CARRIED_OVER if line.is_carried_over else line.source
            sums[line.year, code][line.kind] += line.amount
    rows = []
    for (year, code), kinds in sorted(sums.items()):
        told = {str(kind): kinds.get(kind, 0) for kind in MoneyKind.values}
        rows.append({"year": year, "source": source_name(code), **told})
    return rows


def _events(found: Project, request: Request) -> list[dict[str, Any]]:
    events = ProjectEvent.objects.filter(project=found).select_related("by").order_by("-pk")
    return [
        {
            "event": event,
            "what": EVENTS.get(event.step, event.step),
            "changes": changed_words(event.detail) if event.step == "change" else [],
        }
        for event in events[:60]
    ]
