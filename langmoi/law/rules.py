"""A criteria set made ready for judging: for each zone and day, every threshold as an integer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day, show_month
from langmoi.core.numbers import show_number, to_scaled
from langmoi.law.faults import LawGap as LawGap  # raised here, so importable from here
from langmoi.law.lookup import effective_zone, find_zone, threshold_of
from langmoi.law.model import CriteriaSet, Figure, Indicator, Kind, Operator, Test, Threshold

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Tables of this many sets are kept; a province works with a handful, tests make hundreds.
KEPT_TABLES = 64


class UnknownZone(LawGap):
    """The row names a zone that the set does not know, or none at all."""


@dataclass(frozen=True)
class Comparison:
    """One test of one indicator, with the kind of figure that it reads."""

    indicator: int  # its position in the set
    test: Test
    kind: Kind


@dataclass(frozen=True, eq=False)
class RulesInForce:
    """The thresholds of one zone and span of days, in the order of the table's comparisons."""

    zone: str | None
    thresholds: tuple[Threshold | None, ...]
    scaled: Integers  # times 10**4; 0 where unknown
    known: Flags


class RuleTable:
    """The rules of one complete set; thresholds are looked up once per zone and span of days.

    `comparisons` lists every test in the set's order; `tests_of[i]` says which of them belong to
    indicator i, `indicators_of[c]` which indicators to criterion c. Raises DomainError for a set
    that is not complete: a judgement by half a set would look like one by the whole.
    """

    def __init__(self, criteria_set: CriteriaSet) -> None:
        _refuse_incomplete(criteria_set)
        self.criteria_set = criteria_set
        self.indicators = criteria_set.indicators
        self.figures = {figure.id: figure for figure in criteria_set.figures}
        self.comparisons, self.tests_of = _comparisons(self.indicators, self.figures)
        self.indicators_of = _spans([len(c.indicators) for c in criteria_set.criteria])
        self.facts = tuple(dict.fromkeys(rule.fact for rule in criteria_set.zone_rules))
        self.listed_places = frozenset(
            place for i in self.indicators for t in i.thresholds for place in t.places
        )
        self._turning_days = _turning_days(self.indicators)
        self._known_zones: dict[str, str] = {}
        self._in_force: dict[tuple[str | None, int, str | None], RulesInForce] = {}

    def covers(self, month: date) -> bool:
        """Whether the set is in force on the month's reference day."""
        return self.criteria_set.in_force.covers(reference_day(month))

    def in_force(
        self,
        zone: str | None,
        month: date,
        facts: Collection[str] = (),
        place: str | None = None,
    ) -> RulesInForce:
        """The rules of the month's reference day for a zone, by id or by any Vietnamese spelling.

        `facts` are the dated facts that hold for the unit, which may put it in another zone's
        column; `place` counts only where a threshold lists places. Raises UnknownZone, and LawGap
        where the set is not in force on that day or has no threshold at all for it.
        """
        if not self.covers(month):
            raise LawGap(_not_in_force(self.criteria_set, month))
        own = self._effective_zone(zone, facts)
        day = reference_day(month)
        place = place if place in self.listed_places else None
        key = (own, bisect_right(self._turning_days, day), place)
        rules = self._in_force.get(key)
        if rules is None:
            rules = self._in_force[key] = self._look_up(own, day, place)
        return rules

    def _effective_zone(self, zone: str | None, facts: Collection[str]) -> str | None:
        if not self.criteria_set.zones:
            return None
        if not zone:
            names = "; ".join(f"{z.name} ({z.id})" for z in self.criteria_set.zones)
            raise UnknownZone(f"Chưa ghi vùng. Hãy ghi một trong: {names}.")
        own = self._known_zones.get(zone)
        if own is None:
            own = self._known_zones[zone] = self._find_zone(zone)
        return effective_zone(self.criteria_set, own, facts) if facts else own

    def _find_zone(self, text: str) -> str:
        try:
            return find_zone(self.criteria_set, text).id
        except DomainError as error:
            raise UnknownZone(str(error)) from error

    def _look_up(self, zone: str | None, day: date, place: str | None) -> RulesInForce:
        found = tuple(
            threshold_of(self.indicators[c.indicator], c.test.part, zone, day, place)
            for c in self.comparisons
        )
        if all(threshold is None for threshold in found):
            raise LawGap(
                f"{self.criteria_set.name} không có mức nào cho vùng {zone or 'này'} vào ngày "
                f"{day:%d/%m/%Y}. Hãy chọn bộ tiêu chí khác hoặc bổ sung mức vào bộ này."
            )
        values = [None if t is None else t.value for t in found]
        known = np.array([value is not None for value in values], dtype=np.bool_)
        pairs = zip(self.comparisons, values, strict=True)
        scaled = np.array([_scaled(self, c, value) for c, value in pairs], dtype=np.int64)
        return RulesInForce(zone, found, scaled, known)


_tables: dict[int, RuleTable] = {}


def rule_table(criteria_set: CriteriaSet) -> RuleTable:
    """The set's rule table, made once.

    Kept by identity: hashing a set means hashing each of its thresholds, which would take longer
    than judging a filing. The table holds its set, so an identity is not used again while kept.
    """
    table = _tables.get(id(criteria_set))
    if table is None:
        if len(_tables) >= KEPT_TABLES:
            _tables.clear()
        table = _tables[id(criteria_set)] = RuleTable(criteria_set)
    return table


def _refuse_incomplete(criteria_set: CriteriaSet) -> None:
    if not criteria_set.is_complete:
        reason = criteria_set.incomplete_reason.rstrip(".") or "còn thiếu tiêu chí hoặc chỉ tiêu"
        raise DomainError(
            f"Chưa đánh giá được theo {criteria_set.name} ({criteria_set.id}): {reason}. "
            "Hãy dùng bộ tiêu chí đầy đủ, hoặc bổ sung bộ này rồi chạy lại."
        )


def _comparisons(
    indicators: Sequence[Indicator], figures: dict[str, Figure]
) -> tuple[tuple[Comparison, ...], list[range]]:
    flat = tuple(
        Comparison(position, test, figures[test.figure].kind)
        for position, indicator in enumerate(indicators)
        for test in indicator.tests
    )
    return flat, _spans([len(indicator.tests) for indicator in indicators])


def _spans(lengths: list[int]) -> list[range]:
    """Consecutive ranges of the given lengths."""
    ends = np.cumsum(lengths).tolist()
    return [range(end - length, end) for end, length in zip(ends, lengths, strict=True)]


def _turning_days(indicators: Sequence[Indicator]) -> list[date]:
    """The days on which some threshold begins or no longer holds; between them nothing changes."""
    periods = [threshold.period for i in indicators for threshold in i.thresholds]
    starts = {period.start for period in periods}
    return sorted(starts | {p.end + timedelta(days=1) for p in periods if p.end})


def _scaled(table: RuleTable, comparison: Comparison, value: Decimal | bool | None) -> int:
    if value is None:
        return 0
    if comparison.test.operator is Operator.IS_TRUE:
        return to_scaled(Decimal(int(value)))
    number = Decimal(value)
    if comparison.kind is Kind.SHARE and not 0 <= number <= 100:
        indicator = table.indicators[comparison.indicator]
        raise DomainError(
            f"Mức {show_number(number)} của chỉ tiêu {indicator.number} ({indicator.mark}) không "
            "phải là tỷ lệ từ 0 đến 100. Hãy sửa mức trong bộ tiêu chí."
        )
    return to_scaled(number)


def _not_in_force(criteria_set: CriteriaSet, month: date) -> str:
    period = criteria_set.in_force
    until = f" đến {period.end:%d/%m/%Y}" if period.end else ""
    return (
        f"{criteria_set.name} có hiệu lực từ {period.start:%d/%m/%Y}{until}, không áp dụng cho "
        f"tháng {show_month(month)} (ngày chốt {reference_day(month):%d/%m/%Y}). "
        "Hãy chọn bộ tiêu chí có hiệu lực trong tháng đó."
    )
