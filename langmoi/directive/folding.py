"""Text without marks and capitals, letter for letter, and patterns that are read in it.

A scan loses marks first (“phân đầu” for “phấn đấu”), and hands differ about them (“Uỷ”, “Ủy”). So
patterns are written in full Vietnamese and both sides are folded; places stay the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters for character classes; Vietnamese ones lie scattered, capitals among small ones.
UPPER = "A-ZĐ" + "".join(
    filter(str.isupper, map(chr, [*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)]))
)
LOWER = "a-zđ" + "".join(
    filter(str.islower, map(chr, [*range(0xDF, 0x1B1), *range(0x1EA0, 0x1EFA)]))
)
_TOKEN = re.compile(r"\\.|\(\?P|.", re.DOTALL)


@cache
def _letter(char: str) -> str:
    if char in "đĐ":
        return "d"
    if char in "–—−‐‑":
        return "-"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Lower case without marks, as long as the text (which is in NFC)."""
    return "".join(map(_letter, text))


def pattern(text: str) -> re.Pattern[str]:
    """A pattern for folded text, written in Vietnamese; a blank stands for any blanks."""
    parts, is_class = [], False
    for part in _TOKEN.findall(text):
        is_class = (is_class or part == "[") and part != "]"
        blank = part == " " and not is_class
        parts.append(r"\s+" if blank else part if len(part) > 1 else _letter(part))
    return re.compile("".join(parts), re.DOTALL)


def words_of(words: str) -> list[str]:
    """The words, between bars and on several lines, longest first."""
    found = {word.strip() for word in re.split(r"[|\n]", words)} - {""}
    return sorted(found, key=lambda word: (-len(word), word))


def any_of(words: str) -> str:
    """One group of a pattern that is any of the words."""
    return "(?:" + "|".join(words_of(words)) + ")"


def read_by(words: list[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of several syllables are known without their marks; of one, only with them."""
    many = any_of("|".join(word for word in words if " " in word))
    alone = any_of("|".join(word for word in words if " " not in word))
    return pattern(rf"{many}(?!\w)"), re.compile(rf"{alone}(?!\w)", re.IGNORECASE)
