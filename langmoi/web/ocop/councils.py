"""Councils that score OCOP products: the list, one with its products, and writing them up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.people.access import with_descendants
from langmoi.places.models import Level
from langmoi.places.queries import names_on
from langmoi.registers.models import OcopCouncil
from langmoi.registers.ocop.access import PRODUCT, can_keep_council, council_units
from langmoi.registers.ocop.councils import add_council, change_council
from langmoi.registers.ocop.reading import scoring_row
from langmoi.registers.ocop.rules import score_set_on
from langmoi.registers.ocop.scores import member_name
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.ocop.forms import CouncilForm, typed_council
from langmoi.web.scope import scope_of

SCORABLE = ("registered", "district_scored", "province_scored", "certified", "expired")


@login_required
@require_safe
def councils(request: Request) -> HttpResponseBase:
    """The councils of the units in the person's scope, the newest first."""
    scope = scope_of(request)
    if scope.is_commune:
        raise Http404
    found = OcopCouncil.objects.visible_to(request.user, on=request.today)
    rows = list(found.annotate(products=Count("scorings")))
    names = names_on({row.unit_id for row in rows}, request.today)
    context = {
        "rows": [(row, names.get(row.unit_id, str(row.unit_id))) for row in rows],
        "may_add": bool(council_units(request.user, on=request.today)),
        "has_councils": True,
        "tab": "councils",
    }
    return render(request, "ocop/councils.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_council(request: Request) -> HttpResponse:
    """A council that the person writes up."""
    units = {v.unit_id: v for v in council_units(request.user, on=request.today)}
    if not units:
        raise Http404
    named = {key: version.full_name for key, version in units.items()}
    form = CouncilForm(request.POST or None, units=named)
    if request.method == "POST":
        made: list[int] = []

        def add(told: dict[str, Any]) -> None:
            unit = units[int(told["unit"])]
            made.append(add_council(form.council(), unit, **who(request)).pk)

        if attempt(form, add):
            messages.success(request, "Đã lập hội đồng. Hãy chọn sản phẩm để ghi phiếu chấm.")
            return redirect("ocop_council", made[0])
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": "Lập hội đồng", "button": "Lập hội đồng"}
    return render(request, "ocop/council_form.html", context, status=status)


@login_required
@require_safe
def council(request: Request, pk: int) -> HttpResponseBase:
    """What the council gave each product, and the products that it may still score."""
    held = _in_scope(request, pk)
    scorings = held.scorings.select_related("product__unit", "council").prefetch_related("sheets")
    scored = [scoring_row(scoring) for scoring in scorings]
    may_write = can_keep_council(request.user, held, on=request.today)
    context = {
        "council": held,
        "unit": names_on({held.unit_id}, request.today).get(held.unit_id, held.unit),
        "score_set": score_set_on(held.held_on),
        "members": [member_name(n, held.members) for n in range(1, len(held.members) + 1)],
        "scored": scored,
        "open": _unscored(request, held) if may_write else [],
        "different": sum(one.differs for one in scored),
        "may_write": may_write,
    }
    return render(request, "ocop/council.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """The day, paper and members of a council."""
    held = _in_scope(request, pk)
    if not can_keep_council(request.user, held, on=request.today):
        raise Http404
    named = names_on({held.unit_id}, request.today)
    is_post = request.method == "POST"
    form = CouncilForm(request.POST if is_post else None, units=named, initial=typed_council(held))
    seen = whole(request.POST.get("seen", "")) if is_post else held.version

    def save(told: dict[str, Any]) -> None:
        change_council(held, form.council(), seen=seen, by=request.user, on=request.today)

    if is_post and attempt(form, save):
        messages.success(request, "Đã sửa hội đồng.")
        return redirect("ocop_council", held.pk)
    context = {"form": form, "council": held, "seen": seen}
    context |= {"title": "Sửa hội đồng", "button": "Lưu hội đồng"}
    return render(request, "ocop/council_form.html", context, status=422 if is_post else 200)


def _in_scope(request: Request, pk: int) -> OcopCouncil:
    found = OcopCouncil.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(found.select_related("unit"), pk=pk)


def _unscored(request: Request, held: OcopCouncil) -> list[EntryRow]:
    """Products of the council's area that take part on its day and have no sheet of it yet."""
    units = with_descendants({held.unit_id}, on=held.held_on)
    rows = entries_of(PRODUCT, on=held.held_on, user=request.user, seen_by=request.today)
    done = set(held.scorings.values_list("product_id", flat=True))
    is_district = held.level == Level.DISTRICT
    return [
        row
        for row in rows
        if row.entry.pk not in done
        and row.state is not None
        and row.state.state.id in SCORABLE
        and (not is_district or row.entry.unit_id in units)
    ]
