"""Targets that figures can measure: a small closed form, and the measuring of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.core.numbers import plain, show_number


class What(StrEnum):
    """What is counted: communes; the closed list grows with what figures can tell."""

    MEETING_CRITERIA = "communes_meeting_criteria"
    MEETING_ALL = "communes_meeting_all"
    HAVING_CRITERIA = "communes_having_criteria"  # at least `least` of them, whichever
    MEETING_INDICATORS = "communes_meeting_indicators"  # `criteria` are numbers of indicators
    RECOGNISED = "communes_recognised"


class Bound(StrEnum):
    AT_LEAST = "at_least"
    EQUALS = "equals"


class TargetUnit(StrEnum):
    PERCENT = "percent"
    COMMUNES = "communes"


WHAT_LABELS = {
    What.MEETING_CRITERIA: "xã đạt tiêu chí",
    What.MEETING_ALL: "xã đạt tất cả tiêu chí",
    What.HAVING_CRITERIA: "xã đạt từ số tiêu chí",
    What.MEETING_INDICATORS: "xã đạt chỉ tiêu",
    What.RECOGNISED: "xã được công nhận đạt chuẩn",
}
NAMING = (What.MEETING_CRITERIA, What.MEETING_INDICATORS)  # which name what they count
BOUND_LABELS = {Bound.AT_LEAST: "ít nhất", Bound.EQUALS: "đúng"}
KEYS = {"what", "criteria", "bound", "number", "unit", "by", "least"}


@dataclass(frozen=True)
class MeasuredTarget:
    """“Ít nhất 100% số xã đạt tiêu chí 18, 19 đến 31/12/2019”; `by` None: no day is set."""

    what: What
    bound: Bound
    number: Decimal
    unit: TargetUnit
    criteria: tuple[str, ...] = ()
    by: date | None = None
    least: int | None = None  # of HAVING_CRITERIA only

    def __str__(self) -> str:
        of = "% số " if self.unit is TargetUnit.PERCENT else " "
        which = f" {', '.join(self.criteria)}" if self.criteria else ""
        which += f" {self.least}" if self.least is not None else ""
        until = f" đến {show_day(self.by)}" if self.by else ""
        number = show_number(self.number)
        return f"{BOUND_LABELS[self.bound]} {number}{of}{WHAT_LABELS[self.what]}{which}{until}"

    def as_data(self) -> dict[str, Any]:
        """As it is kept; `read_target` reads it back."""
        return {
            "what": str(self.what),
            "criteria": list(self.criteria),
            "bound": str(self.bound),
            "number": plain(self.number),
            "unit": str(self.unit),
            "by": self.by.isoformat() if self.by else None,
        } | ({} if self.least is None else {"least": self.least})

    def is_met_by(self, count: int, whole: int) -> bool:
        """Exact: a share is compared as a fraction; of nothing, no share is reached."""
        if self.unit is TargetUnit.PERCENT:
            if not whole:
                return False
            value = Fraction(count * 100, whole)
        else:
            value = Fraction(count)
        wanted = Fraction(self.number)
        return value >= wanted if self.bound is Bound.AT_LEAST else value == wanted


@dataclass(frozen=True)
class Measured:
    """How far a target is: keys of the communes that count and of those that do not yet.

    `unknown` are those of no figures (they do not count), a part of `missing`.
    """

    target: MeasuredTarget
    counting: tuple[int, ...]
    missing: tuple[int, ...]
    unknown: tuple[int, ...] = ()

    @property
    def whole(self) -> int:
        return len(self.counting) + len(self.missing)

    @property
    def share(self) -> Fraction | None:
        return Fraction(len(self.counting), self.whole) if self.whole else None

    @property
    def is_met(self) -> bool:
        return self.target.is_met_by(len(self.counting), self.whole)

    @property
    def short_by(self) -> int:
        """How many more communes it takes; 0 where it is reached or was passed."""
        there = len(self.counting)
        if self.target.unit is TargetUnit.PERCENT:
            wanted = -(-Fraction(self.target.number) * self.whole // 100)
        else:
            wanted = -(-Fraction(self.target.number) // 1)
        return max(0, int(wanted) - there)


def measure(target: MeasuredTarget, counts: Mapping[int, bool | None]) -> Measured:
    """counts: for each commune whether it counts; None where nothing is known of it."""
    return Measured(
        target,
        counting=tuple(key for key, does in counts.items() if does),
        missing=tuple(key for key, does in counts.items() if not does),
        unknown=tuple(key for key, does in counts.items() if does is None),
    )


def read_target(data: Mapping[str, Any]) -> MeasuredTarget:
    """The target told; DomainError where it is not of the form."""
    if unknown := set(data) - KEYS:
        raise DomainError(
            f"Mục tiêu đo được không có phần {', '.join(sorted(unknown))}. "
            "Hãy bỏ phần ấy, hoặc ghi mục tiêu bằng lời."
        )
    try:
        target = MeasuredTarget(
            what=What(data["what"]),
            bound=Bound(data["bound"]),
            number=Decimal(str(data["number"])),
            unit=TargetUnit(data["unit"]),
            criteria=_criteria(data.get("criteria") or []),
            by=date.fromisoformat(data["by"]) if data.get("by") else None,
            least=int(data["least"]) if data.get("least") is not None else None,
        )
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        raise DomainError(
            "Mục tiêu đo được cần đủ: đếm gì, ít nhất hay đúng, con số, đơn vị và ngày. "
            "Hãy ghi lại, hoặc ghi mục tiêu bằng lời."
        ) from error
    _refuse_impossible(target)
    return target


def _criteria(told: Sequence[str]) -> tuple[str, ...]:
    if isinstance(told, str) or not all(isinstance(one, str) and one for one in told):
        raise ValueError(told)
    return tuple(dict.fromkeys(told))


def _refuse_impossible(target: MeasuredTarget) -> None:
    number, is_share = target.number, target.unit is TargetUnit.PERCENT
    if not number.is_finite() or number < 0 or (is_share and number > 100):
        raise DomainError("Con số của mục tiêu phải từ 0, và không quá 100 nếu là phần trăm.")
    if not is_share and number != number.to_integral_value():
        raise DomainError("Số xã của mục tiêu phải là số nguyên. Hãy ghi lại.")
    if (target.what in NAMING) != bool(target.criteria):
        raise DomainError(
            "Mục tiêu “xã đạt tiêu chí” phải ghi các tiêu chí; mục tiêu khác thì không ghi. "
            "Hãy chọn lại."
        )
    if (target.what is What.HAVING_CRITERIA) != (target.least is not None and target.least > 0):
        raise DomainError(
            "Mục tiêu “xã đạt từ số tiêu chí” phải ghi số tiêu chí, từ 1; mục tiêu khác thì không "
            "ghi. Hãy ghi lại."
        )
