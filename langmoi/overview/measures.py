"""Targets of tasks measured from the figures of a month: nobody types how far they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.assessment.rollup import counted
from langmoi.core.errors import DomainError
from langmoi.direction.targets import Measured, MeasuredTarget, What, measure
from langmoi.overview.indicator import indicator_month
from langmoi.overview.lines import view_of
from langmoi.overview.model import CommuneLine, Overview, Recognition
from langmoi.overview.queries import overview


@dataclass(frozen=True)
class TargetMonth:
    """A target as of a month, with what must be said beside it."""

    measured: Measured
    overview: Overview  # the communes behind every count; whether the month is closed

    @property
    def missing(self) -> tuple[CommuneLine, ...]:
        """The communes that do not count yet, as they stand."""
        keys = set(self.measured.missing)
        return tuple(line for line in self.overview.communes if line.unit.key in keys)


def measure_target(
    target: MeasuredTarget, month: date, *, unit_key: int | None = None
) -> TargetMonth:
    """Count the communes of the unit (of no key: the province) in the month.

    The whole is every commune that files: one without figures does not count as meeting anything.
    Raises DomainError for a criterion that the month's set does not have, and where it is not known
    which communes were recognised.
    """
    seen = overview(month, unit_key=unit_key, with_districts=False)
    return TargetMonth(measure_in(target, seen, seen.communes), seen)


def measure_in(
    target: MeasuredTarget,
    seen: Overview,
    lines: Sequence[CommuneLine],
    known: Mapping[int, bool] | None = None,
) -> Measured:
    """The same over some communes of a month that has been read already.

    known: what a register says of communes; it goes before what follows from their figures.
    """
    _refuse_unknown(target, seen, lines)
    counts = dict(_counts(target, seen, lines))
    told = {key: does for key, does in (known or {}).items() if key in counts}
    return measure(target, counts | told)


def counts_as_recognised(title: Recognition | None, by: date | None) -> bool:
    """Whether a title reaches a target of that day: by the year of its standard, where it has one.

    Decisions for a year are signed in the next: those of 13/5/2019 are “of the year 2018”.
    """
    if title is None or by is None:
        return title is not None
    if title.standard_year is not None:
        return title.standard_year <= by.year
    known = title.decided_on or title.known_by
    return known is not None and known <= by


def _counts(
    target: MeasuredTarget, seen: Overview, lines: Sequence[CommuneLine]
) -> Mapping[int, bool | None]:
    if target.what is What.RECOGNISED:
        by = target.by
        return {line.unit.key: counts_as_recognised(line.recognition, by) for line in lines}
    if target.what is What.MEETING_INDICATORS:
        return _meeting_indicators(target, seen, lines)
    if target.what is What.HAVING_CRITERIA:
        least = target.least or 0
        return {
            line.unit.key: None if line.criteria_met is None else line.criteria_met >= least
            for line in lines
        }
    every = tuple(criterion.number for criterion in seen.criteria_set.criteria)
    wanted = every if target.what is What.MEETING_ALL else target.criteria
    also = seen.criteria_set.not_applicable_counts
    return {
        line.unit.key: all(
            counted(line.criteria.get(number), not_applicable_counts=also) for number in wanted
        )
        if line.criteria
        else None
        for line in lines
    }


def _meeting_indicators(
    target: MeasuredTarget, seen: Overview, lines: Sequence[CommuneLine]
) -> Mapping[int, bool | None]:
    view, keys = view_of(seen.month, seen.unit.key), [line.unit.key for line in lines]
    cells = [indicator_month(view, number, keys).cells for number in target.criteria]
    also = seen.criteria_set.not_applicable_counts
    return {
        key: all(counted(of[key].outcome, not_applicable_counts=also) for of in cells)
        if all(key in of for of in cells)
        else None
        for key in keys
    }


def _refuse_unknown(target: MeasuredTarget, seen: Overview, lines: Sequence[CommuneLine]) -> None:
    known = {criterion.number for criterion in seen.criteria_set.criteria}
    named = target.criteria if target.what is What.MEETING_CRITERIA else ()
    if unknown := [number for number in named if number not in known]:
        raise DomainError(
            f"Bộ tiêu chí “{seen.criteria_set.name}” của tháng không có tiêu chí "
            f"{', '.join(unknown)} nên không đo được mục tiêu này. Hãy chọn tháng khác."
        )
    if target.what is What.RECOGNISED and any(line.is_recognition_unknown for line in lines):
        raise DomainError(
            "Chưa rõ đến tháng này có bao nhiêu xã được công nhận nên không đo được mục tiêu. "
            "Hãy bổ sung quyết định công nhận của các xã."
        )
