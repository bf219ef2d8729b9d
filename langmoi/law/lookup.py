"""Which threshold holds for a zone, a day and a place; which zone holds for a commune."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.core.errors import DomainError
from langmoi.core.text import search_key
from langmoi.law.model import CriteriaSet, Indicator, RequiredPaper, Threshold, Zone


def threshold_of(
    indicator: Indicator,
    part: str,
    zone: str | None,
    on: date,
    place: str | None = None,
) -> Threshold | None:
    """The threshold in force on that day, or None where the set has none.

    A province's overlay wins over the nation's value; within one layer a list of places wins over
    a zone, a zone over the general value. The loader refuses two values of equal reach, so the
    answer never depends on their order.
    """
    best: Threshold | None = None
    for threshold in indicator.thresholds:
        if threshold.part != part or not _reaches(threshold, zone, place):
            continue
        if threshold.period.covers(on) and (best is None or _rank(threshold) > _rank(best)):
            best = threshold
    return best


def papers_on(indicator: Indicator, on: date) -> tuple[RequiredPaper, ...]:
    """The papers that must prove the indicator on that day, the nation's before a province's."""
    return tuple(paper for paper in indicator.papers if paper.period.covers(on))


def effective_zone(criteria_set: CriteriaSet, zone: str, facts: Collection[str]) -> str:
    """The zone whose column counts: a rule of the set may send a commune to another's.

    Decision 318/QĐ-TTg, article 1: specially difficult communes use the column of the northern
    midlands. `facts` are the ids of the dated facts that hold for the commune on the day.
    """
    for rule in criteria_set.zone_rules:
        if rule.fact in facts:
            return rule.zone
    return zone


def find_zone(criteria_set: CriteriaSet, text: str) -> Zone:
    """The zone with this id, or with this Vietnamese name in any spelling.

    What a name says in brackets may be left out: “Nhóm 3”.
    """
    wanted = search_key(text)
    for zone in criteria_set.zones:
        spellings = (zone.id, zone.name, zone.name.partition("(")[0])
        if wanted and wanted in map(search_key, spellings):
            return zone
    if not criteria_set.zones:
        raise DomainError(f"{criteria_set.name} không chia vùng. Hãy bỏ phần vùng.")
    names = "; ".join(f"{zone.name} ({zone.id})" for zone in criteria_set.zones)
    raise DomainError(
        f"Không có vùng “{text}” trong {criteria_set.name}. Hãy ghi một trong: {names}."
    )


def _reaches(threshold: Threshold, zone: str | None, place: str | None) -> bool:
    if threshold.places:
        return place in threshold.places
    return threshold.zone is None or threshold.zone == zone


def _rank(threshold: Threshold) -> tuple[int, int]:
    """Overlay before nation; then places before zone before everyone."""
    reach = 2 if threshold.places else 1 if threshold.zone is not None else 0
    return threshold.layer, reach
