"""From the outline to tasks and pieces: what each clause is, and what its headings lend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from langmoi.directive import kinds
from langmoi.directive.agencies import read_agencies
from langmoi.directive.cleaning import Clean
from langmoi.directive.drafts import Draft
from langmoi.directive.folding import pattern
from langmoi.directive.labelled import Fields, join_fields, lent_fields, read_fields, task_of_fields
from langmoi.directive.lines import is_upper
from langmoi.directive.model import Kind
from langmoi.directive.outline import PLAIN, Block, chain
from langmoi.directive.parties import Parties, names_another, read_orders, read_parties
from langmoi.directive.rows import TableReader
from langmoi.directive.sentences import parts, sentences
from langmoi.directive.tables import cells_of, read_columns
from langmoi.directive.tasks import tasks_of
from langmoi.directive.times import Written
from langmoi.directive.verbs import acts

_WITH = pattern(r"\(\s*(?:ban hành\s+)?kèm theo")
_WORD = re.compile(r"\w+")
_TOPIC = re.compile(r"[^.;:]{3,200}?:\s+")
LONGEST_HEADING = 250


@dataclass
class Reader:
    """Goes through the outline from top to bottom."""

    text: Clean
    blocks: list[Block]
    written: Written
    table: TableReader = field(init=False)
    away: frozenset[int] = field(init=False)
    fields: dict[int, Fields] = field(init=False)
    lent: dict[int, Fields] = field(init=False)
    named: dict[int, Parties] = field(default_factory=dict)
    modes: dict[int, Kind] = field(default_factory=dict)
    intro: Parties = field(default_factory=Parties)
    has_begun: bool = False

    def __post_init__(self) -> None:
        self.table = TableReader(self.text, self.written)
        self.blocks, self.away = join_fields(self.text, self.blocks)
        found = ((i, read_fields(self.text, b, self.written)) for i, b in enumerate(self.blocks))
        self.fields = {i: fields for i, fields in found if fields and i not in self.away}
        self.lent = lent_fields(self.blocks, self.away, self.fields)

    def read(self) -> Iterator[Draft]:
        """The parts of the body in order; what only goes on with a heading belongs to it."""
        last: Draft | None = None
        for draft in self._all():
            if last and last.kind is draft.kind is Kind.HEADING and self._goes_on(draft):
                last = replace(last, end=draft.end)
                continue
            if last:
                yield last
            last = draft
        if last:
            yield last

    def _goes_on(self, draft: Draft) -> bool:
        """The line under the head of a table; “(Kèm theo Quyết định …)” under “PHỤ LỤC”."""
        words = self.text.text[draft.start : draft.end]
        return not words.strip("|-: ") or bool(_WITH.match(self.text.key, draft.start))

    def _all(self) -> Iterator[Draft]:
        for index, block in enumerate(self.blocks):
            if index in self.away:
                continue
            if self._is_row(block):
                yield from self.table.read(block, self._above(index))
                continue
            self.table.leave()
            self.has_begun = self.has_begun or bool(block.style)
            yield from self._block(index, block)

    def _is_row(self, block: Block) -> bool:
        """A line of cells; bars and tabs within words count only in a table of tasks."""
        cells = cells_of(self.text, block.start, block.end)
        if not cells or self.text.text.startswith("|", block.start):
            return bool(cells)
        return self.table.columns is not None or read_columns(self.text, cells) is not None

    def _block(self, index: int, block: Block) -> Iterator[Draft]:
        last = kinds.closing_after(self.text, block.words, block.end) if self.has_begun else None
        yield from self._whole(index, replace(block, end=last) if last else block)
        if last:
            yield Draft(Kind.CLOSING, last, last, block.end)

    def _whole(self, index: int, block: Block) -> Iterator[Draft]:
        words = self.text.text[block.words : block.end]
        if kinds.is_rubbish(words):
            yield _piece(Kind.UNREAD, block)
        elif self.has_begun and (fields := self.fields.get(index)):
            yield task_of_fields(self.text, block, fields, self._above(index), self.written)
        elif self._is_heading(block):
            self._lend(index, block)
            yield _piece(Kind.HEADING, block)
        elif self._is_closing(index, block):
            yield _piece(Kind.CLOSING, block)
        elif not self.has_begun:
            yield from self._preamble(index, block)
        else:
            yield from self._clause(index, block)

    def _is_heading(self, block: Block) -> bool:
        text, words = self.text, self.text.text[block.words : block.end].rstrip("* ")
        if (
            block.style == PLAIN
            or (not self.has_begun and is_upper(words))
            or _WITH.match(text.key, block.words)
            or kinds.is_given_elsewhere(text, block.words, block.end)
        ):
            return True
        if not block.style:
            return False
        if words.endswith(":"):
            return True
        if len(words) > LONGEST_HEADING or words.endswith((".", ";")):
            return False
        return block.has_below or is_upper(words) or text.is_bold(block.start, block.end)

    def _lend(self, index: int, block: Block) -> None:
        """What a heading says holds for all that stands under it."""
        parties = read_parties(self.text, block.words, block.end)
        found = None if parties.lead else read_agencies(self.text, block.words, block.end)
        if found and not self.text.text[found.end : block.end].strip(" .:*"):
            parties = Parties(found.names, (), parties.is_request, found.end)
        if not parties.lead and self.text.text[: block.end].rstrip("* ").endswith(":"):
            parties = read_orders(self.text, block.words, block.end)
        self.named[index] = parties
        if kind := kinds.section(self.text, block.words, block.end):
            self.modes[index] = kind
        elif parties.lead:
            self.modes[index] = Kind.ORDER

    def _above(self, index: int) -> Parties:
        """Those whom the nearest heading names, else the sentence that leads to the orders."""
        lead: tuple[str, ...] = ()
        cooperating: tuple[str, ...] = ()
        is_request = False
        for above in chain(self.blocks, index):
            named = self._named(above)
            is_request = is_request or (named.is_request and not lead)
            lead = lead or named.lead
            cooperating = cooperating or named.cooperating
        if not lead:
            lead, is_request = self.intro.lead, is_request or self.intro.is_request
        return Parties(lead, cooperating, is_request)

    def _named(self, above: int) -> Parties:
        """Those that the heading names, or a label behind its last point."""
        named, lent = self.named.get(above, Parties()), self.lent.get(above)
        return Parties(lent.lead, lent.cooperating) if lent and not named.lead else named

    def _mode(self, index: int) -> Kind | None:
        found = (self.modes.get(above) for above in chain(self.blocks, index))
        return next((kind for kind in found if kind), None)

    def _is_closing(self, index: int, block: Block) -> bool:
        last = (
            self.text.text[: block.end].rstrip("* ").endswith("./.")
            or index == len(self.blocks) - 1
        )
        label = block.style not in ("", PLAIN)
        if not kinds.is_closing(self.text, block.words, block.end, is_last=last, is_labelled=label):
            return False
        if kinds.opens_closing(self.text, block.words, block.end):
            return True
        drafts = list(tasks_of(self.text, block, Parties(), self.written))
        is_timed = any(d.time and (d.time.due or d.time.recurring) for d in drafts)
        is_watch = last and kinds.follows_up(self.text, block.words, block.end)
        return not (drafts[0].lead and (is_timed or is_watch))

    def _preamble(self, index: int, block: Block) -> Iterator[Draft]:
        """Sentence by sentence, since grounds and assessments share paragraphs."""
        found: list[Draft] = []
        for start, end in self._preamble_parts(block):
            kind = kinds.preamble(self.text, start, end)
            if kind is Kind.GROUND and self.text.text[:end].rstrip("* ").endswith(":"):
                self._take_intro(start, end)
            if told := self._told(index, kind, start, end):
                yield from found
                yield from tasks_of(
                    self.text, Block(start, block.end, start, block.path), told, self.written
                )
                return
            if found and found[-1].kind is kind:
                found[-1] = Draft(kind, found[-1].start, found[-1].start, end)
            else:
                found.append(Draft(kind, start, start, end))
        yield from found

    def _preamble_parts(self, block: Block) -> list[tuple[int, int]]:
        """Sentences; parts between semicolons where one of them cites and another judges."""
        found = []
        for start, end in sentences(self.text, block.words, block.end):
            pieces = parts(self.text, start, end)
            seen = {kinds.preamble(self.text, *piece) for piece in pieces}
            is_mixed = {Kind.GROUND, Kind.ASSESSMENT} <= seen and kinds.preamble(
                self.text, start, end
            ) is Kind.GROUND
            found += pieces if is_mixed else [(start, end)]
        return found

    def _take_intro(self, start: int, end: int) -> None:
        """“Chủ tịch … yêu cầu các sở …:” names those who do all that follows."""
        if (named := read_orders(self.text, start, end)).lead:
            self.intro = Parties(named.lead, (), named.is_request)

    def _told(self, index: int, kind: Kind, start: int, end: int) -> Parties | None:
        """Whom a sentence before the outline tells to do something; None where it tells nobody."""
        if self.text.text[:end].rstrip("* ").endswith(":"):
            return None
        above = self._above(index)
        if kind is Kind.UNREAD:
            own = read_parties(self.text, start, end)
            return above if own.lead or (above.lead and acts(self.text, start, end)) else None
        named = read_orders(self.text, start, end)
        rest = self.text.text[named.end : end]
        is_told = named.lead and acts(
            self.text, named.end + len(rest) - len(rest.lstrip(" ,")), end
        )
        return named if is_told else None

    def _clause(self, index: int, block: Block) -> Iterator[Draft]:
        text, mode = self.text, self._mode(index)
        own = read_parties(text, block.words, block.end)
        after = own.end if own.lead else block.words
        if self._permits(block, own, after, mode):
            yield from self._permission(index, block)
        elif mode is Kind.GOAL or (mode is Kind.ASSESSMENT and not own.lead):
            yield _piece(mode, block)
        elif not own.lead and kinds.assesses(text, block.words, block.end):
            yield _piece(Kind.ASSESSMENT, block)
        elif self._is_told(index, block, own):
            self.named[index] = own  # what stands below is asked of the same
            lent = self.lent.get(block.above) if block.above is not None else None
            for draft in tasks_of(text, block, self._above(index), self.written):
                yield replace(draft, time=draft.time or lent.time) if lent else draft
        elif kinds.is_money(text, block.words, block.end):
            yield _piece(Kind.PERMISSION, block)
        elif kinds.looks_back(text, block.words, block.end):
            yield _piece(Kind.ASSESSMENT, block)
        else:
            yield _piece(Kind.UNREAD, block)

    def _permission(self, index: int, block: Block) -> Iterator[Draft]:
        """“Thống nhất chủ trương …. Giao Sở … hướng dẫn.”: what follows may be an order."""
        for start, end in parts(self.text, block.words, block.end)[1:]:
            may = kinds.permits(self.text, start, end, _after_names(self.text, start, end))
            if not may and names_another(self.text, start, block.end):
                yield Draft(Kind.PERMISSION, block.start, block.start, start)
                rest = replace(block, start=start, words=start)
                yield from tasks_of(self.text, rest, self._above(index), self.written)
                return
        yield _piece(Kind.PERMISSION, block)

    def _permits(self, block: Block, own: Parties, after: int, mode: Kind | None) -> bool:
        """Somebody may, or it is said where money comes from."""
        if kinds.permits(self.text, block.words, block.end, after) or self._may(block):
            return True
        is_money = kinds.is_money(self.text, block.words, block.end)
        return mode is Kind.PERMISSION and (not own.lead or is_money)

    def _may(self, block: Block) -> bool:
        """“Các huyện được chủ động …”, also after “Đối với xã …,”."""
        return any(
            kinds.permits(self.text, start, end, _after_names(self.text, start, end))
            for start, end in sentences(self.text, block.words, block.end)[:1]
        )

    def _somebody_acts(self, block: Block) -> bool:
        """Among the first words, after a name that no list knows, comes a verb of doing."""
        words = _WORD.finditer(self.text.text, block.words, min(block.end, block.words + 60))
        return any(acts(self.text, word.start(), block.end) for word in words)

    def _is_told(self, index: int, block: Block, own: Parties) -> bool:
        text = self.text
        if (
            own.lead
            or acts(text, block.words, block.end)
            or kinds.must(text, block.words, block.end)
        ):
            return True
        topic = _TOPIC.match(text.text, block.words, block.end)
        if topic and acts(text, topic.end(), block.end):
            return True
        if block.style and self._somebody_acts(block):
            return True
        return bool(block.style and self._above(index).lead)


def _after_names(text: Clean, start: int, end: int) -> int:
    """Behind the agencies at the head, or behind those after “Đối với …,”."""
    comma = text.text.find(",", start, end)
    for at in (start, comma + 2 if comma > 0 else start):
        if found := read_agencies(text, at, end):
            return found.end
    return start


def _piece(kind: Kind, block: Block) -> Draft:
    return Draft(kind, block.start, block.start, block.end)
