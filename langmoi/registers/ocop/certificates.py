"""Certificates in time: until when one holds, which one holds on a day. Expiry is never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from langmoi.registers.lasting import months_after
from langmoi.registers.ocop.rules import validity_on


@dataclass(frozen=True)
class Certificate:
    """A product's star by a decision; `withdrawn_on` is the first day on which it holds no more."""

    stars: int
    issued_on: date
    number: str
    level: str  # of those who decided
    withdrawn_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds if nobody withdraws it; None: no rule is known."""
        rule = validity_on(self.issued_on)
        return months_after(self.issued_on, rule.months) if rule else None

    def holds_on(self, day: date) -> bool:
        if day < self.issued_on or (self.withdrawn_on and day >= self.withdrawn_on):
            return False
        last = self.last_day
        return last is None or day <= last

    def days_left(self, on: date) -> int | None:
        """0 on its last day, below when it has run out."""
        return (self.last_day - on).days if self.last_day else None


def holding(certificates: Iterable[Certificate], day: date) -> Certificate | None:
    """The newest certificate that holds on the day."""
    found = [c for c in certificates if c.holds_on(day)]
    return max(found, key=lambda c: c.issued_on, default=None)
