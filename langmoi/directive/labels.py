"""Labels at the head of a clause: “Điều 2.”, “II.”, “1.”, “2.1.”, “a)”, “-”, “+”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import UPPER, pattern

_PART = pattern(r"(phần|chương)\s+(thứ\s+\w+|[ivx]+|\d+)\b\s*[.:]?\s*")
_ANNEX = pattern(r"(phụ lục)(?:\s+(?:số\s+)?([ivx]+|\d+)(?!\w))?\s*[.:]?\s*(?=\n|$|[^a-zđ]|[A-Z])")
_STEP = pattern(r"(?:bước|giai đoạn)\s+(\d{1,2})\s*[.:]\s*")
_ARTICLE = pattern(r"điều\s+(\d+[a-z]?)\s*[.:]\s*")
_SIMPLE = (
    ("roman", re.compile(r"([IVX]+)\s*[.)-]+\s*(?=\S|$)")),
    ("capital", re.compile(r"([A-HK-ZĐ])\s*[.)]\s+(?=\S)")),
    ("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=\D)")),
    ("number", re.compile(rf"(\d{{1,2}})\s*(?:(?:\.-|[./])\s*(?=[^\d\s.]|$)|-\s+(?=[{UPPER}]))")),
    ("number)", re.compile(r"(\d{1,2})\)\s*(?=\S|$)")),
    ("(number)", re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]+)\)\s*(?=\S)")),
    ("letter", re.compile(rf"([a-zđ]\d?)\s*(?:(?:\)|\.(?=\s|$))\s*(?=\S|$)|-\s+(?=[{UPPER}]))")),
    ("dash", re.compile(r"(-)(?:\s*(?=[^\W\d_“\"(])|\s+(?=\S))")),
    ("plus", re.compile(r"(\+)\s*(?=\S)")),
    ("star", re.compile(r"([•●·○▪♦*])\s*(?=\S)")),
)
COUNTED = {"dash": "-", "plus": "+", "star": "*"}


@dataclass(frozen=True)
class Label:
    """How the clause is labelled, and where its words begin."""

    style: str
    name: str
    end: int


def read_label(text: Clean, start: int, end: int) -> Label | None:
    """The label at the head of a paragraph, if it has one."""
    for style, words in (
        ("part", _PART),
        ("article", _ARTICLE),
        ("step", _STEP),
        ("annex", _ANNEX),
    ):
        if found := words.match(text.key, start, end):
            return Label(style, _name(text.text[start : found.end()]), found.end())
    written = _with_digits(text, start, min(end, start + 16))
    for style, mark in _SIMPLE:
        if found := mark.match(written):
            return _level(style, found[1], start + found.end())
    return None


def _name(words: str) -> str:
    """“PHỤ LỤC II” as “Phụ lục II”."""
    parts = [p if re.fullmatch(r"[IVX]+|\d+\w?", p) else p.lower() for p in words.split()]
    name = " ".join(parts).rstrip(".: ")
    return name[:1].upper() + name[1:]


def _level(style: str, name: str, end: int) -> Label:
    levels = name.count(".")
    return Label(f"decimal{levels}" if levels else style, name, end)


def _with_digits(text: Clean, start: int, end: int) -> str:
    """The words as written, but with the digits that the key has mended and plain dashes."""
    pairs = zip(text.text[start:end], text.key[start:end], strict=True)
    return "".join(key if key.isdigit() or key == "-" else char for char, key in pairs)
