"""What a register says of an indicator, held against what communes filed; sent by a department."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import reference_day
from langmoi.people.models import Agency
from langmoi.registers.kinds import Kind
from langmoi.registers.pushing import (
    agencies_pushing,
    feeding_of,
    push_of,
    push_register,
    source_of,
)
from langmoi.registers.rules import Feeding, rule_of
from langmoi.web.attempts import who
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.registers.reading import kind_or_404
from langmoi.web.scope import scope_of

INDICATOR = "ct"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def push_register_page(request: Request, kind: str) -> HttpResponse:
    """The communes in sight with what the register says; a department in charge may send it."""
    found = kind_or_404(request, kind)
    feeding = _feeding(request, found)
    month = chosen_month(request).month
    agencies = agencies_pushing(request.user, feeding, month, on=request.today)
    agency = agencies[0] if agencies else None
    if request.method == "POST":
        return _send(request, found, feeding, agency)
    scope = scope_of(request, month)
    push = push_of(feeding, month, agency=agency, unit_keys=scope.units)
    if push is None:
        raise DomainError(
            f"Bộ tiêu chí của tháng này không có chỉ tiêu {feeding.indicator} theo sổ "
            f"“{found.name}”. Hãy chọn tháng khác."
        )
    context = {
        "kind": found,
        "feeding": feeding,
        "push": push,
        "agency": agency,
        "on": reference_day(month),
        "month": month,
        "source": source_of(found, month),
    }
    return render(request, "registers/push.html", context)


def _send(request: Request, kind: Kind, feeding: Feeding, agency: Agency | None) -> HttpResponse:
    if agency is None:
        raise NotAllowed(
            f"Chỉ cơ quan phụ trách chỉ tiêu {feeding.indicator} được gửi số của sổ này. "
            "Hãy báo cơ quan ấy."
        )
    month = chosen_month(request).month
    seen = request.POST.get("seen", "")
    done = push_register(kind, feeding.indicator, month, agency, seen=seen, **who(request))
    messages.success(
        request,
        f"Đã ghi số của sổ làm số của {agency.name}: thêm {done.added}, sửa {done.changed}, "
        f"giữ nguyên {done.unchanged}. Xã nộp khác thì phải giải trình.",
    )
    back = reverse("push_register", args=[kind.id])
    return redirect(f"{back}?{INDICATOR}={feeding.indicator}&thang={month:%Y-%m}")


def _feeding(request: Request, kind: Kind) -> Feeding:
    feedings = rule_of(kind).feedings
    if not feedings:
        raise Http404
    wanted = request.GET.get(INDICATOR) or request.POST.get(INDICATOR)
    return feeding_of(kind, wanted) if wanted else feedings[0]
