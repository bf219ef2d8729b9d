"""Lines joined to paragraphs: where a line goes on, and where something new begins.

Text from the web may break after every word, text from a scan in the middle of a sentence at the
end of a page. So a line goes on where the one before is unfinished, whatever lies between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import LOWER, UPPER, any_of, pattern
from langmoi.directive.labels import read_label

_RULE = re.compile(r"[-_=*~.–—\s]{3,}")
_ENDED = re.compile(r"(?:[.;:!?]|\./\.?)[”\")\]]*$")
_HANGING = pattern(
    r"(?:,|\b"
    + any_of(
        "và|của|các|theo|với|cho|tại|từ|đến|là|về|do|bằng|trong|để|số|những|một|đối|hoặc|thuộc|ở|có|được|gồm"
    )
    + r")$"
)
_COUNTS = pattern(r"\b" + any_of("ngày|tháng|năm|quý|điều|khoản|mục|tiêu chí|giai đoạn") + r"$")
_BEGINS_LOW = re.compile(rf"[{LOWER}]")
_OPENS = pattern(r"(?:nơi nhận|kính gửi)\s*:")
# Where all of a page stands in one line, labels begin new clauses after a full stop.
_INSIDE = re.compile(
    rf"(?<=[.;:/])\s+(?=(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)]|[IVX]+\.|[a-zđ]\)|[-–+])\s+[{UPPER}]"
    r"|Nơi nhận:|Kính gửi:)"
)
LONGEST_LINE = 1200
WIDEST_WRAPPED = 130


@dataclass(frozen=True)
class Line:
    """A line that holds something, without the blanks around it."""

    start: int
    end: int
    after_blank: bool
    is_row: bool = False


@dataclass(frozen=True)
class Paragraph:
    start: int
    end: int


def paragraphs(text: Clean) -> list[Paragraph]:
    """All that is written, in order; only blanks lie between."""
    lines = list(_lines(text))
    width = _width(lines)
    joined: list[Paragraph] = []
    last: Line | None = None
    for line in lines:
        if last and joined and _goes_on(text, joined[-1], last, line, width):
            joined[-1] = Paragraph(joined[-1].start, line.end)
        else:
            joined.append(Paragraph(line.start, line.end))
        last = line
    return joined


def is_upper(words: str) -> bool:
    """A line of capitals, as names of agencies and kinds of documents are set."""
    letters = [char for char in words if char.isalpha()]
    small = sum(char.islower() for char in letters)
    return len(letters) >= 6 and small * 12 <= len(letters)


def is_rule(words: str) -> bool:
    return bool(_RULE.fullmatch(words))


def _lines(text: Clean) -> Iterator[Line]:
    blank = False
    for found in re.finditer(r"[^\n]+|\n[ \t]*(?=\n)", text.text):
        words = found.group()
        if not words.strip():
            blank = True
            continue
        yield from _cut(found.start(), words, after_blank=blank)
        blank = False


def _cut(start: int, words: str, *, after_blank: bool) -> Iterator[Line]:
    """The line; one that runs on for a whole page, cut before the labels in it."""
    cuts = [cut.start() for cut in _INSIDE.finditer(words)] if len(words) > LONGEST_LINE else []
    for first, end in zip([0, *cuts], [*cuts, len(words)], strict=True):
        part = words[first:end]
        at = start + first + len(part) - len(part.lstrip())
        is_row = part.lstrip().startswith("|")
        yield Line(at, at + len(part.strip()), after_blank and not first, is_row)


def _width(lines: list[Line]) -> int:
    """How long full lines are; 0 where each paragraph is a line of its own."""
    lengths = sorted(line.end - line.start for line in lines if not line.is_row)
    if not lengths:
        return 0
    widest = lengths[len(lengths) * 9 // 10]
    # Text that is wrapped has hardly a line much longer than its full ones.
    longest = lengths[-1 - len(lengths) // 50]
    return widest if widest <= WIDEST_WRAPPED and longest <= widest * 1.6 else 0


def _goes_on(text: Clean, whole: Paragraph, last: Line, line: Line, width: int) -> bool:
    """Whether the line goes on with what the last one says."""
    before, now = text.text[last.start : last.end], text.text[line.start : line.end]
    if before.rstrip("*_ ").endswith("./.") or _OPENS.match(text.key, line.start):
        return False
    if before.count("\t") > 1 and now.count("\t") > 1:
        return False  # rows of a table whose cells are kept apart by tabs
    if any(is_rule(part) or "|" in part[:1] + part[-1:] for part in (before, now)):
        return False
    if is_upper(before) != is_upper(now) and not _is_word_alone(before, now):
        return False
    if text.is_bold(last.start, last.end) != text.is_bold(line.start, line.end):
        return False
    ended = bool(_ENDED.search(before))
    key = text.key[last.start : last.end]
    hanging = bool(_HANGING.search(key) or (now[0].isdigit() and _COUNTS.search(key)))
    counted = now[0].isdigit() and not line.after_blank and _COUNTS.search(key)
    is_label = read_label(text, line.start, line.end) is not None
    if is_label and not counted and not (hanging and not line.after_blank):
        begins = ended or line.after_blank or _is_sure_label(text, line)
        return not (begins or not _fills(last, width))
    if line.after_blank:
        return not ended and (hanging or (_is_low(now) and not is_upper(before)))
    if ended:
        return bool(width) and last.end - last.start > width * 0.8 and not is_upper(before)
    return _is_low(now) or hanging or is_upper(now) or _fills(last, width) or _is_word_alone(before)


def _is_sure_label(text: Clean, line: Line) -> bool:
    """Numbers and letters begin a clause even where the line before has no full stop."""
    label = read_label(text, line.start, line.end)
    return label is not None and label.style not in ("dash", "plus", "star")


def _is_low(words: str) -> bool:
    return bool(_BEGINS_LOW.match(words)) or words[:1].isdigit() or words[:1] in "(%&/,;."


def _fills(line: Line, width: int) -> bool:
    return bool(width) and line.end - line.start > width * 0.6


def _is_word_alone(*lines: str) -> bool:
    """A line of one word: the text has been broken after each."""
    return any(len(words.split()) == 1 and len(words) < 12 for words in lines)
