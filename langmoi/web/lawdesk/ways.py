"""Where a draft goes: compared with a set, taken along as a file, put into use, given up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError
from langmoi.law.diff import SetOfDay, diff_sets
from langmoi.law.parcel import pack
from langmoi.law.sets import load_set, set_ids
from langmoi.lawdesk.drafts import drop_draft
from langmoi.lawdesk.publishing import publish_draft
from langmoi.web.http import Request
from langmoi.web.lawdesk.doors import desk_of, desk_only, signed
from langmoi.web.publishing.files import attachment


@desk_only
@require_safe
def differences(request: Request, pk: int) -> HttpResponse:
    """What the draft says otherwise than a set in use, each on its last day in force."""
    desk = desk_of(request, pk)
    sets = [load_set(key) for key in set_ids() if load_set(key).level == desk.law.level]
    key = request.GET.get("voi") or desk.draft.begun_from
    other = next((s for s in sets if s.id == key), sets[0] if sets else None)
    if other is None:
        raise DomainError("Chưa có bộ tiêu chí nào cùng cấp đang dùng để so với bản thảo này.")
    before, after = (SetOfDay(s, s.in_force.end or s.in_force.start) for s in (other, desk.law))
    context = {
        "desk": desk,
        "draft": desk.draft,
        "sets": sets,
        "other": other,
        "before": before,
        "after": after,
        "changes": diff_sets(before, after),
    }
    return render(request, "lawdesk/differences.html", context)


@desk_only
@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    day = parse_day(request.POST.get("effective_on", ""))
    made = publish_draft(desk_of(request, pk).draft, day, **signed(request))
    messages.success(
        request, f"Bộ {made.set_id} được dùng để đánh giá các tháng từ ngày {show_day(day)}."
    )
    return redirect("set_draft", pk)


@desk_only
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    drop_draft(desk_of(request, pk).draft, by=request.user, on=request.today)
    messages.success(request, "Đã bỏ bản thảo; nội dung vẫn xem được.")
    return redirect("drafts")


@desk_only
@require_safe
def export(request: Request, pk: int) -> HttpResponse:
    desk = desk_of(request, pk)
    return attachment(pack(desk.texts), f"{desk.draft.set_id}.zip", "application/zip")
