"""The integrated programmes that are known by name: loaded once, then kept by the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import transaction

from langmoi.core.audit import record
from langmoi.funding.models import Programme
from langmoi.funding.sources import DATA
from langmoi.law.faults import Faults
from langmoi.law.yaml_reader import Item, read_yaml
from langmoi.places.models import Certainty


@dataclass(frozen=True)
class NamedProgramme:
    name: str
    short: str
    valid_from: date | None
    valid_to: date | None
    document: str
    certainty: Certainty


@cache
def named_programmes() -> tuple[NamedProgramme, ...]:
    """Those of the file that comes with the program."""
    faults = Faults()
    item = read_yaml(DATA / "programmes.yaml", "langmoi/funding/data/programmes.yaml", faults)
    found = tuple(_programme(entry) for entry in item.entries()) if item else ()
    faults.raise_if_any("danh mục chương trình lồng ghép")
    return found


@transaction.atomic
def load_programmes(*, by: object) -> int:
    """Add the named programmes that are not there yet; how many were added."""
    there = set(Programme.objects.values_list("short", flat=True))
    new = [Programme(**vars(told)) for told in named_programmes() if told.short not in there]
    Programme.objects.bulk_create(new)
    if new:
        record("funding.programmes", "chương trình lồng ghép", by=by, added=[p.short for p in new])
    return len(new)


def _programme(item: Item) -> NamedProgramme:
    fields = item.fields(
        required=("name", "short", "certainty"), optional=("from", "to", "document")
    )
    return NamedProgramme(
        name=fields.text("name"),
        short=fields.text("short"),
        valid_from=fields.day("from"),
        valid_to=fields.day("to"),
        document=fields.text("document"),
        certainty=Certainty(fields.choice("certainty", list(Certainty), Certainty.RECALLED)),
    )
