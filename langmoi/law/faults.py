"""What is wrong in files of law, all at once and each with its place; a day that has no law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.law.model import Mark


@dataclass(frozen=True)
class LawFault(Fault):
    """A fault at a place in a YAML file."""

    mark: Mark = field(default_factory=Mark)

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.mark}:", self.message, self.remedy) if part)

    def as_dict(self) -> dict[str, str]:
        return {
            "file": self.mark.file,
            "line": str(self.mark.line),
            "column": str(self.mark.column),
            "message": self.message,
            "remedy": self.remedy,
        }


class LawGap(DomainError):
    """No rule is in force for a row's zone and month; `rows` are the positions of such rows."""

    def __init__(self, message: str, rows: Sequence[int] = ()) -> None:
        super().__init__(message)
        self.rows = tuple(rows)


class BrokenLaw(FaultyInput):
    """Files of law hold faults; nothing of them is used."""

    def __init__(self, what: str, faults: list[LawFault]) -> None:
        super().__init__(f"{what} có {len(faults)} chỗ phải sửa.", list(faults))
        self.law_faults = faults


class Faults:
    """Gathers faults while files are read, so that one run names all of them."""

    def __init__(self) -> None:
        self.found: list[LawFault] = []

    def add(self, mark: Mark, message: str, remedy: str) -> None:
        # Those who list faults without knowing of files show `unit` as the place.
        self.take([LawFault(message, remedy, unit=str(mark), mark=mark)])

    def take(self, faults: list[LawFault]) -> None:
        self.found += [fault for fault in faults if fault not in self.found]

    def in_order(self) -> list[LawFault]:
        return sorted(self.found, key=lambda f: (f.mark.file, f.mark.line, f.mark.column))

    def raise_if_any(self, what: str) -> None:
        """Raises BrokenLaw with all faults, in the order of files and lines."""
        if self.found:
            raise BrokenLaw(what, self.in_order())
