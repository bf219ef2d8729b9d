"""The day of the tests of difficulties, and what a page has shown."""

from __future__ import annotations

from datetime import datetime

from chain_world import TODAY

from langmoi.core.clock import HANOI


def when(day=TODAY):
    return {"on": day, "at": datetime(day.year, day.month, day.day, 9, tzinfo=HANOI)}


def seen(difficulty):
    """The version as the page shows it just now."""
    from langmoi.difficulties.models import Difficulty

    return Difficulty.objects.get(pk=difficulty.pk).version
