"""Pivots of units × criteria (or indicators) × months, and the list behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from langmoi.core.errors import DomainError
from langmoi.core.months import month_range, previous_month, reference_day, show_month
from langmoi.law.judge import Outcome
from langmoi.overview.cube import NOBODY, Cube, read_cube
from langmoi.overview.pivot_model import Asked, Axis, Behind, Cell, Head, Measure, Pivot, Step
from langmoi.overview.values import put_together
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import populations_near

Counts = npt.NDArray[np.int64]  # [what, row, column]: met, of, change, pairs


def pivot(asked: Asked) -> Pivot:
    """The table asked for; three queries and one for each kind of fact, whatever its size.

    Raises DomainError for months the wrong way round and for a last month that was not opened.
    """
    return _Cutter(asked).table()


def behind(asked: Asked, row: str, column: str) -> list[Behind]:
    """Every outcome behind one number; an empty key stands for all rows, or all columns."""
    cutter = _Cutter(asked)
    return list(cutter.behind({asked.rows: row, asked.columns: column}))


def shown_months(first: date, last: date, step: Step) -> list[date]:
    """The months that are shown: of each quarter or year its last, and always the last of all."""
    months = month_range(first, last)
    return [m for m in months if m.month % step.months == 0 or m == last]


def months_before(month: date, count: int) -> date:
    for _ in range(count):
        month = previous_month(month)
    return month


class _Cutter:
    """Cuts one cube; rows and columns are looked up by the axes asked for."""

    def __init__(self, asked: Asked) -> None:
        if asked.first > asked.last:
            raise DomainError(
                f"Tháng đầu {show_month(asked.first)} sau tháng cuối {show_month(asked.last)}. "
                "Hãy đổi lại hai tháng."
            )
        self.asked = asked
        shown = shown_months(asked.first, asked.last, asked.step)
        bases = {month: months_before(month, asked.against.months) for month in shown}
        self.cube = read_cube(
            [*shown, *bases.values()],
            [subject.number for subject in asked.subjects],
            unit_key=asked.unit_key,
            only=asked.within or None,
            of_indicators=asked.of_indicators,
            figure=asked.figure.id if asked.figure else "",
        )
        at = {month: place for place, month in enumerate(self.cube.months)}
        self.months = [month for month in shown if month in at]
        self.at = [at[month] for month in self.months]
        self.base = [at.get(bases[month]) for month in self.months]
        self.shown = np.flatnonzero(self.cube.present[self.at].any(axis=0))
        self.groups = _groups(asked, self.cube, self.at, self.shown)

    # ---- the table

    def table(self) -> Pivot:
        asked, cube = self.asked, self.cube
        whole = self._ordered(self._counts())
        values = self._values() if asked.measure is Measure.VALUE else None
        rows, columns = self.heads(asked.rows), self.heads(asked.columns)
        cells = tuple(
            tuple(self._cell(counts, values, r, c) for c, counts in enumerate(row))
            for r, row in enumerate(whole.transpose(1, 2, 0).tolist())
        )
        adds_rows, adds_columns = asked.rows is not Axis.MONTHS, asked.columns is not Axis.MONTHS
        ends = whole.sum(axis=2) if adds_columns else whole[:, :, -1]
        foot = whole.sum(axis=1) if adds_rows else whole[:, -1, :]
        corner = foot.sum(axis=1) if adds_columns else foot[:, -1]
        base = self.base[-1]
        return Pivot(
            asked=asked,
            criteria_set=cube.criteria_set,
            rows=rows,
            columns=columns,
            cells=cells,
            ends=tuple(map(_cell, ends.T.tolist())),
            foot=tuple(map(_cell, foot.T.tolist())) if adds_rows else (),
            corner=_cell(corner.tolist()) if adds_rows else None,
            against_month=None if base is None else cube.months[base],
        )

    def heads(self, axis: Axis) -> tuple[Head, ...]:
        if axis is Axis.SUBJECTS:
            return tuple(Head(s.number, s.name, subject=s) for s in self.asked.subjects)
        if axis is Axis.MONTHS:
            same = self.cube.is_same_law
            return tuple(
                Head(f"{m:%Y-%m}", show_month(m), month=m, is_broken=not same[at])
                for m, at in zip(self.months, self.at, strict=True)
            )
        return tuple(Head(unit.code, unit.full_name, unit=unit) for unit, _ in self.groups)

    def _counts(self) -> Counts:
        """[what, month, group, subject], summed over the units of each group.

        Where subjects are added up, that comes first: there is then one for all.
        """
        cube, at = self.cube, self.at
        # A month that has none before it is compared with itself, and then left out as unpaired.
        pairs = zip(at, self.base, strict=True)
        base = [month if before is None else before for month, before in pairs]
        is_paired = np.array([before is not None for before in self.base])
        same = np.array(cube.is_same_law)[at][:, None]
        counted = cube.counted.astype(
            np.float64
        )  # exact: counts are small, and floats multiply fast
        each = 1
        if self.asked.third is Axis.SUBJECTS:
            counted, each = counted.sum(axis=2, keepdims=True), counted.shape[2]
        there = cube.present[at] & same
        both = cube.told[at] & cube.told[base] & is_paired[:, None] & same
        ones = np.full((1, 1, counted.shape[2]), each)
        parts = (
            counted[at] * same[:, :, None],
            there[:, :, None] * ones,
            (counted[at] - counted[base]) * both[:, :, None],
            both[:, :, None] * ones,
        )
        if self.asked.level == Level.COMMUNE:
            found = np.stack([part[:, self.shown] for part in parts])
        else:
            members = np.stack([g[at] for _, g in self.groups], axis=1).astype(np.float64)
            found = np.stack([members @ part for part in parts])
        return found.astype(np.int64)

    def _ordered(self, counts: Counts) -> Counts:
        """[what, row, column]: the third axis added up, or its last month taken."""
        order = (Axis.MONTHS, Axis.UNITS, Axis.SUBJECTS)
        third = order.index(self.asked.third) + 1
        flat = counts[:, -1] if self.asked.third is Axis.MONTHS else counts.sum(axis=third)
        left = [axis for axis in order if axis is not self.asked.third]
        return flat if left[0] is self.asked.rows else flat.transpose(0, 2, 1)

    # ---- figures themselves

    def _values(self) -> dict[tuple[int, int], tuple[Decimal | None, int]]:
        """By month and group: the figure of the group's communes, and how many told it."""
        figure, cube = self.asked.figure, self.cube
        assert figure is not None  # noqa: S101 - refused at the door
        keys = [unit.unit_id for unit in cube.units]
        near = populations_near(reference_day(self.months[-1]), keys)
        people = [near.get(key) for key in keys]
        found = {}
        for place, month in enumerate(self.at):
            for g, (_, members) in enumerate(self.groups):
                chosen = np.flatnonzero(members[month])
                told = [(cube.values[month, u], people[u]) for u in chosen]
                found[place, g] = put_together(figure, told)
        return found

    def _cell(
        self,
        counts: Sequence[int],
        values: dict[tuple[int, int], tuple[Decimal | None, int]] | None,
        row: int,
        column: int,
    ) -> Cell:
        cell = _cell(counts)
        if values is None:
            return cell
        place = {self.asked.rows: row, self.asked.columns: column}
        month = place.get(Axis.MONTHS, len(self.months) - 1)
        value, told = values[month, place.get(Axis.UNITS, 0)]
        return Cell(cell.met, cell.of, cell.change, value, told)

    # ---- the list behind a number

    def behind(self, chosen: dict[Axis, str]) -> Iterator[Behind]:
        cube = self.cube
        month = self._month(chosen.get(Axis.MONTHS, ""))
        members = self._members(chosen.get(Axis.UNITS, ""), month)
        wanted = chosen.get(Axis.SUBJECTS, "")
        counted = cube.counted
        for u in np.flatnonzero(members):
            unit = cube.units[u]
            for s, subject in enumerate(self.asked.subjects):
                if wanted in ("", subject.number):
                    code = int(cube.outcomes[month, u, s])
                    yield Behind(
                        unit=unit,
                        district=cube.names.get(int(cube.above[month, u])),
                        subject=subject,
                        month=cube.months[month],
                        outcome="" if code == NOBODY else Outcome(code).key,
                        is_counted=bool(counted[month, u, s]),
                        figures_month=cube.figures_months[month, u],
                        value=cube.values[month, u],
                    )

    def _month(self, key: str) -> int:
        keys = {f"{month:%Y-%m}": at for month, at in zip(self.months, self.at, strict=True)}
        if key and key not in keys:
            raise DomainError(f"Không có cột tháng “{key}” trong bảng này. Hãy mở lại từ bảng.")
        return keys[key] if key else self.at[-1]

    def _members(self, code: str, month: int) -> npt.NDArray[np.bool_]:
        chosen = [members[month] for unit, members in self.groups if code in ("", unit.code)]
        if not chosen:
            raise DomainError(f"Không có đơn vị “{code}” trong bảng này. Hãy mở lại từ bảng.")
        return np.asarray(np.any(chosen, axis=0))


Group = tuple[UnitVersion, npt.NDArray[np.bool_]]  # with its members: month × unit


def _groups(
    asked: Asked, cube: Cube, at: Sequence[int], shown: npt.NDArray[np.int64]
) -> list[Group]:
    """The units that are told of, by code, each with its communes in every month."""
    if asked.level == Level.COMMUNE:
        each = np.eye(len(cube.units), dtype=bool)
        return [(cube.units[place], cube.present & each[place]) for place in shown]
    if asked.level == Level.DISTRICT:
        keys = sorted({int(key) for key in cube.above[at].flat if key})
        found = [(cube.names[key], cube.above == key) for key in keys]
        return sorted(found, key=lambda group: group[0].code)
    return [(_whole(asked, cube), cube.present)]


def _whole(asked: Asked, cube: Cube) -> UnitVersion:
    """The unit within which all is read."""
    if asked.unit_key is not None and asked.unit_key in cube.names:
        return cube.names[asked.unit_key]
    return next(unit for unit in cube.names.values() if unit.level == Level.PROVINCE)


def _cell(counts: Sequence[int]) -> Cell:
    met, of, change, pairs = counts
    return Cell(met if of else None, of, change if pairs else None)
