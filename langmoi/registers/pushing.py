"""What a register says of a figure, held beside the communes' filings as department lists are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day, show_month
from langmoi.law.model import Figure
from langmoi.people.models import Agency, User
from langmoi.places.models import UnitVersion
from langmoi.registers.kinds import Kind
from langmoi.registers.rules import Fed, Feeding, rule_of
from langmoi.reporting.expected import (
    NewExpected,
    PutResult,
    agencies_entering,
    communes_of,
    figures_of_agency,
    held_by,
    is_other,
    put_expected_values,
    state_of,
)
from langmoi.reporting.models import Filing
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.reporting.workbook.values import show_value


@dataclass(frozen=True)
class PushRow:
    """One commune: what the register says, what is held already, what the commune filed."""

    commune: UnitVersion
    fed: Fed | None  # None: the register says nothing of it
    held: Any
    filed: Any
    figure: Figure

    @property
    def told(self) -> Any:
        """The value of the register; None where it says nothing or cannot tell."""
        return self.fed.value if self.fed else None

    @property
    def is_new(self) -> bool:
        """Whether a value would be held that is not."""
        if self.told is None:
            return False
        return self.held is None or is_other(self.held, self.told)

    @property
    def is_different(self) -> bool:
        """Whether the commune filed something else than the register says."""
        if self.told is None or self.filed is None:
            return False
        return is_other(self.filed, self.told)

    @property
    def said(self) -> str:
        return show_value(self.figure, self.told) if self.told is not None else ""

    @property
    def held_text(self) -> str:
        return show_value(self.figure, self.held) if self.held is not None else ""

    @property
    def filed_text(self) -> str:
        return show_value(self.figure, self.filed) if self.filed is not None else ""


@dataclass(frozen=True)
class Push:
    """A figure of a month as a register says it, against what is held and filed."""

    feeding: Feeding
    figure: Figure
    month: date
    rows: tuple[PushRow, ...]
    seen: str  # of what the agency holds

    @property
    def new(self) -> int:
        return sum(row.is_new for row in self.rows)

    @property
    def different(self) -> tuple[PushRow, ...]:
        return tuple(row for row in self.rows if row.is_different)


def figure_of(feeding: Feeding, month: date) -> Figure | None:
    """The figure of the feeding in the set of the month; None where the set has none of them."""
    figures = {figure.id: figure for figure in set_of_month(month).figures}
    return next((figures[name] for name in feeding.figures if name in figures), None)


def agencies_pushing(user: User, feeding: Feeding, month: date, *, on: date) -> list[Agency]:
    """The departments in whose name the user may hold values of the figure."""
    figure = figure_of(feeding, month)
    if figure is None:
        return []
    entering = agencies_entering(user, on=on)
    return [agency for agency in entering if figure.id in figures_of_agency(agency, month)]


def push_of(
    feeding: Feeding,
    month: date,
    *,
    agency: Agency | None = None,
    unit_keys: Collection[int] | None = None,
) -> Push | None:
    """What the register says on the month's reference day, commune by commune; None: no figure."""
    figure = figure_of(feeding, month)
    if figure is None:
        return None
    communes = communes_of(month, unit_keys)
    fed = feeding.values(reference_day(month), set(communes))
    held = held_by(agency, month) if agency else {}
    filed = _filed(communes, month, figure.id)
    rows = tuple(
        PushRow(version, fed.get(key), held.get(key, {}).get(figure.id), filed.get(key), figure)
        for key, version in sorted(communes.items(), key=lambda pair: pair[1].code)
    )
    return Push(feeding, figure, month, rows, state_of(agency, month) if agency else "")


def _filed(units: Collection[int], month: date, figure: str) -> dict[int, Any]:
    criteria_set = set_of_month(month).id
    rows = Filing.objects.filter(
        unit_id__in=units, month=month, criteria_set=criteria_set, latest__isnull=False
    )
    told = rows.values_list("unit_id", f"latest__figures__{figure}")
    return {unit: value for unit, value in told if value is not None}


def push_figure(
    figure: str,
    values: Mapping[int, Any],
    month: date,
    agency: Agency,
    *,
    by: User,
    on: date,
    at: datetime,
    source: str,
    seen: str | None = None,
) -> PutResult:
    """Hold these values by commune in the agency's name: the action that department lists use.

    `source` names the register and the day. A difference from what was filed must be explained.
    """
    if not values:
        raise DomainError("Sổ chưa có số liệu nào để gửi cho tháng này. Hãy ghi sổ trước.")
    told = [NewExpected(unit, figure, value) for unit, value in sorted(values.items())]
    return put_expected_values(
        told, month=month, agency=agency, source=source, by=by, on=on, at=at, seen=seen
    )


def push_register(
    kind: Kind,
    indicator: str,
    month: date,
    agency: Agency,
    *,
    by: User,
    on: date,
    at: datetime,
    seen: str | None = None,
) -> PutResult:
    """Hold what the register says for all communes of which it says anything."""
    feeding = feeding_of(kind, indicator)
    push = push_of(feeding, month, agency=agency)
    if push is None:
        raise DomainError(
            f"Bộ tiêu chí của tháng {show_month(month)} không có chỉ tiêu mà sổ này cung cấp số."
        )
    if agency not in agencies_pushing(by, feeding, month, on=on):
        raise DomainError(
            f"{agency.name} không phụ trách chỉ tiêu {indicator} tháng {show_month(month)}. "
            "Hãy để cơ quan phụ trách gửi số."
        )
    values = {row.commune.unit_id: row.told for row in push.rows if row.told is not None}
    source = source_of(kind, month)
    return push_figure(
        push.figure.id, values, month, agency, by=by, on=on, at=at, source=source, seen=seen
    )


def source_of(kind: Kind, month: date) -> str:
    return f"Sổ {kind.name}, ngày {show_day(reference_day(month))}"


def feeding_of(kind: Kind, indicator: str) -> Feeding:
    """How the register feeds the indicator; raises where it does not."""
    for feeding in rule_of(kind).feedings:
        if feeding.indicator == indicator:
            return feeding
    raise DomainError(f"Sổ “{kind.name}” không cung cấp số cho chỉ tiêu {indicator}.")
