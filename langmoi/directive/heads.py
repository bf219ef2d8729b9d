"""The head and the signature as facts: number, date, issuer, title, addressees, signer."""

from __future__ import annotations

import re
from datetime import date

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import LOWER, UPPER, any_of, fold, pattern
from langmoi.directive.frame import (
    ABOUT,
    DATED,
    NATION,
    NUMBER_LINE,
    POSITION,
    TO,
    Frame,
    is_type,
    lines_of,
)  # fmt: skip
from langmoi.directive.labels import read_label
from langmoi.directive.lines import Paragraph, is_rule, is_upper
from langmoi.directive.references import tidy_number
from langmoi.directive.times import Written

_BEGINS = pattern(
    any_of("""
    ủy ban|UBND|UB MTTQ|UBMTTQ|hội đồng|HĐND|sở|ban|văn phòng|tỉnh ủy|huyện ủy|thành ủy|thị ủy
    đảng ủy|đảng bộ|đảng đoàn|bộ|chính phủ|thủ tướng|cục|chi cục|phòng|trung tâm|mặt trận
    liên minh|liên đoàn|công an|hội|đoàn|thanh tra|chủ tịch|BCĐ|BCH|kho bạc|ngân hàng|quận ủy
    trường|viện|tổng cục|tỉnh đoàn|huyện đoàn|thường trực|tổ công tác|quốc hội
    """)
    + r"(?!\w)"
)  # fmt: skip
_ISSUES = pattern(
    r"(?:chủ tịch )?(?:ủy ban nhân dân|UBND|ban chỉ đạo|ban chỉ huy|thủ tướng)"
    r"(?:[ ,][\w ,-]{2,80})?"
)
_BARE = pattern(
    any_of(
        "văn phòng|ban chấp hành|thường trực|hội đồng|ban chỉ đạo|chủ tịch|ban thường vụ"
        "|tổ công tác|ban quản lý"
    )
)
_NUMBER = re.compile(
    r"[\d\s._…]*(?:[a-z](?=\s*[-/]))?\s*(?:/\s*(?:19|20)\d\d\s*)?[-/–]\s*[A-ZĐƯ][^\s|,;]*"
)
_NAME = re.compile(
    rf"(?:[{UPPER}][{LOWER}’']*|[A-Z])(?:\s+(?:[{UPPER}][{LOWER}’']*|"
    rf"[A-Z]))(?:[\s-]+[{UPPER}][{LOWER}’']*){{0,4}}"
)
# What stands in the right column, where only a blank is left between the two.
_RIGHT = re.compile(
    rf"(?<=[:;])\s+((?:[TKQ][/\w]{{0,3}}\.\s*)?[{UPPER}]{{2,}}(?:\s+[{UPPER}]{{2,}})+)$"
)
_RANK = re.compile(
    r"^(?:(?:Thiếu|Trung|Thượng|Đại)\s+(?:tướng|tá|úy)|TS\.|ThS\.|BS\.|Tiến sĩ)\s*", re.IGNORECASE
)


def read_number(text: Clean, frame: Frame) -> str | None:
    """As written, without blanks: 980-TB/TU; /UBND-NNTN where only the symbol is there."""
    for paragraph in frame.head:
        for start, _ in lines_of(text, paragraph):
            found = NUMBER_LINE.match(text.key, start, paragraph.end)
            number = found and _NUMBER.match(text.text, found.end(), paragraph.end)
            if number:
                return tidy_number(re.sub(r"[._…]+(?=\s*[-/])", "", number.group()))
    return None


def read_date(text: Clean, frame: Frame) -> Written:
    for paragraph in frame.head:
        if ABOUT.match(text.key, paragraph.start):
            continue
        for found in DATED.finditer(text.key, paragraph.start, paragraph.end):
            return _dated(found)
    return Written(None, None)


def _dated(found: re.Match[str]) -> Written:
    day, month, year = (int(p) if p.strip().isdigit() else 0 for p in found.groups())
    known = year if year > 1900 else None
    try:
        return Written(date(year, month, day), known)
    except ValueError:
        return Written(None, known)


def read_issuer(text: Clean, frame: Frame) -> str | None:
    """The last of the bodies above the number; the ones before are those that it stands under."""
    names: list[str] = []
    for words in _upper_cells(text, frame):
        key = " ".join(fold(words).split())
        begins = _BEGINS.match(key) and not _is_unfinished(names)
        if begins or not names:
            names.append(words)
        else:
            names[-1] += f" {words}"
    if len(names) > 1 and fold(names[-1]) == "van phong":
        return f"{names[-1]} {names[-2]}"  # “VĂN PHÒNG” alone is that of the body above it
    if not names:
        return next((words for words in _below_kind(text, frame) if _issues(words)), None)
    return names[-1]


def _below_kind(text: Clean, frame: Frame) -> list[str]:
    """What stands under the name of the document's kind: its title, or (công điện) who issues."""
    beside = [_after_kind(text, p) for p in frame.head]
    return [*filter(None, beside), *(_said(text, p.start, p.end) for p in frame.title)]


def _issues(words: str) -> bool:
    return words.isupper() and bool(_ISSUES.fullmatch(fold(words)))


def _is_unfinished(names: list[str]) -> bool:
    return bool(names and _BARE.fullmatch(fold(names[-1])))


def _upper_cells(text: Clean, frame: Frame) -> list[str]:
    """What stands in capitals in the left of the head, up to the number and the kind."""
    found: list[str] = []
    for paragraph in frame.head:
        for start, end in lines_of(text, paragraph):
            words, key = text.text[start:end], text.key[start:end]
            if (
                NUMBER_LINE.match(text.key, start, paragraph.end)
                or is_type(text, start, end)
                or TO.match(key)
            ):
                return found
            if NATION.search(key) or is_rule(words) or not is_upper(words):
                continue
            found.append(words.strip("-_* "))
    return found


def read_title(text: Clean, frame: Frame) -> str | None:
    """What the document is about: after V/v, or under the name of its kind."""
    if words := _under_kind(text, frame):
        return words
    for index, paragraph in enumerate(frame.head):
        for start, _ in lines_of(text, paragraph):
            if found := ABOUT.match(text.key, start):
                begin = found.end() if "/" in found.group() else start
                return _said(text, begin, _about_end(text, begin, _last_line(text, frame, index)))
    return None


def _last_line(text: Clean, frame: Frame, index: int) -> int:
    """The end of the title: of the paragraph, and of what follows without a blank line."""
    end = frame.head[index].end
    for paragraph in frame.head[index + 1 :]:
        words = text.text[paragraph.start : paragraph.end]
        is_apart = text.text[end : paragraph.start].count("\n") > 1
        if is_apart or is_upper(words) or NATION.search(text.key, paragraph.start, paragraph.end):
            break
        if DATED.search(text.key, paragraph.start, paragraph.end):
            break
        end = paragraph.end
    return end


def _about_end(text: Clean, start: int, end: int) -> int:
    """A date in the column beside does not belong to it."""
    dated = DATED.search(text.key, start, end)
    if not dated:
        return end
    return (
        text.text.rindex("\n", start, dated.start())
        if "\n" in text.text[start : dated.start()]
        else end
    )


def _under_kind(text: Clean, frame: Frame) -> str | None:
    parts = [p for p in frame.title if not is_rule(text.text[p.start : p.end])]
    if parts and len(parts) > 1 and text.key.startswith("cua ", parts[0].start):
        parts = parts[1:]  # “CỦA BAN THƯỜNG VỤ TỈNH ỦY” belongs to the kind
    is_large = bool(parts) and is_upper(text.text[parts[0].start : parts[0].end])
    parts = [p for p in parts if is_large or not is_upper(text.text[p.start : p.end])]
    beside = [_after_kind(text, p) for p in frame.head]
    found = [*filter(None, beside), *(_said(text, p.start, p.end) for p in parts[:4])]
    return " ".join(words for words in found if not _issues(words)) or None


def _after_kind(text: Clean, paragraph: Paragraph) -> str:
    """A title in capitals in one paragraph with the kind."""
    lines = lines_of(text, paragraph)
    for index, line in enumerate(lines):
        if is_type(text, *line) and index + 1 < len(lines):
            words = _said(text, lines[index + 1][0], paragraph.end)
            return "" if fold(words).startswith("cua ") else words
    return ""


def _said(text: Clean, start: int, end: int) -> str:
    return " ".join(text.text[start:end].split()).strip(" *_")


def read_addressees(text: Clean, frame: Frame) -> tuple[str, ...]:
    items: list[str] = []
    for paragraph in frame.addressees:
        start = paragraph.start
        if found := TO.match(text.key, start, paragraph.end):
            start = found.end()
        if label := read_label(text, start, paragraph.end):
            start = label.end
        for part in re.split(r";|\n\s*[-+•]\s+", text.text[start : paragraph.end]):
            items.append(" ".join(part.split()).strip(" .;,-"))
    return tuple(filter(None, items))


def read_receivers(text: Clean, frame: Frame) -> tuple[str, ...]:
    """Those who get a copy: the list under “Nơi nhận”."""
    cells = [cell for paragraph in frame.tail for cell in lines_of(text, paragraph)]
    words = [_RIGHT.sub("", text.text[start:end]) for start, end in cells]
    items = (one[1:].strip(" .;,*") for one in words if one[0] in "-–")
    return tuple(one for one in items if any(map(str.isalpha, one)))


def read_signer(text: Clean, frame: Frame) -> tuple[str | None, str | None]:
    """The name and, from the top down, in what capacity: “KT. CHỦ TỊCH, PHÓ CHỦ TỊCH”."""
    titles: list[str] = []
    names: list[str] = []
    for words in _signature_cells(text, frame):
        if words.isupper() and (
            POSITION.search(fold(words)) or re.match(r"[TKQ][/\w]*\.", words) or not titles
        ):
            titles.append(words)
        elif words.isupper() or _NAME.fullmatch(_RANK.sub("", words)):
            names.append(_RANK.sub("", words))
    return (names[-1] if names else None), (", ".join(titles) or None)


def _signature_cells(text: Clean, frame: Frame) -> list[str]:
    cells: list[str] = []
    for paragraph in frame.tail:
        for start, end in lines_of(text, paragraph):
            words = text.text[start:end].strip("* _")
            if right := _RIGHT.search(words):
                words = right[1]
            if words[:1] in "-–+(" or words.endswith((";", ":", ".")) or not words:
                continue
            if not re.search(r"\d", words):
                cells.append(words)
    return cells
