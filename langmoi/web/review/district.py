"""The review list of a month: where each filing stands, and agreeing in bulk to what stayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.clock import now
from langmoi.core.months import show_month
from langmoi.places.models import UnitVersion
from langmoi.reporting.access import reviewable
from langmoi.reporting.deadlines import default_due_on
from langmoi.reporting.models import StepKind
from langmoi.reporting.steps import review_criteria
from langmoi.web.http import Request
from langmoi.web.overview.finding import matching
from langmoi.web.review.doors import Desk, holds_any, review_desk
from langmoi.web.review.lines import Line, MonthLines, month_lines
from langmoi.web.review.warnings import unexplained_of
from langmoi.web.review.words import STATES, Due

WHATS = [
    ("thay-doi", "có số liệu thay đổi"),
    ("canh-bao", "có cảnh báo chưa giải trình"),
    ("chua-ra-soat", "còn tiêu chí chưa rà soát"),
    ("thieu-giai-phap", "còn thiếu giải pháp"),
    ("khong-dong-y", "có tiêu chí không đồng ý"),
]


@dataclass(frozen=True)
class Row:
    """A commune's line with what its warnings say; the rest is the line's own."""

    line: Line
    warned: frozenset[str]  # criteria with a warning that nobody explained
    unexplained: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.line, name)

    @cached_property
    def same(self) -> tuple[str, ...]:
        """Criteria that stayed as they were, and wait for their review."""
        return same_criteria(self.line, self.warned)


def same_criteria(line: Line, warned: frozenset[str]) -> tuple[str, ...]:
    """Criteria of a waiting filing with the same figures and outcome as before, unwarned."""
    if not line.is_waiting or line.head is None or line.before is None:
        return ()
    now, then = line.head.criteria, line.before.criteria
    return tuple(
        c.number
        for c in line.criteria_set.criteria
        if c.number not in line.reviews
        and c.number not in warned
        and now.get(c.number) == then.get(c.number)
        and not any(i.number in line.changed_indicators for i in c.indicators)
    )


@dataclass(frozen=True)
class Filters:
    """What the address asks for; empty fields ask for nothing."""

    district: str
    state: str
    what: str
    text: str

    @classmethod
    def read(cls, query: QueryDict) -> Filters:
        names = ("huyen", "tinh-trang", "can-xem", "tim")
        return cls(*(query.get(name, "").strip() for name in names))

    def fits(self, row: Row) -> bool:
        if self.district and (row.district is None or row.district.code != self.district):
            return False
        if self.state and row.state.key != self.state:
            return False
        return not self.what or _ASKS.get(self.what, _nothing)(row)


def _nothing(row: Row) -> bool:
    return False


_ASKS: dict[str, Callable[[Row], bool]] = {
    "thay-doi": lambda row: bool(row.changes),
    "canh-bao": lambda row: bool(row.unexplained),
    "chua-ra-soat": lambda row: row.is_waiting and len(row.reviews) < len(row.head.criteria),
    "thieu-giai-phap": lambda row: row.head is not None and bool(row.unsolved),
    "khong-dong-y": lambda row: bool(row.disagreed),
}


@login_required
@require_safe
def reviews(request: Request) -> HttpResponse:
    """The list; for htmx only its rows, which the filters change."""
    found = review_desk(request)
    context = list_context(request, found)
    is_piece = (
        request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    )
    return render(request, "review/_list.html" if is_piece else "review/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_agree(request: Request) -> HttpResponse:
    """First what would be agreed to, commune by commune; a second press writes it."""
    found = review_desk(request)
    context = list_context(request, found)
    rows = [row for row in context["rows"] if row.same]
    may = reviewable(request.user, [row.filing for row in rows], request.today)
    rows = [row for row in rows if row.filing.pk in may]
    address = f"{reverse('reviews')}?{context['filter_query']}"
    if request.method == "POST":
        seen = set(request.POST.getlist("seen"))
        written = agree(request, [row for row in rows if str(row.head.pk) in seen])
        messages.success(
            request,
            f"Đã đồng ý {written} tiêu chí giữ nguyên, tháng {show_month(found.month.month)}.",
        )
        return redirect(address)
    context |= {"rows": rows, "same_count": sum(len(row.same) for row in rows)}
    return render(request, "review/bulk_agree.html", context)


def agree(request: Request, rows: Sequence[Row]) -> int:
    """Agree to the unchanged criteria of these rows, filing by filing; how many there were."""
    at, written = now(), 0
    for row in rows:
        reviews = review_criteria(
            row.filing,
            row.same,
            agrees=True,
            reason="",
            by=request.user,
            on=request.today,
            at=at,
        )
        written += len(reviews)
    return written


def read_rows(request: Request, found: Desk) -> tuple[MonthLines, list[Row]]:
    """Every commune of the desk with its warnings."""
    seen = month_lines(
        found.month.month,
        found.units,
        today=request.today,
        step=StepKind.REVIEW,
    )
    return seen, rows_of(seen.lines)


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Each line with its warnings, read for all at once."""
    return [Row(line, *told) for line, told in zip(lines, unexplained_of(lines), strict=True)]


def row_of(line: Line) -> Row:
    return rows_of([line])[0]


def list_context(request: Request, found: Desk) -> dict[str, Any]:
    seen, rows = read_rows(request, found)
    filters = Filters.read(request.GET)
    shown = [row for row in rows if filters.fits(row)]
    if filters.text:
        named = {u.unit_id for u in matching(filters.text, [row.unit for row in shown])}
        shown = [row for row in shown if row.unit.unit_id in named]
    query = request.GET.copy()
    query["thang"] = f"{found.month.month:%Y-%m}"
    may_review = holds_any(request, found.chain.roles(StepKind.REVIEW))
    same = sum(len(row.same) for row in shown) if may_review else 0
    return {
        "month": found.month.month,
        "reporting_month": found.month,
        "home": found.home,
        "total": len(seen.criteria_set.criteria),
        "rows": shown,
        "counts": _counts(rows),
        "filters": filters,
        "filter_query": query.urlencode(),
        "states": [(state.key, state.label) for state in STATES],
        "whats": WHATS,
        "districts": _districts(rows),
        "same_count": same,
        "may_sign_page": True,
        "due": Due(default_due_on(found.month.month, StepKind.REVIEW), request.today),
    }


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    return {
        "all": len(rows),
        "filed": sum(row.head is not None for row in rows),
        "done": sum(row.state.key == "signed" for row in rows),
    }


def _districts(rows: Sequence[Row]) -> list[UnitVersion]:
    """The districts to choose from; none where there is but one."""
    found = {row.district.unit_id: row.district for row in rows if row.district is not None}
    return list(found.values()) if len(found) > 1 else []
