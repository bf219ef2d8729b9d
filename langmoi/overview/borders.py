"""A month read in the borders of a later day: its units put together anew and judged anew.

Nothing is stored, moved or deleted (design decision 8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.assessment.borders import Part, combine
from langmoi.assessment.rollup import counted
from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day
from langmoi.core.text import capital
from langmoi.law.filing import FilingRow, FilingVerdict, judge_filings
from langmoi.law.model import CriteriaSet
from langmoi.overview.lines import MonthView
from langmoi.overview.model import CommuneLine, PartOfUnit
from langmoi.overview.places import PlacesOfDay, places_on, ref
from langmoi.overview.standings import Standing, criteria_met, figures_of
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import populations_near, successors


@dataclass(frozen=True)
class _Member:
    """A commune-level unit of the month, with the share of it that went to a new unit."""

    version: UnitVersion
    share: Decimal
    standing: Standing | None
    figures: Mapping[str, Any]
    population: int | None

    def part(self) -> Part:
        return Part(self.version.full_name, self.figures, self.population)

    def as_part_of_unit(self) -> PartOfUnit:
        month = self.standing.month if self.standing else None
        return PartOfUnit(ref(self.version), self.version.files, month)


def lines_in_borders(view: MonthView, day: date) -> tuple[CommuneLine, ...]:
    """A line for each unit of that day that holds part of the territory; by official code.

    Wards are listed, too. A unit is judged by the month's law and zone from its parts' figures;
    where a part does not file, has no figures or went elsewhere in part, it is not judged, and the
    line names the part. Where a part's month is closed its official outcome stands: a criterion
    that district or department found not met there is not met in the whole, whatever the figures
    come to. It counts as filed where every part has filed in the month. Raises DomainError for
    borders from before the month.
    """
    if day < reference_day(view.month):
        raise DomainError(
            f"Số liệu tháng này thuộc ranh giới ngày {reference_day(view.month):%d/%m/%Y}, không "
            f"tách ngược về ngày {day:%d/%m/%Y} được. Hãy chọn một ngày về sau."
        )
    units = places_on(day)
    members = _members(view, day)
    asked = {v.unit_id for v in view.places.of_level(Level.COMMUNE, view.unit)}
    present = [
        version
        for key, version in units.versions.items()
        if any(member.version.unit_id in asked for member in members.get(key, ()))
    ]
    refused = {v.unit_id: _why_not(members[v.unit_id]) for v in present}
    judged = [v for v in present if not refused[v.unit_id]]
    verdicts = _judge(view, judged, members)
    return tuple(
        _line(view, units, v, members[v.unit_id], refused[v.unit_id], verdicts.get(v.unit_id))
        for v in present
    )


def _members(view: MonthView, day: date) -> dict[int, list[_Member]]:
    """The units of the month that each unit of that day is made of."""
    # All of the province's: a unit may have parts beyond the district that was asked for.
    old = view.places.of_level(Level.COMMUNE, view.places.province(view.unit))
    keys = [version.unit_id for version in old]
    standings = view.standings(keys)
    figures = figures_of(standings.values())
    people = populations_near(view.places.day, keys)
    became = successors(keys, view.places.day, day)
    members: dict[int, list[_Member]] = defaultdict(list)
    for version in old:
        key = version.unit_id
        for heir, share in became[key]:
            members[heir].append(
                _Member(version, share, standings.get(key), figures.get(key, {}), people.get(key))
            )
    return members


def _why_not(members: Sequence[_Member]) -> tuple[str, ...]:
    """Every reason why the unit cannot be judged, each naming its parts; empty where it can."""
    silent = [m for m in members if not m.version.files]
    late = [m for m in members if m.version.files and m.standing is None]
    split = [m for m in members if m.share != 1]
    zones = {member.standing.zone for member in members if member.standing}
    reasons = (
        (silent, "không lập phiếu nên không có số liệu để cộng."),
        (late, "chưa có số liệu của tháng này hoặc tháng nào trước đó."),
        (split, "chỉ nhập vào một phần; không tách được số liệu của phần đó."),
        (members if len(zones) > 1 else [], "thuộc các vùng khác nhau nên không có chung mức đạt."),
    )
    return tuple(f"{_names(parts)} {why}" for parts, why in reasons if parts)


def _names(members: Sequence[_Member]) -> str:
    return capital(", ".join(member.version.full_name for member in members))


@dataclass(frozen=True)
class _Anew:
    """What the whole comes to, with what is officially not met in a part laid over it."""

    criteria: Mapping[str, str]
    criteria_met: int
    gaps: tuple[str, ...]
    overruled: tuple[str, ...]


def _judge(
    view: MonthView, units: Sequence[UnitVersion], members: Mapping[int, Sequence[_Member]]
) -> dict[int, _Anew]:
    combined = [combine([m.part() for m in members[u.unit_id]], view.criteria_set) for u in units]
    rows = [
        FilingRow(unit.code, view.month, _zone(members[unit.unit_id]), whole.figures)
        for unit, whole in zip(units, combined, strict=True)
    ]
    verdicts = judge_filings(rows, view.criteria_set)
    return {
        unit.unit_id: _anew(verdict, whole.gaps, members[unit.unit_id], view.criteria_set)
        for unit, verdict, whole in zip(units, verdicts, combined, strict=True)
    }


def _anew(
    verdict: FilingVerdict,
    gaps: tuple[str, ...],
    members: Sequence[_Member],
    criteria_set: CriteriaSet,
) -> _Anew:
    refused = {
        number
        for standing in (member.standing for member in members)
        for number in (standing.overruled if standing else ())
        if standing and not counted(standing.criteria[number])
    }
    overruled = tuple(n for n, o in verdict.criteria.items() if n in refused and counted(o))
    criteria = {**verdict.criteria, **dict.fromkeys(overruled, "not_met")}
    counts = criteria_set.not_applicable_counts
    return _Anew(criteria, criteria_met(criteria, not_applicable_counts=counts), gaps, overruled)


def _zone(members: Sequence[_Member]) -> str:
    return next((member.standing.zone for member in members if member.standing), "")


def _line(
    view: MonthView,
    units: PlacesOfDay,
    version: UnitVersion,
    members: Sequence[_Member],
    refused: tuple[str, ...],
    anew: _Anew | None,
) -> CommuneLine:
    months = [member.standing.month for member in members if member.standing]
    return CommuneLine(
        unit=ref(version),
        district=ref(units.above(version)),
        zone=_zone(members),
        criteria=anew.criteria if anew else {},
        criteria_met=anew.criteria_met if anew else None,
        figures_month=min(months) if anew else None,
        has_filed=len(months) == len(members) and min(months) == view.month,
        change_previous=None,
        change_december=None,
        newly_met=frozenset(),
        recognition=None,  # a title was given to a commune in its old borders
        why_not_judged=refused,
        gaps=anew.gaps if anew else (),
        overruled=anew.overruled if anew else (),
        parts=tuple(member.as_part_of_unit() for member in members),
    )
