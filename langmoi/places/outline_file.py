"""Reading a GeoJSON file of outlines: every fault named by its feature, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from langmoi.core.errors import DomainError, Fault
from langmoi.places.outline_lines import SCALE, Ring

BIGGEST = 60_000_000
# What lies in or near Việt Nam, in degrees; other numbers are another system of coordinates.
EAST, NORTH = (100.0, 118.0), (6.0, 24.0)
FEWEST_POINTS = 4  # of a ring, its first point counted twice
NOT_GEOJSON = "Hãy xuất lại từ phần mềm bản đồ dạng GeoJSON, hệ tọa độ WGS 84."


@dataclass(frozen=True)
class Feature:
    """One outline of the file: the official code of its unit and its rings."""

    place: str  # “đối tượng 3 (23281)”
    code: str
    rings: tuple[Ring, ...]


def read_outline_file(
    content: bytes, *, file_name: str, code_property: str
) -> tuple[list[Feature], list[Fault]]:
    """The features that could be read, and the faults of the others; raises where none can be."""
    found: list[Feature] = []
    faults: list[Fault] = []
    for number, told in enumerate(_features(content, file_name), start=1):
        try:
            found.append(_feature(number, told, code_property))
        except _Bad as bad:
            faults.append(bad.fault)
    return found, faults


class _Bad(Exception):
    def __init__(self, place: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.fault = Fault(message, remedy, unit=place)


def _features(content: bytes, file_name: str) -> list[Any]:
    if len(content) > BIGGEST:
        raise DomainError(
            f"Tệp {file_name} lớn hơn {BIGGEST // 1_000_000} MB. Hãy giảm độ chi tiết rồi nạp lại."
        )
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DomainError(f"Tệp {file_name} không phải là JSON. {NOT_GEOJSON}") from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or told.get("type") != "FeatureCollection":
        raise DomainError(f"Tệp {file_name} không phải là GeoJSON của nhiều vùng. {NOT_GEOJSON}")
    if not features:
        raise DomainError(f"Tệp {file_name} không có vùng nào. {NOT_GEOJSON}")
    return features


def _feature(number: int, told: Any, code_property: str) -> Feature:
    place = f"đối tượng {number}"
    properties = told.get("properties") if isinstance(told, dict) else None
    code = properties.get(code_property) if isinstance(properties, dict) else None
    if not isinstance(code, str | int) or isinstance(code, bool) or not str(code).strip():
        raise _Bad(
            place,
            f"Không có mã đơn vị trong thuộc tính “{code_property}”.",
            "Hãy thêm mã, hoặc ghi tên thuộc tính khác bằng --code-property.",
        )
    place = f"{place} (mã {code})"
    geometry = told.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Bad(
            place,
            f"Hình là “{kind or 'trống'}”, không phải là vùng (Polygon, MultiPolygon).",
            "Hãy xuất lớp ranh giới dạng vùng.",
        )
    polygons = geometry.get("coordinates")
    polygons = [polygons] if kind == "Polygon" else polygons
    return Feature(place, str(code).strip(), tuple(_rings(place, polygons)))


def _rings(place: str, polygons: Any) -> Iterator[Ring]:
    if not _is_list(polygons) or not all(_is_list(polygon) for polygon in polygons):
        raise _Bad(place, "Vùng không có đường biên nào.", "Hãy xuất lại vùng này.")
    for polygon in polygons:
        for ring in polygon:
            yield _ring(place, ring)


def _is_list(told: Any) -> bool:
    return isinstance(told, list) and bool(told)


def _ring(place: str, told: Any) -> Ring:
    points = told if isinstance(told, list) else []
    if len(points) < FEWEST_POINTS or points[0] != points[-1]:
        raise _Bad(
            place,
            "Đường biên không khép kín hoặc có dưới 4 điểm.",
            "Hãy sửa hình cho khép kín rồi xuất lại.",
        )
    ring = [_point(place, point) for point in points]
    return tuple(here for n, here in enumerate(ring) if not n or here != ring[n - 1])


def _point(place: str, told: Any) -> tuple[int, int]:
    numbers = told[:2] if isinstance(told, list) else []
    if len(numbers) < 2 or not all(type(n) in (int, float) for n in numbers):
        raise _Bad(place, "Tọa độ không phải là hai con số.", "Hãy xuất lại vùng này.")
    x, y = numbers
    if not (EAST[0] <= x <= EAST[1] and NORTH[0] <= y <= NORTH[1]):
        swapped = EAST[0] <= y <= EAST[1] and NORTH[0] <= x <= NORTH[1]
        raise _Bad(
            place,
            f"Tọa độ {x}; {y} không nằm ở Việt Nam"
            + (": kinh độ và vĩ độ bị đổi chỗ." if swapped else "."),
            "Hãy ghi kinh độ trước, vĩ độ sau."
            if swapped
            else "Hãy đổi sang hệ tọa độ WGS 84 (kinh độ, vĩ độ); VN-2000 phải chuyển trước.",
        )
    return round(x * SCALE), round(y * SCALE)
