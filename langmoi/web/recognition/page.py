"""One dossier as a calm way of steps: what is on record, what keeps it, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from langmoi.law.model import Criterion
from langmoi.places.models import Certainty, Level, UnitVersion
from langmoi.recognition.access import post_on_side
from langmoi.recognition.assessing import sides_of_parts
from langmoi.recognition.deciding import announcement_due
from langmoi.recognition.flow import STEPS
from langmoi.recognition.known import Known, known_of
from langmoi.recognition.models import Decision, Dossier, DossierEvent, DossierPart, Verdict
from langmoi.recognition.queries import dossiers_seen, rows_of
from langmoi.recognition.registering import label_of
from langmoi.recognition.rules import rules_on
from langmoi.recognition.verifying import criteria_set_of, criteria_to_confirm
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.recognition.forms import PaperForm
from langmoi.web.recognition.steps import Bound, Offer, offers
from langmoi.web.recognition.words import STAGE_OF_STATE, STAGES, STEP_ICONS

DONE, NOW, TO_COME = "done", "now", "to_come"


@dataclass(frozen=True)
class Stage:
    """A part of the way: done, under way or to come, with the forms that stand in it."""

    key: str
    number: int
    label: str
    status: str
    offers: Sequence[Offer]

    @property
    def is_open(self) -> bool:
        return self.status == NOW or any(one.is_open for one in self.offers)


@dataclass(frozen=True)
class CriterionLine:
    """A criterion with the three verdicts on it, each its own."""

    criterion: Criterion
    commune: str
    district: Verdict | None
    agencies: Sequence[tuple[str, Verdict | None]]


@login_required
@require_safe
def dossier(request: Request, pk: int) -> HttpResponse:
    return show_dossier(request, find_dossier(request, pk))


def find_dossier(request: Request, pk: int) -> Dossier:
    return get_object_or_404(dossiers_seen(request.user, request.today), pk=pk)


def show_dossier(
    request: Request,
    found: Dossier,
    refused: Bound | None = None,
    paper_form: PlainForm | None = None,
) -> HttpResponse:
    """The page; with the form that was refused, as it was typed."""
    (row,) = rows_of([found], request.today)
    known = known_of(found)
    offered = offers(request, found, refused)
    decisions = list(Decision.objects.filter(dossier=found).select_related("announcement", "by"))
    parts = parts_open_to(request, found)
    context: dict[str, Any] = {
        "row": row,
        "one": found,
        "known": known,
        "stages": _stages(found, offered),
        "others": [one for one in offered if one.words.stage == "other"],
        "lines": _lines(request, found, known),
        "entries": [(event, label_of(event.step), _icon(event)) for event in _story(found)],
        "decisions": decisions,
        "due_on": announcement_due(decisions[0]) if decisions else None,
        "papers": _papers(found),
        "paper_form": paper_form or (PaperForm(parts=parts) if parts else None),
        "rules": rules_on(found.kind, request.today),
        "place": UnitVersion.objects.on(request.today).filter(unit_id=found.unit_id).first(),
        "seen": request.POST.get("seen", found.version) if refused else found.version,
        "is_demo": found.certainty == Certainty.ILLUSTRATIVE,
        "commune_level": Level.COMMUNE,
        "meeting": known.meetings.get(Level.COMMUNE),
        "district_meeting": known.meetings.get(Level.DISTRICT),
        "comments": list(known.notice.comments.all()) if known.notice else [],
    }
    status = 422 if refused or (paper_form is not None and paper_form.errors) else 200
    return render(request, "recognition/dossier.html", context, status=status)


def parts_open_to(request: Request, found: Dossier) -> list[DossierPart]:
    """The parts to which the person may add a file now."""
    if found.state not in STEPS["attach"].sources:
        return []
    return [
        part
        for part, side in sides_of_parts().items()
        if post_on_side(request.user, found.unit_id, side, on=request.today)
    ]


def _stages(found: Dossier, offered: Sequence[Offer]) -> list[Stage]:
    current = STAGE_OF_STATE[found.state]
    order = list(STAGES)
    at = order.index(current) if current else len(order)
    return [
        Stage(
            key,
            number,
            label,
            DONE if number - 1 < at else NOW if number - 1 == at else TO_COME,
            [one for one in offered if one.words.stage == key],
        )
        for number, (key, label) in enumerate(STAGES.items(), start=1)
    ]


def _lines(request: Request, found: Dossier, known: Known) -> list[CriterionLine]:
    law = criteria_set_of(found)
    if law is None:
        return []
    led, district, said = (
        criteria_to_confirm(found, request.today),
        known.of_district,
        known.of_agencies,
    )
    return [
        CriterionLine(
            criterion,
            found.outcomes.get(criterion.number, ""),
            district.get(criterion.number),
            [
                (agency.short_name, said.get(criterion.number, {}).get(agency.pk))
                for agency in led[criterion.number]
            ],
        )
        for criterion in law.criteria
    ]


def _story(found: Dossier) -> list[DossierEvent]:
    return list(found.events.select_related("by").order_by("-pk"))


def _icon(event: DossierEvent) -> str:
    return STEP_ICONS.get(event.step, "point")


def _papers(found: Dossier) -> list[tuple[str, list[Any]]]:
    papers = list(found.papers.filter(removed_at__isnull=True).select_related("file", "by"))
    return [
        (part.label, [one for one in papers if one.part == part])
        for part in DossierPart
        if any(one.part == part for one in papers)
    ]
