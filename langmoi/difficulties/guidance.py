"""Guidance as pages show it beside a criterion: read once, kept while nothing is published."""

from __future__ import annotations

from datetime import date

from langmoi.core.memory import kept
from langmoi.difficulties.models import Guidance

TABLES = ("difficulties_guidance", "people_agency")
OFFICE = "Văn phòng Điều phối NTM tỉnh"

ByCriterion = dict[str, tuple[Guidance, ...]]


def guidance_by_criterion(on: date) -> ByCriterion:
    """What is in force that day for each criterion by its id, the newest first; one query."""
    return kept(("guidance", on), lambda: _read(on), *TABLES)


def _read(on: date) -> ByCriterion:
    found: dict[str, list[Guidance]] = {}
    for one in Guidance.objects.in_force(on).select_related("agency"):
        found.setdefault(one.criterion, []).append(one)
    return {criterion: tuple(of_it) for criterion, of_it in found.items()}


def publisher(guidance: Guidance) -> str:
    return guidance.agency.short_name if guidance.agency else OFFICE
