"""What a workbook would do to the figures that stand: the answer to a check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from langmoi.core.audit import digest
from langmoi.core.errors import Fault
from langmoi.law.model import CriteriaSet, Figure
from langmoi.reporting.actions import NewFigures
from langmoi.reporting.workbook.values import Value, show_value


class FigureChange(NamedTuple):
    """One figure of one unit: what stands, and what would stand; None means no figure."""

    unit_key: int
    unit: str
    figure: Figure
    label: str
    sheet: str
    cell: str
    old: Value | None
    new: Value | None

    @property
    def old_text(self) -> str:
        return show_value(self.figure, self.old)

    @property
    def new_text(self) -> str:
        return show_value(self.figure, self.new)


class Unfinished(NamedTuple):
    """A commune whose filing would still lack figures, and of how many indicators."""

    unit: str
    indicators: int


@dataclass(frozen=True)
class WorkbookCheck:
    """Faults, each with its cell, and the changes that the rest of the workbook would make.

    `filings` are the whole new documents of the units that would change; `seen` identifies the
    state of all filings that the workbook touches, so that a later import can tell if it moved.
    """

    month: date | None
    criteria_set: CriteriaSet | None
    sha256: str
    faults: list[Fault]
    added: list[FigureChange]
    changed: list[FigureChange]
    removed: list[FigureChange]
    unchanged: int
    filings: list[NewFigures]
    seen: str
    units: int  # communes with a row
    other_sheets: list[str]  # sheets that hold no figures and were not read

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def has_changes(self) -> bool:
        return bool(self.filings)

    @property
    def unfinished(self) -> list[Unfinished]:
        """Communes that would be left with indicators not assessed for want of a figure."""
        names = {c.unit_key: c.unit for c in (*self.added, *self.changed, *self.removed)}
        lacking = (
            Unfinished(names[f.unit_id], _lacking(f.figures, self.criteria_set))
            for f in self.filings
            if self.criteria_set
        )
        return sorted((u for u in lacking if u.indicators), key=lambda u: -u.indicators)

    def as_dict(self) -> dict[str, Any]:
        """The shape of `filings check --json`; counts are of figures."""
        return {
            "ok": self.ok,
            "added": len(self.added),
            "changed": len(self.changed),
            "removed": len(self.removed),
            "unchanged": self.unchanged,
            "faults": [fault.as_dict() for fault in self.faults],
        }


def state_hash(unit_keys: Collection[int], heads: Mapping[int, str]) -> str:
    """One hash over the latest revisions of these units' filings; moves when any of them does."""
    return digest("", {str(key): heads.get(key, "") for key in unit_keys})


def _lacking(figures: Mapping[str, Value], criteria_set: CriteriaSet) -> int:
    """How many indicators lack a figure and have not been reported as not arising."""
    return sum(
        any(test.figure not in figures for test in indicator.tests)
        for indicator in criteria_set.indicators
        if not (indicator.arises_when and figures.get(indicator.arises_when) is False)
    )


def is_same(old: Value | None, new: Value | None) -> bool:
    """Whether two values of a figures document are equal: “41.50” is “41.5”."""
    if old is None or new is None:
        return old is new
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return all(is_same(old.get(part), new.get(part)) for part in {*old, *new})
    if isinstance(old, str) and isinstance(new, str):
        return old == new or Decimal(old) == Decimal(new)
    return old is new
