"""The demo's a satisfaction survey; invented figures are marked as such."""

from __future__ import annotations

from langmoi.demo.december import December


def add_surveys(stage: December) -> None:
    """Nothing yet."""
