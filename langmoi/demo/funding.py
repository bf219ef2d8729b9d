"""The demo's projects, money and contributions; invented figures are marked as such."""

from __future__ import annotations

from langmoi.demo.december import December


def add_funding(stage: December) -> None:
    """Nothing yet."""
