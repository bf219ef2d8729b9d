"""What one report is written from: plain data, read once; sections and tables only word it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from langmoi.core.months import show_month
from langmoi.overview.detail import CommuneMonth
from langmoi.overview.model import Overview
from langmoi.overview.series import SeriesPoint
from langmoi.publishing.department import DepartmentMonth
from langmoi.publishing.money import MoneyPicture
from langmoi.publishing.periods import ReportPeriod
from langmoi.publishing.stages import Stages
from langmoi.registers.ocop.overview import OcopOverview

Outcomes = Mapping[str, str]  # criterion number -> met | not_met | …


@dataclass(frozen=True)
class SolutionLine:
    """What is being done about a criterion of a commune."""

    unit_key: int
    criterion: str
    text: str
    responsible: str
    due_on: date


@dataclass(frozen=True)
class Material:
    """The unit as it stands at the end of the period, and what came to pass since its baseline.

    `overview`: changes “since before” are counted from `baseline`. `before`: outcomes there, of the
    communes that can be set beside; None where there is nothing to compare with.
    """

    overview: Overview
    period: ReportPeriod
    baseline: date
    before: Mapping[int, Outcomes] | None
    closed: Mapping[date, bool] = field(default_factory=dict)  # the months used
    points: Sequence[SeriesPoint] = ()
    solutions: Sequence[SolutionLine] | None = None
    commune: CommuneMonth | None = None
    department: DepartmentMonth | None = None
    money: MoneyPicture | None = None
    stages: Stages | None = None
    ocop: OcopOverview | None = None

    @property
    def is_closed(self) -> bool:
        """Whether every month used is closed: only then can the report be issued."""
        return self.overview.is_closed and all(self.closed.values())

    @property
    def period_name(self) -> str:
        """“tháng 11/2019”, “quý IV năm 2019”; empty for a period that only runs up to a day."""
        if self.period.is_month:
            return f"tháng {show_month(self.period.last)}"
        if len(self.period.months) > 12 or self.period.code.startswith("notice"):
            return ""
        return self.period.words

    @property
    def in_tables(self) -> str:
        """The period as titles of tables have it."""
        return self.period_name or f"đến ngày {self.period.ends_on:%d/%m/%Y}"
