"""The rows of a table of tasks, each with its own agencies and time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from langmoi.directive.agencies import read_agencies
from langmoi.directive.cleaning import Clean
from langmoi.directive.drafts import Draft
from langmoi.directive.folding import pattern
from langmoi.directive.model import Kind
from langmoi.directive.outline import Block
from langmoi.directive.papers import read_product
from langmoi.directive.parties import Parties, read_parties
from langmoi.directive.tables import (
    Cell,
    Columns,
    cells_of,
    is_ruling,
    read_columns,
    repeats,
    row_label,
)
from langmoi.directive.targets import read_target
from langmoi.directive.tasks import choose_time
from langmoi.directive.times import Written, read_cell

SURE = 0.95
_LEADS = pattern(r"(?:(?:cơ quan|đơn vị)\s+)?chủ trì\s*:\s*")
_TOGETHER = pattern(
    r"[\s,;.]*(?:chủ trì[\s,;]*)?(?:(?:cơ quan|đơn vị)\s+)?"
    r"phối hợp(?:\s+(?:thực hiện|với|cùng))?\s*:?\s*"
)


@dataclass
class TableReader:
    """Reads rows one after the other; what a row leaves to the one above is kept between."""

    text: Clean
    written: Written
    columns: Columns | None = None
    group: str = ""
    group_lead: tuple[str, ...] = ()
    seen: int = 0
    last: dict[str, Cell] = field(default_factory=dict)

    def leave(self) -> None:
        """The table is over."""
        self.columns, self.group, self.group_lead, self.seen, self.last = None, "", (), 0, {}

    def read(self, block: Block, above: Parties) -> Iterator[Draft]:
        """One draft for the row; nothing where the line is no row."""
        cells = cells_of(self.text, block.start, block.end)
        if not cells:
            return
        if is_ruling(self.text, block.start, block.end):
            yield self._other(block, Kind.HEADING)
        elif columns := read_columns(self.text, cells):
            self.leave()
            self.columns = columns
            yield self._other(block, Kind.HEADING)
        elif self.columns:
            yield self._row(block, cells, self.columns, above)
        else:
            yield self._other(block, Kind.UNREAD)

    def _other(self, block: Block, kind: Kind) -> Draft:
        return Draft(kind, block.start, block.start, block.end)

    def _row(self, block: Block, cells: list[Cell], columns: Columns, above: Parties) -> Draft:
        label = row_label(self.text, columns.cell(cells, "number"))
        if self._is_group(cells, columns):
            self._begin_group(label, columns.cell(cells, "content"))
            return self._other(block, Kind.HEADING)
        content = columns.cell(cells, "content")
        if content is None or content[0] == content[1]:
            return self._other(block, Kind.UNREAD)
        self.seen += 1
        return self._task(block, cells, columns, content, label or str(self.seen), above)

    def _is_group(self, cells: list[Cell], columns: Columns) -> bool:
        """A row that only names what comes below."""
        named = [columns.cell(cells, name) for name in ("lead", "cooperating", "time", "product")]
        return not any(cell and cell[0] < cell[1] for cell in named)

    def _begin_group(self, label: str, content: Cell | None) -> None:
        """A group may be named by the agency whose rows follow."""
        self.group, self.group_lead = label or self.group, ()
        if content and (found := read_agencies(self.text, *content)):
            is_whole = not self.text.text[found.end : content[1]].strip(" .:")
            self.group_lead = found.names if is_whole else ()

    def _cell(self, cells: list[Cell], columns: Columns, name: str) -> Cell | None:
        """The cell, or the one above where it says “nt”."""
        cell = columns.cell(cells, name)
        if cell and repeats(self.text, cell):
            return self.last.get(name)
        if cell and cell[0] < cell[1]:
            self.last[name] = cell
            return cell
        return None

    def _task(
        self,
        block: Block,
        cells: list[Cell],
        columns: Columns,
        content: Cell,
        label: str,
        above: Parties,
    ) -> Draft:
        text = self.text
        lead, helping = self._both(self._cell(cells, columns, "lead"))
        lead = lead or self.group_lead
        own = read_parties(text, *content)
        time = self._cell(cells, columns, "time")
        product = self._cell(cells, columns, "product")
        path = "/".join(part for part in (block.path, self.group, label) if part)
        return Draft(
            Kind.REQUEST if above.is_request else Kind.ORDER,
            block.start,
            content[0],
            content[1],
            path,
            lead or own.lead or above.lead,
            self._names(self._cell(cells, columns, "cooperating")) or helping or own.cooperating,
            read_cell(text, *time, self.written)
            if time
            else choose_time(text, *content, self.written),
            self._words(product) if product else read_product(text, *content),
            read_target(text, *content),
            SURE if lead else 0.6,
        )

    def _words(self, cell: Cell) -> str:
        return " ".join(self.text.text[slice(*cell)].split())

    def _both(self, cell: Cell | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """“Sở A chủ trì, phối hợp Sở B” in one cell; most cells only name who leads."""
        if cell is None:
            return (), ()
        start = found.end() if (found := _LEADS.match(self.text.key, *cell)) else cell[0]
        together = _TOGETHER.search(self.text.key, start, cell[1])
        if together is None:
            return self._names((start, cell[1])), ()
        return self._names((start, together.start())), self._names((together.end(), cell[1]))

    def _names(self, cell: Cell | None) -> tuple[str, ...]:
        """The agencies of a cell; where the grammar does not reach its end, what stands there."""
        if cell is None:
            return ()
        found = read_agencies(self.text, *cell)
        if found and not self.text.text[found.end : cell[1]].strip(" .,;"):
            return found.names
        words = self.text.text[slice(*cell)]
        return tuple(
            filter(None, (" ".join(part.split()).strip(" .,;-+") for part in words.split(";")))
        )
