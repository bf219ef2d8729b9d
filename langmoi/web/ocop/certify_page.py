"""The decision that certifies a product: its star, level, number and day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.registers.ocop.access import PRODUCT
from langmoi.registers.ocop.certifying import certify
from langmoi.registers.ocop.overview import STARS
from langmoi.registers.ocop.reading import scorings_of
from langmoi.registers.ocop.rules import certifying_on, validity_on
from langmoi.registers.queries import row_of
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.ocop.forms import DecisionForm
from langmoi.web.ocop.sheets_page import may_certify, product_in_scope


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def certify_product(request: Request, pk: int) -> HttpResponse:
    """For those who may certify; for others the page is not there."""
    product = product_in_scope(request, pk)
    if not may_certify(request, product):
        raise Http404
    is_post = request.method == "POST"
    scorings = scorings_of([product.pk], on=request.today).get(product.pk, [])
    concluded = next((one.concluded for one in scorings if one.concluded), None)
    initial = {"stars": str(concluded or ""), "issued_on": request.today}
    form = DecisionForm(request.POST if is_post else None, initial=initial)
    seen = whole(request.POST.get("seen", "")) if is_post else product.version

    def save(told: dict[str, Any]) -> None:
        certify(product, form.decision(), seen=seen, **who(request))

    if is_post and attempt(form, save):
        messages.success(request, f"Đã ghi quyết định công nhận “{product.name}”.")
        return redirect("register_entry", PRODUCT, product.pk)
    context = {
        "product": product,
        "row": row_of(product, on=request.today),
        "form": form,
        "seen": seen,
        "scorings": scorings,
        "rules": [rule for stars in STARS if (rule := certifying_on(stars, request.today))],
        "validity": validity_on(request.today),
        "on": request.today,
    }
    return render(request, "ocop/certify.html", context, status=422 if is_post else 200)
