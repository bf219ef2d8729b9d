"""What is wrong in files of law: each fault with its file, line and column, all at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from langmoi.core.errors import Fault, FaultyInput
from langmoi.law.model import Mark


@dataclass(frozen=True)
class LawFault(Fault):
    """A fault at a place in a YAML file; `sheet` and `cell` repeat it for those who list faults."""

    mark: Mark = field(default_factory=Mark)

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.mark}:", self.message, self.remedy) if part)


class BrokenLaw(FaultyInput):
    """Files of law hold faults; nothing of them is used."""

    def __init__(self, what: str, faults: list[LawFault]) -> None:
        first = f" Chỗ đầu tiên: {faults[0]}" if faults else ""
        super().__init__(f"{what} có {len(faults)} chỗ phải sửa.{first}", list(faults))
        self.law_faults = faults


class Faults:
    """Gathers faults while files are read, so that one run names all of them."""

    def __init__(self) -> None:
        self.found: list[LawFault] = []

    def add(self, mark: Mark, message: str, remedy: str) -> None:
        fault = LawFault(
            message, remedy, sheet=mark.file, cell=f"{mark.line}:{mark.column}", mark=mark
        )
        if fault not in self.found:
            self.found.append(fault)

    def raise_if_any(self, what: str) -> None:
        """Raises BrokenLaw with all faults, in the order of files and lines."""
        if self.found:
            order = sorted(self.found, key=lambda f: (f.mark.file, f.mark.line, f.mark.column))
            raise BrokenLaw(what, order)
