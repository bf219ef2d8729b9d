"""How high a row of the workbook must be: programs other than Excel do not find it themselves."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from decimal import Decimal

MM_PER_LETTER = Decimal("1.65")  # of the 10-point face, a little more than the usual letter takes
POINTS_PER_LINE, AROUND = 13, 2
TALLEST = 400  # Excel shows no row above 409 points
MOST_LINES = (TALLEST - AROUND) // POINTS_PER_LINE


def height_of(text: str, width: Decimal) -> int:
    """Points for the text in a column of this width in mm."""
    lines = len(_lines(text, width, break_long_words=True)) or 1
    return min(TALLEST, lines * POINTS_PER_LINE + AROUND)


def rows_of(text: str, width: Decimal) -> Iterator[str]:
    """The text in as few rows as Excel can show whole, parted between words."""
    lines = _lines(text, width, break_long_words=False)
    if len(lines) <= MOST_LINES:
        yield text
        return
    for start in range(0, len(lines), MOST_LINES):
        yield " ".join(lines[start : start + MOST_LINES])


def _lines(text: str, width: Decimal, *, break_long_words: bool) -> list[str]:
    letters = max(1, int(width / MM_PER_LETTER))
    return textwrap.wrap(text, letters, break_long_words=break_long_words, break_on_hyphens=False)
