"""From thresholds in YAML to dated values, each with its place in the file."""

from __future__ import annotations

from dataclasses import replace

from langmoi.law.model import Status, Threshold
from langmoi.law.read_common import Known, period_of, read_basis, read_status
from langmoi.law.yaml_reader import Fields, Item


def read_thresholds(fields: Fields, known: Known) -> list[Threshold]:
    entries = fields.entries("thresholds")
    return [threshold for entry in entries for threshold in _read_threshold(entry, known)]


def _read_threshold(item: Item, known: Known) -> list[Threshold]:
    """One entry: a value for everyone, a zone or places; or, with by_zone, one for each zone."""
    fields = item.fields(
        required=("from", "basis", "status"),
        optional=("to", "zone", "places", "part", "value", "by_zone", "label")
        + ("left_to_province", "source", "note"),
    )
    reach = [key for key in ("zone", "places", "by_zone") if key in fields]
    if len(reach) > 1:
        item.fault(f"Có cả {' và '.join(reach)} trong một mức.", "Hãy chỉ ghi một trong số đó.")
    if ("value" in fields) == ("by_zone" in fields):
        item.fault("Mức cần đúng một trong value và by_zone.", "Hãy ghi một trong hai khóa này.")
    shared = Threshold(
        value=None,
        period=period_of(fields, item),
        basis=read_basis(fields.get("basis"), known),
        status=read_status(fields),
        part=fields.text("part"),
        places=tuple(place.text() for place in fields.entries("places")),
        source=fields.text("source"),
        note=fields.text("note"),
        label=fields.text("label"),
        layer=known.layer,
        left_to_province=fields.flag("left_to_province"),
    )
    cells = [(None if zone is None else _zone(zone, known), cell) for zone, cell in _cells(fields)]
    return [_filled(shared, zone, cell, item) for zone, cell in cells]


def _cells(fields: Fields) -> list[tuple[Item | None, Item]]:
    if by_zone := fields.found.get("by_zone"):
        return [(key, cell) for _, key, cell in by_zone.pairs()]
    value = fields.found.get("value")
    return [(fields.get("zone"), value)] if value else []


def _filled(shared: Threshold, zone: str | None, cell: Item, entry: Item) -> Threshold:
    value = cell.decimal_or_flag()
    if (value is None) != (shared.status is Status.UNKNOWN):
        cell.fault(
            f"Giá trị {'trống' if value is None else value} không đi với trạng thái "
            f"“{shared.status.value}”.",
            "Chưa biết mức thì ghi value: null và status: unknown; biết thì ghi cả hai.",
        )
    mark = cell.mark if zone is not None else entry.mark
    return replace(shared, value=value, zone=zone, mark=mark)


def _zone(item: Item, known: Known) -> str:
    return item.choice(known.zones)
