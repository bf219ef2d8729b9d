"""The groups of communes that a rule may name: what is known of a place that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from langmoi.core.memory import kept
from langmoi.law.model import Period
from langmoi.law.sets import load_set, set_ids
from langmoi.places.models import FactKind, UnitFact

ZONE = "zone:"
_YES_NO = (FactKind.SPECIALLY_DIFFICULT, FactKind.PROGRAMME_135, FactKind.BORDER)


@dataclass(frozen=True)
class GroupFact:
    group: str
    period: Period


def group_names() -> dict[str, str]:
    """Every group by its key, in the order in which it is offered."""
    zones = {
        ZONE + zone.id: f"vùng {zone.name}"
        if not zone.name.lower().startswith("vùng")
        else zone.name
        for set_id in set_ids()
        for zone in load_set(set_id).zones
    }
    return {str(kind): kind.label for kind in _YES_NO} | zones


def group_name(group: str) -> str:
    return group_names().get(group, group) if group else "mọi xã"


def groups_by_unit() -> Mapping[int, tuple[GroupFact, ...]]:
    """What every unit was in, and when; a fact that nobody knows is in none."""
    return kept("funding groups", _groups_by_unit, "places_unitfact")


def _groups_by_unit() -> dict[int, tuple[GroupFact, ...]]:
    found: dict[int, list[GroupFact]] = defaultdict(list)
    for fact in UnitFact.objects.filter(kind__in=(*_YES_NO, FactKind.ZONE)).order_by("pk"):
        if fact.kind != FactKind.ZONE and fact.value is not True:
            continue
        group = f"{ZONE}{fact.value}" if fact.kind == FactKind.ZONE else fact.kind
        found[fact.unit_id].append(
            GroupFact(group, Period(fact.valid_from or date.min, fact.valid_to))
        )
    return {unit: tuple(facts) for unit, facts in found.items()}


def groups_on(day: date, facts: Mapping[int, Collection[GroupFact]], unit: int) -> frozenset[str]:
    return frozenset(fact.group for fact in facts.get(unit, ()) if fact.period.covers(day))
