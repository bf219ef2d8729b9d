"""The letters of a PDF page where they stand, put together to lines and columns.

Programs draw letters in any order, and a letter that a font lacks apart from its word; so lines are
put together by place, not by the order in the file.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

WORD_GAP = 0.19  # of the size of the letters: from here on a blank stands between
FIGURE_GAP = 0.4
COLUMN_GAP = 1.6
BOLD = 600
_BLANK = 32


@dataclass(frozen=True)
class Letter:
    char: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True)
class Run:
    """Words side by side on a line, with no gap as wide as between columns."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    letters: tuple[Letter, ...]

    def cut_at(self, x: float) -> tuple[Run, Run] | None:
        """In two where its words leave a gap just before x: text that runs close to a column."""
        left = [one for one in self.letters if one.left < x - 2]
        right = [one for one in self.letters if one.left >= x - 2]
        ink = [one.right for one in left if one.char.strip()]
        if not ink or not right or right[0].left > x + 3 or max(ink) > x - 4:
            return None
        return _run(left), _run(right)


def letters_of(page: Any) -> list[Letter]:
    """All letters that are drawn, blanks too, without those that the library adds."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    x, y, left, right, low, high = (ctypes.c_double() for _ in range(6))
    found = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code <= _BLANK and raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if code in (0, 10, 13, 0xFFFE, 0xFFFF) or not raw.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        raw.FPDFText_GetCharBox(text, index, left, right, low, high)
        size = raw.FPDFText_GetFontSize(text, index)
        bold = raw.FPDFText_GetFontWeight(text, index) >= BOLD
        ink = (left.value, right.value) if chr(code).strip() else (x.value, x.value)
        found.append(Letter(chr(code), *ink, y.value, size, bold))
    return found


def lines_of(letters: Iterable[Letter]) -> list[list[Run]]:
    """Lines from the top down, each from the left to the right."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: (-one.base, one.left)):
        if lines and abs(lines[-1][0].base - letter.base) < max(2.0, 0.3 * lines[-1][0].size):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [runs for line in lines if (runs := _runs(sorted(line, key=lambda one: one.left)))]


def _runs(letters: list[Letter]) -> list[Run]:
    groups: list[list[Letter]] = []
    for letter in letters:
        seen = (
            next((one for one in reversed(groups[-1]) if one.char.strip()), None)
            if groups
            else None
        )
        if letter.char.strip() and (
            seen is None or letter.left - seen.right > COLUMN_GAP * letter.size
        ):
            groups.append([letter])
        elif groups:
            groups[-1].append(letter)
    return [_run(group) for group in groups]


def _run(group: list[Letter]) -> Run:
    words, before = "", group[0]
    for letter in group:
        # Figures stand far apart for their ink: 1 and 0 in “10”.
        wide = FIGURE_GAP if letter.char.isdigit() and before.char.isdigit() else WORD_GAP
        gap = letter.left - before.right > wide * letter.size
        if gap and words and not words.endswith(" ") and letter.char.strip():
            words += " "
        words += letter.char
        before = letter
    seen = [one for one in group if one.char.strip()]
    bold = sum(one.bold for one in seen) * 2 > len(seen)
    first = group[0]
    words = " ".join(words.split())
    return Run(words, first.left, seen[-1].right, first.base, first.size, bold, tuple(group))
