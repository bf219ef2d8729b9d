"""A commune's share of villages for which something holds; only where every village has told it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from langmoi.places.models import Level, UnitVersion
from langmoi.registers.rules import Fed


def villages_by_commune(communes: Collection[int], on: date) -> dict[int, list[UnitVersion]]:
    """The villages of that day, by commune; one query."""
    found: dict[int, list[UnitVersion]] = defaultdict(list)
    there = UnitVersion.objects.on(on).filter(level=Level.VILLAGE, parent_id__in=list(communes))
    for village in there.order_by("code"):
        found[village.parent_id or 0].append(village)
    return dict(found)


def share_of(
    villages: Collection[UnitVersion],
    holds: Mapping[int, bool],
    said: str,
    entries: tuple[int, ...] = (),
) -> Fed | None:
    """So many of all villages; None where of some nothing is known, for then the share is not."""
    if not villages or any(village.unit_id not in holds for village in villages):
        return None
    having = sum(holds[village.unit_id] for village in villages)
    value = {"num": str(having), "den": str(len(villages))}
    return Fed(value, f"{having}/{len(villages)} thôn {said}", entries)
