"""A visit on a phone: one card for each indicator, saved one by one, and its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations.actions import CheckClash, finish_visit, raise_on_visit, record_check
from langmoi.delegations.models import Visit
from langmoi.delegations.reported import reported_of, revision_of
from langmoi.places.queries import district_of, version_of
from langmoi.web.delegations.checks import Card, Typed, card_of, groups_of, read_told
from langmoi.web.delegations.finding import rights, seen_visit, who_when
from langmoi.web.delegations.forms import SummaryForm
from langmoi.web.http import Request


@login_required
@require_safe
def visit(request: Request, pk: int) -> HttpResponse:
    """Reported beside checked, indicator by indicator."""
    found = seen_visit(request, pk)
    return render(request, "delegations/visit.html", visit_context(request, found))


def visit_context(
    request: Request, found: Visit, form: SummaryForm | None = None
) -> dict[str, Any]:
    told = {"summary": found.summary, "commune_word": found.commune_word}
    groups = groups_of(found) if found.revision is not None else []
    return head_of(request, found) | {
        "groups": groups,
        "total": sum(len(group.cards) for group in groups),
        "done": sum(group.done for group in groups),
        "differing": sum(group.differing for group in groups),
        "form": form or SummaryForm(initial=told, auto_id="x-%s"),
    }


def head_of(request: Request, found: Visit) -> dict[str, Any]:
    """What the page and each of its pieces need."""
    day = found.delegation.starts_on
    return {
        "visit": found,
        "delegation": found.delegation,
        "unit": version_of(found.unit_id, day),
        "district": district_of(found.unit_id, day),
        "month": found.revision.filing.month if found.revision else None,
        **rights(request, found.delegation),
    }


@login_required
@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    """Save one card; whatever is refused comes back as it was typed."""
    found = seen_visit(request, pk)
    number = request.POST.get("indicator", "")
    try:
        _save(request, found, number)
        card = card_of(found, number, saved=True)
    except NotAllowed:
        raise
    except CheckClash as clash:
        card = card_of(found, number, Typed(request.POST, str(clash), clash.theirs))
    except DomainError as error:
        typed = Typed(request.POST, str(error), seen=_seen(request))
        card = card_of(found, number, typed)
    return _answer(request, found, card)


def _save(request: Request, found: Visit, number: str) -> None:
    revision_of(found)
    one = next((r for r in reported_of(found) if r.indicator.number == number), None)
    if one is None:
        raise DomainError(f"Chỉ tiêu “{number}” không thuộc phạm vi của đoàn. Hãy tải lại trang.")
    told = read_told(request.POST, one)
    record_check(found, number, told, seen=_seen(request), **who_when(request))


def _seen(request: Request) -> int:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdigit() and len(seen) < 10 else 0


def _answer(request: Request, found: Visit, card: Card) -> HttpResponse:
    """The card alone with htmx; without it the page, at the card."""
    if request.htmx:
        context = head_of(request, found) | {"card": card}
        return render(request, "delegations/_card.html", context)
    if card.is_saved:
        messages.success(request, f"Đã lưu chỉ tiêu {card.number}.")
        return redirect(f"{reverse('delegation_visit', args=[found.pk])}#ct-{card.key}")
    context = visit_context(request, found) | {"refused": card}
    return render(request, "delegations/visit.html", context, status=422)


@login_required
@require_POST
def hinder(request: Request, pk: int) -> HttpResponse:
    """What stands in the commune's way at a criterion, sent to who can help."""
    found = seen_visit(request, pk)
    told = {name: request.POST.get(name, "") for name in ("number", "title", "text")}
    try:
        raise_on_visit(found, told["number"], told["title"], told["text"], **who_when(request))
    except NotAllowed:
        raise
    except DomainError as error:
        context = visit_context(request, found)
        is_shown = told["number"] in {group.criterion.number for group in context["groups"]}
        context["hindering"] = told | {"error": str(error), "is_shown": is_shown}
        return render(request, "delegations/visit.html", context, status=422)
    messages.success(
        request, f"Đã nêu vướng mắc ở tiêu chí {told['number']} và chuyển nơi giải quyết."
    )
    return redirect(f"{reverse('delegation_visit', args=[found.pk])}#tc-{told['number']}")


@login_required
@require_POST
def finish(request: Request, pk: int) -> HttpResponse:
    """What came of the visit."""
    found = seen_visit(request, pk)
    form = SummaryForm(request.POST, auto_id="x-%s")
    if form.is_valid():
        told = form.cleaned_data
        try:
            finish_visit(
                found,
                told["summary"],
                told["commune_word"],
                seen=_seen(request),
                **who_when(request),
            )
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi kết quả làm việc. In biên bản để hai bên ký.")
            return redirect("delegation_visit", found.pk)
    context = visit_context(request, found, form)
    return render(request, "delegations/visit.html", context, status=422)
