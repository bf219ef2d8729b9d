"""Reports to download: for each unit and month, as Word, PDF and Excel."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.text import slug
from langmoi.overview.queries import overview
from langmoi.places.models import Level, UnitVersion
from langmoi.publishing.drafting import order_of
from langmoi.publishing.files import CONTENT_TYPES, WRITERS
from langmoi.publishing.models import IssuedReport, ReportDraft
from langmoi.publishing.orders import Order
from langmoi.publishing.reading import build_report, making_of
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import unit_context
from langmoi.web.publishing.files import attachment
from langmoi.web.publishing.forms import choices_for
from langmoi.web.scope import Scope, scope_of

SHOWN = 30
REPORTING_LEVELS = (Level.PROVINCE, Level.DISTRICT)


@login_required
@require_safe
def reports(request: Request) -> HttpResponse:
    """Every report of the month that the person may fetch."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_village:
        raise Http404
    seen = overview(month.month, unit_key=scope.home.unit_id)
    parts = [] if scope.is_commune else [seen, *(p for p in seen.districts if p.communes)]
    context = unit_context(seen, month) | {"parts": parts, "scope": scope} | _own(request)
    return render(request, "publishing/reports.html", context)


def _own(request: Request) -> dict[str, object]:
    """What the person may prepare, and what is being prepared or has gone out in their scope."""
    drafts = ReportDraft.objects.visible_to(request.user, on=request.today)
    issued = IssuedReport.objects.visible_to(request.user, on=request.today)
    return {
        "choices": choices_for(request),
        "drafts": [
            (draft, order_of(draft))
            for draft in drafts.filter(is_issued=False).select_related("unit", "made_by")[:SHOWN]
        ],
        "issued": issued.select_related("unit")[:SHOWN],
    }


@login_required
@require_safe
def report(request: Request, code: str, kind: str) -> HttpResponse:
    """One report as a file."""
    month = chosen_month(request)
    unit = _reporting_unit(scope_of(request, month.month), code)
    ending = f".{kind}"
    if unit is None or ending not in WRITERS:
        raise Http404
    making = making_of(request.today, request.user.full_name)
    built = build_report(Order("month", unit.unit_id, month.month), making)
    content = WRITERS[ending](built)
    name = f"bao-cao-ntm-{slug(unit.full_name)}-{month.month:%Y-%m}{ending}"
    return attachment(content, name, CONTENT_TYPES[ending])


def _reporting_unit(scope: Scope, code: str) -> UnitVersion | None:
    """The province or district with this code, if it is in scope."""
    found = UnitVersion.objects.on(scope.on).filter(code=code, level__in=REPORTING_LEVELS)
    return found.filter(unit_id__in=scope.units).first()
