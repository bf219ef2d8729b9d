"""What the grid of a district shows: communes by figures; plain data for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from langmoi.law.model import CriteriaSet, Criterion, Figure, Indicator, Kind
from langmoi.places.models import UnitVersion
from langmoi.reporting.models import Filing
from langmoi.web.filing.model import Clash
from langmoi.web.filing.reading import NO, YES, figures_of

GROUP = "nhom-"  # a choice of a whole group is written “nhom-2” in the address


@dataclass(frozen=True)
class Choice:
    """The figures that the grid has as columns: those of a criterion, or of a group of them."""

    key: str
    label: str
    criteria: tuple[Criterion, ...]


def choices_of(criteria_set: CriteriaSet) -> list[tuple[str, list[Choice]]]:
    """Every choice, by groups: the whole group first, then each criterion."""
    found = []
    for place, group in enumerate(criteria_set.groups, start=1):
        members = tuple(c for c in criteria_set.criteria if c.group == group.id)
        if members:
            whole = Choice(f"{GROUP}{place}", f"Cả nhóm {group.name}", members)
            found.append((group.name, [whole, *(_choice(c) for c in members)]))
    loose = [_choice(c) for c in criteria_set.criteria if not c.group]
    return [*found, ("Tiêu chí", loose)] if loose else found


def _choice(criterion: Criterion) -> Choice:
    return Choice(criterion.number, f"{criterion.number}. {criterion.name}", (criterion,))


@dataclass(frozen=True)
class Part:
    """One field of a figure: how its name ends, and what it is called."""

    suffix: str
    label: str


@dataclass(frozen=True)
class Column:
    """A figure as a column: of which indicators, and with which fields."""

    figure: Figure
    numbers: tuple[str, ...]
    parts: tuple[Part, ...]
    first: int  # the place of its first field among all fields of a row

    @property
    def number(self) -> str:
        return ", ".join(self.numbers)

    @property
    def is_share(self) -> bool:
        return self.figure.kind is Kind.SHARE

    @property
    def is_choice(self) -> bool:
        return self.figure.kind is Kind.BOOLEAN

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """The words of a yes/no figure; of a fact: whether it arises."""
        if self.figure.is_fact:
            return ("", "có phát sinh"), (NO, "không phát sinh")
        yes, _, no = self.figure.measure.partition("/")
        return ("", "–"), (YES, yes or "có"), (NO, no or "không")


def columns_of(choice: Choice, criteria_set: CriteriaSet) -> list[Column]:
    """The figures of the choice, each once, in the order of the criteria."""
    found: dict[str, Column] = {}
    place = 0
    for criterion in choice.criteria:
        for figure in figures_of(criterion, criteria_set):
            if figure.id not in found:
                parts = _parts(figure)
                numbers = tuple(_numbers(figure, criterion.indicators))
                found[figure.id] = Column(figure, numbers, parts, place)
                place += len(parts)
    return list(found.values())


def _numbers(figure: Figure, indicators: Sequence[Indicator]) -> list[str]:
    return [
        i.number
        for i in indicators
        if figure.id == i.arises_when or any(t.figure == figure.id for t in i.tests)
    ]


def _parts(figure: Figure) -> tuple[Part, ...]:
    if figure.kind is Kind.SHARE:
        return Part("_num", figure.numerator_name), Part("_den", figure.denominator_name)
    return (Part("", figure.name),)


@dataclass(frozen=True)
class Field:
    """One field of a row: its name, what it is called, what it holds and what was last."""

    name: str
    label: str
    text: str
    last: str
    place: int


@dataclass(frozen=True)
class Cell:
    """A commune's figure: its fields, how the value was understood, and what is wrong with it."""

    column: Column
    fields: tuple[Field, ...]
    said: str
    last: str
    is_open: bool
    error: str = ""
    moved: str = ""
    clash: Clash | None = None


@dataclass(frozen=True)
class Row:
    """A commune's line; `why_shut` says why nothing can be typed in it."""

    unit: UnitVersion
    filing: Filing | None
    cells: tuple[Cell, ...]
    outcomes: tuple[tuple[str, str], ...]  # of each criterion of the choice
    met: int | None
    why_shut: str
    can_start: bool
    unexplained: int
    saved_at: datetime | None
    saved_by: str
    is_on_behalf: bool

    @property
    def is_open(self) -> bool:
        return not self.why_shut

    @property
    def faults(self) -> int:
        return sum(bool(cell.error or cell.clash) for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """The page: a month, the communes, and the chosen figures."""

    month: date
    choice: Choice
    choices: list[tuple[str, list[Choice]]]
    columns: list[Column]
    rows: list[Row]
    total: int  # how many criteria the set has

    @property
    def open_rows(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def startable(self) -> int:
        return sum(row.can_start for row in self.rows)
