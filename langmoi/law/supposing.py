"""A set with some thresholds supposed otherwise: to ask “what if”, never to be stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from langmoi.core.errors import DomainError, NotFound
from langmoi.core.numbers import read_number, show_number
from langmoi.core.text import search_key
from langmoi.law.lookup import find_zone
from langmoi.law.model import (
    Basis,
    CriteriaSet,
    Indicator,
    Kind,
    Operator,
    Period,
    Status,
    Test,
    Threshold,
)

SUPPOSED = 2  # a layer above the nation's (0) and a province's (1)
NUMERIC = (Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUALS)
_WRITTEN = re.compile(r"\s*([^/@=]+?)\s*(?:/\s*([^@=]+?)\s*)?(?:@\s*([^=]+?)\s*)?=\s*(.+?)\s*")


@dataclass(frozen=True)
class Supposition:
    """Another value for an indicator's threshold, for one zone or (None) wherever it counts."""

    indicator: str  # its number
    value: Decimal
    part: str = ""
    zone: str | None = None


def read_supposition(text: str, criteria_set: CriteriaSet) -> Supposition:
    """Read “9.2=80”, “17.1/nước sạch=60”, “15.3@Tây Nguyên=25,5”.

    Raises DomainError saying what is unknown: the form, the indicator, the part, the zone, or a
    value that the threshold cannot have.
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise DomainError(
            f"Không hiểu “{text}”. Hãy ghi CHỈ_TIÊU=MỨC như 9.2=80, "
            "hoặc CHỈ_TIÊU/PHẦN@VÙNG=MỨC như 17.1/nước sạch@Tây Nguyên=60."
        )
    number, part, zone, value = match.groups()
    indicator = find_indicator(number, criteria_set)
    test = _find_test(indicator, part or "")
    return Supposition(
        indicator=indicator.number,
        value=_read_value(value, indicator, test, criteria_set),
        part=test.part,
        zone=find_zone(criteria_set, zone).id if zone else None,
    )


def find_indicator(number: str, criteria_set: CriteriaSet) -> Indicator:
    """The indicator with this number or id. Raises NotFound."""
    for indicator in criteria_set.indicators:
        if number in (indicator.number, indicator.id):
            return indicator
    raise NotFound(f"{criteria_set.name} không có chỉ tiêu {number}. Hãy xem `langmoi law show`.")


def numeric_tests(indicator: Indicator) -> tuple[Test, ...]:
    """The tests whose threshold is a number; tests that share one (both sexes) count once."""
    found: dict[str, Test] = {}
    for test in indicator.tests:
        if test.operator in NUMERIC:
            found.setdefault(test.part, test)
    return tuple(found.values())


def suppose(criteria_set: CriteriaSet, suppositions: Iterable[Supposition]) -> CriteriaSet:
    """The set with these values before all others, for as long as it is in force."""
    added: dict[str, list[Threshold]] = {}
    for supposed in suppositions:
        added.setdefault(supposed.indicator, []).append(_threshold(supposed, criteria_set))
    criteria = tuple(
        replace(criterion, indicators=tuple(_with(i, added) for i in criterion.indicators))
        for criterion in criteria_set.criteria
    )
    return replace(criteria_set, criteria=criteria, version=f"{criteria_set.version}+giả định")


def _with(indicator: Indicator, added: dict[str, list[Threshold]]) -> Indicator:
    more: Sequence[Threshold] = added.get(indicator.number, ())
    return replace(indicator, thresholds=indicator.thresholds + tuple(more)) if more else indicator


def _threshold(supposed: Supposition, criteria_set: CriteriaSet) -> Threshold:
    return Threshold(
        value=supposed.value,
        period=Period(criteria_set.in_force.start, criteria_set.in_force.end),
        basis=Basis(criteria_set.document, "mức giả định"),
        status=Status.PLACEHOLDER,
        part=supposed.part,
        zone=supposed.zone,
        source="giả định",
        layer=SUPPOSED,
    )


def _find_test(indicator: Indicator, part: str) -> Test:
    """The numeric test of that part, by its id or its name in any spelling."""
    tests = numeric_tests(indicator)
    if not tests:
        raise DomainError(
            f"Chỉ tiêu {indicator.number} chỉ có đạt hoặc không, không có mức bằng số để giả định. "
            "Hãy chọn chỉ tiêu khác."
        )
    if not part and len(tests) == 1:
        return tests[0]
    wanted = search_key(part)
    for test in tests:
        if wanted and wanted in (search_key(test.part), search_key(test.label)):
            return test
    names = "; ".join(test.label or test.part for test in tests)
    raise DomainError(
        f"Chỉ tiêu {indicator.number} có nhiều phần. "
        f"Hãy ghi phần cần đổi, như {indicator.number}/{tests[0].label or tests[0].part}=… "
        f"(các phần: {names})."
    )


def _read_value(text: str, indicator: Indicator, test: Test, criteria_set: CriteriaSet) -> Decimal:
    figure = criteria_set.figure(test.figure)
    value = read_number(text)
    if figure.kind is Kind.SHARE and not 0 <= value <= 100:
        raise DomainError(
            f"Mức {show_number(value)} của chỉ tiêu {indicator.number} không phải là tỷ lệ từ 0 "
            "đến 100. Hãy ghi lại."
        )
    if value < 0:
        raise DomainError(f"Mức của chỉ tiêu {indicator.number} không được âm. Hãy ghi lại.")
    return value
