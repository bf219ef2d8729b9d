"""The agencies and places that one place's documents can give tasks to on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from langmoi.direction.agency_keys import agency_key, plain_key
from langmoi.people.access import with_descendants
from langmoi.people.models import Agency
from langmoi.places.models import Level, UnitType, UnitVersion
from langmoi.places.queries import unit_versions, version_of

_DEPARTMENT = ("so ", "ban ", "cuc ", "chi cuc ", "cong an", "bo chi huy", "bao hiem xa hoi")
_MORE_DEPARTMENTS = ("thanh tra", "kho bac", "ngan hang nha nuoc", "phong ")
_NO_DEPARTMENT = ("ban thuong vu", "ban chi dao", "ban to chuc", "ban tuyen giao", "ban nhan dan")
# The political and social organisations of the law on the Front, beside the Front itself.
MASS = (
    "Hội Liên hiệp Phụ nữ",
    "Hội Nông dân",
    "Hội Cựu chiến binh",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "Liên đoàn Lao động",
)
PARTY = ("huyen uy", "thanh uy", "thi uy")


@dataclass(frozen=True)
class Group:
    """Agencies or places that documents name together."""

    id: str
    label: str
    agencies: tuple[int, ...] = ()
    units: tuple[int, ...] = ()


@dataclass(frozen=True)
class Register:
    """What there is for one place: its agencies, the places right below it, and those below them.

    `party` are the committees of the Party at the places below, by the key of the place.
    """

    on: date
    home: UnitVersion
    agencies: tuple[Agency, ...]
    below: tuple[UnitVersion, ...]
    further: tuple[UnitVersion, ...]
    party: dict[int, int]

    @classmethod
    def of(cls, unit: int, on: date) -> Register:
        """As it is that day; three reads however large the place is."""
        home = version_of(unit, on) or UnitVersion.objects.filter(unit=unit).latest("valid_from")
        keys = with_descendants({unit}, on=on) - {unit}
        under = [v for v in unit_versions(on, unit_keys=keys) if _is_told(v, home)]
        below = tuple(v for v in under if v.parent_id == unit)
        near = [unit, *(v.unit_id for v in below)]
        lasting = (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) & (
            Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        )
        found = list(Agency.objects.filter(lasting, unit__in=near).order_by("name"))
        return cls(
            on=on,
            home=home,
            agencies=tuple(a for a in found if a.unit_id == unit),
            below=below,
            further=tuple(v for v in under if v.parent_id != unit),
            party={a.unit_id: a.pk for a in found if _is_party(a) and a.unit_id != unit},
        )

    @cached_property
    def agency_of_key(self) -> dict[str, int]:
        """Each agency by its name and its short name; a key that two have is nobody's."""
        named = [
            (agency_key(name, self.home.full_name), agency.pk)
            for agency in self.agencies
            for name in {agency.name, agency.short_name}
        ]
        counts = Counter(key for key, _ in set(named))
        return {key: pk for key, pk in named if counts[key] == 1}

    @cached_property
    def departments(self) -> tuple[int, ...]:
        return tuple(a.pk for a in self.agencies if _is_department(a))

    @cached_property
    def mass(self) -> dict[str, int]:
        """The organisations that there are, by their names."""
        keys = {name: self.agency_of_key.get(agency_key(name, "")) for name in MASS}
        return {name: pk for name, pk in keys.items() if pk is not None}

    def of_types(self, types: Iterable[UnitType]) -> tuple[int, ...]:
        """Places of these types, those right below first."""
        wanted = set(types)
        return tuple(v.unit_id for v in (*self.below, *self.further) if v.type in wanted)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What a person may choose at once; none that would be empty."""
        found = (
            Group("below", f"Tất cả {len(self.below)} {self.below_words}", (), self._below_keys),
            Group("further", f"Tất cả {len(self.further)} xã, phường, thị trấn", (), tuple(
                v.unit_id for v in self.further)),
            Group("departments", f"Tất cả {len(self.departments)} sở, ban, ngành, phòng",
                  self.departments),
            Group("mass", f"Các tổ chức chính trị - xã hội ({len(self.mass)})",
                  tuple(self.mass.values())),
            Group("party", f"Các huyện ủy, thành ủy ({len(self.party)})",
                  tuple(self.party.values())),
        )  # fmt: skip
        return tuple(one for one in found if one.agencies or one.units)

    @property
    def _below_keys(self) -> tuple[int, ...]:
        return tuple(v.unit_id for v in self.below)

    @property
    def below_words(self) -> str:
        words = {Level.DISTRICT: "huyện, thành phố", Level.COMMUNE: "xã, phường, thị trấn"}
        return words.get(Level(self.below[0].level), "thôn, làng") if self.below else ""

    @cached_property
    def names(self) -> dict[str, str]:
        """Every agency and place by its token, as it is shown."""
        told = {f"a{a.pk}": a.short_name if len(a.short_name) > 3 else a.name
                for a in self.agencies}  # fmt: skip
        told |= {f"a{pk}": self._party_name(unit) for unit, pk in self.party.items()}
        return told | {f"u{v.unit_id}": _unit_words(v) for v in (*self.below, *self.further)}

    def _party_name(self, unit: int) -> str:
        place = next(v for v in self.below if v.unit_id == unit)
        return party_name(place)


def party_name(place: UnitVersion) -> str:
    """“Huyện ủy Đăk Tô”, “Thành ủy Kon Tum”."""
    first = {UnitType.CITY: "Thành ủy", UnitType.DISTRICT: "Huyện ủy"}
    return f"{first.get(UnitType(place.type), 'Đảng ủy')} {place.name}"


def _unit_words(version: UnitVersion) -> str:
    return f"UBND {version.full_name}" if version.level != Level.VILLAGE else version.full_name


def _is_told(version: UnitVersion, home: UnitVersion) -> bool:
    """Villages are told by their commune only."""
    return version.level != Level.VILLAGE or home.level == Level.COMMUNE


def _is_party(agency: Agency) -> bool:
    return plain_key(agency.name).startswith(PARTY)


def _is_department(agency: Agency) -> bool:
    key = plain_key(agency.name)
    return key.startswith((*_DEPARTMENT, *_MORE_DEPARTMENTS)) and not key.startswith(_NO_DEPARTMENT)
