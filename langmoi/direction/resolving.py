"""Who is meant: from agencies as a document writes them to those of the register."""

from __future__ import annotations

import re
from dataclasses import dataclass

from langmoi.direction.agency_keys import agency_key, plain_key
from langmoi.direction.register import MASS, Register, party_name
from langmoi.places.models import UnitType, UnitVersion
from langmoi.places.queries import find_units

# With their marks: “Mới” is a name, “mỗi” is every one.
_MANY = re.compile(r"\b(?:các|những|toàn thể|tất cả|cấp huyện|cấp xã|từng|mỗi)\b", re.IGNORECASE)
# “Các đơn vị liên quan”: which of them only a person can tell.
_UNCLEAR = re.compile(r"\b(?:lien quan|phu trach|duoc giao|duoc phan cong|chu dau tu|don vi)\b")
_PARTY = re.compile(r"\b(?:huyen uy|thanh uy|thi uy|quan uy)\b")
_AREAS = {
    UnitType.DISTRICT: re.compile(r"\bhuyen\b(?! uy)|\bcap huyen\b|\bdia phuong\b"),
    UnitType.CITY: re.compile(r"\b(?:thanh pho|thi xa)\b|\bcap huyen\b|\bdia phuong\b"),
    UnitType.COMMUNE: re.compile(r"(?<!thi )\bxa\b(?! hoi)|\bcap xa\b"),
    UnitType.WARD: re.compile(r"\bphuong\b|\bcap xa\b"),
    UnitType.TOWNSHIP: re.compile(r"\bthi tran\b|\bcap xa\b"),
}
_DEPARTMENTS = re.compile(r"\b(?:so|ban|nganh|ban nganh|co quan chuyen mon|phong)\b")
_MASS = re.compile(r"\b(?:to chuc chinh tri|doan the|hoi doan the)\b")
_PLACE = re.compile(
    r"^(?:uy ban nhan dan|hoi dong nhan dan )?\s*"
    r"(?P<place>(?:huyen|thanh pho|thi xa|xa|phuong|thi tran|thon|lang) .+)$"
)


@dataclass(frozen=True)
class Missing:
    """An agency that the document names and the register does not have yet."""

    name: str
    short_name: str
    unit: int


@dataclass(frozen=True)
class Resolved:
    """Keys of who is meant. Nobody where that cannot be told; `missing` may then be added."""

    name: str
    agencies: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.agencies or self.units)

    @property
    def tokens(self) -> tuple[str, ...]:
        return (*(f"a{key}" for key in self.agencies), *(f"u{key}" for key in self.units))


def resolve(name: str, register: Register) -> Resolved:
    """By rule: one agency of that name, one place, or all of the kinds named together."""
    key = agency_key(name, register.home.full_name)
    if agency := register.agency_of_key.get(key):
        return Resolved(name, agencies=(agency,))
    whole = plain_key(name)
    if _MANY.search(name):
        return _many(name, whole, register)
    if _PARTY.search(whole):
        return _one_party(name, whole, register)
    if found := _place(name, whole, register):
        return Resolved(name, units=(found.unit_id,))
    return Resolved(name, missing=_missing(name, register))


def _many(name: str, key: str, register: Register) -> Resolved:
    if "lien quan" in key or _UNCLEAR.search(key) and not _areas(key, register):
        return Resolved(name)
    agencies: tuple[int, ...] = ()
    missing: list[Missing] = []
    if _PARTY.search(key):
        agencies = tuple(register.party.values())
        missing = [_party(v) for v in register.below if v.unit_id not in register.party]
        return Resolved(name, agencies=agencies, missing=tuple(missing))
    units = _areas(key, register)
    if not units and _DEPARTMENTS.search(key):
        agencies = register.departments
    if _MASS.search(key):
        agencies = tuple(dict.fromkeys((*agencies, *register.mass.values())))
        named = [one for one in MASS if one not in register.mass]
        missing = [
            Missing(f"{one} {register.home.full_name}", one, register.home.unit_id) for one in named
        ]
    if "mat tran to quoc" in key and (front := register.agency_of_key.get("mat tran to quoc")):
        agencies = tuple(dict.fromkeys((front, *agencies)))
    return Resolved(name, agencies, units, tuple(missing))


def _areas(key: str, register: Register) -> tuple[int, ...]:
    types = [kind for kind, words in _AREAS.items() if words.search(key)]
    if "dia phuong" in key:
        return tuple(v.unit_id for v in register.below)
    return register.of_types(types)


def _one_party(name: str, key: str, register: Register) -> Resolved:
    for place in register.below:
        if key.endswith(f" {plain_key(place.name)}"):
            if place.unit_id in register.party:
                return Resolved(name, agencies=(register.party[place.unit_id],))
            return Resolved(name, missing=(_party(place),))
    return Resolved(name)


def _party(place: UnitVersion) -> Missing:
    return Missing(party_name(place), party_name(place), place.unit_id)


def _place(name: str, key: str, register: Register) -> UnitVersion | None:
    """One place below this one, in any spelling; nobody where two are called so."""
    told = _PLACE.match(key)
    if told is None:
        return None
    keys = {v.unit_id for v in (*register.below, *register.further)}
    found = find_units(told["place"], on=register.on, within=keys)
    return found[0] if len(found) == 1 else None


def _missing(name: str, register: Register) -> tuple[Missing, ...]:
    """One body with a name of its own may be added as it is written."""
    if len(name) > 60 or not name[:1].isupper() or _UNCLEAR.search(plain_key(name)):
        return ()
    base = re.sub(r"\s+(?:tỉnh|huyện|xã)$", "", name)
    whole = f"{base} {register.home.full_name}"
    return (Missing(whole, base[:60], register.home.unit_id),)
