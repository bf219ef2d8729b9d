"""What a commune's page says of registers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.months import reference_day
from langmoi.overview.model import CommuneLine
from langmoi.people.access import with_descendants
from langmoi.registers.kind_list import kind_of
from langmoi.registers.kinds import Kind
from langmoi.registers.queries import counts_of
from langmoi.registers.rules import rule_of
from langmoi.web.http import Request


@dataclass(frozen=True)
class RegisterCount:
    """A register with how many entries of the commune and its villages stand in it."""

    kind: Kind
    count: int
    said: str  # what the register says of its indicator, where it does


def registers_context(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """As of the month."""
    on = reference_day(month)
    units = with_descendants({line.unit.key}, on=on)
    counts = counts_of(request.user, on=request.today, unit_keys=units)
    return {
        "register_counts": [
            RegisterCount(kind_of(kind), count, _said(kind, line.unit.key, on))
            for kind, count in sorted(counts.items())
        ]
    }


def _said(kind: str, unit: int, on: date) -> str:
    """Whether what the register tells of the commune meets the indicator it feeds."""
    told = []
    for feeding in rule_of(kind_of(kind)).feedings:
        fed = feeding.values(on, {unit}).get(unit)
        if fed is not None and isinstance(fed.value, bool | None):
            word = {True: "có", False: "chưa", None: "chưa rõ"}[fed.value]
            told.append(f"chỉ tiêu {feeding.indicator} theo sổ: {word}")
    return "; ".join(told)
