"""Where a sentence ends, and the parts between semicolons; brackets and quotes are not cut."""

from __future__ import annotations

import re

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import UPPER

_STOP = re.compile(rf"[.!?…][”\")]*\s+(?=[“\"(]?[{UPPER}0-9+•-])")
_SEMICOLON = re.compile(r";\s+")
_SHORT = re.compile(
    r"(?:\b(?:TP|Tp|TX|Tx|TS|ThS|PGS|GS|BS|Th|tr|St|No|KT|TM|TL|Q|P|H|v\.v)|\b[A-ZĐ]|\b\d)$"
)


def sentences(text: Clean, start: int, end: int) -> list[tuple[int, int]]:
    return _cut(text, start, end, _STOP)


def parts(text: Clean, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences, and in them what semicolons divide."""
    return [part for s in sentences(text, start, end) for part in _cut(text, *s, _SEMICOLON)]


def _cut(text: Clean, start: int, end: int, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts, first = [], start
    for found in mark.finditer(text.text, start, end):
        before = text.text[first : found.start()]
        if before.count("(") > before.count(")") or before.count("“") > before.count("”"):
            continue
        if found.group()[0] == "." and _SHORT.search(before):
            continue
        cuts.append((first, found.end()))
        first = found.end()
    return [*cuts, (first, end)] if first < end else cuts
