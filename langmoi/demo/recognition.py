"""The demo's dossiers on their way to a title; invented figures are marked as such."""

from __future__ import annotations

from langmoi.demo.december import December


def add_recognition(stage: December) -> None:
    """Nothing yet."""
