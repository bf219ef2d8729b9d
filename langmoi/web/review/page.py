"""What the review page of a filing is made of, ready for its template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.law.model import Figure
from langmoi.overview.detail import CriterionDetail
from langmoi.overview.queries import commune_month
from langmoi.reporting.access import is_own_work, open_steps
from langmoi.reporting.chain import Chain
from langmoi.reporting.drafting import Warning_, warnings_of
from langmoi.reporting.evidence.queries import evidence_of
from langmoi.reporting.evidence.required import MissingPapers, missing_papers
from langmoi.reporting.models import Evidence, Filing, FilingState, Solution, StepKind
from langmoi.reporting.workdays import add_working_days
from langmoi.web.figures import said_in_full
from langmoi.web.http import Request
from langmoi.web.overview.commune import IndicatorView, criterion_view
from langmoi.web.review.district import row_of
from langmoi.web.review.doors import Place, holds_any, reviewers
from langmoi.web.review.forms import SolutionForm, WordForm
from langmoi.web.review.items import (
    Change,
    CriterionItem,
    FigureItem,
    Group,
    IndicatorItem,
    May,
    Typed,
    WarningItem,
)
from langmoi.web.review.lines import Line, MonthLines, indicator_of, month_lines

DAYS_TO_MEND = 3  # working days that the form offers to a commune for mending an indicator


@dataclass(frozen=True)
class _Sources:
    """Everything that the items are put together from."""

    line: Line
    typed: Typed
    warnings: Mapping[str, Sequence[WarningItem]]
    evidence: Mapping[str, Sequence[Evidence]]
    missing_papers: Mapping[str, MissingPapers]
    today: date

    def criterion(self, detail: CriterionDetail, views: Sequence[IndicatorView]) -> CriterionItem:
        number = detail.criterion.number
        solution = self.line.solutions.get(number)
        return CriterionItem(
            criterion=detail.criterion,
            outcome=detail.outcome,
            is_newly_met=detail.is_newly_met,
            indicators=tuple(self.indicator(view) for view in views),
            review=self.line.reviews.get(number),
            standing=self.line.standing.get(number, ""),
            solution=solution,
            form=self._word_form(number),
            solution_form=self._solution_form(number, solution),
            month=self.line.month,
            today=self.today,
        )

    def _word_form(self, number: str) -> WordForm:
        typed = self.typed.word
        return typed[1] if typed and typed[0] == number else WordForm()

    def _solution_form(self, number: str, known: Solution | None) -> SolutionForm:
        typed = self.typed.solution
        if typed and typed[0] == number:
            return typed[1]
        if known is None:
            return SolutionForm()
        told = {
            "text": known.text,
            "responsible": known.responsible,
            "due_on": show_day(known.due_on),
        }
        return SolutionForm(initial=told)

    def indicator(self, view: IndicatorView) -> IndicatorItem:
        line, number = self.line, view.number
        figures = next(i for i in line.criteria_set.indicators if i.number == number)
        return IndicatorItem(
            view=view,
            figures=tuple(self.figure(f) for f in _figures(line, figures)),
            warnings=tuple(self.warnings.get(number, ())),
            sent_back=tuple(b for b in line.sent_back if b.indicator == number),
            opinions=line.opinions.get(number, ()),
            evidence=tuple(self.evidence.get(number, ())),
            missing_papers=self.missing_papers.get(number),
            back=next((b for b in self.typed.back if b.indicator == number), None),
        )

    def figure(self, figure: Figure) -> FigureItem:
        line = self.line
        now = line.head.figures.get(figure.id) if line.head else None
        then = line.before.figures.get(figure.id) if line.before else None
        notes = line.filing.notes if line.filing else {}
        return FigureItem(
            id=figure.id,
            name=figure.name,
            value=said_in_full(figure, now),
            before=said_in_full(figure, then),
            is_changed=figure.id in line.changes,
            note=str(notes.get(figure.id, "")),
        )


def _figures(line: Line, indicator: Any) -> list[Figure]:
    """The figures that an indicator reads, the fact that decides whether it arises first."""
    fact = [indicator.arises_when] if indicator.arises_when else []
    ids = dict.fromkeys([*fact, *(test.figure for test in indicator.tests)])
    return [line.criteria_set.figure(figure_id) for figure_id in ids]


def lines_of(request: Request, place: Place) -> MonthLines:
    return month_lines(
        place.month.month, [place.filing.unit_id], today=request.today, step=StepKind.REVIEW
    )


def line_of(request: Request, place: Place) -> Line:
    return lines_of(request, place).of(place.filing)


def review_context(request: Request, place: Place, typed: Typed) -> dict[str, Any]:
    """The whole page: changes and open warnings first, then every criterion."""
    line = line_of(request, place)
    row = row_of(line)
    seen = commune_month(place.filing.unit_id, place.month.month)
    warnings = _warnings(line)
    missing = _missing_papers(line)
    sources = _Sources(
        line, typed, _by_indicator(warnings), evidence_of(place.filing), missing, request.today
    )
    items = [sources.criterion(d, criterion_view(d, seen).indicators) for d in seen.criteria]
    may = _may(request, place, bool(row.same))
    return {
        "place": place,
        "filing": place.filing,
        "unit": place.unit,
        "month": place.month.month,
        "reporting_month": place.month,
        "state": line.state,
        "due": line.due,
        "line": line,
        "same": row.same,
        "total": len(items),
        "groups": _groups(line, items),
        "changes": _changes(line, sources),
        "compared_with": compared_with(line),
        "unexplained": [w for w in warnings if not w.explained],
        "missing_papers": list(missing.values()),
        "explained": sum(bool(w.explained) for w in warnings),
        "progress": _progress(items),
        "may": may,
        "why_read_only": "" if may.review else _why_read_only(request, place),
        "back_due": show_day(add_working_days(request.today, DAYS_TO_MEND)),
        "back_errors": typed.back_errors,
        "neighbours": {"next": _next_waiting(request, place)},
        **names_of(place.chain),
    }


def names_of(chain: Chain) -> dict[str, str]:
    """How the page calls who filed and who reviews: by the chain of the month."""
    return {"lower_name": "xã", "reviewer_name": "huyện" if chain.has_district else "tỉnh"}


def compared_with(line: Line) -> str:
    """What the changes are counted from; "" where there is nothing before."""
    before = line.before
    if before is None:
        return ""
    if line.filing is not None and before.filing_id == line.filing.pk:
        return f"bản {before.number} gửi trước đó của tháng này"
    return f"phiếu tháng {show_month(before.filing.month)}"


def _changes(line: Line, sources: _Sources) -> list[Change]:
    indicators = indicator_of(line.criteria_set)
    found = []
    for figure_id in line.changes:
        item = sources.figure(line.criteria_set.figure(figure_id))
        number = indicators.get(figure_id, "")
        now = line.head.indicators.get(number, "not_assessed") if line.head else "not_assessed"
        then = line.before.indicators.get(number, "") if line.before else ""
        found.append(Change(number, item.name, item.before, item.value, then, now, item.note))
    return found


def _warnings(line: Line) -> list[WarningItem]:
    if line.filing is None or line.filing.state == FilingState.DRAFT:
        return []
    indicators = indicator_of(line.criteria_set)
    return [_warning(w, indicators, line.filing) for w in warnings_of(line.filing)]


def _warning(warning: Warning_, indicators: Mapping[str, str], filing: Filing) -> WarningItem:
    said = filing.explanations.get(warning.id) or filing.notes.get(warning.figure) or ""
    explained = str(said) if warning.explained else ""
    return WarningItem(indicators.get(warning.figure, ""), warning.text, explained)


def _by_indicator(warnings: Sequence[WarningItem]) -> dict[str, list[WarningItem]]:
    found: dict[str, list[WarningItem]] = defaultdict(list)
    for warning in warnings:
        found[warning.indicator].append(warning)
    return found


def _missing_papers(line: Line) -> dict[str, MissingPapers]:
    """What the set requires and the commune has not attached, by indicator; of what was sent."""
    if line.filing is None or line.head is None:
        return {}
    return {m.indicator: m for m in missing_papers(line.filing, line.head.indicators)}


def _groups(line: Line, items: Sequence[CriterionItem]) -> list[Group]:
    groups = [
        Group(group.name, tuple(i for i in items if i.criterion.group == group.id))
        for group in line.criteria_set.groups
    ]
    return [group for group in groups if group.items]


def _progress(items: Sequence[CriterionItem]) -> dict[str, Any]:
    return {
        "reviewed": sum(item.review is not None for item in items),
        "disagreed": sum(item.review is not None and not item.review.agrees for item in items),
        "unsolved": [item.criterion.number for item in items if item.needs_solution],
    }


def _may(request: Request, place: Place, has_same: bool) -> May:
    steps = open_steps(request.user, place.filing, request.today)
    sees_list = holds_any(request, reviewers(place.chain))
    return May(
        review="review" in steps,
        solve="solution" in steps,
        send_back="send_back" in steps,
        agree_all="review" in steps and has_same,
        see_sign=sees_list,
        see_list=sees_list,
    )


def _why_read_only(request: Request, place: Place) -> str:
    """Why nothing can be pressed here, in one sentence; nothing for those who only read."""
    filing = place.filing
    if place.month.is_closed:
        return (
            f"Tháng {show_month(place.month.month)} đã chốt số liệu; "
            "muốn sửa, hãy đề nghị đính chính ở trang lịch sử phiếu."
        )
    if not holds_any(request, place.chain.roles(StepKind.REVIEW)):
        return ""
    if filing.state == FilingState.SENT_BACK:
        return "Phiếu đang bị trả lại; xã sửa xong và gửi lại thì rà soát tiếp."
    if filing.state == FilingState.SIGNED:
        return "Phiếu đã ký rà soát. Muốn sửa một chỉ tiêu, hãy mở lại chỉ tiêu đó ở lịch sử phiếu."
    if is_own_work(request.user, filing):
        return (
            "Tài khoản này đã nhập hoặc gửi phiếu, nên người khác phải rà soát: "
            "không ai duyệt việc của chính mình."
        )
    return "Tài khoản này chỉ xem phiếu, không rà soát được lúc này."


def _next_waiting(request: Request, place: Place) -> Filing | None:
    """The next filing of the month that waits for review, in the order of codes."""
    if not holds_any(request, reviewers(place.chain)):
        return None
    visible = Filing.objects.visible_to(request.user, on=request.today)
    waiting = visible.filter(
        month=place.filing.month, state=FilingState.SUBMITTED, latest__isnull=False
    ).exclude(pk=place.filing.pk)
    after = waiting.filter(latest__unit_code__gt=place.unit.code)
    found = after.order_by("latest__unit_code").first()
    return found or waiting.order_by("latest__unit_code").first()
