"""Reads of places on a day: which units there were, whose they were, what held for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.core.memory import kept
from langmoi.law.lookup import effective_zone
from langmoi.law.model import CriteriaSet
from langmoi.places.models import (
    FactKind,
    Level,
    Succession,
    UnitAlias,
    UnitFact,
    UnitType,
    UnitVersion,
)
from langmoi.places.names import WrittenName, read_name

Keys = Collection[int]
JOINED = Replace("search_key", Value(" "), Value(""))


def unit_versions(
    on: date, *, level: Level | str | None = None, unit_keys: Keys | None = None
) -> list[UnitVersion]:
    """The units of that day as they were then, by official code."""
    found = UnitVersion.objects.on(on)
    if level is not None:
        found = found.filter(level=level)
    if unit_keys is not None:
        found = found.filter(unit_id__in=unit_keys)
    return list(found.order_by("code"))


def filing_communes(on: date, *, within: Keys | None = None) -> list[UnitVersion]:
    """The units that file: communes (xã) of that day, by official code; no wards, no townships."""
    found = kept(("filing communes", on), lambda: _filing_communes(on), "places_unitversion")
    return [v for v in found if within is None or v.unit_id in within]


def _filing_communes(on: date) -> list[UnitVersion]:
    communes = unit_versions(on, level=Level.COMMUNE)
    return [version for version in communes if version.type == UnitType.COMMUNE]


def version_of(unit_key: int, on: date) -> UnitVersion | None:
    """The unit as it was that day; None where it did not exist."""
    found = UnitVersion.objects.on(on).filter(unit_id=unit_key)
    return kept(("version", unit_key, on), found.first, "places_unitversion")


def last_days(unit_keys: Keys) -> dict[int, date | None]:
    """The day on which each unit ended; None for one that goes on."""
    versions = UnitVersion.objects.filter(unit_id__in=unit_keys)
    return {
        version.unit_id: version.valid_to
        for version in versions.order_by(F("valid_to").asc(nulls_last=True))
    }


def unit_by_code(code: str, on: date, level: Level | str | None = None) -> UnitVersion | None:
    """The unit with this official code that day; codes were reused, so the day decides."""
    found = UnitVersion.objects.on(on).filter(code=code)
    return (found.filter(level=level) if level is not None else found).first()


def province_on(code: str, on: date) -> UnitVersion | None:
    """The province of this code, or the one that it has become part of by that day."""
    tables = ("places_unitversion", "places_succession")
    return kept(("province", code, on), lambda: _province_on(code, on), *tables)


def _province_on(code: str, on: date) -> UnitVersion | None:
    provinces = UnitVersion.objects.filter(level=Level.PROVINCE, code=code)
    if found := provinces.on(on).first():
        return found
    former = provinces.filter(valid_to__lt=on).order_by("-valid_to").first()
    if former is None or former.valid_to is None:
        return None
    heirs = successors([former.unit_id], former.valid_to, on)[former.unit_id]
    heir, _ = max(heirs, key=lambda part: part[1])
    return version_of(heir, on)


def find_units(
    text: str,
    *,
    on: date | None = None,
    level: Level | str | None = None,
    within: Keys | None = None,
    begins: bool = False,
) -> list[UnitVersion]:
    """The units that are called so, in any spelling, or have this code; all days without `on`.

    “dak long”, “Đắk Long”, “xã ĐĂK LONG” and “daklong” find the same units. With `begins`, names
    that only begin with the text count where no whole name fits; never import by that.
    """
    wanted = read_name(text)
    found = UnitVersion.objects.all() if on is None else UnitVersion.objects.on(on)
    if level is not None:
        found = found.filter(level=level)
    if within is not None:
        found = found.filter(unit_id__in=within)
    if wanted.types:
        found = found.filter(type__in=wanted.types)
    for condition in _ways_to_match(wanted, begins=begins):
        if versions := list(found.filter(condition)):
            return sorted(versions, key=_by_level_code_and_day)
    return []


def _by_level_code_and_day(version: UnitVersion) -> tuple[int, str, date]:
    return list(Level).index(Level(version.level)), version.code, version.valid_from or date.min


def _ways_to_match(wanted: WrittenName, *, begins: bool) -> list[Q]:
    """From the surest way to the loosest; the first that finds anything decides."""
    key = wanted.key
    if not key:
        return []
    if key.isdigit():
        # “Thôn 1” and “phường 1” are names, 1 and “xã 23467” codes.
        return [*([Q(search_key__in=[key, wanted.whole])] if wanted.types else []), Q(code=key)]
    joined = key.replace(" ", "")
    whole = [
        Q(search_key__in={key, wanted.whole})
        | Q(unit__in=UnitAlias.objects.filter(search_key=key).values("unit")),
        # People type “daklong” and “KonPlong”.
        Q(pk__in=UnitVersion.objects.alias(joined=JOINED).filter(joined=joined))
        | Q(unit__in=UnitAlias.objects.alias(joined=JOINED).filter(joined=joined).values("unit")),
        # A village whose own name begins with its kind: “Làng Đăk Tăng”.
        Q(level=Level.VILLAGE, search_key__in=[f"thon {key}", f"lang {key}"]),
    ]
    return [*whole, Q(search_key__startswith=key)] if begins else whole


def districts_of(unit_keys: Keys, on: date) -> dict[int, UnitVersion]:
    """The district that each unit belonged to that day; from 1/7/2025 there are none."""
    parents = dict(
        UnitVersion.objects.on(on)
        .filter(unit_id__in=unit_keys, parent__isnull=False)
        .values_list("unit_id", "parent_id")
    )
    above = unit_versions(on, level=Level.DISTRICT, unit_keys=set(parents.values()))
    by_key = {version.unit_id: version for version in above}
    return {unit: by_key[parent] for unit, parent in parents.items() if parent in by_key}


def district_of(unit_key: int, on: date) -> UnitVersion | None:
    return districts_of([unit_key], on).get(unit_key)


def facts_on(kind: FactKind | str, on: date, unit_keys: Keys | None = None) -> dict[int, UnitFact]:
    """The fact in force that day, by unit; the later one where two are. Absent is unknown."""
    found = UnitFact.objects.on(on).filter(kind=kind)
    if unit_keys is not None:
        found = found.filter(unit_id__in=unit_keys)
    in_order = found.order_by(F("valid_from").asc(nulls_first=True), "pk")
    return {fact.unit_id: fact for fact in in_order}


def populations_near(on: date, unit_keys: Keys | None = None) -> dict[int, int]:
    """Populations to weigh by: the last known by that day, else the first known after it."""
    found = UnitFact.objects.filter(kind=FactKind.POPULATION)
    if unit_keys is not None:
        found = found.filter(unit_id__in=unit_keys)
    near: dict[int, int] = {}
    for fact in found.order_by(F("valid_from").asc(nulls_first=True), "pk"):
        if fact.unit_id not in near or (fact.valid_from or date.min) <= on:
            near[fact.unit_id] = int(fact.value)
    return near


def tiles_on(on: date, unit_keys: Keys | None = None) -> dict[int, tuple[int, int]]:
    """Where each unit's tile stands on that day's map: column from the west, row from the north."""
    tiles = facts_on(FactKind.TILE, on, unit_keys)
    return {unit: (fact.value["x"], fact.value["y"]) for unit, fact in tiles.items()}


def zones_on(unit_keys: Keys, on: date, criteria_set: CriteriaSet) -> dict[int, str]:
    """The zone whose column counts for each unit that day, after the set's zone rules.

    A unit without a known zone of this set is left out.
    """
    wanted = {zone.id for zone in criteria_set.zones}
    rules = {rule.fact for rule in criteria_set.zone_rules}
    holding: dict[int, set[str]] = defaultdict(set)
    zones: dict[int, str] = {}
    facts = UnitFact.objects.on(on).filter(unit_id__in=unit_keys, kind__in={FactKind.ZONE, *rules})
    for fact in facts.order_by(F("valid_from").asc(nulls_first=True), "pk"):
        if fact.kind == FactKind.ZONE and fact.value in wanted:
            zones[fact.unit_id] = fact.value
        elif fact.kind in rules and fact.value is True:
            holding[fact.unit_id].add(fact.kind)
    return {unit: effective_zone(criteria_set, zone, holding[unit]) for unit, zone in zones.items()}


def successors(
    unit_keys: Keys, from_day: date, to_day: date
) -> dict[int, list[tuple[int, Decimal]]]:
    """What each unit of the first day had become by the second: units and shares of it.

    The shares of a unit add up to 1; a unit that merely changed its name or type is its own
    successor.
    """
    if to_day < from_day:
        raise DomainError(
            f"Không đọc ngược từ ngày {show_day(from_day)} về ranh giới ngày {show_day(to_day)}. "
            "Hãy chọn ngày của ranh giới không sớm hơn ngày của số liệu."
        )
    became: dict[int, list[Succession]] = defaultdict(list)
    for step in Succession.objects.filter(on__gt=from_day, on__lte=to_day):
        became[step.predecessor_id].append(step)
    return {unit: _follow(unit, from_day, became) for unit in unit_keys}


def predecessors(unit_keys: Keys, on: date) -> set[int]:
    """The units that had become part of these by that day, however many steps before."""
    found: set[int] = set()
    layer = set(unit_keys)
    while layer:
        steps = Succession.objects.filter(successor_id__in=layer, on__lte=on)
        layer = set(steps.values_list("predecessor_id", flat=True)) - found
        found |= layer
    return found


def _follow(
    unit: int, since: date, became: dict[int, list[Succession]]
) -> list[tuple[int, Decimal]]:
    steps = [step for step in became.get(unit, []) if step.on > since]
    if not steps:
        return [(unit, Decimal(1))]
    day = min(step.on for step in steps)
    shares: dict[int, Decimal] = defaultdict(Decimal)
    for step in (s for s in steps if s.on == day):
        for heir, share in _follow(step.successor_id, day, became):
            shares[heir] += step.share * share
    return sorted(shares.items())


def names_on(unit_keys: set[int], on: date) -> dict[int, str]:
    """What units are called that day, else what they last were called; in one query."""
    versions = UnitVersion.objects.filter(unit_id__in=unit_keys)
    names = {version.unit_id: version.full_name for version in versions.order_by("valid_from")}
    current = versions.filter(Q(pk__in=UnitVersion.objects.on(on).values("pk")))
    return names | {version.unit_id: version.full_name for version in current}
