"""What looks paid twice, and what a source may not pay for: two lists that people explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.core.numbers import show_millions
from langmoi.funding.explaining import Standing, Story, stories_of
from langmoi.funding.integration import Permission
from langmoi.funding.models import FindingAct, FindingKind, FindingStep, MoneyKind, MoneyLine
from langmoi.funding.rule_access import can_rule
from langmoi.funding.rule_files import principles_on
from langmoi.funding.sources import content_name, source_name
from langmoi.funding.spending import (
    DoubleFunding,
    double_findings,
    integration_result,
    violation_subject,
)
from langmoi.web.analysis.sheets import Column, Sheet, Value, as_file, facts_of, wants_file
from langmoi.web.funding_rules.beside import order_on
from langmoi.web.funding_rules.counterpart_page import MILLIONS, PER_PAGE, SOURCE, in_millions
from langmoi.web.funding_rules.narrowing import Names, names_of, narrowing_of, query_of
from langmoi.web.funding_rules.rules_page import contents_in_words
from langmoi.web.http import Request

STATES = {
    "cho": ("cần giải trình", (Standing.OPEN, Standing.REFUSED, Standing.CHANGED, Standing.WRONG)),
    "xem": ("chờ xem xét", (Standing.EXPLAINED,)),
    "xong": ("đã chấp nhận", (Standing.ACCEPTED,)),
}


@dataclass(frozen=True)
class FindingView:
    """A finding with its lines, as lists show it."""

    kind: str
    key: str
    what: str
    rule: str
    lines: tuple[MoneyLine, ...]
    amount: int
    place: str
    district: str
    story: Story

    @property
    def sources(self) -> list[SourceView]:
        return sources_of(self.lines)


@dataclass(frozen=True)
class SourceView:
    """What one source paid: how much, in how many lines, on which days, for which works."""

    name: str
    amount: int
    lines: tuple[MoneyLine, ...]

    @property
    def days(self) -> str:
        first, last = min(o.day for o in self.lines), max(o.day for o in self.lines)
        return show_day(first) + (f" đến {show_day(last)}" if first != last else "")

    @property
    def documents(self) -> str:
        return ", ".join(dict.fromkeys(o.document for o in self.lines if o.document))

    @property
    def projects(self) -> dict[int, str]:
        return {o.project.pk: o.project.code for o in self.lines if o.project}

    @property
    def said(self) -> str:
        paper = f", {self.documents}" if self.documents else ""
        return f"{self.name}: {show_millions(self.amount)} triệu đồng, {self.days}{paper}"


def sources_of(lines: Sequence[MoneyLine]) -> list[SourceView]:
    groups: dict[str, list[MoneyLine]] = {}
    for line in lines:
        programme = f" ({line.programme.short})" if line.programme else ""
        groups.setdefault(source_name(line.source) + programme, []).append(line)
    return [
        SourceView(name, sum(line.amount for line in of_it), tuple(of_it))
        for name, of_it in groups.items()
    ]


@login_required
@require_safe
def double_funding(request: Request) -> HttpResponseBase:
    """What looks paid twice, largest first, with what people said of it."""
    where = narrowing_of(request)
    found = double_findings(where.units)
    stories = stories_of([one.subject for one in found])
    names = names_of({one.finding.first.unit for one in found}, request.today)
    rows = [_double_view(one, stories[one.finding.key], names) for one in found]
    wrong = FindingStep.objects.filter(
        kind=FindingKind.DOUBLE, act=FindingAct.WRONG, unit__in=where.units
    )
    extra = {
        "tab": "double_funding",
        "settled": list(wrong.select_related("by").order_by("-at")[:50]),
        "principles": principles_on(request.today),
    }
    return _answer(request, "funding_rules/double_funding.html", rows, extra)


def _double_view(one: DoubleFunding, story: Story, names: Names) -> FindingView:
    unit = one.finding.first.unit
    return FindingView(
        FindingKind.DOUBLE,
        one.finding.key,
        one.what,
        one.finding.rule.label,
        one.lines,
        one.finding.amount,
        names.of(unit),
        names.district(unit),
        story,
    )


@login_required
@require_safe
def integration(request: Request) -> HttpResponseBase:
    """Capital for what its source may not pay, by the rule of its day; the order of asking."""
    where = narrowing_of(request)
    result = integration_result(where.units)
    subjects = {
        v.paid.key: violation_subject(v, result.lines[v.paid.key]) for v in result.judged.violations
    }
    stories = stories_of(list(subjects.values()))
    lines = [result.lines[key] for key in subjects]
    names = names_of({line.unit_id for line in lines}, request.today)
    rows = [
        _violation_view(result.lines[v.paid.key], v.rule, stories[subjects[v.paid.key].key], names)
        for v in result.judged.violations
    ]
    without = result.judged.without_rule
    extra = {
        "tab": "integration",
        "kept": result.judged.kept,
        "without": len(without),
        "without_amount": sum(paid.amount for paid in without),
        "order": order_on(request.today),
        "principles": principles_on(request.today),
        "may_rule": can_rule(request.user, on=request.today),
    }
    return _answer(request, "funding_rules/integration.html", rows, extra)


def _violation_view(line: MoneyLine, rule: Permission, story: Story, names: Names) -> FindingView:
    said = f"chỉ được chi cho {contents_in_words(sorted(rule.contents))}"
    mark = ", số liệu minh họa" if rule.is_illustrative else ""
    return FindingView(
        FindingKind.INTEGRATION,
        f"line-{line.pk}",
        line.project.name if line.project else "",
        f"{said} ({rule.document}; {rule.status.label}{mark})",
        (line,),
        line.amount,
        names.of(line.unit_id),
        names.district(line.unit_id),
        story,
    )


def _answer(
    request: Request, template: str, every: Sequence[FindingView], extra: dict[str, Any]
) -> HttpResponseBase:
    state = request.GET.get("loc", "")
    wanted = STATES.get(state)
    rows = [row for row in every if wanted is None or row.story.standing in wanted[1]]
    if wants_file(request):
        return as_file(request, _sheet(request, rows, extra["tab"]))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    counts = {
        key: sum(row.story.standing in standings for row in every)
        for key, (_, standings) in STATES.items()
    }
    context = {
        "where": narrowing_of(request),
        "page": page,
        "rows": list(page),
        "every": len(every),
        "amount": sum(row.amount for row in every),
        "counts": counts,
        "state": state if wanted else "",
        "states": [(key, label) for key, (label, _) in STATES.items()],
        "query": query_of(request, "loc", "huyen"),
        **extra,
    }
    return render(request, template, context)


_TITLES = {"double_funding": "Nghi trùng nguồn", "integration": "Vốn ngoài nội dung được chi"}


def _sheet(request: Request, rows: Sequence[FindingView], tab: str) -> Sheet:
    headings = (
        ("Huyện", 18), ("Nơi", 18), ("Nội dung", 40), ("Quy tắc", 50), ("Số tiền", 16),
        ("Các dòng vốn", 70), ("Tình trạng", 26), ("Giải trình", 50), ("Người, ngày", 30),
    )  # fmt: skip
    return Sheet(
        name="trung-nguon" if tab == "double_funding" else "long-ghep",
        title=f"{_TITLES[tab]} (triệu đồng)",
        facts=facts_of(request, unit=narrowing_of(request).name, months=[], laws=[], source=SOURCE),
        columns=[Column(heading, form=MILLIONS, width=width) for heading, width in headings],
        rows=[_line(row) for row in rows],
    )


def _line(row: FindingView) -> list[Value]:
    said = row.story.explanation
    return [
        row.district,
        row.place,
        row.what,
        row.rule,
        in_millions(row.amount),
        "\n".join(line_in_words(line) for line in row.lines),
        row.story.standing.label,
        said.text if said else "",
        f"{said.by.full_name}, {show_day(said.on)}" if said else "",
    ]


def line_in_words(line: MoneyLine) -> str:
    """“Giải ngân 20/05/2019, Ngân sách trung ương: Đường thôn 1 (GRT 12)”."""
    kind = MoneyKind(line.kind).label.capitalize()
    programme = f", {line.programme.short}" if line.programme else ""
    content = content_name(line.project.content) if line.project else ""
    what = line.item or (line.project.name if line.project else content)
    paper = f" ({line.document})" if line.document else ""
    return f"{kind} {show_day(line.day)}, {source_name(line.source)}{programme}: {what}{paper}"
