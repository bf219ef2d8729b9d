"""From YAML to a set's head (_set.yaml) and its figures (_figures.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from langmoi.law.model import (
    Basis,
    Document,
    Figure,
    Group,
    Kind,
    Mark,
    Period,
    Status,
    Zone,
    ZoneRule,
)
from langmoi.law.read_common import (
    UNKNOWN_RULE,
    Known,
    check_document,
    read_basis,
    read_known_status,
    read_period,
)
from langmoi.law.yaml_reader import Item

LEVELS = ("commune", "village", "district")
OF_ALL = ("id", "name", "level", "document", "in_force", "complete", "expected")
OF_OVERLAYS = ("extends", "province")
INHERITED = ("zones", "zone_rules", "groups", "not_applicable")


@dataclass(frozen=True)
class Head:
    """What _set.yaml says; an overlay leaves zones, groups and rules to the set it extends."""

    id: str
    name: str
    level: str
    document: str
    in_force: Period
    is_complete: bool
    incomplete_reason: str
    extends: str | None
    province: str | None
    zones: tuple[Zone, ...]
    groups: tuple[Group, ...]
    zone_rules: tuple[ZoneRule, ...]
    not_applicable_counts: bool
    not_applicable_basis: Basis | None
    not_applicable_status: Status
    expected_criteria: int
    expected_indicators: int
    note: str
    mark: Mark


def read_head(item: Item, documents: Mapping[str, Document]) -> Head:
    is_overlay = "extends" in item.key_names()
    fields = item.fields(
        required=OF_ALL + (OF_OVERLAYS if is_overlay else ("zones", "groups")),
        optional=("incomplete_reason", "note", "province") + (() if is_overlay else INHERITED),
    )
    zones = tuple(Zone(*_id_and_name(entry)) for entry in fields.entries("zones"))
    known = Known(documents, {}, [zone.id for zone in zones], ())
    check_document(fields.get("document"), known)
    counts, basis, status = _read_not_applicable(fields.get("not_applicable"), known)
    criteria, indicators = _read_expected(fields.get("expected"))
    head = Head(
        id=fields.text("id"),
        name=fields.text("name"),
        level=fields.choice("level", LEVELS),
        document=fields.text("document"),
        in_force=read_period(fields.get("in_force")) or Period(date.min),
        is_complete=fields.flag("complete"),
        incomplete_reason=fields.text("incomplete_reason"),
        extends=fields.text("extends") or None,
        province=fields.text("province") or None,
        zones=zones,
        groups=tuple(Group(*_id_and_name(entry)) for entry in fields.entries("groups")),
        zone_rules=tuple(_read_zone_rule(entry, known) for entry in fields.entries("zone_rules")),
        not_applicable_counts=counts,
        not_applicable_basis=basis,
        not_applicable_status=status,
        expected_criteria=criteria,
        expected_indicators=indicators,
        note=fields.text("note"),
        mark=item.mark,
    )
    if not head.is_complete and not head.incomplete_reason:
        item.fault(
            "Bộ chưa đầy đủ mà không nói vì sao.", "Hãy thêm incomplete_reason: một câu cho cán bộ."
        )
    return head


def read_figures(item: Item) -> tuple[dict[str, Figure], dict[str, Mark]]:
    """The set's figures and where each stands."""
    figures: dict[str, Figure] = {}
    marks: dict[str, Mark] = {}
    for entry in item.entries():
        figure = _read_figure(entry)
        if figure.id in figures:
            entry.fault(
                f"Số liệu “{figure.id}” khai hai lần (lần trước ở dòng {marks[figure.id].line}).",
                "Hãy bỏ một trong hai.",
            )
        figures[figure.id], marks[figure.id] = figure, entry.mark
    return figures, marks


def _read_figure(item: Item) -> Figure:
    is_share = "numerator_name" in item.key_names()
    parts = ("numerator_name", "denominator_name")
    fields = item.fields(
        required=("id", "name", "kind", "measure") + (parts if is_share else ()),
        optional=("yearly", "minimum", "maximum", "is_fact"),
    )
    kind = fields.choice("kind", [kind.value for kind in Kind])
    figure = Figure(
        id=fields.text("id"),
        name=fields.text("name"),
        kind=Kind(kind) if kind in list(Kind) else Kind.NUMBER,
        measure=fields.text("measure"),
        yearly=fields.flag("yearly"),
        minimum=fields.decimal("minimum"),
        maximum=fields.decimal("maximum"),
        is_fact=fields.flag("is_fact"),
        numerator_name=fields.text("numerator_name"),
        denominator_name=fields.text("denominator_name"),
    )
    _check_figure(figure, item)
    return figure


def _check_figure(figure: Figure, item: Item) -> None:
    if (figure.kind is Kind.SHARE) != bool(figure.numerator_name):
        item.fault(
            f"Số liệu “{figure.id}”: tử số và mẫu số đi với kind: share, và chỉ với kiểu đó.",
            "Hãy thêm hoặc bỏ numerator_name và denominator_name.",
        )
    if figure.is_fact and figure.kind is not Kind.BOOLEAN:
        item.fault(f"Số liệu “{figure.id}” có is_fact thì phải là có/không.", "Ghi kind: boolean.")
    if None not in (figure.minimum, figure.maximum) and figure.minimum > figure.maximum:  # type: ignore[operator]
        item.fault("Giá trị nhỏ nhất lớn hơn giá trị lớn nhất.", "Hãy sửa minimum hoặc maximum.")


def _id_and_name(item: Item) -> tuple[str, str]:
    fields = item.fields(required=("id", "name"))
    return fields.text("id"), fields.text("name")


def _read_zone_rule(item: Item, known: Known) -> ZoneRule:
    fields = item.fields(required=("fact", "zone", "name", "basis", "status"))
    return ZoneRule(
        fact=fields.text("fact"),
        zone=fields.choice("zone", known.zones),
        basis=read_basis(fields.get("basis"), known),
        status=read_known_status(fields, *UNKNOWN_RULE),
        name=fields.text("name"),
    )


def _read_not_applicable(item: Item | None, known: Known) -> tuple[bool, Basis | None, Status]:
    if item is None:
        return True, None, Status.RECALLED
    fields = item.fields(required=("counts_as_met", "basis", "status"))
    basis = read_basis(fields.get("basis"), known)
    return fields.flag("counts_as_met"), basis, read_known_status(fields, *UNKNOWN_RULE)


def _read_expected(item: Item | None) -> tuple[int, int]:
    if item is None:
        return 0, 0
    fields = item.fields(required=("criteria",), optional=("indicators",))
    criteria, indicators = fields.get("criteria"), fields.get("indicators")
    return criteria.whole() if criteria else 0, indicators.whole() if indicators else 0
