"""The list of projects: narrowed by the address, paged, with totals, as a file too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.funding.access import can_add
from langmoi.funding.exporting import write_projects
from langmoi.funding.listing import (
    ProjectRow,
    ProjectState,
    Sought,
    find_projects,
    known_totals,
    project_rows,
)
from langmoi.funding.sources import content_name
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.funding.choices import (
    Choices,
    chosen,
    content_choices,
    criterion_choices,
    mechanism_choices,
    source_choices,
    state_choices,
    year_choices,
)
from langmoi.web.funding.files import excel_answer, in_millions
from langmoi.web.funding.places import PlaceFilter, place_filter
from langmoi.web.http import Request
from langmoi.web.scope import scope_of

PER_PAGE = 50
SOURCE = "Công trình, dự án trong Làng Mới."
FORM = "#,##0.######"


@dataclass(frozen=True)
class Field:
    """A filter that is chosen from a list."""

    name: str
    label: str
    every: str
    choices: Choices
    picked: str


@login_required
@require_safe
def projects(request: Request) -> HttpResponseBase:
    places, fields = place_filter(request), _fields(request)
    sought = _sought(request, places, fields)
    found = find_projects(request.user, sought, on=request.today)
    if request.GET.get("tep") == "mau":
        return excel_answer(write_projects(found, on=request.today), "cong-trinh-theo-mau")
    if wants_file(request):
        rows = project_rows(found, on=request.today)
        return as_file(request, _sheet(request, rows, places, fields))
    totals = known_totals(request.user, sought, on=request.today)
    paginator = Paginator(found, PER_PAGE)
    paginator.count = totals.count  # counted there already
    page = paginator.get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": project_rows(list(page.object_list), on=request.today),
        "totals": totals,
        "places": places,
        "fields": fields,
        "text": sought.text,
        "is_open_call": sought.is_open_call,
        "query": urlencode(_asked(request)),
        "may_add": can_add(request.user, on=request.today),
        "tab": "projects",
    }
    return render(request, "funding/projects.html", context)


def _fields(request: Request) -> list[Field]:
    def field(name: str, label: str, every: str, choices: Choices) -> Field:
        return Field(name, label, every, choices, chosen(choices, request.GET.get(name, "")))

    on: date = request.today
    return [
        field("tieu-chi", "Tiêu chí", "Mọi tiêu chí", criterion_choices(on)),
        field("trang-thai", "Trạng thái", "Mọi trạng thái", state_choices()),
        field("nam", "Năm", "Mọi năm", year_choices(on)),
        field("nguon", "Nguồn vốn", "Mọi nguồn", source_choices()),
        field("co-che", "Cơ chế", "Mọi cơ chế", mechanism_choices()),
        field("noi-dung", "Nội dung", "Mọi nội dung", content_choices()),
    ]


def _sought(request: Request, places: PlaceFilter, fields: list[Field]) -> Sought:
    picked = {field.name: field.picked for field in fields}
    state = picked["trang-thai"]
    return Sought(
        text=request.GET.get("tim", "").strip()[:200],
        units=places.units,
        criterion=picked["tieu-chi"],
        source=picked["nguon"],
        mechanism=picked["co-che"],
        content=picked["noi-dung"],
        state=ProjectState(state) if state else None,
        year=int(picked["nam"]) if picked["nam"] else None,
        is_open_call=bool(request.GET.get("keu-goi")),
    )


NAMES = ("tim", "huyen", "xa", "tieu-chi", "trang-thai", "nam", "nguon", "co-che", "noi-dung",
         "keu-goi")  # fmt: skip


def _asked(request: Request) -> dict[str, str]:
    return {name: request.GET[name] for name in NAMES if request.GET.get(name)}


def _sheet(
    request: Request, rows: list[ProjectRow], places: PlaceFilter, fields: list[Field]
) -> Sheet:
    filters = [places.words] if places.chosen else []
    filters += [dict(f.choices)[f.picked].strip() for f in fields if f.picked]
    headings = (
        ("Mã", 16), ("Tên công trình", 44), ("Xã", 22), ("Huyện", 18), ("Nội dung", 22),
        ("Tiêu chí", 10), ("Cơ chế", 14), ("Chủ đầu tư", 26), ("Trạng thái", 18),
        ("Tổng mức đầu tư (triệu đồng)", 16), ("Đã phân bổ (triệu đồng)", 16),
        ("Đã giải ngân (triệu đồng)", 16), ("Đã nghiệm thu (triệu đồng)", 16),
        ("Ngày phê duyệt", 12), ("Khởi công", 12), ("Nghiệm thu", 12), ("Độ tin cậy", 18),
    )  # fmt: skip
    return Sheet(
        name="cong-trinh",
        title="Công trình, dự án nông thôn mới",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[],
            laws=[],
            filters=filters,
            source=SOURCE,
        ),
        columns=[Column(heading, FORM, width) for heading, width in headings],
        rows=[_line(row) for row in rows],
        source=SOURCE,
    )


def _line(row: ProjectRow) -> list[Any]:
    one = row.project
    money = (one.total, row.allocated, row.paid, row.accepted)
    return [
        one.code, one.name, row.place, row.district, content_name(one.content),
        ", ".join(row.criteria), one.get_mechanism_display(), one.owner, row.state.label,
        *(in_millions(amount) for amount in money),
        one.approved_on, one.started_on, one.accepted_on, one.get_certainty_display(),
    ]  # fmt: skip
