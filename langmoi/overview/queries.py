"""The overview of a month, for a province, a district or a commune; the months and the trend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.assessment import rollup
from langmoi.assessment.rollup import DEFAULT_BANDS, Band
from langmoi.core.errors import DomainError
from langmoi.core.memory import kept_large
from langmoi.core.text import capital
from langmoi.law.model import CriteriaSet
from langmoi.law.published import stamp as law_stamp
from langmoi.overview.borders import lines_in_borders
from langmoi.overview.commune import commune_month
from langmoi.overview.criterion import criterion_month
from langmoi.overview.lines import MonthView, commune_lines, view_of
from langmoi.overview.model import BandCount, CommuneLine, Overview, UnitRef
from langmoi.overview.places import ref
from langmoi.overview.series import months_available, series
from langmoi.overview.standings import OFFICIAL
from langmoi.overview.thresholds import count_thresholds
from langmoi.places.models import Level, UnitVersion

__all__ = [
    "DEFAULT_BANDS",
    "commune_month",
    "commune_overviews",
    "criterion_month",
    "months_available",
    "overview",
    "series",
]


def overview(
    month: date,
    *,
    unit_key: int | None = None,
    bands: Sequence[Band] = DEFAULT_BANDS,
    borders: date | None = None,
    with_districts: bool = True,
) -> Overview:
    """The month of a unit (of no key: the province), over the communes of its reference day.

    A commune that has not filed counts with its last closed month, marked so; one without any
    figures counts as none met and stands in no band. Changes are like with like: over communes
    with figures at both ends, None across a change of the criteria set. With `borders` the month
    is read in the units of that day (langmoi.overview.borders). Raises DomainError for a month
    that was not opened, a unit of another time, and bands that do not fit the set.
    """
    asked = (month, unit_key, tuple(bands), borders, with_districts)
    if borders is not None:
        return _overview(*asked)  # judged anew from figures and facts of several tables
    return kept_large(("overview", *asked, law_stamp()), lambda: _overview(*asked), *OFFICIAL)


def _overview(
    month: date,
    unit_key: int | None,
    bands: Sequence[Band],
    borders: date | None,
    with_districts: bool,
) -> Overview:
    view = view_of(month, unit_key)
    total = len(view.criteria_set.criteria)
    if bands == DEFAULT_BANDS:
        bands = rollup.fit_bands(bands, total)
    roller = _Roller(view, rollup.check_bands(bands, total), borders)
    lines = (
        commune_lines(view, _communes(view)) if borders is None else lines_in_borders(view, borders)
    )
    parts = roller.districts(lines) if with_districts else ()
    return roller.roll(ref(view.unit), lines, parts)


def commune_overviews(
    view: MonthView, lines: Sequence[CommuneLine]
) -> Iterator[tuple[CommuneLine, Overview]]:
    """Each commune's own overview of the month, from lines that were read together."""
    total = len(view.criteria_set.criteria)
    bands = rollup.check_bands(rollup.fit_bands(DEFAULT_BANDS, total), total)
    roller = _Roller(view, bands, None)
    return ((line, roller.roll(line.unit, [line])) for line in lines)


@dataclass(frozen=True)
class _Roller:
    """Rolls lines up into overviews of one month, all with the same law and bands."""

    view: MonthView
    bands: Sequence[Band]
    borders: date | None

    def districts(self, lines: Sequence[CommuneLine]) -> tuple[Overview, ...]:
        """An overview of each district of the lines, where a province has districts."""
        if self.view.unit.level != Level.PROVINCE:
            return ()
        below: dict[UnitRef, list[CommuneLine]] = {}
        for line in lines:
            if line.district.level == Level.DISTRICT:
                below.setdefault(line.district, []).append(line)
        in_order = sorted(below.items(), key=lambda item: item[0].code)
        return tuple(self.roll(district, of_district) for district, of_district in in_order)

    def roll(
        self, unit: UnitRef, lines: Sequence[CommuneLine], districts: tuple[Overview, ...] = ()
    ) -> Overview:
        criteria_set = self.view.criteria_set
        numbers = [criterion.number for criterion in criteria_set.criteria]
        thresholds, unchecked = count_thresholds(criteria_set, self.view.month, lines)
        return Overview(
            unit=unit,
            month=self.view.month,
            criteria_set=criteria_set,
            is_closed=self.view.is_closed,
            communes=tuple(lines),
            bands=tuple(BandCount(*band, rollup.in_band(lines, band)) for band in self.bands),
            met_all=rollup.meeting_all(lines, len(numbers)),
            recognised=tuple(line for line in lines if line.recognition),
            by_criterion=_by_criterion(criteria_set, lines, numbers),
            short=rollup.short_by(lines, numbers),
            sum_change_previous=rollup.total_change(line.change_previous for line in lines),
            sum_change_december=rollup.total_change(line.change_december for line in lines),
            unchecked_thresholds=unchecked,
            thresholds=thresholds,
            borders=self.borders,
            districts=districts,
            recognition_unknown=tuple(line for line in lines if line.is_recognition_unknown),
        )


def _by_criterion(
    criteria_set: CriteriaSet, lines: Sequence[CommuneLine], numbers: Sequence[str]
) -> dict[str, int]:
    counts = criteria_set.not_applicable_counts
    return rollup.by_criterion(lines, numbers, not_applicable_counts=counts)


def _communes(view: MonthView) -> Sequence[UnitVersion]:
    """The communes that count for the unit; refused where there are none."""
    found = view.places.communes(view.unit)
    if not found:
        raise DomainError(
            f"{capital(view.unit.full_name)} không có xã nào lập phiếu vào ngày "
            f"{view.places.day:%d/%m/%Y} (phường, thị trấn không lập phiếu). Hãy chọn đơn vị khác."
        )
    return found
