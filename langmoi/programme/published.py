"""The targets that were published for the province, put in once, with their sources."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from langmoi.core.audit import record
from langmoi.people.models import User
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import unit_by_code
from langmoi.programme.models import Target, TargetDocument, TargetEvent
from langmoi.programme.setting import NewTarget, check_target

DATA = Path(__file__).parent / "data" / "targets.yaml"
READ_ON = date(2019, 8, 1)  # codes and names of the file are those of this day


@transaction.atomic
def load_published_targets(*, province: str, by: User | str, at: datetime) -> int:
    """Put in what the file has for this province; what stands already is left as it is."""
    table = yaml.safe_load(DATA.read_text("utf-8"))
    if table["province"] != province:
        return 0
    made = sum(_load(entry, at) for entry in table["documents"])
    if made:
        record("target.published", "mục tiêu đã công bố", by=by, targets=made)
    return made


def _load(entry: dict[str, Any], at: datetime) -> int:
    unit = _unit(entry["unit"]["code"], entry["unit"]["level"])
    names = ("number", "issuer", "title", "certainty", "source")
    fields = {name: entry[name] for name in names} | {"dated_on": entry.get("dated_on")}
    document, is_new = TargetDocument.objects.get_or_create(
        unit_id=unit.unit_id,
        **fields,
        defaults={
            "note": entry.get("note", ""),
            "awaits_list": entry.get("awaits_list", False),
            "made_at": at,
        },
    )
    if not is_new:
        return 0
    for told in [_target(unit, one) for one in entry.get("targets", [])]:
        made = Target.objects.create(document=document, **check_target(document, told, READ_ON))
        TargetEvent.objects.create(target=made, step="set", said=told.as_data(), at=at)
    return 1 + len(entry.get("targets", []))


def _target(unit: UnitVersion, told: dict[str, Any]) -> NewTarget:
    about = _unit(told["commune"], Level.COMMUNE) if "commune" in told else unit
    return NewTarget(
        unit=about.unit_id,
        kind=told["kind"],
        by=told.get("by"),
        count=told.get("count"),
        criteria=tuple(told.get("criteria", [])),
        number=told.get("number"),
        is_share=told.get("share", False),
        note=told.get("note", ""),
    )


def _unit(code: str, level: str) -> UnitVersion:
    found = unit_by_code(code, READ_ON, level)
    if found is None:
        raise KeyError(f"targets.yaml: {code}")
    return found
