"""Names of units as people write them: with or without the type, the marks, the spaces."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.core.text import search_key
from langmoi.places.models import UnitType

# What may stand before a name, as search keys; longer ones first.
PREFIXES = {
    "thanh pho": UnitType.CITY,
    "thi tran": UnitType.TOWNSHIP,
    "phuong": UnitType.WARD,
    "huyen": UnitType.DISTRICT,
    "tinh": UnitType.PROVINCE,
    "thon": UnitType.VILLAGE,
    "lang": UnitType.VILLAGE,
    "xa": UnitType.COMMUNE,
    "tp": UnitType.CITY,
    "tt": UnitType.TOWNSHIP,
}


@dataclass(frozen=True)
class WrittenName:
    """A name without its type, the type where it was written, and the whole as written."""

    key: str
    whole: str
    types: tuple[UnitType, ...] = ()


def read_name(text: str) -> WrittenName:
    """“Xã Đăk Long” is the commune “dak long”; “Đăk Long” may be anything of that name."""
    key = search_key(text)
    for prefix, unit_type in PREFIXES.items():
        rest = key.removeprefix(prefix + " ")
        if rest != key:
            return WrittenName(rest, key, (unit_type,))
    return WrittenName(key, key)
