"""A department gives its opinion: one by one, in bulk with a preview, and its own solutions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.law.model import Criterion, Indicator
from langmoi.people.models import Agency
from langmoi.reporting.models import Filing, Solution
from langmoi.reporting.steps import (
    BulkResult,
    give_opinion,
    give_opinion_on_filings,
    put_agency_solution,
)
from langmoi.web.http import Request
from langmoi.web.review.doors import check_seen
from langmoi.web.review.forms import SolutionForm, WordForm
from langmoi.web.review.opinion_items import Filters, Item, with_default
from langmoi.web.review.opinions import (
    WorkList,
    base_context,
    base_query,
    filter_query,
    narrowed,
    work_context,
    work_list,
)
from langmoi.web.review.words import Due


@login_required
@require_safe
def opinions(request: Request) -> HttpResponse:
    """The work list; for htmx only its rows, which the filters change."""
    context = work_context(request, work_list(request))
    is_piece = (
        request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    )
    name = "review/_opinions.html" if is_piece else "review/opinions.html"
    return render(request, name, context)


@login_required
@require_POST
def opinion(request: Request, pk: int, number: str) -> HttpResponse:
    """One word on one indicator of one commune."""
    visible = Filing.objects.visible_to(request.user, on=request.today)
    filing = get_object_or_404(visible.select_related("latest", "unit"), pk=pk)
    form = WordForm(request.POST)
    key = f"{filing.latest_id}:{number}"
    work = work_list(request, typed=(key, form))
    item = next((i for i in work.items if i.key == key), None)
    if not form.is_valid():
        context = work_context(request, work)
        return render(request, "review/opinions.html", context, status=422)
    check_seen(filing, request.POST.get("revision", ""))
    give_opinion(
        filing,
        number,
        agency=work.agency,
        agrees=form.cleaned_data["agrees"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        on=request.today,
        at=now(),
        replaces=_seen_word(request, item),
    )
    return redirect(_list_address(request, item))


def _seen_word(request: Request, item: Item | None) -> Any:
    """The moment of a colleague's opinion that the page showed, so that only that is replaced."""
    before = item.opinion if item else None
    if before is None or request.POST.get("replaces") != before.at.isoformat():
        return None
    return before.at


def _list_address(request: Request, item: Item | None) -> str:
    anchor = f"#yk-{item.revision.pk}-{item.slug}" if item else ""
    return f"{reverse('opinions')}?{request.GET.urlencode()}{anchor}"


@dataclass(frozen=True)
class BulkGroup:
    """An indicator with the communes whose rows would get the word."""

    indicator: Indicator
    names: tuple[str, ...]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_opinion(request: Request) -> HttpResponse:
    """First how many rows, and whose; a second press writes the same word on them."""
    work = work_list(request)
    filters = with_default(Filters.read(request.GET), work.tiles())
    rows = [item for item in narrowed(work, filters) if item.opinion is None and item.may_give]
    agrees = request.GET.get("dong-y") != "0"
    form = WordForm(request.POST) if request.method == "POST" else WordForm()
    back = f"{reverse('opinions')}?{filter_query(request, work, filters)}"
    if request.method == "POST" and form.is_valid():
        seen = set(request.POST.get("items", "").split(","))
        _write(request, work.agency, [r for r in rows if r.key in seen], form, len(seen))
        return redirect(back)
    context = base_context(request, work) | {
        "agrees": agrees,
        "verb": "đồng ý" if agrees else "không đồng ý",
        "form": form,
        "count": len(rows),
        "communes": len({row.unit.unit_id for row in rows}),
        "groups": _groups(rows),
        "packed": ",".join(row.key for row in rows),
        "filter_query": filter_query(request, work, filters),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "review/bulk_opinion.html", context, status=status)


def _write(
    request: Request, agency: Agency, rows: Sequence[Item], form: WordForm, asked: int
) -> None:
    """The word on what the person saw and what still is so; the rest is said to be left out."""
    wanted: dict[int, list[str]] = defaultdict(list)
    filings = {row.filing.pk: row.filing for row in rows}
    for row in rows:
        wanted[row.filing.pk].append(row.indicator.number)
    result: BulkResult = give_opinion_on_filings(
        [(filings[key], numbers) for key, numbers in wanted.items()],
        agency=agency,
        agrees=form.cleaned_data["agrees"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        on=request.today,
        at=now(),
    )
    done = sum(len(wanted[filing.pk]) for filing in result.done)
    said = f"Đã ghi ý kiến cho {done} chỉ tiêu của {len(result.done)} xã."
    if asked > done:
        said += f" {asked - done} dòng vừa thay đổi nên chưa ghi; hãy xem lại trong danh sách."
    messages.success(request, said)


def _groups(rows: Sequence[Item]) -> list[BulkGroup]:
    names: dict[str, list[str]] = defaultdict(list)
    indicators = {row.indicator.number: row.indicator for row in rows}
    units = {row.unit.unit_id: row.unit.name for row in rows}
    count = Counter(units.values())
    for row in rows:
        # Two communes of one name (Đăk Long, Đăk Hà) are told apart by their districts.
        told = f" ({row.district.name})" if count[row.unit.name] > 1 and row.district else ""
        names[row.indicator.number].append(row.unit.name + told)
    return [BulkGroup(indicators[number], tuple(found)) for number, found in names.items()]


@dataclass(frozen=True)
class AgencyCriterion:
    """A criterion of a department: how many communes miss it, and what the department does."""

    criterion: Criterion
    unmet: int
    all: int
    solution: Solution | None
    due: Due | None
    form: SolutionForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agency_solutions(request: Request) -> HttpResponse:
    """The department's own dated solutions for its criteria."""
    work = work_list(request)
    form, number = None, request.POST.get("criterion", "")
    if request.method == "POST":
        form = SolutionForm(request.POST)
        if number not in {c.number for c in _criteria(work)}:
            raise Http404
        if form.is_valid():
            put_agency_solution(
                work.found.month.month,
                number,
                agency=work.agency,
                **form.cleaned_data,
                by=request.user,
                on=request.today,
                at=now(),
            )
            month = show_month(work.found.month.month)
            messages.success(request, f"Đã lưu giải pháp tiêu chí {number}, từ tháng {month}.")
            return redirect(f"{reverse('agency_solutions')}?{base_query(work)}#gp-{number}")
    context = base_context(request, work) | {
        "criteria": _agency_criteria(request, work, number, form),
        "may_give": not work.found.month.is_closed,
    }
    status = 422 if form is not None else 200
    return render(request, "review/agency_solutions.html", context, status=status)


def _criteria(work: WorkList) -> list[Criterion]:
    return [
        c
        for c in work.seen.criteria_set.criteria
        if any(i.number in work.numbers for i in c.indicators)
    ]


def _agency_criteria(
    request: Request, work: WorkList, number: str, form: SolutionForm | None
) -> list[AgencyCriterion]:
    rows = Solution.objects.filter(
        agency=work.agency, unit__isnull=True, ended_on__isnull=True
    ).select_related("by")
    solutions = {solution.criterion: solution for solution in rows.order_by("pk")}
    sent = [line for line in work.seen.lines if line.head is not None]
    found = []
    for criterion in _criteria(work):
        solution = solutions.get(criterion.number)
        found.append(
            AgencyCriterion(
                criterion=criterion,
                unmet=sum(criterion.number in line.unmet for line in sent),
                all=len(sent),
                solution=solution,
                due=Due(solution.due_on, request.today) if solution else None,
                form=form if form and criterion.number == number else _form(solution),
            )
        )
    return found


def _form(solution: Solution | None) -> SolutionForm:
    if solution is None:
        return SolutionForm()
    told = {
        "text": solution.text,
        "responsible": solution.responsible,
        "due_on": show_day(solution.due_on),
    }
    return SolutionForm(initial=told)
