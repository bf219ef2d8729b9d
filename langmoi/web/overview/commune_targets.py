"""What a commune's page says of its targets."""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.overview.model import CommuneLine
from langmoi.programme.models import Target
from langmoi.web.http import Request
from langmoi.web.programme.target_rows import target_rows


def targets_context(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """Its live targets as of the month, the nearest first."""
    user, on = request.user, request.today
    found = Target.objects.visible_to(user, on=on).live().filter(unit=line.unit.key)
    rows = target_rows(found.select_related("document"), month=month, user=user, on=on)
    return {"targets": rows}
