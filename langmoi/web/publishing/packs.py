"""Packs of commune reports: asked for, followed, cancelled, fetched."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.publishing.jobs import cancel
from langmoi.publishing.models import Job, JobQuerySet
from langmoi.publishing.packs import ask_pack, can_ask_pack
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.publishing.files import attachment
from langmoi.web.scope import scope_of

SHOWN = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: Request) -> HttpResponse:
    """The packs in the person's scope, and the form that asks for another."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_commune:
        raise Http404
    home = scope.home
    if request.method == "POST":
        ending = f".{request.POST.get('kind', '')}"
        job = ask_pack(
            home.unit_id, month.month, ending, by=request.user, on=request.today, at=now()
        )
        return redirect("pack", job.pk)
    context = {
        "month": month.month,
        "reporting_month": month,
        "home": home,
        "jobs": _visible(request).select_related("unit", "asked_by")[:SHOWN],
        "may_ask": can_ask_pack(request.user, home.unit_id, on=request.today),
    }
    return render(request, "publishing/packs.html", context)


@login_required
@require_safe
def pack(request: Request, pk: int) -> HttpResponse:
    """How far a pack is; asked again every two seconds until it is over."""
    job = get_object_or_404(_visible(request).select_related("unit", "asked_by"), pk=pk)
    context = {"job": job, "may_cancel": job.asked_by_id == request.user.pk and not job.is_over}
    name = "publishing/_pack.html" if request.htmx else "publishing/pack.html"
    return render(request, name, context)


@login_required
@require_POST
def cancel_pack(request: Request, pk: int) -> HttpResponse:
    job = get_object_or_404(_visible(request), pk=pk)
    cancel(job, by=request.user)
    messages.success(request, "Đã hủy gói báo cáo.")
    return redirect("pack", job.pk)


@login_required
@require_safe
def pack_file(request: Request, pk: int) -> HttpResponse:
    """The ZIP; within the reader's own scope, whoever asked for it."""
    visible = Job.objects.visible_to(request.user, on=request.today)
    job = get_object_or_404(visible, pk=pk)
    if not job.result:
        raise Http404
    return attachment(bytes(job.result), job.result_name, "application/zip")


def _visible(request: Request) -> JobQuerySet:
    return Job.objects.visible_to(request.user, on=request.today).defer("result")
