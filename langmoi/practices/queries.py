"""Reads of the register: searching, and what there is for each criterion."""

from __future__ import annotations

from langmoi.core.text import search_key
from langmoi.practices.models import GoodPractice, PracticeQuerySet


def search_practices(
    found: PracticeQuerySet, *, text: str = "", criterion: str = "", origin: str = ""
) -> PracticeQuerySet:
    """Entries with all words of the text, in any spelling; of one criterion; from here or not."""
    for word in search_key(text).split():
        found = found.filter(search_key__contains=word)
    if criterion:
        found = found.filter(criterion=criterion)
    if origin == "trong-tinh":
        found = found.filter(origin__isnull=False)
    if origin == "ngoai-tinh":
        found = found.exclude(origin_text="")
    return found


def practices_by_criterion() -> dict[str, list[GoodPractice]]:
    """The entries offered for each criterion by its id, the newest first; one query."""
    found: dict[str, list[GoodPractice]] = {}
    offered = GoodPractice.objects.offered()
    for practice in offered.only("pk", "title", "criterion", "is_illustrative"):
        found.setdefault(practice.criterion, []).append(practice)
    return found
