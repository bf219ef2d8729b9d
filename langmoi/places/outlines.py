"""Real outlines of units, brought in by file: all of it, or nothing with every fault listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import Fault, FaultyInput
from langmoi.places.models import Level, UnitOutline, UnitVersion
from langmoi.places.outline_file import Feature, read_outline_file
from langmoi.places.outline_lines import Ring, simplified

TOLERANCE = 100  # hundred-thousandths of a degree, about a hundred metres


@transaction.atomic
def load_outlines(
    content: bytes,
    *,
    file_name: str,
    source: str,
    is_approximate: bool,
    by: object,
    on: date,
    allowed: Collection[int] | None = None,
    code_property: str = "code",
) -> int:
    """Keep the outlines of the file, simplified, in place of those before; returns how many.

    Codes are those of the day `on`. `allowed` holds the keys of the units that the person may
    change; without it every unit may be. Raises FaultyInput with every fault.
    """
    features, faults = read_outline_file(content, file_name=file_name, code_property=code_property)
    units = _units(features, on)
    faults += _unknown(features, units, on, allowed)
    if faults:
        raise FaultyInput(
            f"Chưa nạp ranh giới nào: tệp {file_name} có {len(faults)} chỗ cần sửa.", faults
        )
    rings = simplified({feature.code: feature.rings for feature in features}, TOLERANCE)
    _keep(units, rings, source, is_approximate)
    record("places.outlines", file_name, by=by, units=len(rings), source=source)
    return len(rings)


def outlines_of(unit_keys: Collection[int]) -> dict[int, UnitOutline]:
    """The outlines there are, by unit; one query."""
    return {row.unit_id: row for row in UnitOutline.objects.filter(unit_id__in=unit_keys)}


def _units(features: Collection[Feature], on: date) -> Mapping[str, UnitVersion]:
    codes = {feature.code for feature in features}
    versions = UnitVersion.objects.on(on).filter(code__in=codes).exclude(level=Level.VILLAGE)
    return {version.code: version for version in versions}


def _unknown(
    features: Collection[Feature],
    units: Mapping[str, UnitVersion],
    on: date,
    allowed: Collection[int] | None,
) -> list[Fault]:
    twice = Counter(feature.code for feature in features)
    faults = []
    for feature in features:
        unit = units.get(feature.code)
        if unit is None:
            message = f"Ngày {show_day(on)} không có đơn vị nào mang mã này."
            remedy = "Hãy xem lại mã, hoặc ghi ngày của bản đồ bằng --on."
            faults.append(Fault(message, remedy, unit=feature.place))
        elif allowed is not None and unit.unit_id not in allowed:
            faults.append(
                Fault(f"Bạn không phụ trách {unit}.", "Hãy bỏ vùng này.", unit=feature.place)
            )
        if twice[feature.code] > 1:
            remedy = "Hãy gộp thành một vùng (MultiPolygon)."
            faults.append(Fault("Mã này có nhiều vùng rời nhau.", remedy, unit=feature.place))
    return faults


def _keep(
    units: Mapping[str, UnitVersion],
    rings: Mapping[str, list[Ring]],
    source: str,
    is_approximate: bool,
) -> None:
    UnitOutline.objects.bulk_create(
        [
            UnitOutline(
                unit_id=units[code].unit_id,
                rings=found,
                source=source,
                is_approximate=is_approximate,
            )
            for code, found in rings.items()
        ],
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["rings", "source", "is_approximate"],
    )
