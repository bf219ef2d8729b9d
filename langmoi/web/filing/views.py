"""The filing of a commune for a month: seeing it, filling it in, sending it, printing it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.core.text import capital
from langmoi.law.sets import load_set
from langmoi.reporting.drafting import last_values, open_draft, open_figures, save_draft
from langmoi.reporting.evidence.actions import SIGNED_COPY, can_attach
from langmoi.reporting.judging import current_figures
from langmoi.reporting.models import Filing
from langmoi.reporting.steps import submit_filing
from langmoi.reporting.villages import village_sums
from langmoi.web.filing.build import JustNow, build_page
from langmoi.web.filing.frame import (
    Place,
    filing_address,
    find_filing,
    may_file_late,
    may_start,
    page_context,
    place_of,
)
from langmoi.web.filing.listing import listing_context
from langmoi.web.filing.printing import printed_context
from langmoi.web.filing.saving import NOT_OPEN, Saved, save_criterion, version_of_form
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.scope import scope_of

VERSION_HEADER = "X-Filing-Version"


@login_required
@require_safe
def filings(request: Request) -> HttpResponse:
    """The filings that the person may enter; straight to it where there is but one."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_commune:
        return redirect(filing_address(request, scope.home.code))
    return render(request, "filing/list.html", listing_context(request, month, scope))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def filing(request: Request, code: str) -> HttpResponse:
    place = place_of(request, code)
    if request.method == "POST":
        return _post(request, place)
    found = find_filing(request, place)
    if found is None or (found.draft is None and found.latest is None):
        context = page_context(request, place) | {
            "can_start": may_start(request, place),
            "can_file_late": may_file_late(request, place, found),
        }
        return render(request, "filing/none.html", context)
    return _page(request, place, found, JustNow())


def _page(
    request: Request, place: Place, found: Filing, just_now: JustNow, status: int = 200
) -> HttpResponse:
    closed = place.month.is_closed
    page = build_page(found, request.user, request.today, just_now, closed=closed)
    context = page_context(request, place) | {"page": page, "just_now": just_now}
    context["can_start"] = (
        found.draft is None and "save" in page.steps and may_start(request, place)
    )
    context["can_file_late"] = may_file_late(request, place, found)
    context["can_attach_signed"] = not place.month.is_closed and can_attach(
        request.user, found, SIGNED_COPY, on=request.today
    )
    return render(request, "filing/page.html", context, status=status)


def _post(request: Request, place: Place) -> HttpResponse:
    action = request.POST.get("action", "")
    if action == "start":
        return _start(request, place)
    if action == "save":
        return _save(request, place)
    found = find_filing(request, place)
    if found is None:
        raise Http404
    if found.draft is None:
        raise DomainError(NOT_OPEN)
    if action == "keep":
        return _keep(request, place, found)
    if action == "take":
        return _take(request, place, found)
    raise DomainError("Không hiểu yêu cầu này. Hãy tải lại trang rồi làm lại.")


def _start(request: Request, place: Place) -> HttpResponse:
    open_draft(place.unit.unit_id, place.month.month, by=request.user, on=request.today, at=now())
    return redirect(filing_address(request, place.unit.code))


def _save(request: Request, place: Place) -> HttpResponse:
    number = request.POST.get("criterion", "")
    saved = save_criterion(place, number, request.POST, by=request.user)
    if request.htmx:
        return _pieces(request, place, saved)
    if saved.just_now.faults or saved.just_now.clashes:
        status = HTTPStatus.CONFLICT if saved.just_now.clashes else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, place, saved.filing, saved.just_now, status)
    messages.success(request, f"Đã lưu tiêu chí {number} lúc {localtime(now()):%H:%M}.")
    return redirect(f"{filing_address(request, place.unit.code)}#tc-{number}")


def _pieces(request: Request, place: Place, saved: Saved) -> HttpResponse:
    """What changed on the page, each piece to its place; fields that people type in stay."""
    shown, closed = saved.shown, place.month.is_closed
    page = build_page(
        saved.filing,
        request.user,
        request.today,
        saved.just_now,
        only=shown,
        closed=closed,
    )
    # Without the request: pieces have no frame, whose entries would all be asked for.
    context = {
        "page": page,
        "views": [view for view in page.criteria if view.criterion.number in shown],
        "groups": [g for g in page.groups if any(c.criterion.number in shown for c in g.criteria)],
        "renewed": saved.renewed,
        "address": filing_address(request, place.unit.code),
        "csrf_token": get_token(request),
        "oob": True,
    }
    response = HttpResponse(render_to_string("filing/saved.html", context))
    response[VERSION_HEADER] = str(saved.filing.draft_version)
    return response


def _keep(request: Request, place: Place, found: Filing) -> HttpResponse:
    """Put one criterion back to what was last reported; of all, only fill what is missing."""
    wanted = request.POST.get("criterion", "")
    figures = current_figures(found)
    last = last_values(found)
    criteria = [c for c in load_set(found.criteria_set).criteria if wanted in ("", c.number)]
    read = {t.figure for c in criteria for i in c.indicators for t in i.tests}
    read |= {i.arises_when for c in criteria for i in c.indicators if i.arises_when}
    opened = open_figures(found)
    changes = {
        f: last[f].value
        for f in sorted(read if opened is None else read & opened)
        if f in last and (wanted or figures.get(f) is None)
    }
    result = save_draft(
        found,
        changes,
        base_version=version_of_form(request.POST),
        by=request.user,
        on=request.today,
        at=now(),
    )
    kept = len(changes) - len(result.conflicts)
    messages.success(request, f"Đã giữ nguyên {kept} số liệu như kỳ trước.")
    anchor = f"#tc-{wanted}" if wanted else ""
    return redirect(filing_address(request, place.unit.code) + anchor)


def _take(request: Request, place: Place, found: Filing) -> HttpResponse:
    """Put what the villages' sheets add up to; told anew, not believed from the page."""
    figure = request.POST.get("figure", "")
    sums = village_sums(found.unit_id, found.month)
    if figure not in sums:
        raise DomainError(
            "Chưa đủ phiếu của mọi thôn nên chưa có số cộng. Hãy nhập đủ phiếu thôn rồi lấy số."
        )
    save_draft(
        found,
        {figure: sums[figure]},
        base_version=found.draft_version,
        by=request.user,
        on=request.today,
        at=now(),
    )
    messages.success(request, "Đã lấy số cộng từ phiếu các thôn.")
    anchor = request.POST.get("anchor", "")
    return redirect(f"{filing_address(request, place.unit.code)}#{anchor}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: Request, code: str) -> HttpResponse:
    """Send the filing on; after signing in anew people land here by GET and are led back."""
    place = place_of(request, code)
    found = find_filing(request, place)
    if found is None:
        raise Http404
    if request.method == "POST":
        note = request.POST.get("note", "")
        submit_filing(found, by=request.user, on=request.today, at=now(), note=note)
        reviewer = "Huyện" if place.chain.has_district else "Văn phòng Điều phối NTM tỉnh"
        messages.success(request, f"Đã gửi phiếu của {place.unit}. {reviewer} sẽ rà soát.")
    return redirect(filing_address(request, code))


@login_required
@require_safe
def printed(request: Request, code: str) -> HttpResponse:
    """What was sent, for paper: to be signed, scanned and attached."""
    place = place_of(request, code)
    found = find_filing(request, place)
    if found is None or found.latest is None:
        raise Http404
    context = page_context(request, place) | printed_context(found, request.GET.get("ban", ""))
    context["title"] = capital(place.unit.full_name)
    return render(request, "filing/printed.html", context)
