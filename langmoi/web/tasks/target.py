"""A task's target, measured from the figures of the newest month; nobody types how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from langmoi.core.errors import DomainError
from langmoi.core.numbers import show_number
from langmoi.direction.models import TaskInstance
from langmoi.direction.targets import read_target
from langmoi.overview.measures import TargetMonth, measure_target
from langmoi.people.access import units_in_scope
from langmoi.places.models import Level
from langmoi.places.queries import version_of
from langmoi.reporting.models import ReportingMonth
from langmoi.web.http import Request
from langmoi.web.months import newest_month


@dataclass(frozen=True)
class TargetShown:
    """The target in words; how far it is, or why that is not known."""

    words: str
    month: ReportingMonth | None = None
    found: TargetMonth | None = None
    problem: str = ""
    is_listed: bool = False  # whether the reader may see the communes behind the count

    @property
    def share(self) -> str:
        share = self.found.measured.share if self.found else None
        if share is None:
            return ""
        exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
        return f"{show_number(exact, 1)}%"


def target_of(request: Request, instance: TaskInstance) -> TargetShown | None:
    """Over the communes of the district that the task was given to; else of the document's place.

    None where the task has no target that figures can measure.
    """
    told = instance.assignment.task.target
    if told is None:
        return None
    target = read_target(told)
    month = newest_month(request)
    if month is None:
        return TargetShown(str(target), problem="Chưa có tháng số liệu nào được mở.")
    unit = _unit_of(instance, request)
    try:
        found = measure_target(target, month.month, unit_key=unit)
    except DomainError as error:
        return TargetShown(str(target), month, problem=str(error))
    is_listed = found.overview.unit.key in units_in_scope(request.user, on=request.today)
    return TargetShown(str(target), month, found, is_listed=is_listed)


def _unit_of(instance: TaskInstance, request: Request) -> int:
    """A village's figures are its commune's; what is given to either counts for the document's."""
    given = instance.assignment.unit_id
    if given is not None:
        version = version_of(given, request.today)
        if version and version.level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
            return given
    return instance.assignment.task.directive.unit_id
