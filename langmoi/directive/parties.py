"""Who has to do it, and who is to help: the grammar of “giao”, “chủ trì”, “phối hợp với”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from langmoi.directive.agencies import Agencies, read_agencies
from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import LOWER, UPPER, any_of, pattern
from langmoi.directive.verbs import acts

_ISSUER = any_of("""
Ủy ban nhân dân tỉnh|UBND tỉnh|Chủ tịch Ủy ban nhân dân tỉnh|Chủ tịch UBND tỉnh
Ban Thường vụ Tỉnh ủy|Tỉnh ủy|Ban Chỉ đạo|Ủy ban nhân dân huyện|UBND huyện|Chủ tịch UBND huyện
Chủ tịch Ủy ban nhân dân huyện|Thường trực Tỉnh ủy|Văn phòng
""")
_GIVEN = pattern(
    rf"(?:{_ISSUER}[\w\s]{{0,30}}?\s+)?(?:đồng thời,?\s+|trước mắt,?\s+|nay\s+|và\s+)?"
    r"(?P<word>(?:trân trọng |kính )?đề nghị|yêu cầu|giao nhiệm vụ cho|giao trách nhiệm cho|"
    r"giao cho|giao|phân công|riêng(?: đối với)?"
    r"|đối với|nhiệm vụ của|trách nhiệm của|về phía|phía|đồng ý giao|thống nhất giao|"
    r"tiếp tục giao)\s+(?:(?:đồng chí|với|cho)\s+)?"
)
_INSIDE = pattern(
    r"(?<=[:;.,]\s)(?:đồng thời,?\s+)?(?P<word>(?:trân trọng |kính )?đề nghị|yêu cầu|giao cho|"
    r"giao|phân công)\s+"
)
_LEADS = pattern(
    r"\s*(?:,\s*)?(?:\([^)]*\)\s*)?(?:"
    + any_of("""
    chủ trì|có trách nhiệm|chịu trách nhiệm|là cơ quan|là đơn vị|là đầu mối|làm đầu mối
    làm cơ quan|tiếp tục là|căn cứ|theo
    """)
    + r")"
)
_ASKED = pattern(r"\s+được đề nghị\s+")  # “Hội Nông dân được đề nghị vận động …”
_BASIS = pattern(
    r"(?:căn cứ|theo|thực hiện|trên cơ sở|định kỳ|hằng|hàng|trước ngày|chậm nhất|khi|để)(?!\w)"
)
_WITH = pattern(
    r"(?<!\w)(?:(?:phối hợp|kết hợp)(?:\s+(?:chặt chẽ|đồng bộ|kịp thời|"
    r"thường xuyên))?(?:\s*,?\s+(?:cùng với|với|cùng))?|chủ trì,?\s+cùng(?:\s+với)?|cùng với|"
    r"cùng)\s+"
)
_SOME_VERB = re.compile(
    r"(?!(?:của|tại|đã|đang|được|về|ở|là|như|thì|mới|còn|chưa|vẫn|trong|theo|nơi|có|bị|từ|với|"
    r"và|hoặc|do)\b)"
    rf"[{LOWER}]+\s"
)
_MORE = re.compile(rf"\s*(?:[,;]|\s(?:và|cùng))\s+[{UPPER}]")
_FOLLOWS = re.compile(r"\s*[,:;]?\s*(?:\([^)]{0,80}\)\s*[,:]?\s*)?")
_ADVERBIAL = re.compile(r"[^.;:]{3,180}?,\s+")
_TOPIC = re.compile(r"[^.;:]{3,200}?:\s+")


@dataclass(frozen=True)
class Parties:
    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    is_request: bool = False
    end: int = 0  # where the words about them end


def read_parties(text: Clean, start: int, end: int) -> Parties:
    """Those that the words themselves name; a heading's come on top of them elsewhere."""
    given = _given(text, start, end)
    lead, is_request, after = given or ((), _asks(text, start, end), start)
    together = _together(text, start, end, after, lead)
    return Parties(lead, tuple(n for n in together if n not in lead), is_request, after)


def _asks(text: Clean, start: int, end: int) -> bool:
    found = _GIVEN.match(text.key, start, end)
    return bool(found and found["word"].endswith("de nghi"))


def _given(text: Clean, start: int, end: int) -> tuple[tuple[str, ...], bool, int] | None:
    """At the very start, else after “Theo chức năng, …”, “Về …: ”, else behind “giao”."""
    starts = [start]
    if not acts(text, start, end) or _BASIS.match(text.key, start, end):
        found_all = (opening.match(text.text, start, end) for opening in (_ADVERBIAL, _TOPIC))
        starts += [found.end() for found in found_all if found]
    for at in starts:
        if found_here := _named_at(text, at, end, is_first=at == start):
            return found_here
    inside = _INSIDE.search(text.key, start, min(end, start + 700))
    agencies = read_agencies(text, inside.end(), end) if inside else None
    if inside and agencies:
        return agencies.names, inside["word"].endswith("de nghi"), agencies.end
    return None


def _named_at(
    text: Clean, at: int, end: int, *, is_first: bool
) -> tuple[tuple[str, ...], bool, int] | None:
    found = _GIVEN.match(text.key, at, end)
    begin = found.end() if found else at
    word = found["word"] if found else ""
    agencies = read_agencies(text, begin, end)
    if not agencies:
        return None
    if asked := _ASKED.match(text.key, agencies.end, end):
        return agencies.names, True, asked.end()
    gives = word.endswith("de nghi") or word.startswith(
        ("giao", "yeu cau", "phan cong", "rieng", "doi voi")
    )
    if gives or _takes_on(text, agencies, end, is_first=is_first):
        return agencies.names, word.endswith("de nghi"), agencies.end
    return None


def _takes_on(text: Clean, agencies: Agencies, end: int, *, is_first: bool) -> bool:
    """After the names comes what they do, or (at the start) a colon."""
    follows = _FOLLOWS.match(text.text, agencies.end, end)
    after = follows.end() if follows else agencies.end
    if ":" in text.text[agencies.end : after]:
        return is_first
    if _LEADS.match(text.key, agencies.end, end) or acts(text, after, end):
        return True
    # At the head of a clause, a verb that no list knows will do: “tăng thời lượng phát sóng”.
    # So will another body that no list knows: “…, Thông tấn xã Việt Nam đẩy mạnh …”.
    if is_first and _MORE.match(text.text, agencies.end, end):
        return True
    return is_first and bool(_SOME_VERB.match(text.text, after, end))


def _together(
    text: Clean, start: int, end: int, after: int, lead: tuple[str, ...]
) -> tuple[str, ...]:
    """All that are named after “phối hợp với”."""
    found: list[str] = []
    for joined in _WITH.finditer(text.key, start, end):
        if joined.group().strip() == "cung" and joined.start() > after + 2:
            continue
        if agencies := read_agencies(text, joined.end(), end):
            found += agencies.names
    return tuple(dict.fromkeys(found))


def names_another(text: Clean, start: int, end: int) -> bool:
    """A sentence that begins by telling an agency to do something."""
    found = _named_at(text, start, end, is_first=False)
    return bool(found)


_ORDERS = pattern(
    r"(?<!theo\s)(?<!xét\s)(?<!việc\s)(?<!được\s)(?<!của\s)(?<!có\s)(?<!\w)"
    r"(?P<word>(?:trân trọng |kính )?đề nghị|yêu cầu|giao|chỉ thị)\s*:?\s+"
)


def read_orders(text: Clean, start: int, end: int) -> Parties:
    """Whom a sentence in the midst of grounds orders: “…, UBND tỉnh yêu cầu các sở …”."""
    found = Parties()
    for given in _ORDERS.finditer(text.key, start, end):
        if agencies := read_agencies(text, given.end(), end):
            found = Parties(agencies.names, (), given["word"].endswith("de nghi"), agencies.end)
    return found
