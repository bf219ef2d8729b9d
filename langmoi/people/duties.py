"""Writes of responsibility: the default table, an assignment, an agency that goes into another."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.people.access import manages_province
from langmoi.people.actions import Actor
from langmoi.people.models import Agency, AgencySuccession, Duty, Responsibility, Role, User
from langmoi.people.responsibility import day_before, rows_in_force
from langmoi.people.scope import holds
from langmoi.places.models import Certainty, Level, UnitVersion

DATA = Path(__file__).resolve().parent / "data" / "responsibility.yaml"
_FOREVER = date(9999, 12, 31)


@transaction.atomic
def load_responsibility(*, by: Actor) -> int:
    """Fill in the default table, marked as not verified; gives the number of rows made.

    Agencies are made for the provinces that are loaded. What stands already is left as it is.
    """
    table = yaml.safe_load(DATA.read_text("utf-8"))
    agencies = _Agencies(table)
    made = Responsibility.objects.bulk_create(
        [row for part in table["duties"] for row in _rows(part, agencies, table["certainty"])],
        ignore_conflicts=True,
    )
    record("responsibility.load", "bảng phân công mặc định", by=by, rows=len(made))
    return len(made)


@transaction.atomic
def assign_lead(
    criteria_set: CriteriaSet,
    indicator: str,
    agency: Agency,
    *,
    valid_from: date,
    document: str,
    by: Actor,
    on: date,
) -> Responsibility:
    """From that day the agency leads the indicator; who led it before does so until the day before.

    What is entered with its document counts as read in a source.
    """
    if isinstance(by, User) and not holds(by, Role.PROVINCE_OFFICE, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được phân công cơ quan phụ trách.")
    if indicator not in {i.number for i in criteria_set.indicators}:
        raise DomainError(
            f"{criteria_set.name} không có chỉ tiêu {indicator}. Hãy chọn chỉ tiêu trong bảng."
        )
    _refuse_ended_agency(agency, valid_from)
    document = normalise(document)
    leads = rows_in_force(criteria_set, valid_from).filter(indicator=indicator, duty=Duty.LEAD)
    leads.filter(valid_from__lt=valid_from).update(valid_to=day_before(valid_from))
    leads.filter(valid_from=valid_from).delete()
    made = Responsibility.objects.create(
        criteria_set=criteria_set.extends or criteria_set.id,
        indicator=indicator,
        agency=agency,
        duty=Duty.LEAD,
        valid_from=valid_from,
        document=document,
        certainty=Certainty.REPORTED if document else Certainty.RECALLED,
    )
    record("responsibility.assign", made, by=by, document=document, **{"from": str(valid_from)})
    return made


@transaction.atomic
def merge_agency(
    old: Agency, new: Agency, *, on: date, document: str, by: Actor, today: date
) -> AgencySuccession:
    """On that day the old agency's duties go into the new one; said twice with two, it splits."""
    if isinstance(by, User) and not manages_province(by, on=today):
        raise NotAllowed(
            "Chỉ người quản trị cấp tỉnh và Văn phòng Điều phối NTM tỉnh được ghi việc sáp nhập, "
            "chia tách cơ quan."
        )
    if old.pk == new.pk:
        raise DomainError("Cơ quan cũ và cơ quan mới phải khác nhau. Hãy chọn lại.")
    _refuse_ended_agency(new, on)
    made, is_new = AgencySuccession.objects.get_or_create(
        predecessor=old, successor=new, defaults={"on": on, "document": normalise(document)}
    )
    if not is_new:
        raise DomainError(f"Đã ghi {old} vào {new} từ {show_day(made.on)}. Không cần ghi lại.")
    old.valid_to = day_before(on)
    old.save(update_fields=["valid_to"])
    record("agency.merge", made, by=by, on=str(on), document=made.document)
    return made


def _refuse_ended_agency(agency: Agency, day: date) -> None:
    if agency.valid_to and agency.valid_to < day:
        raise DomainError(
            f"{agency} chỉ có đến {show_day(agency.valid_to)}. Hãy chọn cơ quan kế thừa."
        )


class _Agencies:
    """The agencies of the file, made in each province of theirs, with their successions."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._made: dict[tuple[str, str], Agency] = {}
        self.provinces = [p for p in table["provinces"] if _province(p) is not None]
        for place in self.provinces:
            unit = _province(place)
            for entry in table["agencies"]:
                if unit is not None and _overlap(entry, place):
                    self._make(entry, place, unit)
        for step in table["successions"]:
            for place in self.provinces:
                self._succeed((step["of"], place), (step["to"], place), step["day"], "")
        for before, after in zip(self.provinces, self.provinces[1:], strict=False):
            for entry in table["agencies"]:
                one = entry["id"]
                document = after.get("document", "")
                self._succeed((one, before), (one, after), after["from"], document)

    def of(self, entry_id: str, start: date) -> Agency:
        """The agency of that name in the first province that had it."""
        for place in self.provinces:
            if place.get("to", _FOREVER) >= start and (entry_id, place["code"]) in self._made:
                return self._made[entry_id, place["code"]]
        raise KeyError(f"responsibility.yaml: {entry_id}")

    def _make(self, entry: dict[str, Any], place: dict[str, Any], unit: UnitVersion) -> None:
        starts = [day for day in (entry.get("from"), place.get("from")) if day]
        agency, _ = Agency.objects.get_or_create(
            name=f"{entry['name']} {unit.full_name}",
            unit_id=unit.unit_id,
            defaults={
                "short_name": entry["short"],
                "valid_from": max(starts, default=None),
                "valid_to": min(
                    (day for day in (entry.get("to"), place.get("to")) if day), default=None
                ),
            },
        )
        self._made[entry["id"], place["code"]] = agency

    def _succeed(self, old: tuple[str, Any], new: tuple[str, Any], on: date, document: str) -> None:
        before = self._made.get((old[0], old[1]["code"]))
        after = self._made.get((new[0], new[1]["code"]))
        if before and after:
            AgencySuccession.objects.get_or_create(
                predecessor=before, successor=after, defaults={"on": on, "document": document}
            )


def _province(place: dict[str, Any]) -> UnitVersion | None:
    on = place.get("from") or place["to"]
    found = UnitVersion.objects.on(on).filter(code=place["code"], level=Level.PROVINCE)
    return found.select_related("unit").first()


def _overlap(entry: dict[str, Any], place: dict[str, Any]) -> bool:
    starts = max(entry.get("from", date.min), place.get("from", date.min))
    return bool(starts <= min(entry.get("to", _FOREVER), place.get("to", _FOREVER)))


def _rows(part: dict[str, Any], agencies: _Agencies, certainty: str) -> list[Responsibility]:
    """A part's lines, each indicator with its own line or else its criterion's."""
    lines = {line["of"]: line for line in part["lines"]}
    rows = []
    for criterion in load_set(part["set"]).criteria:
        for indicator in criterion.indicators:
            line = lines.get(indicator.number) or lines.get(criterion.number)
            if line is not None:
                rows += _indicator_rows(part, indicator.number, line, agencies, certainty)
    return rows


def _indicator_rows(
    part: dict[str, Any], number: str, line: dict[str, Any], agencies: _Agencies, certainty: str
) -> list[Responsibility]:
    duties = [(line["lead"], Duty.LEAD)]
    duties += [(helper, Duty.CO_OPERATE) for helper in line.get("with", [])]
    return [
        Responsibility(
            criteria_set=part["set"],
            indicator=number,
            agency=agencies.of(agency, part["from"]),
            duty=duty,
            valid_from=part["from"],
            valid_to=part.get("to"),
            certainty=certainty,
        )
        for agency, duty in duties
    ]
