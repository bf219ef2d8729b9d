"""What both districts of the access world have of documents that direct, and their reading."""

from __future__ import annotations

PK: dict[str, str] = {}  # address → name of the thing
CODE: dict[str, str] = {}  # address → level


def add(place, people, office):
    """Put the things of this place into the database, each with the place's mark."""
