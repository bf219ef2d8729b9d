"""What a commune's page says of money and works."""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.overview.model import CommuneLine
from langmoi.web.http import Request


def money_context(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """As of the month."""
    return {}
