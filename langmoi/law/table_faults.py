"""What is wrong in a table of figures: every fault by sheet, line and column, in that order."""

from __future__ import annotations

from langmoi.core.errors import Fault
from langmoi.law.tables import Chunk


class TableFaults:
    """Gathers faults while chunks are read; a header's fault is told once for its sheet."""

    def __init__(self) -> None:
        self._found: dict[Fault, tuple[int, int]] = {}
        self._sheets: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._found)

    def in_order(self) -> list[Fault]:
        return sorted(self._found, key=lambda fault: self._found[fault])

    def add_file(self, message: str, remedy: str) -> None:
        self._found[Fault(message, remedy)] = (0, 0)

    def add_header(self, chunk: Chunk, name: str, message: str, remedy: str) -> None:
        where = f"cột {name}" if name else "cột không có tên"
        self._add(chunk, 0, Fault(message, remedy, chunk.sheet, where, figure=name))

    def add_cell(
        self, chunk: Chunk, row: int, name: str, message: str, remedy: str, unit: str = ""
    ) -> None:
        line = chunk.lines[row]
        where = f"dòng {line}, cột {name}"
        self._add(chunk, line, Fault(message, remedy, chunk.sheet, where, unit, name))

    def _add(self, chunk: Chunk, line: int, fault: Fault) -> None:
        sheet = self._sheets.setdefault(chunk.sheet, len(self._sheets))
        self._found.setdefault(fault, (sheet, line))
