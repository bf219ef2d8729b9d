"""Which registers there are: the program's own and those that the office made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from langmoi.core.errors import NotFound
from langmoi.core.memory import kept
from langmoi.registers.kinds import Kind
from langmoi.registers.models import RegisterKind
from langmoi.registers.reading import read_kind

DATA = Path(__file__).parent / "data" / "kinds"
# Registers of the program's own stand in this order; others by their names.
_ORDER = (
    *("cooperative", "ocop_product", "scheme", "linkage"),
    *("village_convention", "village_meeting", "campaign", "mobilisation_session"),
    *("supervision_finding", "culture_house", "cultured_village"),
)


@cache
def our_kinds() -> Mapping[str, Kind]:
    """The registers of the program, by id."""
    found = [
        read_kind(path.read_text(encoding="utf-8"), file=path.stem, is_ours=True)
        for path in sorted(DATA.glob("*.yaml"))
    ]
    place = {name: number for number, name in enumerate(_ORDER)}
    return {k.id: k for k in sorted(found, key=lambda k: (place.get(k.id, len(place)), k.id))}


def office_kinds() -> Mapping[str, Kind]:
    """The registers that the office made, by id."""
    return kept("office registers", _office_kinds, "registers_registerkind")


def _office_kinds() -> Mapping[str, Kind]:
    return {
        row.slug: read_kind(row.text, file=row.slug, is_ours=False)
        for row in RegisterKind.objects.order_by("slug")
    }


def all_kinds() -> list[Kind]:
    return [*our_kinds().values(), *office_kinds().values()]


def kind_of(kind: str) -> Kind:
    """The register of this id; raises NotFound."""
    found = our_kinds().get(kind) or office_kinds().get(kind)
    if found is None:
        raise NotFound("Không có sổ này. Hãy xem lại danh sách các sổ.")
    return found
