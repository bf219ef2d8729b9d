"""What plans put behind labels: “Cơ quan chủ trì: …”, “Thời gian hoàn thành: …”, “Sản phẩm: …”."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from langmoi.directive.agencies import read_agencies
from langmoi.directive.cleaning import Clean
from langmoi.directive.drafts import Draft
from langmoi.directive.folding import pattern
from langmoi.directive.labels import COUNTED
from langmoi.directive.model import Kind, Time
from langmoi.directive.outline import Block
from langmoi.directive.papers import read_product
from langmoi.directive.parties import Parties, read_parties
from langmoi.directive.rows import SURE
from langmoi.directive.targets import read_target
from langmoi.directive.tasks import choose_time
from langmoi.directive.times import Written, read_cell

_LABEL = pattern(
    r"(?:(?P<content>(?:nội dung|nhiệm vụ|công việc)(?:\s+(?:thực hiện|công việc|cụ thể))?)"
    r"|(?P<cooperating>(?:các\s+)?(?:(?:cơ quan|đơn vị)\s+)?(?:cùng\s+)?phối hợp"
    r"(?:\s+(?:thực hiện|tham mưu))?)"
    r"|(?P<lead>(?:các\s+)?(?:(?:cơ quan|đơn vị|bộ phận)\s+)?(?:được\s+)?chủ trì"
    r"(?:\s+(?:thực hiện|tham mưu|soạn thảo))?"
    r"|(?:các\s+)?(?:cơ quan|đơn vị)\s+(?:thực hiện|đầu mối|chịu trách nhiệm(?:\s+chính)?)"
    r"|phân công(?:\s+thực hiện)?|trách nhiệm thực hiện)"
    r"|(?P<time>(?:thời gian|thời hạn|tiến độ)"
    r"(?:\s+(?:thực hiện|hoàn thành|trình|ban hành|và|báo cáo))*)"
    r"|(?P<product>(?:sản phẩm|kết quả)(?:\s+(?:dự kiến|đầu ra|hoàn thành|cần đạt))?|đầu ra))"
    r"\s*:\s*"
)


@dataclass(frozen=True)
class Fields:
    """What the labels of one task say; `content` is where its own words stand."""

    content: tuple[int, int]
    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    time: Time | None = None
    product: str | None = None


def begins_field(text: Clean, block: Block) -> str:
    """The name of the label that the block begins with; empty where it begins with none."""
    found = _LABEL.match(text.key, block.words, block.end)
    return found.lastgroup or "" if found else ""


def read_fields(text: Clean, block: Block, written: Written) -> Fields | None:
    """The labels in a clause; None where no agency stands behind one of them."""
    places = _places(text, block)
    ends = [*(start for _, start, _ in places[1:]), block.end][: len(places)]
    cells = {name: (begin, end) for (name, _, begin), end in zip(places, ends, strict=True)}
    lead = _names(text, cells.get("lead"))
    if not lead:
        return None
    first = min(start for name, start, _ in places if name != "content")
    begin = cells["content"][0] if "content" in cells else block.words
    time, product = cells.get("time"), cells.get("product")
    return Fields(
        _trimmed(text, begin, max(first, begin)),
        lead,
        _names(text, cells.get("cooperating")),
        read_cell(text, *_trimmed(text, *time), written) if time else None,
        _words(text, product) if product else None,
    )


def _places(text: Clean, block: Block) -> list[tuple[str, int, int]]:
    """(label, where it begins, where what it says begins), in order; each label once."""
    found: dict[str, tuple[str, int, int]] = {}
    for label in _LABEL.finditer(text.key, block.words, block.end):
        before = text.text[block.words : label.start()].rstrip()
        at_head = not before or before[-1] in ".;,(-+*•:" or _begins_line(text, label.start())
        name = label.lastgroup or ""
        if at_head and name not in found and (name != "content" or not before):
            found[name] = (name, label.start(), label.end())
    return sorted(found.values(), key=lambda place: place[1])


def _begins_line(text: Clean, at: int) -> bool:
    return "\n" in text.text[max(0, at - 2) : at]


def _trimmed(text: Clean, start: int, end: int) -> tuple[int, int]:
    words = text.text[start:end].rstrip(" ;,(-+*•\n")
    return start, start + len(words)


def _words(text: Clean, cell: tuple[int, int]) -> str:
    return " ".join(text.text[slice(*_trimmed(text, *cell))].split()).rstrip(".)")


def _names(text: Clean, cell: tuple[int, int] | None) -> tuple[str, ...]:
    found = read_agencies(text, *_trimmed(text, *cell)) if cell else None
    return found.names if found else ()


def join_fields(text: Clean, blocks: Sequence[Block]) -> tuple[list[Block], frozenset[int]]:
    """Blocks of fields put into the clause that they are about; the indices of those put away.

    The places of the others stay, since the outline refers to them.
    """
    joined, away = list(blocks), set[int]()
    for owner, run in _runs([begins_field(text, block) for block in blocks]):
        if any(begins_field(text, blocks[index]) == "lead" for index in run):
            joined[owner] = replace(joined[owner], end=blocks[run[-1]].end)
            away |= set(run)
    below = {block.above for index, block in enumerate(blocks) if index not in away}
    return [
        replace(block, has_below=block.has_below and index in below)
        for index, block in enumerate(joined)
    ], frozenset(away)


def _runs(names: Sequence[str]) -> Iterator[tuple[int, range]]:
    """Each clause with the fields that come right after it."""
    owner = 0
    for index in range(1, len(names) + 1):
        is_field = index < len(names) and names[index] not in ("", "content")
        if not is_field:
            if index - owner > 1:
                yield owner, range(owner + 1, index)
            owner = index


def lent_fields(
    blocks: Sequence[Block], away: Collection[int], fields: Mapping[int, Fields]
) -> dict[int, Fields]:
    """By clause: the fields behind its last point, where they are about all its points."""
    points: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if index not in away and block.above is not None and block.style in COUNTED:
            points.setdefault(block.above, []).append(index)
    return {
        above: fields[found[-1]]
        for above, found in points.items()
        if len(found) > 1 and [i for i in found if i in fields] == found[-1:]
    }


def task_of_fields(
    text: Clean, block: Block, fields: Fields, above: Parties, written: Written
) -> Draft:
    """One task: what the labels say goes before what its words do."""
    start, end = fields.content
    is_labelled = begins_field(text, block) == "content" and block.style in COUNTED
    path = block.path.rpartition("/")[0] if is_labelled else block.path
    own = read_parties(text, start, end)
    return Draft(
        Kind.REQUEST if above.is_request else Kind.ORDER,
        block.start,
        start,
        end,
        path,
        fields.lead,
        fields.cooperating or own.cooperating,
        fields.time or choose_time(text, start, end, written),
        fields.product or read_product(text, start, end),
        read_target(text, start, end),
        SURE,
    )
