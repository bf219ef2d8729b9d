"""Titles: which communes have been recognised as of a day, apart from what their figures say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from langmoi.overview.model import Recognition
from langmoi.places.models import FactKind, UnitFact


@dataclass(frozen=True)
class Titles:
    """The titles held that day, and the units of which that is not known."""

    held: Mapping[int, Recognition]
    unknown: frozenset[int]


def titles_on(day: date, unit_keys: Collection[int]) -> Titles:
    """A title “known by” a later day may or may not have been held already: that is unknown."""
    facts = UnitFact.objects.filter(kind=FactKind.RECOGNISED, unit_id__in=unit_keys)
    held: dict[int, Recognition] = {}
    unknown: set[int] = set()
    for fact in facts.order_by(F("valid_from").asc(nulls_first=True), "pk"):
        title = recognition_of(fact)
        if fact.valid_from is not None and fact.valid_from > day:
            if title and title.decided_on is None:
                unknown.add(fact.unit_id)
        elif title and (fact.valid_to is None or fact.valid_to >= day):
            held[fact.unit_id] = title
        elif title is None:
            held.pop(fact.unit_id, None)  # a later fact says that it no longer holds
    return Titles(held, frozenset(unknown - held.keys()))


def recognition_of(fact: UnitFact) -> Recognition | None:
    """The title that a fact tells; None where it says that there is none."""
    if fact.value is False or fact.value is None:
        return None
    told: Mapping[str, Any] = fact.value if isinstance(fact.value, dict) else {}
    year = told.get("standard_year")
    return Recognition(
        standard_year=int(year) if year else None,
        decision=str(told.get("decision") or ""),
        decided_on=_day(told.get("decided_on")),
        known_by=_day(told.get("known_by")) or (None if told else fact.valid_from),
        source=fact.source,
        certainty=fact.certainty,
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
