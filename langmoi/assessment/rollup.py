"""Roll-ups of outcomes: bands, counts by criterion, who is nearly there, changes. No database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, Protocol, TypeVar

from langmoi.core.errors import DomainError

CENT = Decimal("0.01")


class Scored(Protocol):
    """A unit with its outcomes; criteria_met None means that it has no figures at all."""

    @property
    def criteria(self) -> Mapping[str, str]: ...

    @property
    def criteria_met(self) -> int | None: ...

    def missing(self) -> tuple[str, ...]: ...


Line = TypeVar("Line", bound=Scored)


class Band(NamedTuple):
    """A range of counts of criteria met, both bounds included."""

    low: int
    high: int


DEFAULT_BANDS = (Band(19, 19), Band(15, 18), Band(10, 14), Band(5, 9), Band(0, 4))


def parse_bands(text: str) -> tuple[Band, ...]:
    """Read “19,15-18,10-14,5-9,0-4”."""
    return tuple(_parse_band(part.strip()) for part in text.split(","))


def _parse_band(text: str) -> Band:
    match = re.fullmatch(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", text)
    if match is None:
        raise DomainError(f"Không hiểu nhóm “{text}”. Hãy ghi các nhóm như 19,15-18,10-14,5-9,0-4.")
    low, high = sorted((int(match[1]), int(match[2] or match[1])))
    return Band(low, high)


def fit_bands(bands: Sequence[Band], total: int) -> tuple[Band, ...]:
    """The default bands for a set with another number of criteria: cut off at the top."""
    return tuple(Band(low, min(high, total)) for low, high in bands if low <= total)


def check_bands(bands: Sequence[Band], total: int) -> tuple[Band, ...]:
    """The bands from the highest down; refused unless each count from 0 to total is in just one."""
    ordered = tuple(sorted((Band(*band) for band in bands), reverse=True))
    expected = total
    for low, high in ordered:
        if high > expected:
            raise DomainError(_overlap(high, total))
        if high < expected:
            raise DomainError(_gap(expected, total))
        expected = low - 1
    if expected >= 0:
        raise DomainError(_gap(expected, total))
    return ordered


def _overlap(count: int, total: int) -> str:
    if count > total:
        return f"Bộ tiêu chí chỉ có {total} tiêu chí, không có mức {count}. Hãy sửa các nhóm."
    return f"Mức {count} tiêu chí nằm trong hai nhóm. Hãy sửa để các nhóm không chồng nhau."


def _gap(count: int, total: int) -> str:
    return (
        f"Mức {count} tiêu chí không thuộc nhóm nào. "
        f"Hãy sửa để các nhóm phủ hết từ 0 đến {total} tiêu chí."
    )


def in_band(lines: Iterable[Line], band: Band) -> tuple[Line, ...]:
    """The units whose count lies in the band; one without any figures lies in none."""
    return tuple(
        line
        for line in lines
        if line.criteria_met is not None and band.low <= line.criteria_met <= band.high
    )


def meeting_all(lines: Iterable[Line], total: int) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.criteria_met == total)


def counted(outcome: str | None, *, not_applicable_counts: bool = True) -> bool:
    """Whether the outcome counts into “criteria met” by the rule of the set."""
    return outcome == "met" or (not_applicable_counts and outcome == "not_applicable")


def by_criterion(
    lines: Iterable[Scored], numbers: Sequence[str], *, not_applicable_counts: bool = True
) -> dict[str, int]:
    """How many units meet each criterion; the counts add up to the sum of criteria met."""
    told = list(lines)
    return {
        number: sum(
            counted(line.criteria.get(number), not_applicable_counts=not_applicable_counts)
            for line in told
        )
        for number in numbers
    }


def short_by(
    lines: Iterable[Line], numbers: Sequence[str], steps: Sequence[int] = (1, 2)
) -> dict[int, dict[str, tuple[Line, ...]]]:
    """Units just so many criteria short, under each criterion that they miss, in the set's order.

    A unit two short stands under both of its missing criteria.
    """
    found: dict[int, dict[str, list[Line]]] = {step: defaultdict(list) for step in steps}
    for line in lines:
        missing = line.missing()
        for number in missing if len(missing) in found else ():
            found[len(missing)][number].append(line)
    return {
        step: {n: tuple(under[n]) for n in numbers if n in under} for step, under in found.items()
    }


def total_change(changes: Iterable[int | None]) -> int | None:
    """By how much the sum moved, over the units that have figures at both ends; None: nobody."""
    known = [change for change in changes if change is not None]
    return sum(known) if known else None


def mean(total: int, units: int) -> Decimal | None:
    """Two decimals, half up, as reports print it."""
    if not units:
        return None
    return (Decimal(total) / Decimal(units)).quantize(CENT, ROUND_HALF_UP)
