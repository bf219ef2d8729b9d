"""What someone typed into the fields of a criterion, read figure by figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from langmoi.core.errors import DomainError
from langmoi.core.numbers import SCALE, plain, read_number
from langmoi.core.text import normalise
from langmoi.law.figure_cells import bounds, cells_of, wrong_values
from langmoi.law.model import CriteriaSet, Criterion, Figure, Kind
from langmoi.reporting.workbook.changes import is_same

YES, NO = "yes", "no"
NUM, DEN = "_num", "_den"
FACT_SHOWN = "__shown"  # a box that is not ticked sends nothing; this says that it was there
LONGEST_NOTE = 2000
LONGEST_NUMBER = 24  # fourteen digits, their dots, a comma and four decimals
NO_VALUE = object()


@dataclass
class Entered:
    """Changes against what the page showed; what cannot be read stays apart, with its sentence."""

    changes: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.notes or self.explanations)


@dataclass(frozen=True)
class Shown:
    """What the page had when it was read: figures, notes, reasons."""

    figures: Mapping[str, Any]
    notes: Mapping[str, str]
    explanations: Mapping[str, str]


def figures_of(criterion: Criterion, criteria_set: CriteriaSet) -> list[Figure]:
    """The figures that the criterion's tests read, then the facts that it hangs on; each once."""
    wanted = [test.figure for i in criterion.indicators for test in i.tests]
    wanted += [i.arises_when for i in criterion.indicators if i.arises_when]
    return [criteria_set.figure(figure) for figure in dict.fromkeys(wanted)]


def read_entered(post: Mapping[str, str], figures: list[Figure], shown: Shown) -> Entered:
    """The changes against what the page had; likewise of notes and of reasons for warnings."""
    entered = Entered()
    for figure in figures:
        _read_figure(post, figure, shown.figures.get(figure.id), entered)
        key = f"note_{figure.id}"
        if key in post and (text := _text(post[key])) != shown.notes.get(figure.id, ""):
            entered.notes[figure.id] = text
    for key, typed in post.items():
        warning = key.removeprefix("why_")
        if key != warning and (text := _text(typed)) != shown.explanations.get(warning, ""):
            entered.explanations[warning] = text
    return entered


def _read_figure(post: Mapping[str, str], figure: Figure, shown: Any, entered: Entered) -> None:
    try:
        value = read_value(post, figure, shown)
    except DomainError as error:
        entered.faults[figure.id] = str(error)
        return
    if value is NO_VALUE or same(figure, value, shown):
        return
    if value is not None and (fault := _fault_of(figure, value)):
        entered.faults[figure.id] = fault
        return
    entered.changes[figure.id] = value


def same(figure: Figure, one: Any, other: Any) -> bool:
    """Whether two values say the same, however they are written."""
    return bool(one == other or (one is not None and other is not None and is_same(one, other)))


def read_value(post: Mapping[str, str], figure: Figure, shown: Any) -> Any:
    """The figure's value as typed; None where emptied, NO_VALUE where the page did not ask."""
    if figure.is_fact:
        if figure.id + FACT_SHOWN not in post:
            return NO_VALUE
        if post.get(figure.id) == NO:
            return False
        return True if shown is not None else None
    if figure.kind is Kind.BOOLEAN:
        # Absent is not asked; empty is the third choice, which takes the answer back.
        return {YES: True, NO: False, "": None}.get(post.get(figure.id, "absent"), NO_VALUE)
    if figure.kind is Kind.SHARE:
        return _share(post, figure, shown)
    if figure.id not in post:
        return NO_VALUE
    low, high = (Decimal(bound) / SCALE for bound in bounds(figure))
    return _number(post[figure.id], low, high, whole=figure.kind is Kind.COUNT)


def _share(post: Mapping[str, str], figure: Figure, shown: Any) -> Any:
    if figure.id + NUM not in post or figure.id + DEN not in post:
        return NO_VALUE
    parts = {
        part: _number(post[figure.id + suffix], Decimal(0), None)
        for part, suffix in (("num", NUM), ("den", DEN))
    }
    told = {part: text for part, text in parts.items() if text is not None}
    if not told and isinstance(shown, dict) and "pct" in shown:
        return NO_VALUE  # a percentage alone, from a workbook, stays until its parts are typed
    return told or None


def _number(typed: str, low: Decimal, high: Decimal | None, *, whole: bool = False) -> str | None:
    text = normalise(typed)
    if not text:
        return None
    if len(text) > LONGEST_NUMBER:
        raise DomainError(f"“{text[:20]}…” dài quá một số liệu. {RETYPE}")
    try:
        return plain(read_number(text, minimum=low, maximum=high, whole=whole))
    except DomainError as error:
        said = str(error)
        raise DomainError(said if "hãy" in said else f"{said} {RETYPE}") from error


RETYPE = "Nhập lại, ví dụ 70 hoặc 70,5."


def _fault_of(figure: Figure, value: Any) -> str:
    """Why the value cannot be kept, in a sentence; nothing where it can."""
    try:
        cells = dict(cells_of(figure, figure.id, value))
    except DomainError as error:
        return str(error)
    return " ".join(f"{message} {remedy}" for message, remedy in wrong_values(figure, cells))


def _text(typed: str) -> str:
    """Lines stay lines; each is put in normal form."""
    lines = (normalise(line) for line in typed.strip().splitlines())
    return "\n".join(lines)[:LONGEST_NOTE]
