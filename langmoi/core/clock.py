"""Today, asked only at the doors (pages, commands); everything deeper is told the day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from langmoi.core.errors import DomainError
from langmoi.core.installation import is_demo

DEMO_TODAY = date(2019, 12, 20)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The moment on the day that the program takes for today, as people will read it."""
    return datetime.combine(today(), datetime.now(HANOI).timetz())


def today() -> date:
    """LANGMOI_TODAY where set; the demo's own day in the demo province; else the real day."""
    if settings.TODAY:
        try:
            return date.fromisoformat(settings.TODAY)
        except ValueError as error:
            raise DomainError(
                f"LANGMOI_TODAY là “{settings.TODAY}”, không phải ngày. Hãy ghi như 2019-12-20."
            ) from error
    return DEMO_TODAY if is_demo() else datetime.now(HANOI).date()
