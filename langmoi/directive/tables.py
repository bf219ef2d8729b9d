"""Tables of tasks: `STT | nội dung | chủ trì | phối hợp | thời hạn`, a line for each row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import pattern

Cell = tuple[int, int]
_COLUMNS = {
    "number": pattern(r"(?:stt|tt|số tt|số thứ tự)\s*$"),
    "cooperating": pattern(r".*(?:phối hợp|tham gia)"),
    "time": pattern(r".*(?:thời gian|thời hạn|tiến độ|hạn hoàn thành|ngày hoàn thành|hoàn thành)"),
    "product": pattern(r".*(?:sản phẩm|kết quả|hình thức văn bản|loại văn bản)"),
    "lead": pattern(
        r".*(?:chủ trì|cơ quan thực hiện|đơn vị thực hiện|thực hiện|cơ quan|đơn vị|phụ trách|"
        r"trách nhiệm)"
    ),
    "content": pattern(r".*(?:nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|tên|chỉ đạo)"),
}  # fmt: skip
_ORDER = ("number", "content", "cooperating", "time", "product", "lead")
_RULED = re.compile(r"[\s|:+-]+")
_SAME = pattern(r"\s*[-“\"'(]*\s*(?:nt|như trên|-)\s*[-”\"')]*\s*")
_LABEL = re.compile(r"\**\s*([IVX]+|[A-ZĐ]|\d+(?:\.\d+)*|[a-zđ])\s*[.)]?\s*\**")


@dataclass(frozen=True)
class Columns:
    """Which cell holds what; -1 where the table has no such column."""

    number: int
    content: int
    lead: int
    cooperating: int
    time: int
    product: int

    def cell(self, cells: list[Cell], name: str) -> Cell | None:
        at = getattr(self, name)
        return cells[at] if 0 <= at < len(cells) else None


def cells_of(text: Clean, start: int, end: int) -> list[Cell]:
    """The cells of a row, without the blanks around them; none where the line is no row."""
    line = text.text[start:end]
    if not line.startswith("|") and line.count("|") < 2 and line.count("\t") < 2:
        return []
    mark = "|" if "|" in line else "\t"
    if mark == "|":
        first = start + line.index("|") + 1 if line.startswith("|") else start
        last = end - 1 if line.rstrip().endswith("|") else end
    else:
        first, last = start, end
    cells, at = [], first
    for part in text.text[first:last].split(mark):
        left = at + len(part) - len(part.lstrip())
        cells.append((left, max(left, at + len(part.rstrip()))))
        at += len(part) + 1
    return cells


def is_ruling(text: Clean, start: int, end: int) -> bool:
    """The line of dashes under the head of a Markdown table."""
    return bool(_RULED.fullmatch(text.text, start, end))


def read_columns(text: Clean, cells: list[Cell]) -> Columns | None:
    """The columns, where the row is the head of a table of tasks."""
    found = dict.fromkeys(_COLUMNS, -1)
    taken: set[int] = set()
    for name in _ORDER:
        for index, (start, end) in enumerate(cells):
            if (
                index not in taken
                and found[name] < 0
                and _COLUMNS[name].match(_flat(text, start, end))
            ):
                found[name] = index
                taken.add(index)
    known = sum(at >= 0 for at in found.values())
    if found["content"] < 0 or known < 2 or (found["lead"] < 0 and found["time"] < 0):
        return None
    return Columns(**found)


def _flat(text: Clean, start: int, end: int) -> str:
    return " ".join(text.key[start:end].split())


def repeats(text: Clean, cell: Cell) -> bool:
    """“nt”, “-nt-”, “như trên”, ditto marks: what the cell above says."""
    return bool(_SAME.fullmatch(text.key, *cell)) and cell[0] < cell[1]


def row_label(text: Clean, cell: Cell | None) -> str:
    found = _LABEL.fullmatch(text.text, *cell) if cell else None
    return found[1] if found else ""
