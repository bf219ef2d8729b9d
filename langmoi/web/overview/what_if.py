"""What if a threshold, or the whole set, were another: the month beside itself, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.core.numbers import plain
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set, set_ids
from langmoi.law.supposing import (
    Supposition,
    find_indicator,
    numeric_tests,
    read_supposition,
    suppose,
)
from langmoi.law.words import show_bound, zone_name
from langmoi.lawdesk.access import can_read
from langmoi.lawdesk.models import DraftState, SetDraft
from langmoi.lawdesk.readiness import law_of
from langmoi.overview.lines import view_of
from langmoi.overview.what_if import Supposed, WhatIf, what_if
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import month_context
from langmoi.web.scope import scope_of

CHANGE, SET = "muc", "bo"
DRAFT = "ban-thao-"  # before the number of a draft, where an address names it as the set
MOST_CHANGES = 20


@dataclass(frozen=True)
class Choice:
    """A threshold that can be supposed otherwise."""

    value: str  # as read_supposition reads it: “17.1/clean”
    label: str


@dataclass(frozen=True)
class Stated:
    """One thing supposed, in words, and the address of the page without it."""

    words: str
    without: str


@dataclass(frozen=True)
class LineView:
    """A commune that comes out otherwise, its criteria by number."""

    line: Supposed
    lost: tuple[str, ...]
    unknown: tuple[str, ...]
    gained: tuple[str, ...]


@login_required
@require_safe
def what_if_page(request: Request) -> HttpResponse:
    """The form; once something is supposed, who would come out otherwise."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_commune:
        raise Http404
    view = view_of(month.month, scope.home.unit_id)
    law = _chosen_set(request, view.criteria_set)
    told, faults = _told(request, law)
    added, fault = _added(request, law)
    if added:
        return redirect(_address(request, [*told, added]))
    context = month_context(month, view.criteria_set) | {
        "unit": view.unit,
        "law": law,
        "own": view.criteria_set,
        "sets": _sets(request, view.criteria_set),
        "set_chosen": request.GET.get(SET, "") or law.id,
        "choices": choices_of_tests(law),
        "stated": [
            Stated(_words(supposed, law), _address(request, [t for t in told if t != text]))
            for text, supposed in told.items()
        ],
        "texts": list(told),
        "faults": [*faults, *([fault] if fault else [])],
        "which": request.GET.get("chi-tieu", ""),
        "zone_chosen": request.GET.get("vung", ""),
        "value": request.GET.get("gia-tri", "") if fault else "",
    }
    if told or law is not view.criteria_set:
        other = suppose(law, told.values())
        context |= _found(what_if(month.month, other, unit_key=scope.home.unit_id))
    status = 422 if context["faults"] else 200
    return render(request, "overview/what_if.html", context, status=status)


def _chosen_set(request: Request, own: CriteriaSet) -> CriteriaSet:
    key = request.GET.get(SET, "")
    if key in ("", own.id):
        return own
    if key.startswith(DRAFT):
        return _draft(request, key.removeprefix(DRAFT), own)
    if key not in set_ids() or not _fits(load_set(key), own):
        raise Http404
    return load_set(key)


def _draft(request: Request, number: str, own: CriteriaSet) -> CriteriaSet:
    """A draft before it takes effect, for those who read drafts."""
    if not can_read(request.user, on=request.today) or not number.isascii():
        raise Http404
    found = SetDraft.objects.filter(pk=int(number)).first() if number.isdigit() else None
    if found is None:
        raise Http404
    law = law_of(found)
    if law.level != own.level:
        raise DomainError(
            f"Bản thảo {found.set_id} không phải bộ tiêu chí cấp xã nên chưa đánh giá thử được ở "
            "đây."
        )
    return law


def _sets(request: Request, own: CriteriaSet) -> list[tuple[str, str]]:
    """Value and words of each law that the month can be tried with."""
    sets = [load_set(key) for key in set_ids()]
    found = [
        (law.id, law.name + (" (đang áp dụng)" if law.id == own.id else ""))
        for law in sets
        if _fits(law, own)
    ]
    if can_read(request.user, on=request.today):
        drafts = SetDraft.objects.filter(state=DraftState.OPEN)
        found += [(f"{DRAFT}{d.pk}", f"Bản thảo {d.pk}: {d.set_id}") for d in drafts]
    return found


def _fits(criteria_set: CriteriaSet, own: CriteriaSet) -> bool:
    return criteria_set.is_complete and criteria_set.level == own.level


def _told(request: Request, law: CriteriaSet) -> tuple[dict[str, Supposition], list[str]]:
    """What the address supposes of this set, and why some of it cannot be."""
    told, faults = {}, []
    for text in dict.fromkeys(request.GET.getlist(CHANGE)[:MOST_CHANGES]):
        try:
            told[text] = read_supposition(text, law)
        except DomainError as error:
            faults.append(f"Đã bỏ giả định “{text}”: {error}")
    return told, faults


def _added(request: Request, law: CriteriaSet) -> tuple[str, str]:
    """What the form adds, as text for the address; or why it cannot be added."""
    which, value = request.GET.get("chi-tieu", ""), request.GET.get("gia-tri", "").strip()
    if not which:
        return "", ""
    if not value:
        return "", "Còn thiếu mức giả định. Hãy ghi một số, như 80."
    zone = request.GET.get("vung", "")
    text = f"{which}@{zone}={value}" if zone else f"{which}={value}"
    try:
        supposed = read_supposition(text, law)
    except DomainError as error:
        return "", str(error)
    part = f"/{supposed.part}" if supposed.part else ""
    place = f"@{supposed.zone}" if supposed.zone else ""
    return f"{supposed.indicator}{part}{place}={_typed(supposed)}", ""


def _typed(supposed: Supposition) -> str:
    return plain(supposed.value).replace(".", ",")


def _address(request: Request, texts: Iterable[str]) -> str:
    kept = [(key, request.GET[key]) for key in ("thang", SET) if request.GET.get(key)]
    query = urlencode([*kept, *((CHANGE, text) for text in texts)])
    return reverse("what_if") + (f"?{query}" if query else "")


def choices_of_tests(law: CriteriaSet) -> list[Choice]:
    """Every threshold of the law that is a number."""
    found = []
    for indicator in law.indicators:
        for test in numeric_tests(indicator):
            value = f"{indicator.number}/{test.part}" if test.part else indicator.number
            part = f" ({test.label})" if test.label and test.part else ""
            found.append(Choice(value, f"{indicator.number} {indicator.text}{part}"))
    return found


def _words(supposed: Supposition, law: CriteriaSet) -> str:
    indicator = find_indicator(supposed.indicator, law)
    [test] = [t for t in numeric_tests(indicator) if t.part == supposed.part]
    part = f", {test.label}" if supposed.part and test.label else ""
    zone = f", {zone_name(law, supposed.zone)}" if supposed.zone else ""
    bound = show_bound(supposed.value, test, law.figure(test.figure))
    return f"Chỉ tiêu {supposed.indicator}{part}{zone}: {bound}"


def _found(found: WhatIf) -> dict[str, Any]:
    numbers = {criterion.id: criterion.number for criterion in found.other.criteria}

    def shown(keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(numbers[key] for key in keys)

    return {
        "found": found,
        "lines": [
            LineView(line, shown(line.lost()), shown(line.unknown()), shown(line.gained()))
            for line in found.flipped
        ],
        "lost": sum(len(line.lost()) for line in found.lines),
        "unknown": sum(len(line.unknown()) for line in found.lines),
        "gained": sum(len(line.gained()) for line in found.lines),
        "is_other_time": found.judged_as_of != found.month,
    }
