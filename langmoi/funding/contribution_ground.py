"""What a contribution is checked against: places of its day, their households, projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from langmoi.funding.contribution_access import entered_units
from langmoi.funding.models import Project, ProjectPlace
from langmoi.people.models import User
from langmoi.places.models import FactKind, Level, UnitFact, UnitVersion
from langmoi.reporting.models import VillageSheet
from langmoi.reporting.villages import HOUSEHOLDS

Dated = list[tuple[date, int]]


@dataclass(frozen=True)
class Households:
    """How many households a place has near a day, and where that is known from."""

    count: int
    source: str


@dataclass
class Ground:
    """Read once for many rows: the user's own units, and all that rows about them may touch."""

    by: User
    on: date
    entered: frozenset[int]
    versions: dict[int, list[UnitVersion]] = field(default_factory=dict)
    of_communes: dict[int, Dated] = field(default_factory=dict)
    of_villages: dict[int, Dated] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    places: dict[int, set[int]] = field(default_factory=dict)

    def version(self, unit: int, day: date) -> UnitVersion | None:
        """The place as it was that day."""
        for version in self.versions.get(unit, ()):
            begun = version.valid_from is None or version.valid_from <= day
            if begun and (version.valid_to is None or day <= version.valid_to):
                return version
        return None

    def commune(self, unit: int, day: date) -> UnitVersion | None:
        """The commune (xã) that the place was, or belonged to, that day."""
        version = self.version(unit, day)
        if version is not None and version.level == Level.VILLAGE:
            version = self.version(version.parent_id, day) if version.parent_id else None
        return version if version is not None and version.files else None

    def households(self, unit: int, day: date) -> Households | None:
        """The last number told by that day, else the first after it; of a village that never told
        one, that of its commune. None where nothing is known."""
        if found := _near(self.of_villages.get(unit, []), day):
            return Households(found[1], f"phiếu thôn tháng {found[0]:%m/%Y}")
        commune = self.commune(unit, day)
        found = _near(self.of_communes.get(commune.unit_id, []), day) if commune else None
        if commune is None or found is None:
            return None
        return Households(found[1], f"cả {commune.full_name}")

    def project_touches(self, project: int, units: Collection[int]) -> bool:
        return bool(self.places.get(project, set()) & set(units))


def ground_for(
    by: User, units: Iterable[int], *, on: date, projects: Collection[int] | None = None
) -> Ground:
    """projects: those that rows name; None for every one that lies at these places."""
    keys = set(units)
    ground = Ground(by, on, frozenset(entered_units(by, on=on)))
    _read_versions(ground, keys)
    parents = {v.parent_id for vs in ground.versions.values() for v in vs if v.parent_id}
    _read_versions(ground, parents - keys)
    _read_households(ground, keys | parents)
    _read_projects(ground, keys | parents, projects)
    return ground


def _read_versions(ground: Ground, keys: set[int]) -> None:
    for version in UnitVersion.objects.filter(unit_id__in=keys).order_by("pk"):
        ground.versions.setdefault(version.unit_id, []).append(version)


def _read_households(ground: Ground, keys: set[int]) -> None:
    communes: dict[int, Dated] = defaultdict(list)
    for fact in UnitFact.objects.filter(unit_id__in=keys, kind=FactKind.HOUSEHOLDS).order_by("pk"):
        communes[fact.unit_id].append((fact.valid_from or date.min, int(fact.value)))
    villages: dict[int, Dated] = defaultdict(list)
    sheets = VillageSheet.objects.filter(village_id__in=keys)
    for unit, month, figures in sheets.values_list("village_id", "month", "figures"):
        if told := figures.get(HOUSEHOLDS):
            villages[unit].append((month, int(told)))
    ground.of_communes, ground.of_villages = dict(communes), dict(villages)


def _read_projects(ground: Ground, keys: set[int], wanted: Collection[int] | None) -> None:
    """A project lies where it is registered and at each of its places."""
    places: dict[int, set[int]] = defaultdict(set)
    found = ProjectPlace.objects.all()
    found = found.filter(unit_id__in=keys) if wanted is None else found.filter(project__in=wanted)
    for project, unit in found.values_list("project_id", "unit_id"):
        places[project].add(unit)
    if wanted is None:
        own = Project.objects.filter(unit_id__in=keys)
        projects = {p.pk: p for p in own} | Project.objects.in_bulk(list(places))
    else:
        projects = Project.objects.in_bulk(list(wanted))
    for key, project in projects.items():
        places[key].add(project.unit_id)
    ground.projects, ground.places = projects, dict(places)


def _near(dated: Dated, day: date) -> tuple[date, int] | None:
    in_order = sorted(dated)
    by_then = [one for one in in_order if one[0] <= day]
    return by_then[-1] if by_then else (in_order[0] if in_order else None)
