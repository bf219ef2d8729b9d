"""What one criteria set says otherwise than another, or than itself on another day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from langmoi.law.listing import EVERYONE
from langmoi.law.lookup import papers_on, threshold_of
from langmoi.law.model import CriteriaSet, Criterion, Indicator, Status, Test, Threshold, Zone
from langmoi.law.words import show_threshold, zone_name


class ChangeKind(StrEnum):
    """What is otherwise."""

    CRITERION_ADDED = "criterion_added"
    CRITERION_DROPPED = "criterion_dropped"
    CRITERION_RENAMED = "criterion_renamed"
    INDICATOR_ADDED = "indicator_added"
    INDICATOR_DROPPED = "indicator_dropped"
    INDICATOR_REWORDED = "indicator_reworded"
    FIGURES = "figures"
    THRESHOLD = "threshold"
    STATUS = "status"
    PAPERS = "papers"
    CONDITION = "condition"
    RULES = "rules"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    ChangeKind.CRITERION_ADDED: "thêm tiêu chí",
    ChangeKind.CRITERION_DROPPED: "bỏ tiêu chí",
    ChangeKind.CRITERION_RENAMED: "đổi tên tiêu chí",
    ChangeKind.INDICATOR_ADDED: "thêm chỉ tiêu",
    ChangeKind.INDICATOR_DROPPED: "bỏ chỉ tiêu",
    ChangeKind.INDICATOR_REWORDED: "sửa lời chỉ tiêu",
    ChangeKind.FIGURES: "đổi số liệu cần có",
    ChangeKind.THRESHOLD: "đổi mức",
    ChangeKind.STATUS: "đổi trạng thái của mức",
    ChangeKind.PAPERS: "đổi minh chứng bắt buộc",
    ChangeKind.CONDITION: "đổi điều kiện phát sinh",
    ChangeKind.RULES: "đổi quy tắc chung",
}


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise; `zone` is empty where it is so for every zone."""

    kind: ChangeKind
    number: str  # of the criterion or the indicator, by the later set where it has one
    before: str
    after: str
    part: str = ""
    zone: str = ""


@dataclass(frozen=True)
class SetOfDay:
    """A set as it stands on a day."""

    criteria_set: CriteriaSet
    on: date


def diff_sets(before: SetOfDay, after: SetOfDay) -> list[Change]:
    """All that the later says otherwise, in its order, what it dropped after that.

    Criteria are the same where they bear the same id; so are indicators, wherever they stand.
    """
    return [*_rules(before, after), *_criteria(before, after), *_indicators(before, after)]


def _rules(before: SetOfDay, after: SetOfDay) -> Iterator[Change]:
    """The rules of the whole set; they have no number."""
    for what, say in (("quy tắc vùng", _zone_rules), ("“không áp dụng”", _counting)):
        left, right = say(before.criteria_set), say(after.criteria_set)
        if left != right:
            yield Change(ChangeKind.RULES, "", left, right, what)


def _zone_rules(criteria_set: CriteriaSet) -> str:
    rules = criteria_set.zone_rules
    return "; ".join(f"{r.name}: {zone_name(criteria_set, r.zone)}" for r in rules) or "không có"


def _counting(criteria_set: CriteriaSet) -> str:
    if criteria_set.not_applicable_basis is None:
        return "chưa ghi"
    return "tính là đạt" if criteria_set.not_applicable_counts else "không tính là đạt"


def _criteria(before: SetOfDay, after: SetOfDay) -> Iterator[Change]:
    old = {criterion.id: criterion for criterion in before.criteria_set.criteria}
    new = {criterion.id: criterion for criterion in after.criteria_set.criteria}
    for key, criterion in new.items():
        if key not in old:
            yield Change(ChangeKind.CRITERION_ADDED, criterion.number, "", _called(criterion))
        elif _called(old[key]) != _called(criterion):
            yield Change(
                ChangeKind.CRITERION_RENAMED,
                criterion.number,
                _called(old[key]),
                _called(criterion),
            )
    for key, criterion in old.items():
        if key not in new:
            yield Change(ChangeKind.CRITERION_DROPPED, criterion.number, _called(criterion), "")


def _called(criterion: Criterion) -> str:
    return f"{criterion.number}. {criterion.name}"


def _indicators(before: SetOfDay, after: SetOfDay) -> Iterator[Change]:
    old = {indicator.id: indicator for indicator in before.criteria_set.indicators}
    new = {indicator.id: indicator for indicator in after.criteria_set.indicators}
    for key, indicator in new.items():
        if key not in old:
            yield Change(ChangeKind.INDICATOR_ADDED, indicator.number, "", _worded(indicator))
        else:
            yield from _one(old[key], indicator, before, after)
    for key, indicator in old.items():
        if key not in new:
            yield Change(ChangeKind.INDICATOR_DROPPED, indicator.number, _worded(indicator), "")


def _worded(indicator: Indicator) -> str:
    return f"{indicator.number} {indicator.text}"


def _one(old: Indicator, new: Indicator, before: SetOfDay, after: SetOfDay) -> Iterator[Change]:
    if _worded(old) != _worded(new):
        yield Change(ChangeKind.INDICATOR_REWORDED, new.number, _worded(old), _worded(new))
    read_before, read_after = _figures(old, before), _figures(new, after)
    if read_before != read_after:
        yield Change(ChangeKind.FIGURES, new.number, read_before, read_after)
    asked_before, asked_after = _condition(old, before), _condition(new, after)
    if asked_before != asked_after:
        yield Change(ChangeKind.CONDITION, new.number, asked_before, asked_after)
    yield from _thresholds(old, new, before, after)
    papers = [
        "; ".join(paper.name for paper in papers_on(indicator, side.on))
        for indicator, side in ((old, before), (new, after))
    ]
    if papers[0] != papers[1]:
        yield Change(ChangeKind.PAPERS, new.number, *papers)


def _figures(indicator: Indicator, side: SetOfDay) -> str:
    names = {figure.id: figure.name for figure in side.criteria_set.figures}
    return "; ".join(dict.fromkeys(names[test.figure] for test in indicator.tests))


def _condition(indicator: Indicator, side: SetOfDay) -> str:
    if indicator.arises_when is None:
        return "luôn phát sinh"
    return f"khi xã báo “có”: {side.criteria_set.figure(indicator.arises_when).name}"


def _thresholds(
    old: Indicator, new: Indicator, before: SetOfDay, after: SetOfDay
) -> Iterator[Change]:
    """Per part the zones whose value or status differs, zones of the same change as one."""
    zones = _zones(before.criteria_set, after.criteria_set)
    parts = {test.part: test for test in reversed([*old.tests, *new.tests])}
    for part in dict.fromkeys(test.part for test in (*old.tests, *new.tests)):
        sides: list[tuple[Zone, tuple[str, str, Status | None, Status | None]]] = []
        for zone in zones:
            left = _value(old, part, zone, before)
            right = _value(new, part, zone, after)
            sides.append((zone, (left[0], right[0], left[1], right[1])))
        yield from _grouped(sides, new.number, parts[part], len(zones))


def _grouped(
    sides: Iterable[tuple[Zone, tuple[str, str, Status | None, Status | None]]],
    number: str,
    test: Test,
    zones: int,
) -> Iterator[Change]:
    by_change: dict[tuple[str, str, Status | None, Status | None], list[str]] = {}
    for zone, told in sides:
        by_change.setdefault(told, []).append(zone.name)
    for (left, right, status, later), names in by_change.items():
        where = "" if len(names) == zones else ", ".join(names)
        part = test.label or test.part
        if left != right:
            yield Change(ChangeKind.THRESHOLD, number, left, right, part, where)
        elif status != later and status is not None and later is not None:
            yield Change(ChangeKind.STATUS, number, status.label, later.label, part, where)


def _value(
    indicator: Indicator, part: str, zone: Zone, side: SetOfDay
) -> tuple[str, Status | None]:
    """The threshold in words, and how sure it is."""
    test = next((test for test in indicator.tests if test.part == part), None)
    if test is None:
        return "không có phần này", None
    known = {each.id for each in side.criteria_set.zones}
    found: Threshold | None = None
    if not zone.id or not known or zone.id in known:
        found = threshold_of(indicator, part, zone.id or None, side.on)
    figure = side.criteria_set.figure(test.figure)
    return show_threshold(found, test, figure), found.status if found else None


def _zones(before: CriteriaSet, after: CriteriaSet) -> tuple[Zone, ...]:
    """Every zone that either set knows; one that stands for everyone where neither has zones."""
    found: Mapping[str, Zone] = {zone.id: zone for zone in (*before.zones, *after.zones)}
    return tuple(found.values()) or (EVERYONE,)
