"""Where money comes from: the dated tree of sources, and what projects are about. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.law.faults import Faults
from langmoi.law.model import Period, Status
from langmoi.law.yaml_reader import Fields, Item, read_yaml

DATA = Path(__file__).parent / "data"
CENTRAL, LOCAL, INTEGRATED, CREDIT, FIRMS = "1.1", "1.2", "2", "3", "4"
PEOPLE, AID, CARRIED_OVER = "5", "6", "7"
BRANCHES = ("budget", "central", "local", "integrated", "credit", "firms", "people", "aid")
KINDS = (*BRANCHES, "carried_over")


@dataclass(frozen=True)
class Source:
    """A node of the tree. Its days are no longer than those of any node above it."""

    code: str
    name: str
    short: str
    kind: str  # one of KINDS
    parent: str  # empty at the top
    valid_from: date | None
    valid_to: date | None
    why_closed: str
    status: Status

    @property
    def depth(self) -> int:
        return self.code.count(".")

    def covers(self, on: date) -> bool:
        return Period(self.valid_from or date.min, self.valid_to).covers(on)

    def is_within(self, branch: str) -> bool:
        """Whether it is this node or stands below it."""
        return self.code == branch or self.code.startswith(f"{branch}.")


@dataclass(frozen=True)
class Content:
    """What a project is about, with the criteria that it usually serves."""

    id: str
    name: str
    criteria: tuple[str, ...]


@cache
def all_sources() -> dict[str, Source]:
    """Every node that ever was, by its code, in the order of the tree."""
    found: dict[str, Source] = {}
    for item in _entries("sources.yaml", "cây nguồn vốn"):
        source = _source(item, found)
        found[source.code] = source
    return found


def source_tree(on: date) -> list[Source]:
    """The nodes of that day, parents before children."""
    return [source for source in all_sources().values() if source.covers(on)]


def source_of(code: str, on: date) -> Source:
    """The node, if it was open that day. Raises DomainError for none and for a closed one."""
    source = all_sources().get(code)
    if source is None:
        raise DomainError(f"Không có nguồn vốn mã “{code}”. Hãy chọn trong cây nguồn vốn.")
    if not source.covers(on):
        raise DomainError(
            f"Ngày {show_day(on)} không còn nguồn “{source.name}”. {source.why_closed} "
            "Hãy chọn nguồn khác, hoặc xem lại ngày."
        )
    return source


def children_of(code: str, within: Iterable[Source]) -> list[Source]:
    return [source for source in within if source.parent == code]


def source_name(code: str) -> str:
    """The name of a node; a code that the tree does not know is shown as it stands."""
    source = all_sources().get(code)
    return source.name if source else code


@cache
def contents() -> dict[str, Content]:
    """What a project may be about, by id, in the order in which it is offered."""
    found = {}
    for item in _entries("contents.yaml", "nội dung đầu tư"):
        fields = item.fields(required=("id", "name", "criteria"))
        numbers = tuple(entry.text() for entry in fields.entries("criteria"))
        found[fields.text("id")] = Content(fields.text("id"), fields.text("name"), numbers)
    return found


def content_name(content: str) -> str:
    known = contents().get(content)
    return known.name if known else content


def _entries(name: str, what: str) -> list[Item]:
    faults = Faults()
    item = read_yaml(DATA / name, f"langmoi/funding/data/{name}", faults)
    found = item.entries() if item else []
    faults.raise_if_any(what)
    return found


def _source(item: Item, known: dict[str, Source]) -> Source:
    fields = item.fields(
        required=("code", "name", "short", "kind", "status"), optional=("from", "to", "why_closed")
    )
    code = fields.text("code")
    parent = code.rpartition(".")[0]
    above = known.get(parent)
    if parent and above is None:
        item.fault(f"Nguồn {code} không có nguồn cha {parent}.", "Hãy ghi nguồn cha trước.")
    start, end, why = _days(fields, above)
    kind = fields.choice("kind", KINDS, KINDS[0])
    status = Status(fields.choice("status", list(Status), Status.UNKNOWN))
    source = Source(
        code, fields.text("name"), fields.text("short"), kind, parent, start, end, why, status
    )
    fields.item.faults.raise_if_any("cây nguồn vốn")
    return source


def _days(fields: Fields, above: Source | None) -> tuple[date | None, date | None, str]:
    """Its own days; what is not told is as of the node above."""
    start = fields.day("from") or (above.valid_from if above else None)
    end = fields.day("to") or (above.valid_to if above else None)
    return start, end, fields.text("why_closed") or (above.why_closed if above else "")
