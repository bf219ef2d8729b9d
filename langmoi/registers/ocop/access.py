"""Who keeps councils and sheets: a district its own, office and department the province's."""

from __future__ import annotations

from datetime import date

from langmoi.people.models import User
from langmoi.places.models import Level, UnitVersion
from langmoi.registers.access import kept_units
from langmoi.registers.kind_list import kind_of
from langmoi.registers.kinds import Kind
from langmoi.registers.models import OcopCouncil

PRODUCT = "ocop_product"
SCORED = {Level.DISTRICT: "district_scored", Level.PROVINCE: "province_scored"}


def product_kind() -> Kind:
    return kind_of(PRODUCT)


def scored_units(user: User, level: Level, *, on: date) -> set[int]:
    """The units about whose products a council of that level may be written up by the user."""
    kind = product_kind()
    state = kind.states_by_id[SCORED[level]]
    return kept_units(user, kind, on=on, writers=state.writers)


def can_keep_council(user: User, council: OcopCouncil, *, on: date) -> bool:
    return council.unit_id in scored_units(user, Level(council.level), on=on)


def council_units(user: User, *, on: date) -> list[UnitVersion]:
    """The districts and the province for which the user writes up councils, by level and code."""
    keys = {level: scored_units(user, level, on=on) for level in (Level.PROVINCE, Level.DISTRICT)}
    every = set().union(*keys.values())
    found = UnitVersion.objects.on(on).filter(unit_id__in=every, level__in=list(keys))
    held = [v for v in found if v.unit_id in keys[Level(v.level)]]
    return sorted(held, key=lambda v: (v.level != Level.PROVINCE, v.code))
