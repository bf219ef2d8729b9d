"""The text as the grammar reads it, and where each of its letters stands in the source.

Left out are marks of layout (stars of bold and italic) and the numbers of pages; marks that stand
apart from their letters are joined with them; in the key, an l or O among digits is the digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from langmoi.directive.folding import fold

_LEFT_OUT = re.compile(
    r"\*\*|__|(?<=[\w).,;:”\"])\*|\*(?=[\w(“\"])"  # bold, italic
    r"|(?m:^[ \t]*[#>]+[ \t]+)"  # headings and quotes of Markdown
    r"|<br ?/?>|[\u200b-\u200f\ufeff\xad\x0c]"
)
_PAGE_NUMBER = re.compile(
    r"(?:(?<=\n)|\A|(?<=\x0c))(?:[ \t]*\n|\A|(?<=\x0c))"
    r"[ \t]*(?:(?:Trang|Page)[ \t]*)?-?[ \t]*\d{1,3}[ \t]*(?:/[ \t]*\d{1,3})?[ \t]*-?[ \t]*\n"
    r"(?=[ \t]*(?:\n|\Z))"
)
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ONE = re.compile(r"(?<=\d)l(?=[\d/.])|(?<![^\W\d])l(?=\d)")
_LABEL_ONE = re.compile(r"(?m)^[ \t]*(l)(?=\. )")
_NOUGHT = re.compile(r"(?<=\d)o(?=[\d/.])|(?<![^\W\d])o(?=\d)")
_WIDE = "\xa0\u2002\u2003\u2007\u2009\u202f"


@dataclass(frozen=True)
class Source:
    """The text of a file as it stands, and where it is bold where the file tells it."""

    text: str
    bold: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Clean:
    """`text` and `key` (folded) are equally long; `places` are the letters' in the source."""

    text: str
    key: str
    places: tuple[int, ...]
    bold: tuple[tuple[int, int], ...]
    pages: tuple[tuple[int, int], ...] = ()  # the numbers of pages, in the source

    def is_bold(self, start: int, end: int) -> bool:
        """All of it is bold, as far as the file tells."""
        first, last = self.places[start], self.places[max(start, end - 1)]
        return any(a <= first and last < b for a, b in self.bold)


def clean(source: Source) -> Clean:
    """Every text has a clean form, at worst an empty one."""
    letters: list[str] = []
    places: list[int] = []
    for start, end, is_break in _kept(source.text):
        if is_break:
            letters += "  "  # a line ends here, but not the row of the table
            places += [start, start]
        for cluster in _CLUSTER.finditer(source.text, start, end):
            whole = _plain(cluster.group())
            letters += whole
            places += [cluster.start()] * len(whole)
    text = "".join(letters)
    bold = source.bold or tuple(found.span(1) for found in _BOLD.finditer(source.text))
    pages = tuple(found.span() for found in _PAGE_NUMBER.finditer(source.text))
    return Clean(text, _key(text), (*places, len(source.text)), bold, pages)


def _kept(text: str) -> Iterator[tuple[int, int, bool]]:
    """The stretches between what is left out, and whether a break of the line was before."""
    cuts = [found.span() for found in _LEFT_OUT.finditer(text)]
    cuts += [found.span() for found in _PAGE_NUMBER.finditer(text)]
    start, is_break = 0, False
    for cut_start, cut_end in sorted(cuts):
        yield start, max(start, cut_start), is_break
        start, is_break = max(start, cut_end), text.startswith("<br", cut_start)
    yield start, len(text), is_break


def _key(text: str) -> str:
    """Folded, with the digits that a scan took for letters."""
    key = _NOUGHT.sub("0", _ONE.sub("1", fold(text)))
    return _LABEL_ONE.sub(lambda found: found.group()[:-1] + "1", key)


def _plain(cluster: str) -> str:
    joined = unicodedata.normalize("NFC", cluster)
    return " " if joined in _WIDE else joined
