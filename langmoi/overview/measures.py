"""Targets of tasks measured from the figures of a month: nobody types how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from langmoi.assessment.rollup import counted
from langmoi.core.errors import DomainError
from langmoi.direction.targets import Measured, MeasuredTarget, What, measure
from langmoi.overview.model import CommuneLine, Overview
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
    _refuse_unknown(target, seen)
    return TargetMonth(measure(target, _counts(target, seen)), seen)


def _counts(target: MeasuredTarget, seen: Overview) -> Mapping[int, bool | None]:
    if target.what is What.RECOGNISED:
        return {line.unit.key: line.recognition is not None for line in seen.communes}
    every = tuple(criterion.number for criterion in seen.criteria_set.criteria)
    wanted = every if target.what is What.MEETING_ALL else target.criteria
    also = seen.criteria_set.not_applicable_counts
    return {
        line.unit.key: all(
            counted(line.criteria.get(number), not_applicable_counts=also) for number in wanted
        )
        if line.criteria
        else None
        for line in seen.communes
    }


def _refuse_unknown(target: MeasuredTarget, seen: Overview) -> None:
    known = {criterion.number for criterion in seen.criteria_set.criteria}
    if unknown := [number for number in target.criteria if number not in known]:
        raise DomainError(
            f"Bộ tiêu chí “{seen.criteria_set.name}” của tháng không có tiêu chí "
            f"{', '.join(unknown)} nên không đo được mục tiêu này. Hãy chọn tháng khác."
        )
    if target.what is What.RECOGNISED and seen.recognised_count is None:
        raise DomainError(
            "Chưa rõ đến tháng này có bao nhiêu xã được công nhận nên không đo được mục tiêu. "
            "Hãy bổ sung quyết định công nhận của các xã."
        )
