"""The demo's conventions, campaigns and meetings; invented figures are marked as such."""

from __future__ import annotations

from langmoi.demo.december import December


def add_village_life(stage: December) -> None:
    """Nothing yet."""
