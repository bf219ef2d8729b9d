"""What must hold in a whole set, beyond each file: no clash, no gap, nothing left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from langmoi.core.numbers import show_number
from langmoi.law.faults import Faults
from langmoi.law.model import (
    CriteriaSet,
    Criterion,
    Figure,
    Indicator,
    Kind,
    Mark,
    Operator,
    Period,
    Test,
    Threshold,
)


def check_set(criteria_set: CriteriaSet, figure_marks: Mapping[str, Mark], faults: Faults) -> None:
    """Adds every fault of a merged set: numbering, values, clashes, gaps, unused figures."""
    figures = {figure.id: figure for figure in criteria_set.figures}
    _check_numbering(criteria_set, faults)
    if criteria_set.is_complete:
        _check_whole(criteria_set, faults)
    for indicator in criteria_set.indicators:
        _check_parts(indicator, faults)
        _check_values(indicator, figures, faults)
        _check_reach(indicator, faults)
        _check_papers(indicator, faults)
        if criteria_set.is_complete:
            _check_gaps(indicator, criteria_set, faults)
    _check_unused(criteria_set, figure_marks, faults)


def check_counts(criteria_set: CriteriaSet, mark: Mark, faults: Faults) -> None:
    """A complete set has as many criteria and indicators as its document; no set has more."""
    counts = (
        ("tiêu chí", len(criteria_set.criteria), criteria_set.expected_criteria),
        ("chỉ tiêu", len(criteria_set.indicators), criteria_set.expected_indicators),
    )
    for word, found, expected in counts:
        if found > expected > 0 or (criteria_set.is_complete and found != expected):
            faults.add(
                mark,
                f"Bộ {criteria_set.id} có {found} {word}, văn bản có {expected}.",
                "Hãy thêm hoặc bỏ cho đủ, hoặc sửa expected cho đúng văn bản.",
            )


def _check_numbering(criteria_set: CriteriaSet, faults: Faults) -> None:
    _check_repeats("tiêu chí", criteria_set.criteria, faults)
    _check_repeats("chỉ tiêu", criteria_set.indicators, faults)
    for criterion in criteria_set.criteria:
        for indicator in criterion.indicators:
            if not indicator.number.startswith(f"{criterion.number}."):
                faults.add(
                    indicator.mark,
                    f"Chỉ tiêu {indicator.number} nằm trong tiêu chí {criterion.number}.",
                    f"Hãy ghi số hiệu bắt đầu bằng {criterion.number}. và để trong dấu nháy.",
                )


def _check_repeats(
    word: str, entries: Iterable[Criterion] | Iterable[Indicator], faults: Faults
) -> None:
    seen: dict[str, Mark] = {}
    for entry in entries:
        for key in (f"số {entry.number}", f"mã {entry.id}"):
            if key in seen:
                faults.add(
                    entry.mark,
                    f"Hai {word} cùng {key} ({word} kia ở {seen[key]}).",
                    "Hãy sửa một trong hai.",
                )
            seen[key] = entry.mark


def _check_whole(criteria_set: CriteriaSet, faults: Faults) -> None:
    """Nothing counts as met without a word of the set: no criterion of nothing, no silent rule."""
    for criterion in criteria_set.criteria:
        if not criterion.indicators:
            faults.add(
                criterion.mark,
                f"Tiêu chí {criterion.number} chưa có chỉ tiêu nào.",
                "Hãy thêm chỉ tiêu, hoặc bỏ tiêu chí này.",
            )
    for indicator in criteria_set.indicators:
        if indicator.arises_when and not criteria_set.not_applicable_basis:
            faults.add(
                indicator.mark,
                f"Chỉ tiêu {indicator.number} có thể không áp dụng mà bộ chưa nói khi đó đếm thế "
                "nào.",
                "Hãy ghi not_applicable: có tính là đạt hay không, theo văn bản nào.",
            )


def _check_parts(indicator: Indicator, faults: Faults) -> None:
    parts = {test.part for test in indicator.tests}
    for threshold in indicator.thresholds:
        if threshold.part not in parts:
            names = ", ".join(f"“{part}”" for part in sorted(parts) if part) or "không có phần nào"
            faults.add(
                threshold.mark,
                f"Mức của phần “{threshold.part}” không khớp phép so sánh nào của chỉ tiêu "
                f"{indicator.number}.",
                f"Các phần của chỉ tiêu: {names}.",
            )


def _check_values(indicator: Indicator, figures: Mapping[str, Figure], faults: Faults) -> None:
    for threshold in indicator.thresholds:
        for test in indicator.tests:
            if test.part == threshold.part and threshold.value is not None:
                problem = _value_problem(test, threshold.value, figures.get(test.figure))
                if problem:
                    faults.add(
                        threshold.mark,
                        f"Mức của chỉ tiêu {indicator.number}: {problem}.",
                        "Hãy sửa giá trị này.",
                    )


def _value_problem(test: Test, value: Decimal | bool, figure: Figure | None) -> str:
    if test.operator is Operator.IS_TRUE:
        return "" if value is True else "phép is_true chỉ nhận giá trị true"
    if isinstance(value, bool):
        return f"phép {test.operator.value} cần một số, không phải true hay false"
    if test.operator is Operator.NONE_OF:
        return "" if value == 0 else "phép none_of chỉ nhận giá trị 0"
    if figure is None:
        return ""
    low, high = figure.minimum, figure.maximum
    if figure.kind is Kind.SHARE:
        low, high = Decimal(0), Decimal(100)
    if (low is not None and value < low) or (high is not None and value > high):
        return f"{show_number(value)} nằm ngoài khoảng của số liệu “{figure.id}”"
    return ""


def _check_reach(indicator: Indicator, faults: Faults) -> None:
    """Two values that reach the same commune on the same day with the same rank are refused."""
    buckets: dict[tuple[int, str, str], list[Threshold]] = {}
    for threshold in indicator.thresholds:
        for reach in _reaches(threshold):
            buckets.setdefault((threshold.layer, threshold.part, reach), []).append(threshold)
    for (_, _, reach), thresholds in buckets.items():
        for first, second in _overlapping(thresholds):
            faults.add(
                second.mark,
                f"Chỉ tiêu {indicator.number} có hai mức cùng phạm vi ({reach}) trong cùng một "
                f"ngày: ở đây và ở {first.mark}.",
                "Hãy bỏ một mức, hoặc ghi from và to để hai mức không trùng ngày.",
            )


def _check_papers(indicator: Indicator, faults: Faults) -> None:
    """A paper is required once on any day; a province repeats none of the nation's."""
    for index, second in enumerate(indicator.papers):
        for first in indicator.papers[:index]:
            if first.id == second.id and _overlap(first.period, second.period):
                faults.add(
                    second.mark,
                    f"Chỉ tiêu {indicator.number} đòi giấy tờ “{second.id}” hai lần trong cùng "
                    f"một ngày: ở đây và ở {first.mark}.",
                    "Hãy bỏ một mục, hoặc ghi from và to để hai mục không trùng ngày.",
                )


def _reaches(threshold: Threshold) -> Iterable[str]:
    if threshold.places:
        return [f"xã {place}" for place in threshold.places]
    return [f"vùng {threshold.zone}" if threshold.zone else "mức chung"]


def _overlapping(thresholds: list[Threshold]) -> Iterator[tuple[Threshold, Threshold]]:
    for index, second in enumerate(thresholds):
        for first in thresholds[:index]:
            if _overlap(first.period, second.period):
                yield first, second


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= (other.end or date.max) and other.start <= (one.end or date.max)


def _check_gaps(indicator: Indicator, criteria_set: CriteriaSet, faults: Faults) -> None:
    zones: list[str | None] = [zone.id for zone in criteria_set.zones] or [None]
    for part in dict.fromkeys(test.part for test in indicator.tests):
        gaps: dict[date, list[str]] = {}
        for zone in zones:
            day = _first_gap(indicator.thresholds, part, zone, criteria_set.in_force)
            if day:
                gaps.setdefault(day, []).append(zone or "mọi nơi")
        for day, missing in gaps.items():
            what = f" ({part})" if part else ""
            faults.add(
                indicator.mark,
                f"Chỉ tiêu {indicator.number}{what} không có mức từ ngày {day:%d/%m/%Y} cho: "
                f"{', '.join(missing)}.",
                "Hãy thêm mức; chưa biết thì ghi value: null và status: unknown.",
            )


def _first_gap(
    thresholds: Iterable[Threshold], part: str, zone: str | None, period: Period
) -> date | None:
    """The first day in the period without a value for the zone, or None."""
    mine = [t for t in thresholds if t.part == part and not t.places and t.zone in (None, zone)]
    day = period.start
    while period.covers(day):
        ends = [t.period.end or date.max for t in mine if t.period.covers(day)]
        if not ends:
            return day
        if max(ends) == date.max:
            return None
        day = max(ends) + timedelta(days=1)
    return None


def _check_unused(
    criteria_set: CriteriaSet, figure_marks: Mapping[str, Mark], faults: Faults
) -> None:
    """A figure that no indicator needs is a slip: nobody should be asked for it."""
    used = {test.figure for i in criteria_set.indicators for test in i.tests}
    used |= {i.arises_when for i in criteria_set.indicators if i.arises_when}
    for figure in criteria_set.figures:
        if figure.id not in used:
            faults.add(
                figure_marks.get(figure.id, Mark()),
                f"Không chỉ tiêu nào dùng số liệu “{figure.id}”.",
                "Hãy bỏ số liệu này, hoặc dùng nó trong một chỉ tiêu.",
            )
