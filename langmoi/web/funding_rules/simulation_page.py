"""A ratio tried on the plan of a year: what each district and commune would have to find.

What is tried stands in the address and nowhere else, until somebody saves it under a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.errors import DomainError
from langmoi.core.numbers import plain, read_number
from langmoi.funding.counterpart import Rate
from langmoi.funding.gaps import Grain, places_under, plan_years
from langmoi.funding.models import CounterpartDraft
from langmoi.funding.planned import Planned
from langmoi.funding.plans import plan_of
from langmoi.funding.rule_access import can_try
from langmoi.funding.rule_actions import MOST_RATIO, drop_draft, refuse_ratio, save_draft
from langmoi.funding.rule_queries import all_rates, draft_rate
from langmoi.funding.simulation import Tried, by_place, tried
from langmoi.funding.sources import CENTRAL
from langmoi.web.analysis.sheets import Column, Sheet, Value, as_file, facts_of, wants_file
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.funding_rules.counterpart_page import MILLIONS, in_millions
from langmoi.web.funding_rules.forms import (
    SaveDraftForm,
    central_sources,
    content_choices,
    group_choices,
)
from langmoi.web.funding_rules.narrowing import Narrowing, names_of, narrowing_of, year_of
from langmoi.web.funding_rules.words import rate_in_words
from langmoi.web.http import Request

ROWS = 4
SOURCE = "Kế hoạch vốn ghi trong Làng Mới; tỷ lệ thử, chưa phải quy định."


@dataclass(frozen=True)
class TriedRow:
    """One line of the form: what was typed, and what is wrong with it."""

    number: int
    ratio: str = ""
    source: str = CENTRAL
    group: str = ""
    content: str = ""
    problem: str = ""

    @property
    def told(self) -> dict[str, str]:
        ratio = read_number(self.ratio, minimum=Decimal(0), maximum=MOST_RATIO)
        refuse_ratio(ratio)
        return {
            "ratio": plain(ratio),
            "source": self.source,
            "group": self.group,
            "content": self.content,
        }


@dataclass(frozen=True)
class PlaceView:
    unit: int
    name: str
    district: str
    tried: Tried


@login_required
@require_safe
def simulation(request: Request) -> HttpResponseBase:
    """The form of ratios to try, and what they come to beside the rules in force."""
    where = _where(request)
    years = plan_years(where.units)
    year, rows = year_of(request, years), _rows(request)
    told = [row.told for row in rows if row.ratio and not row.problem]
    drafts = [draft_rate(one, "phương án thử") for one in told]
    plan = [money for money in plan_of(year, where.units) if money.unit in where.units]
    places = _places(request, where, plan, year, drafts) if drafts else []
    if wants_file(request) and drafts:
        return as_file(request, _sheet(request, where, year, places, drafts))
    context: dict[str, Any] = {
        "tab": "simulation",
        "where": where,
        "year": year,
        "years": years or [year],
        "rows": rows,
        "sources": central_sources(),
        "groups": group_choices(),
        "contents": content_choices(),
        "drafts": [rate_in_words(rate) for rate in drafts],
        "places": places,
        "by_district": where.scope.is_province and not where.district and bool(where.districts),
        "total": tried(plan, all_rates(), drafts) if drafts else None,
        "missing": {
            "present": sum(view.tried.present.missing or 0 for view in places),
            "draft": sum(view.tried.draft.missing or 0 for view in places),
        },
        "saved": _saved(where),
        "form": SaveDraftForm(),
        "query": request.GET.urlencode(),
        "me": request.user.pk,
    }
    return render(request, "funding_rules/simulation.html", context)


@login_required
@require_POST
def save_simulation(request: Request) -> HttpResponse:
    """Keep what is tried under a name; the fields are those of the address."""
    _where(request)
    form, rows = SaveDraftForm(request.POST), _rows(request)
    query = urlencode(_query(whole(request.GET.get("nam", "")), rows))

    def save(given: dict[str, Any]) -> object:
        told = [row.told for row in rows if row.ratio]
        return save_draft(given["name"], whole(request.GET.get("nam", "")), told, **who(request))

    if attempt(form, save):
        messages.success(request, "Đã lưu phương án thử. Phương án không có hiệu lực.")
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect(f"{reverse('simulation')}?{query}")


@login_required
@require_POST
def drop_simulation(request: Request, pk: int) -> HttpResponse:
    where = _where(request)
    draft = get_object_or_404(CounterpartDraft, pk=pk, unit__in=where.units, dropped_at=None)
    drop_draft(draft, **who(request))
    messages.success(request, "Đã bỏ phương án thử.")
    return redirect("simulation")


def _where(request: Request) -> Narrowing:
    """For those who prepare and decide the ratio of the province; for others there is no page."""
    if not can_try(request.user, on=request.today):
        raise Http404
    return narrowing_of(request)


def _rows(request: Request) -> list[TriedRow]:
    """What the address tells, as typed; at least one line is open for more."""
    rows = [_row(request, number) for number in range(1, ROWS + 1)]
    used = max((row.number for row in rows if row.ratio), default=0)
    return rows[: used + 1]


def _row(request: Request, number: int) -> TriedRow:
    def given(name: str) -> str:
        return request.GET.get(f"{name}-{number}", "").strip()

    row = TriedRow(
        number, given("muc"), given("nguon") or CENTRAL, given("nhom"), given("noi-dung")
    )
    if not row.ratio:
        return row
    offered = (
        (row.source, central_sources()),
        (row.group, group_choices()),
        (row.content, content_choices()),
    )
    if any(value not in dict(choices) for value, choices in offered):
        problem = "Không có lựa chọn này. Hãy chọn trong danh sách."
        return TriedRow(number, row.ratio, problem=problem)
    try:
        row.told  # noqa: B018 - reads the number
    except DomainError as error:
        return TriedRow(number, row.ratio, row.source, row.group, row.content, str(error))
    return row


def _query(year: int, rows: Sequence[TriedRow]) -> dict[str, str]:
    found = {"nam": str(year)}
    for row in rows:
        if row.ratio:
            names = ("muc", "nguon", "nhom", "noi-dung")
            values = (row.ratio, row.source, row.group, row.content)
            found |= {f"{n}-{row.number}": v for n, v in zip(names, values, strict=True) if v}
    return found


def _places(
    request: Request,
    where: Narrowing,
    plan: Sequence[Planned],
    year: int,
    drafts: Sequence[Rate],
) -> list[PlaceView]:
    """Districts where the province is shown, else communes; who has to find most comes first."""
    by_district = where.scope.is_province and not where.district and bool(where.districts)
    under = places_under(Grain.DISTRICT if by_district else Grain.COMMUNE, plan, year)
    if by_district:
        under |= {money.unit: money.unit for money in plan if money.unit not in under}
    found = by_place(plan, all_rates(), drafts, under)
    names = names_of(found.keys(), request.today)
    views = [PlaceView(u, names.of(u), names.district(u), t) for u, t in found.items()]
    asked = [view for view in views if view.tried.draft.central]
    return sorted(asked, key=lambda view: -(view.tried.draft.missing or 0))


def _saved(where: Narrowing) -> list[dict[str, Any]]:
    found = CounterpartDraft.objects.filter(unit__in=where.units, dropped_at__isnull=True)
    return [
        {
            "draft": draft,
            "said": "; ".join(rate_in_words(draft_rate(t, draft.name)) for t in draft.rates),
            "query": urlencode(_query(draft.year, [_typed(n, t) for n, t in _told(draft)])),
        }
        for draft in found.select_related("made_by")
    ]


def _told(draft: CounterpartDraft) -> list[tuple[int, dict[str, str]]]:
    return list(enumerate(draft.rates, start=1))


def _typed(number: int, told: dict[str, str]) -> TriedRow:
    ratio = told["ratio"].replace(".", ",")
    return TriedRow(number, ratio, told["source"], told["group"], told["content"])


def _sheet(
    request: Request,
    where: Narrowing,
    year: int,
    places: Sequence[PlaceView],
    drafts: Sequence[Rate],
) -> Sheet:
    headings = (
        ("Nơi", 24), ("Huyện", 20), ("Vốn trung ương", 16), ("Địa phương đã bố trí", 16),
        ("Cần theo quy định đang có", 18), ("Thiếu theo quy định đang có", 18),
        ("Cần theo mức thử", 18), ("Thiếu theo mức thử", 18), ("Phải tìm thêm so với nay", 18),
    )  # fmt: skip
    return Sheet(
        name=f"thu-ty-le-{year}",
        title=f"Thử tỷ lệ đối ứng trên kế hoạch vốn năm {year} (triệu đồng), chưa phải quy định",
        facts=facts_of(
            request,
            unit=where.name,
            months=[],
            laws=[],
            filters=[f"mức thử: {rate_in_words(rate)}" for rate in drafts],
            source=SOURCE,
        ),
        columns=[Column(heading, form=MILLIONS, width=width) for heading, width in headings],
        rows=[_line(view) for view in places],
    )


def _line(view: PlaceView) -> list[Value]:
    present, draft = view.tried.present, view.tried.draft
    return [
        view.name,
        view.district,
        in_millions(draft.central),
        in_millions(draft.local),
        in_millions(present.required),
        in_millions(present.missing),
        in_millions(draft.required),
        in_millions(draft.missing),
        in_millions(view.tried.change),
    ]
