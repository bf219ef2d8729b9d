"""What every page's frame shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from langmoi.core.installation import is_demo


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"is_demo": is_demo()}
