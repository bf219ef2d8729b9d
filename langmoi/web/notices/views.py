"""“Việc của tôi”: what waits for the person, by deadline; and who is late."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.notices.late import late_rows
from langmoi.notices.model import LateRow
from langmoi.notices.models import Question
from langmoi.notices.tasks import tasks_of
from langmoi.people.contacts import Contact
from langmoi.web.csv_files import csv_file
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.notices.rows import task_rows
from langmoi.web.scope import scope_of

ANSWERS_SHOWN = 5
LATE_HEADINGS = (
    "Tháng", "Việc", "Đơn vị", "Hạn", "Số ngày quá hạn", "Còn thiếu", "Người chịu trách nhiệm",
    "Chức vụ", "Điện thoại", "Người làm", "Điện thoại người làm",
)  # fmt: skip


@login_required
@require_safe
def inbox(request: Request) -> HttpResponse:
    """Everything that waits for the person today, the overdue first."""
    scope_of(request)  # someone without a post is told so
    rows = task_rows(tasks_of(request.user, on=request.today), request.today)
    answered = Question.objects.filter(asked_by=request.user, answered_at__isnull=False)
    context = {
        "rows": rows,
        "over": sum(row.urgency.css == "over" for row in rows),
        "soon": sum(row.urgency.css == "soon" for row in rows),
        "answers": answered.select_related("unit", "answered_by").order_by("-answered_at")[
            :ANSWERS_SHOWN
        ],
        "today": request.today,
    }
    return render(request, "notices/inbox.html", context)


@login_required
@require_safe
def late(request: Request) -> HttpResponse:
    """Who is late in the month, by step and unit, with the chairman to call."""
    month = chosen_month(request)
    rows = _late(request)
    return render(
        request,
        "notices/late.html",
        {"month": month.month, "reporting_month": month, "rows": rows, "today": request.today},
    )


@login_required
@require_safe
def late_file(request: Request) -> StreamingHttpResponse:
    """The same list as a file for a spreadsheet."""
    month = chosen_month(request).month
    name = f"cham-han-{month:%Y-%m}.csv"
    return csv_file(name, LATE_HEADINGS, _cells(_late(request)))


def _late(request: Request) -> list[LateRow]:
    month = chosen_month(request).month
    units = scope_of(request, month).units
    return late_rows(month, on=request.today, unit_keys=units)


def _cells(rows: list[LateRow]) -> Iterator[list[object]]:
    for row in rows:
        who = row.accountable or Contact("", "", "", "")
        yield [
            show_month(row.month),
            row.step_label,
            row.who,
            show_day(row.due_on),
            row.days,
            row.what,
            who.name,
            who.post,
            who.phone,
            ", ".join(person.name for person in row.others),
            ", ".join(person.phone for person in row.others if person.phone),
        ]
