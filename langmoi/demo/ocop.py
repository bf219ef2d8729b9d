"""The demo's OCOP products, schemes and linkages; invented figures are marked as such."""

from __future__ import annotations

from langmoi.demo.december import December


def add_ocop(stage: December) -> None:
    """Nothing yet."""
