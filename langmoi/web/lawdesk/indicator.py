"""An indicator of a draft: its words, its test, its figure and its thresholds, with the scan."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError
from langmoi.law.model import Criterion
from langmoi.law.parcel import documents_of
from langmoi.law.words import KINDS, show_document
from langmoi.lawdesk.access import refuse_writing
from langmoi.lawdesk.drafts import change_draft
from langmoi.lawdesk.edits import Block, DropIndicator, PutIndicator, block_of
from langmoi.web.http import Request
from langmoi.web.lawdesk.doors import Desk, desk_of, desk_only, signed
from langmoi.web.lawdesk.form_looks import seen_again
from langmoi.web.lawdesk.indicator_form import FormFaults, IndicatorForm
from langmoi.web.lawdesk.threshold_rows import CHECKED, KNOWN, STATUSES

# What a button of the form adds to it, without saving anything.
GROWN = {"rows": IndicatorForm.add_rows, "part": IndicatorForm.add_part}


@dataclass(frozen=True)
class Spot:
    """Where the form stands: in this criterion, at this indicator or at a new one."""

    criterion: Criterion
    block: Block | None
    form: IndicatorForm

    @property
    def seen(self) -> str:
        return self.block.digest if self.block else ""


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: Request, pk: int, number: str) -> HttpResponse:
    """The indicator with this number; at a criterion's number, the form of a new one."""
    desk = desk_of(request, pk)
    if request.method == "POST":
        refuse_writing(request.user, on=request.today)
    spot = _spot(desk, number)
    fault: DomainError | None = None
    status = 200
    if grow := GROWN.get(request.POST.get("action", "")):
        spot.form.keep(request.POST)
        grow(spot.form)
    elif request.method == "POST":
        status = 422
        try:
            return _write(request, desk, spot)
        except FormFaults as error:
            spot.form.told = error
        except DomainError as error:
            fault = error
        spot.form.keep(request.POST)
    context = {
        "desk": desk,
        "draft": desk.draft,
        "spot": spot,
        "form": spot.form,
        "fault": fault,
        "faults": getattr(fault, "faults", []),
        "documents": [(d.id, show_document(d)) for d in documents_of(desk.texts).values()],
        "zones": desk.law.zones,
        "seen": seen_again(request, fault, spot.seen),
        "statuses": STATUSES,
        "known_statuses": [CHECKED, *KNOWN] if spot.form.arising.was_checked else KNOWN,
        "kinds": [(kind.value, label) for kind, label in KINDS.items()],
        "papers": _papers(desk, spot),
        "number": number,
    }
    return render(request, "lawdesk/indicator.html", context, status=status)


def _write(request: Request, desk: Desk, spot: Spot) -> HttpResponse:
    seen = request.POST.get("seen", "")
    if request.POST.get("action") == "drop" and spot.block:
        number = spot.form.number
        gone = DropIndicator(
            spot.criterion.id, spot.block.indicator["id"], seen, f"Bỏ chỉ tiêu {number}"
        )
        change_draft(desk.draft, gone, **signed(request))
        messages.success(request, f"Đã bỏ chỉ tiêu {number}.")
        return redirect("set_draft", desk.draft.pk)
    block = spot.form.read(request.POST)
    number = block.indicator.get("number", spot.form.number)
    edit = PutIndicator(spot.criterion.id, block, seen, f"Ghi chỉ tiêu {number}")
    change_draft(desk.draft, edit, **signed(request))
    messages.success(request, f"Đã lưu chỉ tiêu {number}.")
    return redirect("draft_indicator", desk.draft.pk, number)


def _spot(desk: Desk, number: str) -> Spot:
    for criterion in desk.law.criteria:
        for found in criterion.indicators:
            if found.number == number:
                block = _block(desk, criterion.id, found.id)
                return Spot(criterion, block, IndicatorForm(desk, criterion, found, block))
        if criterion.number == number and not desk.law.extends:
            return Spot(criterion, None, IndicatorForm(desk, criterion, None, None))
    raise Http404


def _block(desk: Desk, criterion: str, key: str) -> Block | None:
    """What the draft's own files say of it; an overlay may say nothing yet."""
    try:
        return block_of(dict(desk.trees), criterion, key)
    except DomainError:
        return None


def _papers(desk: Desk, spot: Spot) -> list[object]:
    """The scans of the documents that the indicator rests on; of a new one, of the set."""
    wanted = {row.document for row in spot.form.rows if row.document} or {desk.law.document}
    return [paper for paper in desk.papers if paper.document in wanted]
