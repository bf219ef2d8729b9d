"""Many items at once: suggestions taken over, unfinished items carried to the next year."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.overview.programme_gaps import unplanned
from langmoi.places.models import Level, Unit
from langmoi.places.queries import version_of
from langmoi.programme.models import ProgrammeItem
from langmoi.programme.queries import item_rows, names_on, target_communes
from langmoi.programme.suggestions import Suggestion, items_of, suggestions
from langmoi.programme.working import add_items, carry_items
from langmoi.web.http import Request
from langmoi.web.months import newest_month
from langmoi.web.programme.item_forms import CarryItemsForm, TakeForm
from langmoi.web.programme.owners import Owner, chosen_year, own_owner

GROUPS = {
    "task": "Nhiệm vụ được giao, chưa có trong chương trình",
    "solution": "Tiêu chí chưa đạt, đã có giải pháp",
    "difficulty": "Khó khăn, vướng mắc chưa giải quyết xong",
    "criterion": "Tiêu chí chưa đạt, chưa có giải pháp",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggested(request: Request) -> HttpResponse:
    """What the programme lacks; what is ticked is taken over, all or none."""
    owner, year = own_owner(request), chosen_year(request)
    found = _suggestions(request, owner, year)
    form = TakeForm(request.POST if request.method == "POST" else None)
    ticked = set(request.POST.getlist("lay"))
    if request.method == "POST" and form.is_valid():
        try:
            made = _take(request, owner, year, found, ticked, form.cleaned_data["responsible"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã đưa {made} việc vào chương trình năm {year}.")
            return redirect(_list_of(owner, year))
    context = {
        "form": form,
        "owner": owner,
        "year": year,
        "years": (request.today.year, request.today.year + 1),
        "groups": _groups(request, found, year),
        "count": len(found),
        "ticked": ticked,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "programme/suggestions.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carried(request: Request) -> HttpResponse:
    """Unfinished items of a year go on in the next, for the reason told."""
    owner, year = own_owner(request), chosen_year(request)
    items = ProgrammeItem.objects.filter(pk__in=items_of(owner.of, year).values("pk"))
    rows = [row for row in item_rows(items, on=request.today) if row.standing.is_open]
    first = {"until": date(year + 1, 12, 31)}
    form = CarryItemsForm(request.POST if request.method == "POST" else None, initial=first)
    ticked = set(request.POST.getlist("chuyen"))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        seen = {r.item.pk: r.item.version for r in rows if _key(r.item) in ticked}
        try:
            if len(seen) < len(ticked):
                raise DomainError(
                    "Có việc vừa được người khác sửa hoặc đã xong. Hãy mở lại trang rồi chọn lại."
                )
            who: dict[str, Any] = {"by": request.user, "on": request.today, "at": now()}
            made = carry_items(seen, told["until"], told["reason"], **who)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã chuyển {len(made)} việc sang năm {year + 1}.")
            return redirect(_list_of(owner, year + 1))
    context = {"form": form, "owner": owner, "year": year, "rows": rows, "ticked": ticked}
    status = 422 if request.method == "POST" else 200
    return render(request, "programme/carry.html", context | {"next": year + 1}, status=status)


def _key(item: ProgrammeItem) -> str:
    """An item with the version that was seen: one changed since is not found again."""
    return f"{item.pk}-{item.version}"


def _suggestions(request: Request, owner: Owner, year: int) -> list[Suggestion]:
    found = suggestions(owner.of, year, on=request.today)
    month = newest_month(request)
    if month is None or not isinstance(owner.of, Unit) or year < request.today.year:
        return found
    version = version_of(owner.of.pk, request.today)
    if version is None or version.level not in (Level.DISTRICT, Level.COMMUNE):
        return found
    return [*found, *unplanned(owner.of, year, month.month)]


def _take(
    request: Request,
    owner: Owner,
    year: int,
    found: list[Suggestion],
    ticked: set[str],
    responsible: str,
) -> int:
    chosen = [one for one in found if one.key in ticked]
    if not ticked:
        raise DomainError("Chưa chọn gợi ý nào. Hãy đánh dấu việc cần đưa vào chương trình.")
    if len(chosen) < len(ticked):
        raise DomainError("Có gợi ý vừa được đưa vào chương trình. Hãy xem lại rồi chọn tiếp.")
    items = [
        one.as_item(year, on=request.today, responsible=one.responsible or responsible)
        for one in chosen
    ]
    who: dict[str, Any] = {"by": request.user, "on": request.today, "at": now()}
    return len(add_items(owner.of, year, items, **who))


def _groups(
    request: Request, found: list[Suggestion], year: int
) -> list[tuple[str, list[tuple[Suggestion, str, bool]]]]:
    """By where they come from; within each, those for target communes first."""
    names = names_on({key for one in found for key in one.communes}, request.today)
    goals = target_communes(year)
    rows = [
        (one, ", ".join(names[key] for key in one.communes), bool(goals & set(one.communes)))
        for one in found
    ]
    rows.sort(key=lambda row: not row[2])
    grouped = {
        title: [row for row in rows if row[0].key.startswith(f"{kind}-")]
        for kind, title in GROUPS.items()
    }
    return [(title, listed) for title, listed in grouped.items() if listed]


def _list_of(owner: Owner, year: int) -> str:
    return f"{reverse('programme')}?nam={year}&cua={owner.word}"
