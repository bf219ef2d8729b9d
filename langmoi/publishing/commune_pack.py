"""The reports of many communes in one month: what they share is read once, not for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from langmoi.overview.commune import CommuneMonths
from langmoi.overview.lines import commune_lines, view_of
from langmoi.overview.queries import commune_overviews
from langmoi.places.models import UnitVersion
from langmoi.publishing.building import Making, content_of, refuse_empty
from langmoi.publishing.material import Material, SolutionLine
from langmoi.publishing.model import ReportContent
from langmoi.publishing.orders import Order
from langmoi.publishing.reading import baseline_of, months_of, sender_of, solutions_for
from langmoi.publishing.since import since

KIND = "commune_month"


class CommunePack:
    """Reads the month of some communes of one province. Raises DomainError as for one of them."""

    def __init__(self, communes: Sequence[UnitVersion], month: date) -> None:
        self._period = Order(KIND, communes[0].unit_id, month).period
        view = view_of(month, communes[0].unit_id)
        lines = commune_lines(view, communes)
        self._overviews = {line.unit.key: o for line, o in commune_overviews(view, lines)}
        self._months = months_of(self._period)
        self._baseline = baseline_of(self._period, self._months)
        self._since = since(view, lines, self._baseline)
        self._communes = CommuneMonths(view, lines)
        self._solutions: dict[int, list[SolutionLine]] = defaultdict(list)
        for solution in solutions_for(list(self._overviews), month):
            self._solutions[solution.unit_key].append(solution)

    def report(self, unit_key: int, making: Making) -> ReportContent:
        """As `build_report` gives it; DomainError where the commune has nothing to report."""
        order, current = Order(KIND, unit_key, self._period.last), self._overviews[unit_key]
        refuse_empty(current)
        return content_of(
            self._material(unit_key), order.definition, making, sender_of(order, current)
        )

    def _material(self, unit_key: int) -> Material:
        current, period = self._overviews[unit_key], self._period
        counted, before = self._since.counted(current)
        return Material(
            overview=counted,
            period=period,
            baseline=self._baseline,
            before=before,
            closed={m: closed for m, closed in self._months.items() if m >= period.first},
            solutions=self._solutions[unit_key],
            commune=self._communes.of(current.communes[0]),
        )
