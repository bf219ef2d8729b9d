"""A clause that tells somebody to do something, as one task or, where it tells two, as two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from langmoi.directive.cleaning import Clean
from langmoi.directive.drafts import Draft
from langmoi.directive.folding import pattern
from langmoi.directive.model import Kind, Time
from langmoi.directive.outline import Block
from langmoi.directive.papers import read_product
from langmoi.directive.parties import Parties, names_another, read_parties
from langmoi.directive.sentences import parts, sentences
from langmoi.directive.targets import read_target
from langmoi.directive.times import Found, Written, read_times
from langmoi.directive.verbs import acts

_ANSWERS = pattern(r"[^.;]{0,160}chịu trách nhiệm\s+(?:chính\s+|toàn diện\s+)?trước")
_ONLY_TIME = pattern(
    r"(?:và\s+)?(?:hoàn thành|xong|báo cáo|gửi|trình|thời gian|thời hạn)[\w\s]{0,30}$"
)
_BEHIND = pattern(
    r"(?:(?:,|\s+và)\s*(?:1|một|hằng|hàng)\s*(?:năm|quý|tháng))?[\s,]*(?:\([^)]{0,80}\)[\s,]*)?"
)
_YEAR = re.compile(r"\d{4}")
OWN, INHERITED, DOES = 0.25, 0.2, 0.15


def tasks_of(text: Clean, block: Block, above: Parties, written: Written) -> Iterator[Draft]:
    """above: those whom the headings name, for a clause that names none itself."""
    for first, (start, end) in _by_agency(text, block):
        parties = read_parties(text, start, end)
        for at, stop in _by_time(text, start, end, written):
            begin = block.start if first and at == start else at
            yield _task(text, block, (begin, at, stop), parties, above, written)


def _by_agency(text: Clean, block: Block) -> list[tuple[bool, tuple[int, int]]]:
    """Cut where a new sentence tells another agency to do something."""
    found: list[tuple[int, int]] = []
    own = read_parties(text, block.words, block.end).lead
    for start, end in sentences(text, block.words, block.end):
        if found and not (own and _tells_another(text, start, end, own)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [(index == 0, span) for index, span in enumerate(found)]


def _tells_another(text: Clean, start: int, end: int, own: tuple[str, ...]) -> bool:
    if _ANSWERS.match(text.key, start, end) or not names_another(text, start, end):
        return False
    return not set(read_parties(text, start, end).lead) & set(own)


def _by_time(text: Clean, start: int, end: int, written: Written) -> list[tuple[int, int]]:
    """Cut where one part has its day and an earlier part is to be done at another time.

    “…khẩn trương thành lập đoàn; …; tổng kết 10 năm; hoàn thành trong tháng 7” are two tasks: the
    day of the second must not make the first overdue.
    """
    found: list[tuple[int, int]] = []
    said: list[Found] = []
    for at, stop in parts(text, start, end):
        here = read_times(text, at, stop, written)
        new = [one for one in here if one.time.due]
        is_rhythm = not new and _begins_rhythm(text, at, stop, here) and _has_day(said)
        if is_rhythm or (found and new and _is_other_time(said, new) and acts(text, at, stop)):
            if new and _only_tells_time(text, at, new[0]):
                _give_last_part(text, found, (at, stop), said)
            else:
                found.append((at, stop))
        elif found:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((at, stop))
        said += here
    return found or [(start, end)]


def _begins_rhythm(text: Clean, at: int, stop: int, here: list[Found]) -> bool:
    """“hằng quý (trước ngày 20 tháng cuối quý) báo cáo …”: something else, done again and again."""
    if not here or not here[0].time.recurring or text.text[at : here[0].start].strip():
        return False
    rest = _BEHIND.match(text.key, here[0].end, stop)
    return acts(text, rest.end() if rest else here[0].end, stop)


def _has_day(said: list[Found]) -> bool:
    return any(one.time.due for one in said)


def _is_other_time(said: list[Found], new: list[Found]) -> bool:
    dates = {one.time.due for one in said if one.time.due}
    urgent = any(one.time.text.lower() == "khẩn trương" for one in said)
    return bool((dates and not dates & {one.time.due for one in new}) or (urgent and not dates))


def _only_tells_time(text: Clean, at: int, time: Found) -> bool:
    return bool(_ONLY_TIME.match(text.key, at, time.start))


def _give_last_part(
    text: Clean, found: list[tuple[int, int]], part: tuple[int, int], said: list[Found]
) -> None:
    """“…; hoàn thành trong tháng 7” belongs with the part before it, cut off where it can be."""
    start, end = found[-1]
    before = parts(text, start, end)
    last = before[-1]
    is_free = not any(last[0] <= one.start < last[1] for one in said)
    if len(before) > 1 and is_free and acts(text, *last):
        found[-1] = (start, last[0])
        found.append((last[0], part[1]))
    else:
        found[-1] = (start, part[1])


def _task(
    text: Clean,
    block: Block,
    place: tuple[int, int, int],
    own: Parties,
    above: Parties,
    written: Written,
) -> Draft:
    begin, start, end = place
    lead = own.lead or above.lead
    return Draft(
        Kind.REQUEST if own.is_request or above.is_request else Kind.ORDER,
        begin,
        start,
        end,
        block.path,
        lead,
        tuple(name for name in own.cooperating or above.cooperating if name not in lead),
        choose_time(text, start, end, written),
        read_product(text, start, end),
        read_target(text, start, end),
        _confidence(text, start, own, above),
    )


def choose_time(text: Clean, start: int, end: int, written: Written) -> Time | None:
    """A day or a rhythm before “khẩn trương”; of several days the last, by which all is done."""
    found = read_times(text, start, end, written)
    if not found:
        return None
    best = max(one.rank for one in found)
    chosen = [one for one in found if one.rank == best]
    days = [one for one in chosen if one.time.due]
    rhythms = [one for one in chosen if one.time.recurring]
    if days and not (rhythms and not _YEAR.search(days[0].time.text)):
        return max(days, key=lambda one: str(one.time.due)).time
    return (rhythms or chosen)[0].time


def _confidence(text: Clean, start: int, own: Parties, above: Parties) -> float:
    """How many things speak for it: who, whether a verb of doing follows (decision 21)."""
    sure = 0.5 + (OWN if own.lead else INHERITED if above.lead else 0.0)
    begins = own.end if own.lead else start
    rest = text.text[begins : begins + 4]
    if acts(text, begins + len(rest) - len(rest.lstrip(" ,:")), len(text.text)):
        sure += DOES
    return round(min(sure, 0.95), 2)
