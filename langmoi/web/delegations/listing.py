"""Lists: the delegations, the risk sample, and what delegations found otherwise."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.errors import DomainError
from langmoi.delegations.access import founding_unit
from langmoi.delegations.actions import NewVisit, add_visits
from langmoi.delegations.models import Delegation, DelegationState, Visit
from langmoi.delegations.sampling import Sample, risk_sample
from langmoi.delegations.visited import differences_found
from langmoi.people.access import units_in_scope, with_descendants
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import districts_of
from langmoi.web.delegations.finding import rights, seen_delegation, who
from langmoi.web.http import Request

MOST_LISTED = 200
TONES = {
    DelegationState.DRAFT: "plain",
    DelegationState.PROPOSED: "soon",
    DelegationState.DECIDED: "info",
    DelegationState.UNDER_WAY: "info",
    DelegationState.CONCLUDED: "met",
    DelegationState.ENDED: "plain",
}


@login_required
@require_safe
def delegations(request: Request) -> HttpResponse:
    """Every delegation that the person may see, the latest first."""
    found = Delegation.objects.visible_to(request.user, on=request.today)
    rows = found.select_related("agency").annotate(
        stops=Count("visits", distinct=True),
        finished=Count("visits", filter=Q(visits__finished_at__isnull=False), distinct=True),
        asked=Count("recommendations", distinct=True),
    )
    founds = founding_unit(request.user, on=request.today) is not None
    context = {
        "rows": [(row, TONES[DelegationState(row.state)]) for row in rows[:MOST_LISTED]],
        "may_add": founds,
        "may_sample": founds,
    }
    return render(request, "delegations/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: Request) -> HttpResponse:
    """Which communes of a district to visit first, every point with its reason; those ticked go
    into a new proposal, or into one that is being prepared."""
    home = founding_unit(request.user, on=request.today)
    if home is None:
        raise Http404
    if request.method == "POST":
        return _into_itinerary(request, home)
    districts = _districts(request, home)
    code = request.GET.get("huyen", "")
    chosen = next((d for d in districts if d.code == code), None)
    if code and chosen is None:
        raise Http404
    chosen = chosen or (districts[0] if districts else None)
    found, problem = _sampled(chosen.unit_id if chosen else home, request)
    open_ones = [d for d in _open(request) if rights(request, d)["may_prepare"]]
    context = {
        "sample": found,
        "problem": problem,
        "districts": districts,
        "chosen": chosen,
        "open_ones": open_ones,
        "picked": request.GET.get("doan", ""),
    }
    return render(request, "delegations/sample.html", context)


def _sampled(key: int, request: Request) -> tuple[Sample | None, str]:
    try:
        return risk_sample(key, on=request.today), ""
    except DomainError as error:
        return None, str(error)


def _open(request: Request) -> list[Delegation]:
    rows = Delegation.objects.worked_on_by(request.user, on=request.today)
    closed = (DelegationState.CONCLUDED, DelegationState.ENDED)
    return list(rows.exclude(state__in=closed)[:30])


def _into_itinerary(request: Request, home: int) -> HttpResponse:
    codes = request.POST.getlist("xa")
    if not codes:
        raise DomainError("Chưa chọn xã nào. Hãy quay lại, đánh dấu xã cần kiểm tra.")
    pk = request.POST.get("doan", "")
    if not pk.isdigit():
        return redirect(f"{reverse('new_delegation')}?{urlencode({'xa': codes}, doseq=True)}")
    delegation = seen_delegation(request, int(pk))
    stops = stops_of(request, codes, home, delegation)
    add_visits(delegation, stops, seen=delegation.version, **who(request))
    messages.success(request, f"Đã đưa {len(stops)} xã vào lịch trình. Hãy xem lại ngày, giờ.")
    return redirect("delegation", delegation.pk)


def stops_of(
    request: Request, codes: list[str], home: int, delegation: Delegation
) -> list[NewVisit]:
    """The communes of these codes, on the first day, with the reasons of the sample."""
    within = with_descendants({home}, on=request.today)
    rows = UnitVersion.objects.on(request.today).filter(level=Level.COMMUNE, code__in=codes)
    communes = [commune for commune in rows.order_by("code") if commune.unit_id in within]
    reasons = reasons_of(request, communes)
    return [
        NewVisit(c.unit_id, delegation.starts_on, reasons=reasons.get(c.unit_id, ()))
        for c in communes
    ]


def reasons_of(request: Request, communes: list[UnitVersion]) -> dict[int, list[str]]:
    """Why the sample names each of them, read once for each district."""
    above = districts_of([commune.unit_id for commune in communes], request.today)
    keys = {district.unit_id for district in above.values()}
    keys |= {c.unit_id for c in communes if c.unit_id not in above}
    found: dict[int, list[str]] = {}
    for key in sorted(keys):
        read, _ = _sampled(key, request)
        for row in read.rows if read else ():
            found[row.unit.unit_id] = row.reasons
    return found


def _districts(request: Request, home: int) -> list[UnitVersion]:
    within = with_descendants({home}, on=request.today)
    rows = UnitVersion.objects.on(request.today).filter(level=Level.DISTRICT, unit_id__in=within)
    return list(rows.order_by("code"))


@login_required
@require_safe
def differences(request: Request) -> HttpResponse:
    """What delegations found otherwise than was reported, of the visits that the person sees."""
    scope = units_in_scope(request.user, on=request.today)
    visible = Visit.objects.visible_to(request.user, on=request.today)
    seen = set(visible.values_list("pk", flat=True))
    keys = scope | set(visible.values_list("unit_id", flat=True))
    found = [d for d in differences_found(keys) if d.visit.pk in seen]
    above = districts_of({d.visit.unit_id for d in found}, request.today)
    names = {v.unit_id: v for v in above.values()}
    code = request.GET.get("huyen", "")
    rows: list[dict[str, Any]] = [
        {"found": d, "district": above.get(d.visit.unit_id)}
        for d in found
        if not code or (d.visit.unit_id in above and above[d.visit.unit_id].code == code)
    ]
    districts = sorted(names.values(), key=lambda v: v.code)
    context = {"rows": rows[:MOST_LISTED], "districts": districts, "picked": code}
    return render(request, "delegations/differences.html", context)
