"""The month that a page shows: from the address (?thang=2019-12), else the newest one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from langmoi.core.errors import DomainError
from langmoi.core.memory import kept
from langmoi.core.months import parse_month, reference_day, show_month
from langmoi.reporting.models import ReportingMonth

PARAMETER = "thang"


@dataclass(frozen=True)
class MonthChoice:
    """A month in the picker; `query` is the page's address with that month, or "" if none."""

    number: int
    query: str
    is_current: bool
    is_open: bool


def months_of(request: HttpRequest) -> tuple[ReportingMonth, ...]:
    """Every month there is, oldest first."""
    months = ReportingMonth.objects.order_by("month")
    tables = ("reporting_reportingmonth", "people_user")
    return kept("months", lambda: tuple(months), *tables)


def newest_month(request: HttpRequest) -> ReportingMonth | None:
    """The last month whose reference day has come; before that the first month."""
    months = months_of(request)
    today: date = request.today  # type: ignore[attr-defined]  # put there by TodayMiddleware
    past = [m for m in months if reference_day(m.month) <= today]
    return past[-1] if past else next(iter(months), None)


def chosen_month(request: HttpRequest, month: date | None = None) -> ReportingMonth:
    """The month given, else that in the address, else the newest; remembered for the frame."""
    newest = newest_month(request)
    if newest is None:
        raise DomainError(
            "Chưa có tháng nào được mở nên chưa có số liệu để xem. "
            "Hãy đề nghị Văn phòng Điều phối NTM tỉnh mở tháng đầu tiên."
        )
    chosen = newest
    if month is None and (text := request.GET.get(PARAMETER)):
        month = parse_month(text)
    if month is not None:
        found = next((m for m in months_of(request) if m.month == month), None)
        if found is None:
            raise DomainError(
                f"Chưa có tháng {show_month(month)} trong hệ thống. "
                f"Hãy chọn tháng khác; tháng mới nhất là {show_month(newest.month)}."
            )
        chosen = found
    request.__dict__["_chosen_month"] = chosen
    return chosen


def remembered_month(request: HttpRequest) -> ReportingMonth | None:
    """The month that the view chose, if it shows one."""
    found: ReportingMonth | None = request.__dict__.get("_chosen_month")
    return found


def month_query(request: HttpRequest) -> str:
    """What links add so that the reader stays in the month; nothing for the newest."""
    chosen = remembered_month(request)
    if chosen is None or chosen == newest_month(request):
        return ""
    return f"{PARAMETER}={chosen.month:%Y-%m}"


def month_choices(request: HttpRequest) -> list[tuple[int, list[MonthChoice]]]:
    """The picker: years, newest first, each with its twelve months."""
    chosen = remembered_month(request)
    if chosen is None:
        return []
    there = {m.month: m for m in months_of(request)}
    years = sorted({m.year for m in there}, reverse=True)
    return [
        (year, [_choice(request, there.get(date(year, n, 1)), n, chosen) for n in range(1, 13)])
        for year in years
    ]


def _choice(
    request: HttpRequest, month: ReportingMonth | None, number: int, chosen: ReportingMonth
) -> MonthChoice:
    if month is None:
        return MonthChoice(number, "", False, False)
    query = request.GET.copy()
    query[PARAMETER] = f"{month.month:%Y-%m}"
    return MonthChoice(number, f"?{query.urlencode()}", month == chosen, not month.is_closed)
