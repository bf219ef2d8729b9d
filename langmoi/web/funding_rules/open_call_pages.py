"""Works open for investment: the list inside, and the public one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.funding.access import can_add
from langmoi.funding.open_calls import OpenCall, open_calls
from langmoi.funding.sources import content_name
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.funding_rules.counterpart_page import MILLIONS, in_millions
from langmoi.web.funding_rules.narrowing import narrowing_of, query_of
from langmoi.web.http import Request
from langmoi.web.public.door import public_answer, public_page

SOURCE = "Công trình kêu gọi đầu tư ghi trong Làng Mới."


@login_required
@require_safe
def open_call_list(request: Request) -> HttpResponseBase:
    """Every call of the person's places, those that have ended too."""
    where = narrowing_of(request)
    every = open_calls(request.today, units=where.units, with_closed=True)
    rows = sorted(every, key=lambda call: not call.is_open)
    if wants_file(request):
        return as_file(request, _sheet(request, rows))
    context = {
        "tab": "open_calls",
        "where": where,
        "rows": [(call, content_name(call.project.content)) for call in rows],
        "open": sum(call.is_open for call in rows),
        "missing": sum(call.missing for call in rows if call.is_open),
        "may_add": can_add(request.user, on=request.today),
        "query": query_of(request, "huyen"),
    }
    return render(request, "funding_rules/open_calls.html", context)


@public_page
def public_open_calls(request: Request) -> HttpResponse:
    """What is open for investment today, for everyone."""
    rows = [(call, content_name(call.project.content)) for call in open_calls(request.today)]
    return public_answer(request, "public/open_calls.html", {"rows": rows})


def _sheet(request: Request, rows: list[OpenCall]) -> Sheet:
    headings = (
        ("Huyện", 18), ("Nơi", 18), ("Mã", 14), ("Công trình", 40), ("Nội dung", 20),
        ("Tổng mức", 16), ("Còn thiếu vốn", 16), ("Kêu gọi", 60), ("Đến ngày", 12),
        ("Tình trạng", 14),
    )  # fmt: skip
    return Sheet(
        name="keu-goi-dau-tu",
        title="Công trình kêu gọi đầu tư (triệu đồng)",
        facts=facts_of(request, unit=narrowing_of(request).name, months=[], laws=[], source=SOURCE),
        columns=[Column(heading, form=MILLIONS, width=width) for heading, width in headings],
        rows=[
            [
                call.district,
                call.place,
                call.project.code,
                call.project.name,
                content_name(call.project.content),
                in_millions(call.project.total),
                in_millions(call.missing),
                call.project.open_call,
                call.project.open_until,
                "đang mở" if call.is_open else "đã đóng",
            ]
            for call in rows
        ],
    )
