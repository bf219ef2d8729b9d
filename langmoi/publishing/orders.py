"""Which report is wanted: its kind, whose it is, the month that it ends with, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from langmoi.core.errors import DomainError
from langmoi.people.models import Agency
from langmoi.publishing.definitions import (
    Audience,
    Definition,
    audience,
    audiences_of,
    definition,
)
from langmoi.publishing.issuers import ISSUER_OF_LEVEL
from langmoi.publishing.periods import ReportPeriod


@dataclass(frozen=True)
class Order:
    """A report of a unit, or of an agency of that unit, for the month or the period it lies in."""

    kind: str
    unit_key: int
    month: date
    audience_id: str = ""
    agency_key: int | None = None

    @property
    def definition(self) -> Definition:
        return definition(self.kind)

    @property
    def period(self) -> ReportPeriod:
        return self.definition.period(self.month)

    @property
    def audience(self) -> Audience | None:
        return audience(self.audience_id) if self.audience_id else None

    @property
    def agency(self) -> Agency | None:
        return Agency.objects.get(pk=self.agency_key) if self.agency_key else None

    def sender(self, level: str) -> str:
        """The kind of issuer (issuers.yaml). Raises DomainError for who does not send it."""
        who = "department" if self.agency_key else level
        if who not in self.definition.senders:
            raise DomainError(
                f"“{self.definition.name}” không do cấp này lập. Hãy chọn loại báo cáo khác."
            )
        if self.audience is None:
            return "department" if self.agency_key else ISSUER_OF_LEVEL[level]
        if self.audience not in audiences_of(self.definition, who):
            raise DomainError(
                f"“{self.definition.name}” không gửi {self.audience.name}. Hãy chọn nơi nhận khác."
            )
        return self.audience.issuer
