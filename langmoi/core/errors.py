"""Broken rules, said to people: every message is a Vietnamese sentence with what to do next."""

from __future__ import annotations

from dataclasses import asdict, dataclass


class DomainError(Exception):
    """A rule was broken; the message is for the person who asked."""


class NotAllowed(DomainError):
    """The person may see the thing but not do this to it."""


class NotFound(DomainError):
    """No such thing for this person."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in what someone gave: what, where, and what to do."""

    message: str
    remedy: str = ""
    sheet: str = ""
    cell: str = ""
    unit: str = ""
    figure: str = ""

    def __str__(self) -> str:
        """One line for people: where, what, what to do."""
        sheet = f"trang “{self.sheet}”" if self.sheet else ""
        cell = f"ô {self.cell}" if self.cell else ""
        where = ", ".join(part for part in (sheet, cell, self.unit) if part)
        return f"{where + ': ' if where else ''}{self.message} {self.remedy}".rstrip()

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


class FaultyInput(DomainError):
    """The input holds faults; all of them are listed, and nothing was written."""

    def __init__(self, message: str, faults: list[Fault]) -> None:
        super().__init__(message)
        self.faults = faults
