"""What a commune's page says of the way to its title."""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.overview.model import CommuneLine
from langmoi.web.http import Request


def recognition_context(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """As of the month."""
    return {}
