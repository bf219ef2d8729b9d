"""What the closed filings of communes show: jumps, differences, what is newly met, sent back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal

from langmoi.core.months import previous_month, show_month
from langmoi.core.numbers import show_number
from langmoi.delegations.risk import Finding
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.law.sets import load_set
from langmoi.reporting.judging import judge_draft
from langmoi.reporting.models import Evidence, Filing, RevisionSource, SendBack
from langmoi.reporting.warnings import Warning_, beside, warnings_of

MET = Outcome.MET.key
# Bounds that most places reach to the full: being there says nothing.
NATURAL_BOUNDS = (Decimal(0), Decimal(100))


def findings_of_filings(
    unit_keys: Collection[int], months: Sequence[date]
) -> Iterator[tuple[int, Finding]]:
    """By unit; a number of reads that follows the months and not the communes."""
    rows = Filing.objects.filter(
        unit_id__in=unit_keys, month__in=months, latest__isnull=False
    ).select_related("latest", "unit")
    by_month: dict[date, list[Filing]] = defaultdict(list)
    for filing in rows.order_by("month", "unit_id"):
        by_month[filing.month].append(filing)
    every = [filing for filings in by_month.values() for filing in filings]
    for filings in by_month.values():
        yield from _asked(filings)
    yield from _newly_met(every)
    yield from _sent_back(every)
    yield from _at_threshold(by_month.get(months[-1], []))
    for filing in every:
        if filing.latest is not None and filing.latest.source == RevisionSource.ON_BEHALF:
            text = f"Tháng {show_month(filing.month)}: số liệu do cấp trên nhập thay xã."
            yield filing.unit_id, Finding("on_behalf", text, filing.month)


def _asked(filings: Sequence[Filing]) -> Iterator[tuple[int, Finding]]:
    """What the month itself asked of the commune: jumps, and other figures for the same thing."""
    known = beside(filings)
    for filing in filings:
        figures = filing.latest.figures if filing.latest is not None else {}
        numbers = _numbers(load_set(filing.criteria_set))
        for warning in warnings_of(filing, figures, known[filing.pk]):
            if signal := _signal(warning):
                said = f"Tháng {show_month(filing.month)}: {warning.text}"
                if warning.explained:
                    said += " Xã đã giải trình."
                about = numbers.get(warning.figure, "")
                yield filing.unit_id, Finding(signal, said, filing.month, about)


def _signal(warning: Warning_) -> str:
    if warning.id.startswith(("jump.", "not_arising.")):
        return "explained_jump" if warning.explained else "jump"
    return "" if warning.explained else "difference"


def _numbers(criteria_set: CriteriaSet) -> dict[str, str]:
    """The number of the first indicator that reads each figure."""
    found: dict[str, str] = {}
    for indicator in criteria_set.indicators:
        for test in indicator.tests:
            found.setdefault(test.figure, indicator.number)
        if indicator.arises_when:
            found.setdefault(indicator.arises_when, indicator.number)
    return found


def _newly_met(filings: Sequence[Filing]) -> Iterator[tuple[int, Finding]]:
    """A criterion met now and not a month before, with nothing that shows why."""
    at = {(filing.unit_id, filing.month): filing for filing in filings}
    proved = set(
        Evidence.objects.filter(filing__in=filings, removed_at__isnull=True).values_list(
            "filing_id", "indicator"
        )
    )
    for filing in filings:
        before = at.get((filing.unit_id, previous_month(filing.month)))
        if before is None or before.criteria_set != filing.criteria_set:
            continue
        for criterion in load_set(filing.criteria_set).criteria:
            is_new = _is_met(filing, criterion) and not _is_met(before, criterion)
            if is_new and not _is_shown(filing, criterion, proved):
                text = (
                    f"Tháng {show_month(filing.month)}: tiêu chí {criterion.number} "
                    f"({criterion.name}) từ chưa đạt thành đạt, không có minh chứng hay ghi chú."
                )
                yield filing.unit_id, Finding("newly_met", text, filing.month, criterion.number)


def _is_met(filing: Filing, criterion: Criterion) -> bool:
    computed = filing.latest.criteria if filing.latest is not None else {}
    outcomes = computed if filing.official is None else filing.official
    return bool(outcomes.get(criterion.number) == MET)


def _is_shown(filing: Filing, criterion: Criterion, proved: set[tuple[int, str]]) -> bool:
    if any((filing.pk, indicator.number) in proved for indicator in criterion.indicators):
        return True
    figures = {test.figure for i in criterion.indicators for test in i.tests}
    return any(str(filing.notes.get(figure, "")).strip() for figure in figures)


def _sent_back(filings: Sequence[Filing]) -> Iterator[tuple[int, Finding]]:
    items = SendBack.objects.filter(filing__in=filings).select_related("filing")
    for item in items.order_by("pk"):
        month = item.filing.month
        text = (
            f"Tháng {show_month(month)}: chỉ tiêu {item.indicator} bị trả lại, "
            f"lý do: {item.reason.rstrip('.')}."
        )
        yield item.filing.unit_id, Finding("sent_back", text, month, item.indicator)


def _at_threshold(filings: Sequence[Filing]) -> Iterator[tuple[int, Finding]]:
    """Figures that reach their threshold to the last decimal, and no more."""
    for filing in filings:
        if filing.latest is None:
            continue
        for told in judge_draft(filing, filing.latest.figures).explanations:
            bound = told.threshold
            if told.distance != 0 or told.outcome is not Outcome.MET:
                continue
            if bound is None or isinstance(bound, bool) or bound in NATURAL_BOUNDS:
                continue
            name = f"{told.indicator} ({told.label})" if told.label else told.indicator
            text = (
                f"Tháng {show_month(filing.month)}: chỉ tiêu {name} vừa đúng bằng mức đạt "
                f"{show_number(bound)}."
            )
            yield filing.unit_id, Finding("at_threshold", text, filing.month, told.indicator)
