"""A workbook as read: sheets of cells with what their format and formula say about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from langmoi.core.errors import DomainError, Fault

Position = tuple[int, int]  # row and column, both from 1


class CannotOpen(DomainError):
    """The file is no workbook that can be read at all; the fault says what it is instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.fault = Fault(message, remedy)


class CellKind(IntEnum):
    NUMBER = 1
    TEXT = 2
    BOOLEAN = 3
    DATE = 4
    ERROR = 5
    NO_RESULT = 6  # a formula whose result the program that wrote the file did not keep


class Cell(NamedTuple):
    """A cell that holds something. The text of a number is the file's own, so it is exact."""

    kind: CellKind
    text: str
    is_percent: bool = False
    has_raised_text: bool = False  # a raised “1” is a footnote, yet reads as a digit


def is_blank(cell: Cell) -> bool:
    """Whether the cell holds only spaces: people see it as empty."""
    return cell.kind is CellKind.TEXT and not cell.text.strip()


Line = dict[int, Cell]  # the filled cells of a row by column, from left to right


@dataclass(eq=False)
class Sheet:
    """The filled cells by row, from top to bottom."""

    name: str
    lines: dict[int, Line] = field(default_factory=dict)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    beyond: str = ""  # the first filled cell outside the area that is read

    def text_at(self, row: int, column: int) -> str:
        cell = self.lines.get(row, {}).get(column)
        return cell.text.strip() if cell else ""


@dataclass(eq=False)
class Book:
    sheets: list[Sheet]


@lru_cache(maxsize=2000)
def column_letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """“H12”: how people name the cell."""
    return f"{column_letters(column)}{row}"


def parse_cell_name(name: str) -> Position:
    """The row and column of “H12” or “$H$12”."""
    plain = name.replace("$", "")
    letters = plain.rstrip("0123456789")
    return int(plain[len(letters) :] or 0), column_number(letters)


@lru_cache(maxsize=2000)
def column_number(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
