"""What both districts of the access world have of counterpart, debt and double funding."""

from __future__ import annotations

PK: dict[str, str] = {}  # address → name of the thing
CODE: dict[str, str] = {}  # address → level


def add(place, people, office):
    """Nothing yet."""
