"""Reads of the register: searching, and what there is for each criterion."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from langmoi.core.text import search_key
from langmoi.law.model import Criterion
from langmoi.law.sets import load_set, set_ids
from langmoi.places.models import UnitVersion
from langmoi.practices.models import GoodPractice, PracticeQuerySet


def criteria_known(on: date, level: str = "commune") -> dict[str, Criterion]:
    """Every criterion of any set by its id, which all sets share.

    First those of the set in force that day, named as it names them; then what other sets have.
    """
    sets = [found for found in map(load_set, set_ids()) if found.level == level]
    sets.sort(key=lambda found: (found.in_force.covers(on), found.in_force.start), reverse=True)
    known: dict[str, Criterion] = {}
    for criterion in (criterion for found in sets for criterion in found.criteria):
        known.setdefault(criterion.id, criterion)
    return known


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


def names_on(unit_keys: set[int], on: date) -> dict[int, str]:
    """What units are called that day, else what they last were called; in one query."""
    versions = UnitVersion.objects.filter(unit_id__in=unit_keys)
    names = {version.unit_id: version.full_name for version in versions.order_by("valid_from")}
    current = versions.filter(Q(pk__in=UnitVersion.objects.on(on).values("pk")))
    return names | {version.unit_id: version.full_name for version in current}
