"""The card of titles in danger on the page of a province or district."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from langmoi.overview.titles_at_risk import titles_at_risk
from langmoi.reporting.models import ReportingMonth
from langmoi.web.http import Request
from langmoi.web.months import months_of


def titles_context(
    request: Request, month: ReportingMonth, communes: Collection[int]
) -> dict[str, Any]:
    """Of the last month closed by the one that is shown: only official outcomes count."""
    closed = [m.month for m in months_of(request) if m.is_closed and m.month <= month.month]
    return {"titles_risk": titles_at_risk(max(closed), communes) if closed else None}
