"""The material of a report, read from the database: a fixed number of queries for each kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from langmoi.core.errors import DomainError
from langmoi.core.installation import is_demo
from langmoi.core.months import show_month
from langmoi.overview.lines import set_id_of, view_of
from langmoi.overview.model import Overview
from langmoi.overview.published import published_series
from langmoi.overview.queries import commune_month, overview, series
from langmoi.overview.series import SeriesPoint
from langmoi.places.models import Level
from langmoi.places.queries import version_of
from langmoi.publishing.building import Making, Sender, content_of, refuse_empty
from langmoi.publishing.department import department_month
from langmoi.publishing.history import loaded_counts
from langmoi.publishing.material import Material, SolutionLine
from langmoi.publishing.model import ReportContent
from langmoi.publishing.money_reading import money_of
from langmoi.publishing.ocop_table import ocop_of
from langmoi.publishing.orders import Order
from langmoi.publishing.periods import ReportPeriod
from langmoi.publishing.since import since
from langmoi.publishing.stages import Stages
from langmoi.reporting.models import MonthState, ReportingMonth, Solution

# What is written from money and contributions.
MONEY = {"money", "B3", "B4", "B5", "B6"}


def build_report(
    order: Order, making: Making, edits: Mapping[str, str] | None = None
) -> ReportContent:
    """The report as the months stand now. Raises DomainError where there is nothing to report."""
    material = material_of(order)
    return content_of(
        material, order.definition, making, sender_of(order, material.overview), edits
    )


def making_of(today: date, by: str, dated: date | None = None) -> Making:
    return Making(today, by, dated, is_demo())


def sender_of(order: Order, current: Overview) -> Sender:
    agency = order.agency
    return Sender(
        kind=order.sender(current.unit.level),
        agency=agency.name if agency else "",
        above=_above(current),
        audience=order.audience,
    )


def _above(current: Overview) -> str:
    """The full name of the unit above a commune's: its district, or later its province."""
    if current.unit.level != Level.COMMUNE:
        return ""
    return current.communes[0].district.full_name if current.communes else ""


def material_of(order: Order) -> Material:
    """Everything that the report is written from."""
    period = order.period
    current = overview(period.last, unit_key=order.unit_key)
    order.sender(current.unit.level)  # refuses who does not send it
    refuse_empty(current)
    _refuse_change_of_set(period, current)
    states = months_of(period)
    baseline = baseline_of(period, states)
    view = view_of(current.month, current.unit.key)
    counted, before = since(view, current.communes, baseline).counted(current)
    wanted = {section.id for section in order.definition.outline} | set(order.definition.tables)
    agency = order.agency
    return Material(
        overview=counted,
        period=period,
        baseline=baseline,
        before=before,
        closed={month: closed for month, closed in states.items() if month >= period.first},
        points=_points(period, order) if "progress" in wanted else (),
        solutions=_solutions(counted) if wanted & {"solutions", "commune_unmet"} else None,
        commune=commune_month(order.unit_key, period.last) if "commune" in wanted else None,
        money=money_of(counted, period) if wanted & MONEY else None,
        department=department_month(agency, counted, period.ends_on) if agency else None,
        stages=_stages(counted, states) if "stages" in wanted else None,
        ocop=ocop_of(counted, period.ends_on) if "B7" in wanted else None,
    )


def months_of(period: ReportPeriod) -> Mapping[date, bool]:
    """The months from the baseline to the end that were opened, and whether each is closed."""
    rows = ReportingMonth.objects.filter(month__gte=period.baseline, month__lte=period.last)
    states = {m: s == MonthState.CLOSED for m, s in rows.values_list("month", "state")}
    missing = [m for m in period.months if m not in states]
    if missing and len(period.months) <= 12 and missing[-1] >= _first_month():
        raise DomainError(
            f"Chưa mở tháng {', '.join(show_month(m) for m in missing)} nên chưa lập được báo cáo "
            f"{period.words}. Hãy chọn kỳ khác."
        )
    return states


def baseline_of(period: ReportPeriod, states: Mapping[date, bool]) -> date:
    """The month before the period, or the first that was opened."""
    return period.baseline if period.baseline in states else min(states)


def _first_month() -> date:
    found = ReportingMonth.objects.order_by("month").values_list("month", flat=True).first()
    return found or date.min


def _refuse_change_of_set(period: ReportPeriod, current: Overview) -> None:
    """A period of months cannot be told in the words of a set that holds for its end alone."""
    if period.is_month or len(period.months) > 12 or not current.communes:
        return
    province = _province_code(current)
    ids = {set_id_of(month, province) for month in (period.first, period.last)}
    if len(ids) > 1 or None in ids:
        raise DomainError(
            f"Trong {period.words} có hai bộ tiêu chí, hoặc có tháng không thuộc bộ tiêu chí nào, "
            "nên không lập được một báo cáo chung. Hãy lập báo cáo từng tháng hoặc từng quý."
        )


def _province_code(current: Overview) -> str:
    version = version_of(current.unit.key, current.month.replace(day=14))
    while version is not None and version.parent_id is not None:
        version = version_of(version.parent_id, current.month.replace(day=14))
    return version.code if version else current.unit.code


def _points(period: ReportPeriod, order: Order) -> tuple[SeriesPoint, ...]:
    key = order.unit_key
    return tuple(p for p in series(key) if period.first <= p.month <= period.last)


def _solutions(current: Overview) -> tuple[SolutionLine, ...]:
    """The solutions in force for the communes, set up to the period's end."""
    return solutions_for([line.unit.key for line in current.communes], current.month)


def solutions_for(unit_keys: Collection[int], month: date) -> tuple[SolutionLine, ...]:
    found = Solution.objects.filter(
        unit_id__in=unit_keys, agency__isnull=True, month__lte=month, ended_on__isnull=True
    ).order_by("pk")
    latest = {(s.unit_id or 0, s.criterion): s for s in found}
    return tuple(
        SolutionLine(unit, criterion, s.text, s.responsible, s.due_on)
        for (unit, criterion), s in latest.items()
    )


def _stages(current: Overview, states: Mapping[date, bool]) -> Stages:
    """Loaded counts of 2010-2015, and the last month of each year since."""
    last_of_year = {month.year: month for month in sorted(states)}
    second = [
        current if month == current.month else _alone(month, current.unit.key)
        for month in last_of_year.values()
    ]
    of_unit, of_districts = loaded_counts(current)
    return Stages(of_unit, of_districts, second, published_series(current.unit.code))


def _alone(month: date, unit_key: int) -> Overview:
    return overview(month, unit_key=unit_key, with_districts=False)
