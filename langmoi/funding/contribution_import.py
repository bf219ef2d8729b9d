"""Contributions from a workbook: checked as a whole and shown, then all written or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, Fault
from langmoi.funding.contribution_access import entered_units
from langmoi.funding.contribution_actions import lock_units, same_gift, write
from langmoi.funding.contribution_checks import Given, problems_of
from langmoi.funding.contribution_file import Line, read_contribution_file
from langmoi.funding.contribution_ground import Ground, ground_for
from langmoi.funding.contributions import Contribution
from langmoi.funding.models import Project
from langmoi.people.models import User
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import find_units


@dataclass
class ContributionCheck:
    """What a file would write, or every fault by its cell."""

    gifts: list[Given] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.faults


def check_contributions(content: bytes, *, file_name: str, by: User, on: date) -> ContributionCheck:
    """Read and try every row; writes nothing. Raises for what is no table of contributions."""
    lines = read_contribution_file(content, file_name=file_name)
    reader = _Reader(by, on)
    told = [(line, reader.given(line)) for line in lines]
    gifts = [given for _, given in told if given is not None]
    projects = {given.project for given in gifts if given.project is not None}
    ground = ground_for(by, {given.unit for given in gifts}, on=on, projects=projects)
    there = _standing(gifts)
    for line, given in told:
        if given is not None:
            _check(line, given, ground, there)
    names = {given.unit: _name(ground, given) for given in gifts}
    return ContributionCheck(gifts, [f for line in lines for f in line.faults], names)


def _check(line: Line, given: Given, ground: Ground, there: dict[tuple[object, ...], str]) -> None:
    for problem in problems_of(given, ground):
        line.fault(problem.column, *_parted(problem.message))
    same = same_gift(given)
    if same in there:
        line.fault("unit", f"Khoản giống hệt {there[same]}.", "Hãy bỏ dòng này, hoặc ghi chú khác.")
    there[same] = f"đã có ở dòng {line.number}"


def _parted(message: str) -> tuple[str, str]:
    """What is wrong, and what to do."""
    wrong, mark, remedy = message.rpartition(". Hãy ")
    return (f"{wrong}.", f"Hãy {remedy}") if mark else (message, "")


def _standing(gifts: Sequence[Given]) -> dict[tuple[object, ...], str]:
    """What stands already at the same places on the same days."""
    found = Contribution.objects.standing().filter(
        unit__in={given.unit for given in gifts}, given_on__in={given.given_on for given in gifts}
    )
    fields = (
        "unit_id", "given_on", "project_id", "households", "money", "workdays", "land", "goods",
        "goods_value", "note",
    )  # fmt: skip
    return dict.fromkeys(found.values_list(*fields), "đã được ghi trước đó")


def _name(ground: Ground, given: Given) -> str:
    version = ground.version(given.unit, given.given_on)
    commune = ground.commune(given.unit, given.given_on)
    if version is None or commune is None:
        return ""
    is_village = version.level == Level.VILLAGE
    return f"{version.full_name}, {commune.full_name}" if is_village else commune.full_name


@transaction.atomic
def import_contributions(
    gifts: Sequence[Given], *, file_name: str, by: User, on: date, at: datetime
) -> int:
    """Write what was checked and seen; nothing where meanwhile any of it can no longer be."""
    units = sorted({given.unit for given in gifts})
    projects = {given.project for given in gifts if given.project is not None}
    lock_units(units)
    ground = ground_for(by, units, on=on, projects=projects)
    there = _standing(gifts)
    if any(same_gift(given) in there or problems_of(given, ground) for given in gifts):
        raise DomainError(
            "Chưa ghi gì: từ lúc kiểm tra tệp, sổ đóng góp hoặc công trình đã đổi. "
            "Hãy tải tệp lên lại để kiểm tra."
        )
    rows = write(gifts, ground, at=at)
    told = {"rows": len(rows), "units": len(units), "total": sum(row.total for row in rows)}
    record("contribution.import", file_name, by=by, **told)
    return len(rows)


class _Reader:
    """Finds the places and works that rows name; each name is looked up once."""

    def __init__(self, by: User, on: date) -> None:
        self._entered = entered_units(by, on=on)
        self._named: dict[tuple[str, Level], list[UnitVersion]] = {}
        here = UnitVersion.objects.on(on).filter(unit__in=self._entered, level=Level.COMMUNE)
        self._communes = list(here)
        projects = Project.objects.in_units(self._within_communes())
        self._projects = {code.casefold(): key for key, code in projects.values_list("pk", "code")}

    def given(self, line: Line) -> Given | None:
        """The row as a gift; None where its cells or its place are at fault."""
        day = line.values["given_on"]
        unit = self._unit(line, day) if day else None
        project = self._project(line)
        if line.faults or unit is None or day is None:
            return None
        told = line.values
        return Given(
            unit=unit,
            given_on=day,
            households=told["households"],
            money=told["money"] or 0,
            workdays=told["workdays"] or Decimal(0),
            workday_rate=told["workday_rate"],
            land=told["land"] or Decimal(0),
            land_value=told["land_value"],
            goods=line.texts.get("goods", ""),
            goods_value=told["goods_value"] or 0,
            project=project,
            basis=line.texts.get("basis", ""),
            note=line.texts.get("note", ""),
            donors=told["donors"],
            told_workdays_value=told["told_workdays_value"],
            told_total=told["told_total"],
        )

    def _project(self, line: Line) -> int | None:
        code = line.texts.get("project", "")
        if not code:
            return None
        found = self._projects.get(code.casefold())
        if found is None:
            line.fault("project", f"Không có công trình mã “{code}”.", "Hãy xem lại mã, hoặc bỏ.")
        return found

    def _unit(self, line: Line, day: date) -> int | None:
        commune = self._commune(line, day)
        village = line.texts.get("unit", "")
        if not village:
            if commune is None and not line.texts.get("commune"):
                line.fault("unit", "Chưa ghi thôn.", "Hãy ghi thôn; góp chung cả xã thì ghi xã.")
            return commune.unit_id if commune else None
        if line.texts.get("commune") and commune is None:
            return None
        named = _of_day(self._find(village, Level.VILLAGE), day)
        found = [v for v in named if commune is None or v.parent_id == commune.unit_id]
        if len(found) == 1:
            return found[0].unit_id
        where = f" ở {commune.full_name}" if commune else " trong phạm vi được ghi"
        if found:
            line.fault("unit", f"Có {len(found)} thôn tên “{village}”.", "Hãy ghi mã thôn hoặc xã.")
        else:
            said = f"Không có thôn “{village}”{where} ngày {show_day(day)}."
            line.fault("unit", said, "Hãy xem lại tên thôn, xã hoặc ngày.")
        return None

    def _commune(self, line: Line, day: date) -> UnitVersion | None:
        """The commune named; the only one of the person where none is."""
        text = line.texts.get("commune", "")
        if not text:
            return self._communes[0] if len(self._communes) == 1 else None
        found = _of_day(self._find(text, Level.COMMUNE), day)
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(v.code for v in found)
            line.fault("commune", f"Có {len(found)} xã tên “{text}”.", f"Hãy ghi mã: {codes}.")
        else:
            said = f"Ngày {show_day(day)} không có xã “{text}” trong phạm vi được ghi."
            line.fault("commune", said, "Hãy xem lại tên xã hoặc ngày.")
        return None

    def _find(self, text: str, level: Level) -> list[UnitVersion]:
        key = (text, level)
        if key not in self._named:
            within = self._entered if level == Level.VILLAGE else self._within_communes()
            # A village's code has its commune's in front: 23542-01 is no number, nor a name.
            by_code = UnitVersion.objects.filter(code=text, level=level, unit__in=within)
            self._named[key] = list(by_code) or find_units(text, level=level, within=within)
        return self._named[key]

    def _within_communes(self) -> set[int]:
        """Communes of the person; of a village head the village's own."""
        villages = UnitVersion.objects.filter(unit__in=self._entered, level=Level.VILLAGE)
        return self._entered | {key for key in villages.values_list("parent_id", flat=True) if key}


def _of_day(versions: Sequence[UnitVersion], day: date) -> list[UnitVersion]:
    return [
        v
        for v in versions
        if (v.valid_from is None or v.valid_from <= day)
        and (v.valid_to is None or day <= v.valid_to)
    ]
