"""The coordination office puts the public page on or off."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.core.clock import now
from langmoi.core.errors import NotAllowed
from langmoi.public.access import can_switch
from langmoi.public.models import PublicSwitch
from langmoi.public.queries import closed_months
from langmoi.public.switch import is_public, switch_public
from langmoi.public.terms import answering, licence
from langmoi.web.http import Request
from langmoi.web.public.forms import SwitchForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def switch_page(request: Request) -> HttpResponse:
    if not can_switch(request.user, on=request.today):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được bật, tắt trang công khai.")
    is_on = is_public(request.today)
    first = {"since": request.today, "is_on": "0" if is_on else "1"}
    form = SwitchForm(request.POST or None, today=request.today, initial=first)
    if request.method == "POST" and form.is_valid():
        made = switch_public(**form.cleaned_data, by=request.user, on=request.today, at=now())
        messages.success(request, f"Đã ghi: {made}.")
        return redirect("public_switch")
    context = {
        "form": form,
        "is_on": is_on,
        "history": PublicSwitch.objects.select_related("by"),
        "closed": closed_months(),
        "answering": answering(),
        "licence": licence(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "public/switch.html", context, status=status)
