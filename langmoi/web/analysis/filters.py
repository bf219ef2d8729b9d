"""A pivot's filters: read from the address, and written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.http import Http404

from langmoi.core.errors import DomainError
from langmoi.core.months import parse_month
from langmoi.law.model import CriteriaSet, Figure
from langmoi.law.supposing import NUMERIC
from langmoi.overview.lines import MonthView
from langmoi.overview.pivot import months_before
from langmoi.overview.pivot_model import Asked, Axis, Measure, Step, Subject
from langmoi.places.models import Level, UnitVersion
from langmoi.web.http import Request
from langmoi.web.months import PARAMETER
from langmoi.web.scope import Scope

AXES = {"don-vi": Axis.UNITS, "tieu-chi": Axis.SUBJECTS, "thang": Axis.MONTHS}
MEASURES = {
    "dat": Measure.MET,
    "ty-le": Measure.SHARE,
    "thay-doi": Measure.CHANGE,
    "gia-tri": Measure.VALUE,
}
STEPS = {"thang": Step.MONTH, "quy": Step.QUARTER, "nam": Step.YEAR}
LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE}
OF = {"tieu-chi": False, "chi-tieu": True}
CELL = "o"  # the chosen cell of a pivot
MONTHS_AT_FIRST = 5  # how many months before the last one are shown where nothing is asked for
MOST_MONTHS = 120

T = TypeVar("T")


@dataclass(frozen=True)
class Filters:
    """What the address asks for, and why some of it could not be."""

    asked: Asked
    faults: tuple[str, ...]
    units: tuple[UnitVersion, ...]  # chosen districts and communes
    choices: tuple[UnitVersion, ...]  # those that can be chosen
    numbers: tuple[str, ...]  # of the chosen criteria or indicators, empty: all

    @property
    def words(self) -> dict[str, str]:
        """The choices as the address writes them."""
        asked = self.asked
        return {
            "hang": _word(AXES, asked.rows),
            "cot": _word(AXES, asked.columns),
            "do": _word(MEASURES, asked.measure),
            "cap": _word(LEVELS, asked.level),
            "theo": _word(OF, asked.of_indicators),
            "buoc": _word(STEPS, asked.step),
            "so_voi": _word(STEPS, asked.against),
            "tu": f"{asked.first:%Y-%m}",
            PARAMETER: f"{asked.last:%Y-%m}",
        }

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Everything that the address holds, so that a link leads to the same table."""
        return [
            *((name.replace("_", "-"), word) for name, word in self.words.items()),
            *(("so", number) for number in self.numbers),
            *(("don-vi", unit.code) for unit in self.units),
        ]

    def said(self) -> list[str]:
        """The filters in words, for the files."""
        asked = self.asked
        said = [f"hàng: {asked.rows.label}; cột: {asked.columns.label}; đo: {asked.measure.label}"]
        said.append(f"bước: {asked.step.label}; so với: một {asked.against.label} trước")
        if self.units:
            said.append("chỉ " + ", ".join(unit.full_name for unit in self.units))
        if self.numbers:
            kind = "chỉ tiêu" if asked.of_indicators else "tiêu chí"
            said.append(f"{kind} {', '.join(self.numbers)}")
        return said


def _word(words: Mapping[str, T], value: T) -> str:
    return next(word for word, known in words.items() if known == value)


def read_filters(request: Request, scope: Scope, view: MonthView) -> Filters:
    """The pivot of the address; what it cannot mean is left out, and said in `faults`."""
    reader = _Reader(request, scope, view)
    return reader.read()


class _Reader:
    def __init__(self, request: Request, scope: Scope, view: MonthView) -> None:
        self.get = request.GET
        self.scope = scope
        self.view = view
        self.faults: list[str] = []

    def read(self) -> Filters:
        home, law = self.view.unit, self.view.criteria_set
        rows, columns = self._axes()
        of_indicators = self._one("theo", OF, False)
        numbers = self._numbers(law, of_indicators)
        first = self._first()
        measure = self._one("do", MEASURES, Measure.MET)
        figure = self._figure(law, numbers, of_indicators) if measure is Measure.VALUE else None
        if measure is Measure.VALUE and figure is None:
            measure = Measure.MET
        choices = self._choices()
        units = self._units(choices)
        asked = Asked(
            rows=rows,
            columns=columns,
            measure=measure,
            level=self._level(Level(home.level)),
            first=first,
            last=self.view.month,
            step=self._one("buoc", STEPS, Step.MONTH),
            against=self._one("so-voi", STEPS, Step.MONTH),
            subjects=chosen_subjects(law, of_indicators, numbers),
            of_indicators=of_indicators,
            unit_key=home.unit_id,
            within=self._within(units),
            figure=figure,
        )
        return Filters(asked, tuple(self.faults), units, choices, numbers)

    def _one(self, name: str, words: Mapping[str, T], default: T) -> T:
        word = self.get.get(name, "")
        if word and word not in words:
            known = ", ".join(words)
            self.faults.append(f"Không hiểu “{name}={word}”. Hãy chọn một trong: {known}.")
        return words.get(word, default)

    def _axes(self) -> tuple[Axis, Axis]:
        is_commune = self.view.unit.level == Level.COMMUNE
        rows = self._one("hang", AXES, Axis.SUBJECTS if is_commune else Axis.UNITS)
        columns = self._one("cot", AXES, Axis.SUBJECTS if rows is Axis.MONTHS else Axis.MONTHS)
        if rows is columns:
            self.faults.append(
                f"Hàng và cột cùng là {rows.label}. Hãy chọn hai thứ khác nhau cho hàng và cột."
            )
            columns = Axis.MONTHS if rows is not Axis.MONTHS else Axis.SUBJECTS
        return rows, columns

    def _first(self) -> date:
        last = self.view.month
        default = months_before(last, MONTHS_AT_FIRST)
        text = self.get.get("tu", "")
        try:
            first = parse_month(text) if text else default
        except DomainError as error:
            self.faults.append(str(error))
            return default
        if first > last:
            self.faults.append(
                f"Tháng đầu {first:%m/%Y} sau tháng cuối {last:%m/%Y}. Hãy đổi lại hai tháng."
            )
            return last
        if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
            self.faults.append(f"Chỉ xem được nhiều nhất {MOST_MONTHS} tháng. Hãy chọn ngắn lại.")
            return months_before(last, MOST_MONTHS - 1)
        opened = min(month for month in self.view.states)
        return max(first, opened)

    def _level(self, home: Level) -> Level:
        order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
        below = order[min(order.index(home) + 1, 2)] if home in order else Level.COMMUNE
        level = self._one("cap", LEVELS, below)
        return level if order.index(level) >= order.index(home) else home

    def _numbers(self, law: CriteriaSet, of_indicators: bool) -> tuple[str, ...]:
        known = [subject.number for subject in subjects_of(law, of_indicators)]
        asked = [number for number in dict.fromkeys(self.get.getlist("so")) if number]
        unknown = [number for number in asked if number not in known]
        if unknown:
            kind = "chỉ tiêu" if of_indicators else "tiêu chí"
            self.faults.append(
                f"{law.name} không có {kind} {', '.join(unknown)}. Hãy chọn trong danh sách."
            )
        return tuple(number for number in known if number in asked)

    def _figure(
        self, law: CriteriaSet, numbers: Sequence[str], of_indicators: bool
    ) -> Figure | None:
        found = figure_of(law, numbers[0]) if of_indicators and len(numbers) == 1 else None
        if found is None:
            self.faults.append(
                "Muốn xem số liệu thì chọn theo chỉ tiêu và chọn đúng một chỉ tiêu. "
                "Đang xem số lượt đạt."
            )
        return found

    def _choices(self) -> tuple[UnitVersion, ...]:
        """The districts and communes below the reader's own unit."""
        places, home = self.view.places, self.view.unit
        districts = places.of_level(Level.DISTRICT, home) if self.scope.is_province else []
        return (*districts, *places.communes(home))

    def _units(self, choices: Sequence[UnitVersion]) -> tuple[UnitVersion, ...]:
        asked = {code for code in self.get.getlist("don-vi") if code}
        if asked - {unit.code for unit in choices}:
            raise Http404  # another's unit, or nobody's: the reader cannot tell which
        return tuple(unit for unit in choices if unit.code in asked)

    def _within(self, units: Sequence[UnitVersion]) -> frozenset[int]:
        communes = (self.view.places.communes(unit) for unit in units)
        return frozenset(version.unit_id for found in communes for version in found)


def subjects_of(law: CriteriaSet, of_indicators: bool) -> tuple[Subject, ...]:
    """Every criterion of the law, or every indicator."""
    if not of_indicators:
        return tuple(Subject(c.number, c.name, c.number) for c in law.criteria)
    return tuple(Subject(i.number, i.text, c.number) for c in law.criteria for i in c.indicators)


def chosen_subjects(
    law: CriteriaSet, of_indicators: bool, numbers: Sequence[str]
) -> tuple[Subject, ...]:
    every = subjects_of(law, of_indicators)
    return tuple(s for s in every if s.number in numbers) if numbers else every


def figure_of(law: CriteriaSet, number: str) -> Figure | None:
    """The figure of an indicator: of several tests the first that holds a number to a bound."""
    tests = [test for i in law.indicators if i.number == number for test in i.tests]
    held = [test for test in tests if test.operator in NUMERIC]
    return law.figure((held or tests)[0].figure) if tests else None
