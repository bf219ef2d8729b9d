"""A PDF as text, page by page; a scan has none and is refused."""

from __future__ import annotations

from typing import Any

from langmoi.core.errors import DomainError
from langmoi.directive.cleaning import Source
from langmoi.directive.folding import fold
from langmoi.directive.frame import TYPE
from langmoi.directive.pdf_letters import Run, letters_of, lines_of
from langmoi.directive.pdf_tables import zones_of

_FEWEST_LETTERS = 40
_PARAGRAPH_GAP = 1.75  # of the size of the letters, from one line to the next
Part = tuple[str, bool]  # words, whether they are bold


def read_pdf(content: bytes, name: str) -> Source:
    """Raises DomainError where the file is broken, locked, or holds pictures of pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DomainError(f"Tệp {name} có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.") from error
        raise DomainError(f"Tệp {name} hỏng hoặc không phải PDF. Hãy xin lại tệp gốc.") from error
    try:
        pages = [_page(page) for page in document]
    finally:
        document.close()
    letters = sum(char.isalpha() for parts in pages for words, _ in parts for char in words)
    if letters < _FEWEST_LETTERS * min(len(pages), 3):
        raise DomainError(
            f"Tệp {name} là bản chụp (scan), không có chữ để đọc. "
            "Hãy dùng tệp Word gốc, hoặc nhận dạng chữ rồi lưu thành .docx."
        )
    return _joined(pages)


def _page(page: Any) -> list[Part]:
    """Its lines from the top down, with tables in their places; blank lines between paragraphs."""
    letters = letters_of(page)
    zones = zones_of(page, letters)
    free = [one for one in letters if not any(z.bottom < one.base < z.top for z in zones)]
    found: list[tuple[float, list[Part]]] = [
        (zone.top, [("| " + " | ".join(row) + " |", False) for row in zone.rows]) for zone in zones
    ]
    found += _columns(lines_of(free))
    return [part for _, parts in sorted(found, key=lambda one: -one[0]) for part in parts]


def _columns(lines: list[list[Run]]) -> list[tuple[float, list[Part]]]:
    """Lines one by one; where two columns run side by side, the left one before the right one."""
    found: list[tuple[float, list[Part]]] = []
    at, before = 0, 0.0
    while at < len(lines):
        first = lines[at][0]
        gap = [("", False)] if before - first.base > _PARAGRAPH_GAP * first.size else []
        block = _beside(lines[at:])
        if block:
            found.append((first.base, [*gap, *_side_by_side(block)]))
            at += len(block)
        else:
            found.append((first.base, [*gap, (first.text, first.bold)]))
            at += 1
        before = lines[at - 1][0].base
    return found


def _beside(lines: list[list[Run]]) -> list[tuple[list[Run], list[Run]]]:
    """The lines of two columns that begin here, each cut in left and right."""
    if len(lines[0]) < 2:
        return []
    column = lines[0][1].left
    block: list[tuple[list[Run], list[Run]]] = []
    for line in lines:
        column = min([column, *(run.left for run in line[1:])])
        cut = _cut(line, column)
        if cut is None or TYPE.fullmatch(fold(line[0].text)):
            break
        block.append(cut)
    return block


def _cut(line: list[Run], column: float) -> tuple[list[Run], list[Run]] | None:
    """The runs of each side; None where the words run across."""
    left = [run for run in line if run.right < column - 4]
    right = [run for run in line if run.left >= column - 40 and run not in left]
    if len(left) + len(right) == len(line):
        return left, right
    cut = line[0].cut_at(column) if len(line) == 1 else None
    return ([cut[0]], [cut[1]]) if cut else None


def _side_by_side(block: list[tuple[list[Run], list[Run]]]) -> list[Part]:
    left = [run for one, _ in block for run in one]
    right = [run for _, one in block for run in one]
    return [*_stacked(left), ("", False), *_stacked(right), ("", False)]


def _stacked(runs: list[Run]) -> list[Part]:
    """A column, with blank lines where it leaves a gap."""
    found: list[Part] = []
    before = 0.0
    for run in runs:
        if before - run.base > _PARAGRAPH_GAP * run.size:
            found.append(("", False))
        found.append((run.text, run.bold))
        before = run.base
    return found


def _joined(pages: list[list[Part]]) -> Source:
    """The pages as one text; a row of a table that runs over the page is one row again."""
    lines: list[Part] = []
    for page in pages:
        parts = [*page]
        if parts and _is_page_number(parts[0][0]):
            parts.pop(0)
        if parts and _is_page_number(parts[-1][0]):
            parts.pop()
        lines.append(("", False))
        while parts and _goes_on(lines, parts[0][0]):
            _append_row(lines, parts.pop(0)[0])
        lines += parts
    text, bold = "", []
    for words, is_bold in lines:
        if is_bold and words:
            bold.append((len(text), len(text) + len(words)))
        text += words + "\n"
    return Source(text, tuple(bold))


def _is_page_number(words: str) -> bool:
    """A number alone at the head or the foot of a page."""
    return len(words) <= 6 and words.strip("- ").isdigit()


def _goes_on(lines: list[Part], words: str) -> bool:
    """A row without a number at the head of a page, after a table at the end of the last."""
    return words.startswith("|  |") and _last_row(lines) is not None


def _last_row(lines: list[Part]) -> int | None:
    for index in range(len(lines) - 1, -1, -1):
        words = lines[index][0]
        if words.startswith("|"):
            return index
        if words:
            return None
    return None


def _append_row(lines: list[Part], words: str) -> None:
    at = _last_row(lines)
    if at is None:
        return
    over, more = lines[at][0].split("|"), words.split("|")
    cells = [
        f" {a.strip()} {b.strip()} ".replace("  ", " ") for a, b in zip(over, more, strict=False)
    ]
    lines[at] = ("|".join(cells[:-1]).lstrip() + "|", False)
