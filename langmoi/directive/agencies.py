"""Agencies as they are named in the text, one after another: “Sở Tài chính và UBND các huyện”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from langmoi.directive.agency_names import BODIES, FIELDS, HEADS, KINDS, NO_BODIES, WHOSE
from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import UPPER, any_of, pattern, read_by
from langmoi.directive.verbs import doing, how

_AREA = any_of(
    "tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|đặc khu|thôn|cấp tỉnh|cấp huyện|cấp xã"
)
_AREAS = rf"(?:các\s+)?{_AREA}\b(?:(?:,\s*|\s+và\s+|,\s*và\s+)(?:các\s+)?{_AREA}\b(?!\s+ủy\b))*"
_COUNCIL = pattern(
    r"(?:(?:(?:Thường trực|đại biểu)\s+)?(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND)"
    r"(?:,\s*(?:UBND|Ủy ban nhân dân|UBMTTQ|Ủy ban MTTQ))*"
    r"|(?:Huyện|Thành|Thị|Quận|Tỉnh)\s+ủy|Đảng\s+ủy(?=\s+(?:các\s+)?(?:xã|phường|huyện|thị trấn|"
    r"cấp))|Đảng bộ)(?!\w)"
)
_AREAS_AFTER = pattern(
    rf"\s+{_AREAS}(?:\s+(?:thuộc tỉnh|trong tỉnh|trên địa bàn tỉnh|trực thuộc tỉnh|"
    rf"trực thuộc Trung ương))?"
)
_FRONT = pattern(
    r"(?:Ban Thường trực\s+)?(?:Ủy ban|UB)\s*(?:Mặt trận\s+(?:Tổ quốc|TQ)|"
    r"MTTQ)(?:\s+(?:Việt Nam|VN))?"
    r"(?:\s+(?:tỉnh|các cấp|huyện|cấp huyện|xã|thành phố))?|(?:UBMTTQVN|UBMTTQ|"
    r"MTTQ)(?:\s+(?:Việt Nam|VN))?"
    r"(?:\s+(?:tỉnh|các cấp|huyện|xã|thành phố|thị xã))?"
)
_MANY = pattern(
    rf"(?:các|những|toàn thể các)\s+{KINDS}(?!\w)(?:(?:,\s*|\s*/\s*|\s+và\s+|\s+-\s+|"
    rf"\s*;\s*){KINDS}(?!\w))*"
    rf"(?:\s+{WHOSE}(?!\w))*(?:\s+được\s+(?:giao|phân công)[^:;,.]{{0,60}}(?=\s*:))?"
)
_AREA_ALONE = pattern(r"(?:huyện|thành phố|thị xã|quận|xã|phường|thị trấn|thôn|làng)(?!\w)")
_BODY, _SHORT_BODY = read_by(BODIES)
_NO_BODY = pattern(rf"{NO_BODIES}(?!\w)")
_HEAD = pattern(rf"{HEADS}(?!\w)")
_FIELD = pattern(rf"\s+{FIELDS}(?!\w)(?:\s+(?:tỉnh|huyện|thành phố|xã|phường)(?!\w))?")
_STOP = re.compile(
    any_of("""
    để|tại|về|với|cho|từ|trong|khi|nếu|mà|do|bằng|là|có|đã|đang|chưa|và|hoặc|nhằm|như|nêu|theo|vào
    chịu|được|không|cùng|vì|sau|qua|giao|yêu|này|đó|trên|đối|ký|năm|tháng|ngày|số|của|gồm|thì|cũng
    """)
    + r"(?!\w)"
)
_COMMA = pattern(r"\s*(?:[,;]\s*(?:và\s+|cùng\s+)?|\s(?:và|cùng|với|cùng với|hoặc)\s+)(?=\S)")
_WORD = re.compile(r"(?:\s+|(?<=Phòng),\s+(?=chống))(?:(?:-|–|&|và)\s+)?[\w&/.-]*[\w&]", re.UNICODE)
_PLACE = re.compile(rf"\s+[{UPPER}][\w'’]*(?:[ -][{UPPER}][\w'’]*)*")
_ENDS_NAME = re.compile(r"(?:tỉnh|huyện)$")
_JOINED = re.compile(rf"\s+(?:-|–|và)\s+(?=[{UPPER}])")
_HERE = pattern(r"(?:\s+đứng chân)?\s+trên địa bàn(?:\s+(?:tỉnh|huyện|xã))?(?!\w)")
_COLON = re.compile(rf"\s*:\s*(?=[{UPPER}])")
LONGEST = 14


@dataclass(frozen=True)
class Agencies:
    """The names found side by side, and where they end."""

    names: tuple[str, ...]
    end: int


def read_agencies(text: Clean, start: int, end: int) -> Agencies | None:
    """The agencies that begin right at `start`; None where none does."""
    names: list[str] = []
    at = start
    while found := _one(text, at, end):
        new, at = found
        names += new
        joined = _COMMA.match(text.key, at, end)
        if not joined or not _one(text, joined.end(), end):
            break
        at = joined.end()
    return Agencies(tuple(dict.fromkeys(names)), at) if names else None


def _one(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    """One name, or those that “các Sở: A, B, C” holds."""
    for read in (_front, _headed, _listed, _council, _many, _body, _locality):
        if found := read(text, at, end):
            return found
    return None


def _words(text: Clean, start: int, end: int) -> str:
    return " ".join(text.text[start:end].split()).rstrip(" ,;:")


def _front(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    found = _FRONT.match(text.key, at, end)
    if not found or not text.text[at].isupper():
        return None
    return [_words(text, at, found.end())], found.end()


def _headed(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    """“Giám đốc Sở Y tế”, “Thủ trưởng các ban, ngành”: a head and the one body he heads."""
    head = _HEAD.match(text.key, at, end)
    if not head:
        return None
    after = (
        head.end() + len(text.text[head.end() : end]) - len(text.text[head.end() : end].lstrip())
    )
    for read in (_front, _council, _many, _body):
        if after < end and (found := read(text, after, end)):
            return [_words(text, at, found[1])], found[1]
    return None


_MANY_NAMED = pattern(
    r"(?:các\s+)(sở|ban|phòng|chi cục|hội|bộ|ban đảng|cơ quan|đơn vị)(?:,\s*(?:ban|ngành))*\s*:\s*"
)
_COUNCILS = pattern(
    rf"((?:Chủ tịch\s+)?(?:Ủy ban nhân dân|UBND|HĐND)|Huyện ủy|"
    rf"Ban Thường vụ Huyện ủy)\s+(?:các\s+)({_AREA})"
    r"(?:\s*:\s*|\s+)"
)


def _listed(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    """“Các Sở: Tài chính, Y tế” and “UBND các huyện Đăk Lâm, Ia Sơn”: each by its whole name."""
    if found := _MANY_NAMED.match(text.key, at, end):
        first = text.text[found.start(1) : found.end(1)].capitalize() + " "
        if found[1] in ("co quan", "don vi"):
            first = ""
        return _members(text, found.end(), end, first, _FIELD_ALONE)
    if found := _COUNCILS.match(text.key, at, end):
        first = _words(text, *found.span(1)) + " " + _words(text, *found.span(2)) + " "
        return _members(text, found.end(), end, first, None)
    return None


_FIELD_ALONE = pattern(rf"{FIELDS}(?!\w)")
_NEXT = pattern(r"\s*(?:[,;]\s*(?:và\s+)?|\s+và\s+)")
_PLACE_ALONE = re.compile(rf"[{UPPER}][\w'’]*(?:[ -][{UPPER}][\w'’]*){{0,3}}")


def _members(
    text: Clean, at: int, end: int, first: str, fields: re.Pattern[str] | None
) -> tuple[list[str], int] | None:
    names: list[str] = []
    while at < end and text.text[at].isupper() and not (first and _begins_agency(text, at, end)):
        found = (fields.match(text.key, at, end) if fields else None) or (
            _PLACE_ALONE.match(text.text, at, end) if not fields else None
        )
        stop = found.end() if found else _name_end(text, at, end)
        names.append(first + _words(text, at, stop))
        at = stop
        joined = _NEXT.match(text.key, at, end)
        if not joined or not text.text[joined.end() : joined.end() + 1].isupper():
            break
        if _begins_agency(text, joined.end(), end):
            break
        at = joined.end()
    return (names, at) if names else None


def _begins_agency(text: Clean, at: int, end: int) -> bool:
    """Another agency begins here, not one more member: “…, Xây dựng và Ủy ban nhân dân…”."""
    return bool(
        (
            _body_word(text, at, end)
            or _HEAD.match(text.key, at, end)
            or _FRONT.match(text.key, at, end)
        )
        and not _FIELD_ALONE.match(text.key, at, end)
    )


def _council(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    found = _COUNCIL.match(text.key, at, end)
    if not found:
        return None
    stop = found.end()
    areas = _AREAS_AFTER.match(text.key, stop, end)
    if not areas and not text.text[at].isupper():
        return None
    if areas:
        stop = areas.end()
    place = _PLACE.match(text.text, stop, end)
    if place and not _begins_agency(text, place.start() + 1, end):
        stop = place.end()
    return [_words(text, at, stop)], stop


def _many(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    found = _MANY.match(text.key, at, end)
    if not found:
        return None
    if named := _after_colon(text, found.end(), end):
        return named
    stop = found.end()
    if text.text[stop : stop + 2].strip()[:1].isupper() and not _begins_agency(text, stop + 1, end):
        stop = _name_end(text, stop, end)  # “các Công ty TNHH MTV Lâm nghiệp”
    return [_words(text, at, stop)], stop


def _locality(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    """“xã Hòa Bình”: a place that stands for those who govern it."""
    area = _AREA_ALONE.match(text.key, at, end)
    place = _PLACE.match(text.text, area.end(), end) if area else None
    return ([_words(text, at, place.end())], place.end()) if place else None


def _after_colon(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    """“các đoàn thể: Hội Nông dân, Hội Phụ nữ”: those that are named."""
    colon = _COLON.match(text.text, at, end)
    if not colon or not _begins_agency(text, colon.end(), end):
        return None
    named = read_agencies(text, colon.end(), end)
    return ([*named.names], named.end) if named and len(named.names) > 1 else None


def _body(text: Clean, at: int, end: int) -> tuple[list[str], int] | None:
    """Any other body: its kind, then words up to a verb or a mark."""
    found = _body_word(text, at, end)
    if not found or not (
        text.text[at].isupper() or text.text[found.end() :].lstrip()[:1].isupper()
    ):
        return None
    field = _FIELD.match(text.key, found.end(), end)
    stop = field.end() if field else _name_end(text, found.end(), end)
    joined = _JOINED.match(text.text, stop, end) if field else None
    if joined and not _begins_agency(text, joined.end(), end):
        stop = _name_end(text, stop, end)  # “Văn hóa - Thể thao - Du lịch và Truyền thông”
    alone = stop == found.end()
    if here := _HERE.match(text.key, stop, end):
        stop = here.end()
    if alone and not _MAY_STAND_ALONE.match(text.key, at, stop):
        return None
    return [_words(text, at, stop)], stop


_MAY_STAND_ALONE = pattern(
    any_of("""
    Tỉnh đoàn|Huyện đoàn|Thành đoàn|Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Điện lực|Quận ủy|Văn phòng
    Thanh tra
    """)
    + r"$"
)


def _name_end(text: Clean, at: int, end: int) -> int:
    """Where the words of a name end: before a verb, a mark, or what is no name any more."""
    stop, count = at, 0
    if not text.text[at].isspace():
        first = re.compile(r"[\w&/.-]*[\w&]").match(text.text, at, end)
        stop = first.end() if first else at
    while count < LONGEST and (word := _WORD.match(text.text, stop, end)):
        begin = word.start() + len(word.group()) - len(word.group().lstrip())
        joined = re.match(r"(?:-|–|&|và)\s+", text.text[begin : word.end()])
        real = begin + joined.end() if joined else begin
        if joined and (not text.text[real].isupper() or _begins_agency(text, real, end)):
            break
        if not text.text[real].isupper() and _stops(text, real, end):
            break
        stop, count = word.end(), count + 1
        if _ENDS_NAME.match(text.text, real, stop) and not _PLACE.match(text.text, stop, end):
            break
    return stop


def _stops(text: Clean, at: int, end: int) -> bool:
    """A word that no name goes on with."""
    return bool(_STOP.match(text.text, at, end) or doing(text, at, end) or how(text, at, end))


def _body_word(text: Clean, at: int, end: int) -> re.Match[str] | None:
    """The word that begins a body's name: “Sở”, not “Số”; “Ban”, not “Ban hành”."""
    if _NO_BODY.match(text.key, at, end):
        return None
    found = _BODY.match(text.key, at, end) or _SHORT_BODY.match(text.text, at, end)
    return None if found and " " not in found.group() and doing(text, at, end) else found
