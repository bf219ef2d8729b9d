"""Figures that are much better than those of the communes most like this one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from langmoi.assessment.likeness import Feature, Form, Place, alike
from langmoi.core.months import reference_day, show_month
from langmoi.core.numbers import show_number
from langmoi.delegations.risk import Finding
from langmoi.law.model import CriteriaSet, Figure, Kind, Operator
from langmoi.places.models import FactKind
from langmoi.places.queries import facts_on, filing_communes
from langmoi.reporting.queries import heads
from langmoi.reporting.warnings import amount, is_far, show_value
from langmoi.reporting.workbook.contents import set_of_month

FEATURES = (
    Feature(str(FactKind.POPULATION), "Dân số", Form.RATIO),
    Feature(str(FactKind.HOUSEHOLDS), "Số hộ", Form.RATIO),
    Feature(str(FactKind.BORDER), "Xã biên giới", Form.YES_NO),
    Feature(str(FactKind.PROGRAMME_135), "Xã thuộc Chương trình 135", Form.YES_NO),
)
PEERS, FEWEST_PEERS = 10, 5
FAR = Decimal("4.4478")  # three times 1.4826: for figures that scatter evenly, three deviations
LESS_IS_BETTER = (Operator.AT_MOST, Operator.NONE_OF)
Amounts = Mapping[int, Decimal]


def outliers(unit_keys: Collection[int], month: date) -> Iterator[tuple[int, Finding]]:
    """By unit: each figure of the month that lies far on the good side of its ten likes.

    Far: more than three times the usual scatter about the middle figure (by the median of the
    distances from it), and as far as would be asked about from one month to the next.
    """
    day = reference_day(month)
    every = [commune.unit_id for commune in filing_communes(day)]
    criteria_set = set_of_month(month)
    figures = {k: r.figures for k, r in heads(every, month, criteria_set.id).items()}
    places = _places(every, day)
    columns = _columns(criteria_set, figures)
    for key in unit_keys:
        if key in figures and key in places:
            peers = _peers(places[key], places, figures)
            for told in columns:
                if finding := told.finding(key, peers, figures[key], month):
                    yield key, finding


def _places(keys: Collection[int], day: date) -> dict[int, Place]:
    facts = {f.id: facts_on(f.id, day, list(keys)) for f in FEATURES}
    return {
        key: Place(key, {f: float(by[key].value) for f, by in facts.items() if key in by})
        for key in keys
    }


def _peers(place: Place, places: Mapping[int, Place], filed: Collection[int]) -> list[int]:
    """The communes most like this one; of a tie the one with the smaller key."""
    others = [other for key, other in places.items() if key != place.key and key in filed]
    return [one.key for one in alike(place, others, FEATURES) if one.value is not None][:PEERS]


class _Column:
    """One figure of all communes, and which way is better."""

    def __init__(self, figure: Figure, number: str, amounts: Amounts, *, less: bool) -> None:
        self.figure, self.number, self.amounts, self.less = figure, number, amounts, less

    def finding(
        self, key: int, peers: Collection[int], filed: Mapping[str, Any], month: date
    ) -> Finding | None:
        own = self.amounts.get(key)
        theirs = [self.amounts[peer] for peer in peers if peer in self.amounts]
        if own is None or len(theirs) < FEWEST_PEERS:
            return None
        middle = median(theirs)
        if own == middle or (own < middle) != self.less or not is_far(self.figure, middle, own):
            return None
        scatter = median(abs(value - middle) for value in theirs)
        if abs(own - middle) <= FAR * scatter:
            return None
        unit = "%" if self.figure.kind is Kind.SHARE or self.figure.measure == "%" else ""
        low, mid, high = (
            f"{show_number(round(value, 2).normalize())}{unit}"
            for value in (min(theirs), middle, max(theirs))
        )
        text = (
            f"Tháng {show_month(month)}: {self.figure.name} (chỉ tiêu {self.number}) xã ghi "
            f"{show_value(filed.get(self.figure.id))}; {len(theirs)} xã giống nhất ở khoảng giữa "
            f"là {mid} (từ {low} đến {high})."
        )
        return Finding("outlier", text, month, self.number)


def _columns(criteria_set: CriteriaSet, figures: Mapping[int, Mapping[str, Any]]) -> list[_Column]:
    found: dict[str, _Column] = {}
    for indicator in criteria_set.indicators:
        for test in indicator.tests:
            figure = criteria_set.figure(test.figure)
            if figure.kind is Kind.BOOLEAN or figure.id in found:
                continue
            told = {key: amount(filed.get(figure.id)) for key, filed in figures.items()}
            amounts = {key: value for key, value in told.items() if value is not None}
            less = test.operator in LESS_IS_BETTER
            found[figure.id] = _Column(figure, indicator.number, amounts, less=less)
    return list(found.values())
