"""What a commune's report says: its criteria, why they are unmet, where its figures are from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from langmoi.core.clock import HANOI
from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.law.explain import Explanation
from langmoi.law.judge import Outcome
from langmoi.law.model import Figure, Indicator, Kind, Operator
from langmoi.overview.detail import CommuneMonth, CriterionDetail, IndicatorDetail
from langmoi.publishing.material import Material, SolutionLine
from langmoi.publishing.results import numbered
from langmoi.publishing.words import counted, criterion_phrase, small_start

WHOLE = Decimal(100)  # percent
UNMET = ("not_met", "not_assessed")
# What is said before the figure, and how its bound reads in prose.
BOUNDS = {
    Operator.AT_LEAST: ("mới đạt", "từ {} trở lên"),
    Operator.AT_MOST: ("còn", "không quá {}"),
    Operator.EQUALS: ("mới đạt", "{}"),
}


def commune_results(material: Material) -> Iterator[str]:
    """How many criteria the commune meets, and what changed."""
    if (commune := material.commune) is None:
        return
    line, total = material.overview.communes[0], commune.total
    day = material.period.ends_on
    if line.criteria_met is None:
        yield f"Đến ngày {day:%d/%m/%Y}, xã chưa có số liệu."
        return
    month = line.figures_month
    late = f" (theo số liệu tháng {show_month(month)})" if line.is_carried and month else ""
    yield f"Đến ngày {day:%d/%m/%Y}, xã đạt {line.criteria_met}/{total} tiêu chí{late}."
    changes = (
        (f"tháng {show_month(material.baseline)}", line.change_previous),
        ("đầu năm", line.change_december),
    )
    for since, change in changes:
        if change:
            verb = "tăng" if change > 0 else "giảm"
            yield f"So với {since} {verb} {counted(abs(change))} tiêu chí."
    if line.newly_met:
        yield f"Trong kỳ đạt thêm {numbered(line.newly_met)}."
    if line.recognition is not None:
        yield "Xã đã được công nhận đạt chuẩn nông thôn mới."


def commune_unmet(material: Material) -> Iterator[str]:
    """Each criterion not met: why, and what is being done about it."""
    commune = material.commune
    for criterion in commune.criteria if commune else ():
        if commune and criterion.outcome in UNMET:
            head = criterion_phrase(commune.criteria_set, criterion.criterion.number)
            reasons = "; ".join(reasons_of(criterion)) or "theo kết luận rà soát"
            yield f"{head[:1].upper()}{head[1:]}: {reasons}.{_solution(material, criterion)}"


def reasons_of(criterion: CriterionDetail, *, with_text: bool = False) -> list[str]:
    """Each test that is not met or cannot be judged, then who objected.

    with_text: indicators by number and by what they ask, for tables that stand alone.
    """
    said = [
        f"chỉ tiêu {_called(detail.indicator, with_text=with_text)} {reason}"
        for detail in criterion.indicators
        if detail.outcome in UNMET
        for reason in _failing(detail)
    ]
    said += [
        f"{o.agency.name if o.agency else 'huyện'} kết luận chưa đạt: {o.reason}"
        for o in criterion.objections
    ]
    return said


def _called(indicator: Indicator, *, with_text: bool) -> str:
    return f"{indicator.number} ({small_start(indicator.text)})" if with_text else indicator.number


def _failing(detail: IndicatorDetail) -> Iterator[str]:
    for test in detail.explanations:
        if test.outcome is Outcome.NOT_MET:
            yield _against_threshold(test, detail.indicator, detail)
        elif test.outcome is Outcome.NOT_ASSESSED:
            yield "chưa đánh giá được"


def _against_threshold(test: Explanation, indicator: Indicator, detail: IndicatorDetail) -> str:
    """“mới đạt 36,5% (mức đạt: từ 41% trở lên)”; of yes and no only that it is not met."""
    label = f"{test.label} " if test.label else ""
    if isinstance(test.value, bool) or test.value is None or isinstance(test.threshold, bool):
        return f"{label}chưa đạt"
    named = [t for t in indicator.tests if t.part == test.part] or list(indicator.tests)
    figures = {line.figure.id: line.figure for line in detail.figures}
    figure = figures.get(named[0].figure)
    if figure is None or test.threshold is None:
        return f"{label}chưa đạt"
    unit = "%" if figure.kind is Kind.SHARE else f" {figure.measure}"
    value = f"{show_number(_shortened(test.value, test.threshold))}{unit}"
    if test.operator is Operator.NONE_OF:
        return f"{label}còn {value}"
    said, bound = BOUNDS[_operator(test.operator, figure, test.threshold)]
    return f"{label}{said} {value} (mức đạt: {bound.format(show_number(test.threshold) + unit)})"


def _operator(operator: Operator, figure: Figure, threshold: Decimal) -> Operator:
    """Nobody says “at least” of a whole."""
    is_whole = figure.kind is Kind.SHARE and threshold == WHOLE
    return Operator.EQUALS if is_whole and operator is Operator.AT_LEAST else operator


def _shortened(value: Decimal, threshold: Decimal) -> Decimal:
    """Two decimals, unless rounding would bring the value to its threshold or over it."""
    short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    is_same_side = short != threshold and (short > threshold) == (value > threshold)
    return short.normalize() if is_same_side else value


def solution_of(material: Material, number: str) -> SolutionLine | None:
    """The solution in force for a criterion of this commune."""
    return next((s for s in material.solutions or () if s.criterion == number), None)


def _solution(material: Material, criterion: CriterionDetail) -> str:
    found = solution_of(material, criterion.criterion.number)
    if found is None:
        return ""
    text = found.text.rstrip(". ")
    return (
        f" Giải pháp: {text}; người chịu trách nhiệm: {found.responsible}; "
        f"hạn {found.due_on:%d/%m/%Y}."
    )


def commune_source(material: Material) -> Iterator[str]:
    """The revision that the figures are of, so that anyone can find it again."""
    commune: CommuneMonth | None = material.commune
    month = commune.line.figures_month if commune else None
    if commune is None or commune.revision is None or month is None:
        return
    told = commune.revision
    yield (
        f"Số liệu theo phiếu tháng {show_month(month)}, bản số "
        f"{told.number}, lập lúc {told.made_at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}, "
        f"mã bản {told.hash[:12]}."
    )
