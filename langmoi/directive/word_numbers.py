"""The numbers that Word sets before paragraphs by itself: they are not in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Numbering:
    """Counts as Word does: each list its own levels, deeper ones begin anew."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        part = next(
            (
                rel.target_part
                for rel in document.part.rels.values()
                if rel.reltype.endswith("/numbering")
            ),
            None,
        )
        if part is not None:
            self._load(part.element)

    def _load(self, root: Any) -> None:
        abstract = {a.get(f"{_W}abstractNumId"): a for a in root.findall(f"{_W}abstractNum")}
        for num in root.findall(f"{_W}num"):
            link = num.find(f"{_W}abstractNumId")
            kind = abstract.get(link.get(f"{_W}val")) if link is not None else None
            if kind is not None:
                levels = kind.findall(f"{_W}lvl")
                self.levels[num.get(f"{_W}numId")] = {
                    int(level.get(f"{_W}ilvl")): _level(level) for level in levels
                }

    def label(self, paragraph: Paragraph) -> str:
        """“1.”, “a)”, “-”; nothing where the paragraph is in no list."""
        found = _place(paragraph)
        if found is None or found[0] not in self.levels:
            return ""
        number, depth = found
        levels, counts = self.levels[number], self.counts[number]
        if depth not in levels:
            return ""
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        form, words, _ = levels[depth]
        if form == "bullet":
            return "+" if "+" in words or depth % 2 else "-"
        return re.sub(r"%(\d)", lambda m: _show(levels, counts, int(m[1]) - 1), words)


def _level(level: Any) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        found = level.find(f"{_W}{name}")
        return default if found is None else str(found.get(f"{_W}val", default))

    return value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1"))


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """Which list and how deep, from the paragraph or its style."""
    holders = [paragraph._p.pPr]
    if paragraph.style is not None:
        holders.append(paragraph.style.element.find(f"{_W}pPr"))
    for holder in holders:
        found = None if holder is None else holder.find(f"{_W}numPr")
        if found is None:
            continue
        number, depth = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
        if number is None or number.get(f"{_W}val") == "0":
            return None
        return number.get(f"{_W}val"), int(depth.get(f"{_W}val")) if depth is not None else 0
    return None


def _show(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], depth: int) -> str:
    form, _, start = levels.get(depth, ("decimal", "", 1))
    count = counts.get(depth, start)
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = _LETTERS[(count - 1) % len(_LETTERS)]
        return letter.upper() if form == "upperLetter" else letter
    return str(count)


def _roman(count: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        while count >= value:
            found, count = found + letters, count - value
    return found
