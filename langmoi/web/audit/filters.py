"""What of the log is asked for: the filters stand in the address, so that a view can be sent on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from langmoi.core.clock import HANOI
from langmoi.core.days import parse_day
from langmoi.core.errors import DomainError
from langmoi.core.models import AuditEntry

LONGEST_KEY = 18  # digits


@dataclass(frozen=True)
class LogFilters:
    """By person, kind of action, subject, filing (its key), and day; empty means all."""

    person: str = ""
    action: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None
    filing: int | None = None

    @property
    def query(self) -> str:
        """The filters as they stand in an address."""
        told = {
            "nguoi": self.person,
            "viec": self.action,
            "doi-tuong": self.subject,
            "tu": f"{self.first:%Y-%m-%d}" if self.first else "",
            "den": f"{self.last:%Y-%m-%d}" if self.last else "",
            "phieu": str(self.filing or ""),
        }
        return urlencode({key: value for key, value in told.items() if value})

    def apply(self, readable: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Of the rows that may be read those asked for, the newest first."""
        found = readable.order_by("-pk")
        if self.person:
            found = found.filter(actor=self.person)
        if self.action:
            found = found.filter(action=self.action)
        if self.subject:
            found = found.filter(subject__icontains=self.subject)
        if self.filing:
            found = found.filter(detail__filing=self.filing)
        if self.first:
            found = found.filter(at__gte=datetime.combine(self.first, time(), HANOI))
        if self.last:
            end = datetime.combine(self.last + timedelta(days=1), time(), HANOI)
            found = found.filter(at__lt=end)
        return found


def read_filters(request: HttpRequest) -> LogFilters:
    told = request.GET
    first, last = (_day(told.get(name, "")) for name in ("tu", "den"))
    if first and last and last < first:
        raise DomainError("Ngày cuối trước ngày đầu. Hãy sửa một trong hai ngày rồi xem lại.")
    return LogFilters(
        person=told.get("nguoi", "").strip()[:150],
        action=told.get("viec", "").strip()[:60],
        subject=told.get("doi-tuong", "").strip()[:200],
        first=first,
        last=last,
        filing=_key(told.get("phieu", "")),
    )


def _day(text: str) -> date | None:
    return parse_day(text) if text.strip() else None


def _key(text: str) -> int | None:
    """A filing's key; what is none, or larger than any, is passed over."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else None
