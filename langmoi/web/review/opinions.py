"""A department's work list: its indicators across all communes, what needs a look first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from langmoi.core.errors import NotAllowed
from langmoi.law.model import Indicator
from langmoi.people.access import agencies_of, posts_of
from langmoi.people.models import Agency
from langmoi.places.models import UnitVersion
from langmoi.reporting.access import led_by
from langmoi.reporting.chain import chain_on
from langmoi.reporting.deadlines import default_due_on
from langmoi.reporting.models import ExpectedValue, FilingState, StepKind
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.finding import matching
from langmoi.web.review.doors import Desk, desk
from langmoi.web.review.forms import WordForm
from langmoi.web.review.lines import Line, MonthLines, criterion_of, month_lines
from langmoi.web.review.opinion_items import (
    KINDS,
    WORDS,
    Filters,
    Item,
    Tile,
    with_default,
)
from langmoi.web.review.page import names_of
from langmoi.web.review.words import Due

SENT = (FilingState.SUBMITTED, FilingState.SIGNED)
PER_PAGE = 40


@dataclass(frozen=True)
class WorkList:
    """Everything that a department is asked about in a month."""

    found: Desk
    seen: MonthLines
    agency: Agency
    agencies: tuple[Agency, ...]
    numbers: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def indicators(self) -> list[Indicator]:
        return [i for i in self.seen.criteria_set.indicators if i.number in self.numbers]

    def tiles(self) -> list[Tile]:
        found = []
        for key, label, icon in KINDS:
            of_kind = [item for item in self.items if item.kind == key]
            left = sum(item.opinion is None for item in of_kind)
            found.append(Tile(key, label, icon, len(of_kind), left))
        return found


def work_list(request: Request, *, typed: tuple[str, WordForm] | None = None) -> WorkList:
    """The list of the department in the address, else of the person's first."""
    month = chosen_month(request)
    chain = chain_on(month.month)
    roles = chain.roles(StepKind.OPINION)
    found = desk(
        request,
        roles,
        "Trang ý kiến dành cho công chức và lãnh đạo sở, ngành phụ trách chỉ tiêu. "
        "Nếu được giao việc này, hãy đề nghị Văn phòng Điều phối cập nhật chức vụ.",
    )
    agencies = speaking_agencies(request, roles)
    agency = chosen_agency(request, agencies)
    seen = month_lines(month.month, found.units, today=request.today, step=StepKind.OPINION)
    numbers = led_by(agency, seen.criteria_set.id, request.today)
    ordered = tuple(i.number for i in seen.criteria_set.indicators if i.number in numbers)
    items = tuple(_items(seen, agency, ordered, is_open=not month.is_closed, typed=typed))
    return WorkList(found, seen, agency, tuple(agencies), ordered, items)


def speaking_agencies(request: Request, roles: Sequence[Any]) -> list[Agency]:
    """The departments in whose name the person may speak, by name."""
    posts = posts_of(request.user, on=request.today).filter(role__in=roles)
    speaking = set(posts.values_list("agency_id", flat=True))
    return [a for a in agencies_of(request.user, request.today) if a.pk in speaking]


def chosen_agency(request: Request, agencies: Sequence[Agency]) -> Agency:
    if not agencies:
        raise NotAllowed(
            "Chức vụ của tài khoản này chưa ghi thuộc sở, ngành nào nên chưa có chỉ tiêu để cho ý "
            "kiến. Hãy đề nghị Văn phòng Điều phối NTM tỉnh bổ sung cơ quan."
        )
    asked = request.GET.get("nganh", "")
    if not asked:
        return agencies[0]
    for agency in agencies:
        if str(agency.pk) == asked:
            return agency
    raise Http404


def _items(
    seen: MonthLines,
    agency: Agency,
    numbers: Sequence[str],
    *,
    is_open: bool,
    typed: tuple[str, WordForm] | None,
) -> Iterator[Item]:
    """Disputed, newly met, changed, then the rest; within a kind by commune."""
    sent = [li for li in seen.lines if li.filing and li.head and li.filing.state in SENT]
    expected = _expected(seen, agency)
    criteria = criterion_of(seen.criteria_set)
    indicators = [i for i in seen.criteria_set.indicators if i.number in numbers]
    found = [
        _item(line, indicator, criteria, agency, expected, is_open=is_open, typed=typed)
        for line in sent
        for indicator in indicators
    ]
    order = [key for key, _, _ in KINDS]
    return iter(sorted(found, key=lambda item: order.index(item.kind)))


def _item(
    line: Line,
    indicator: Indicator,
    criteria: Mapping[str, str],
    agency: Agency,
    expected: Mapping[int, Mapping[str, Any]],
    *,
    is_open: bool,
    typed: tuple[str, WordForm] | None,
) -> Item:
    opinions = line.opinions.get(indicator.number, ())
    assert line.filing is not None and line.head is not None  # noqa: S101 - only what was sent
    key = f"{line.head.pk}:{indicator.number}"
    return Item(
        line=line,
        filing=line.filing,
        revision=line.head,
        indicator=indicator,
        criterion=criteria[indicator.number],
        opinion=next((o for o in opinions if o.agency_id == agency.pk), None),
        others=tuple(o for o in opinions if o.agency_id != agency.pk),
        expected=expected.get(line.unit.unit_id, {}),
        may_give=is_open,
        typed=typed[1] if typed and typed[0] == key else None,
    )


def _expected(seen: MonthLines, agency: Agency) -> dict[int, dict[str, Any]]:
    """What the department itself holds, by commune and figure."""
    found: dict[int, dict[str, Any]] = {}
    keys = [line.unit.unit_id for line in seen.lines]
    rows = ExpectedValue.objects.filter(month=seen.month, unit_id__in=keys, agency=agency)
    for unit, figure, value in rows.values_list("unit_id", "figure", "value"):
        found.setdefault(unit, {})[figure] = value
    return found


def narrowed(work: WorkList, filters: Filters) -> list[Item]:
    """The rows that fit every filter."""
    found = [item for item in work.items if filters.fits(item)]
    if filters.text:
        units = {item.unit.unit_id: item.unit for item in found}
        named = {unit.unit_id for unit in matching(filters.text, list(units.values()))}
        found = [item for item in found if item.unit.unit_id in named]
    return found


def work_context(request: Request, work: WorkList) -> dict[str, Any]:
    tiles = work.tiles()
    filters = with_default(Filters.read(request.GET), tiles)
    found = narrowed(work, filters)
    pages = max(1, -(-len(found) // PER_PAGE))
    asked = request.GET.get("trang", "")
    page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1
    month = work.found.month
    return base_context(request, work) | {
        "tiles": tiles,
        "filters": filters,
        "filter_query": filter_query(request, work, filters),
        "page_query": filter_query(request, work, filters, page=page),
        "items": found[(page - 1) * PER_PAGE : page * PER_PAGE],
        "found": len(found),
        "waiting": sum(item.opinion is None for item in found),
        "page": page,
        "pages": pages,
        "page_before": page - 1,
        "page_after": page + 1,
        "may_give": not month.is_closed,
        "word_choices": WORDS,
        "districts": _districts(work),
        "why_closed": "Tháng này đã chốt số liệu nên không nhận thêm ý kiến."
        if month.is_closed
        else "",
    }


def base_context(request: Request, work: WorkList) -> dict[str, Any]:
    month = work.found.month
    return {
        "month": month.month,
        "reporting_month": month,
        "agency": work.agency,
        "agencies": work.agencies,
        "indicators": work.indicators,
        "indicator_numbers": list(work.numbers),
        "base_query": base_query(work),
        "due": Due(default_due_on(month.month, StepKind.OPINION), request.today),
        **names_of(work.found.chain),
    }


def base_query(work: WorkList) -> str:
    return f"thang={work.found.month.month:%Y-%m}&nganh={work.agency.pk}"


def filter_query(request: Request, work: WorkList, filters: Filters, *, page: int = 0) -> str:
    """The address of what is shown, kept on links and forms."""
    query = request.GET.copy()
    query.pop("trang", None)
    query.pop("dong-y", None)
    query["thang"] = f"{work.found.month.month:%Y-%m}"
    query["nganh"] = str(work.agency.pk)
    query["xem"] = filters.what
    if page > 1:
        query["trang"] = str(page)
    return str(query.urlencode())


def _districts(work: WorkList) -> list[UnitVersion]:
    found = {li.district.unit_id: li.district for li in work.seen.lines if li.district}
    return list(found.values()) if len(found) > 1 else []
