"""The demo's cooperatives; invented figures are marked as such."""

from __future__ import annotations

from langmoi.demo.december import December


def add_registers(stage: December) -> None:
    """Nothing yet."""
