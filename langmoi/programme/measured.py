"""What figures measure of a target: the closed form that tasks of directives have, too."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from langmoi.core.days import show_day
from langmoi.core.months import reference_day
from langmoi.direction.targets import Bound, MeasuredTarget, TargetUnit, What
from langmoi.programme.models import Target, TargetKind
from langmoi.registers.communes_with import lawful_communes

# “Hợp tác xã hoạt động … đúng quy định của Luật Hợp tác xã”: where the register does not tell it.
COOPERATIVE_INDICATOR = "13.1"
WHATS = {
    TargetKind.RECOGNISED: What.RECOGNISED,
    TargetKind.CRITERIA: What.HAVING_CRITERIA,
    TargetKind.GROUP: What.MEETING_CRITERIA,
    TargetKind.COOPERATIVE: What.MEETING_INDICATORS,
}


def measured_of(target: Target) -> MeasuredTarget:
    """The target as it is counted: a commune's own is one commune of one."""
    kind = TargetKind(target.kind)
    named = tuple(target.criteria)
    is_alone = target.number is None
    return MeasuredTarget(
        what=WHATS[kind],
        bound=Bound.AT_LEAST,
        number=Decimal(100 if target.number is None else target.number),
        unit=TargetUnit.PERCENT if is_alone or target.is_share else TargetUnit.COMMUNES,
        criteria=(COOPERATIVE_INDICATOR,) if kind is TargetKind.COOPERATIVE else named,
        by=target.by,
        least=target.count,
    )


def register_says(month: date, communes: Collection[int]) -> Mapping[int, bool]:
    """Which communes have a lawful farm cooperative by the register on the month's reference day.

    Communes of which it has none, or cannot tell, are left out: there the indicator counts.
    """
    return lawful_communes(reference_day(month), communes)


def say(target: Target) -> str:
    """“25 xã được công nhận đạt chuẩn NTM”; of a commune “đạt ít nhất 15 tiêu chí”."""
    what = _what(target)
    if target.number is None:
        return what
    of = f"{target.number}% số xã" if target.is_share else f"{target.number} xã"
    return f"{of} {what}"


def say_until(target: Target) -> str:
    """“năm 2020” for the last day of a year, else the day; “không hạn” where none is set."""
    if target.by is None:
        return "không hạn"
    if (target.by.month, target.by.day) == (12, 31):
        return f"năm {target.by.year}"
    return show_day(target.by)


def _what(target: Target) -> str:
    kind = TargetKind(target.kind)
    if kind is TargetKind.CRITERIA:
        return f"đạt ít nhất {target.count} tiêu chí"
    if kind is TargetKind.GROUP:
        return f"đạt tiêu chí {', '.join(target.criteria)}"
    return kind.label
