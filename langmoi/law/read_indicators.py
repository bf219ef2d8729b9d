"""From YAML to criteria and indicators, and to what an overlay adds to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from langmoi.law.model import Criterion, Indicator, Mark, RequiredPaper, Threshold
from langmoi.law.read_common import UNKNOWN_RULE, Known, read_basis, read_known_status
from langmoi.law.read_papers import read_papers
from langmoi.law.read_tests import expect_true, read_tests
from langmoi.law.read_thresholds import read_thresholds
from langmoi.law.yaml_reader import Item


@dataclass(frozen=True)
class Addition:
    """Thresholds and papers that an overlay lays over an indicator of the set that it extends."""

    criterion: str
    indicator: str
    thresholds: tuple[Threshold, ...]
    papers: tuple[RequiredPaper, ...]
    criterion_mark: Mark
    mark: Mark


def read_criterion(item: Item, known: Known) -> Criterion:
    fields = item.fields(
        required=("id", "number", "name", "group", "indicators")
        if known.groups
        else ("id", "number", "name", "indicators"),
        optional=("short_name",),
    )
    name = fields.text("name")
    return Criterion(
        id=fields.text("id"),
        number=fields.text("number"),
        name=name,
        group=fields.choice("group", known.groups),
        indicators=tuple(_read_indicator(entry, known) for entry in fields.entries("indicators")),
        short_name=fields.text("short_name", name),
        mark=item.mark,
    )


def read_additions(item: Item, known: Known) -> list[Addition]:
    """An overlay's file: a criterion's id, and for some of its indicators what is laid over."""
    fields = item.fields(required=("id", "indicators"))
    found = []
    for entry in fields.entries("indicators"):
        own = entry.fields(required=("id",), optional=("thresholds", "evidence"))
        if "thresholds" not in own and "evidence" not in own:
            entry.fault("Mục này không thêm gì.", "Hãy ghi thresholds, evidence, hoặc bỏ mục này.")
        thresholds = tuple(read_thresholds(own, known)) if "thresholds" in own else ()
        papers = read_papers(own, known)
        marks = item.mark, entry.mark
        found.append(Addition(fields.text("id"), own.text("id"), thresholds, papers, *marks))
    return found


def _read_indicator(item: Item, known: Known) -> Indicator:
    fields = item.fields(
        required=("id", "number", "text", "met_when", "thresholds"),
        optional=("arises_when", "note", "evidence"),
    )
    met_when = fields.get("met_when")
    indicator = Indicator(
        id=fields.text("id"),
        number=fields.text("number"),
        text=fields.text("text"),
        tests=read_tests(met_when, known) if met_when else (),
        thresholds=tuple(read_thresholds(fields, known)),
        note=fields.text("note"),
        papers=read_papers(fields, known),
        mark=item.mark,
    )
    return _with_condition(indicator, fields.get("arises_when"), known)


def _with_condition(indicator: Indicator, item: Item | None, known: Known) -> Indicator:
    if item is None:
        return indicator
    fields = item.fields(required=("figure", "is_true", "basis", "status"))
    figure = fields.get("figure")
    if figure and not getattr(known.figures.get(figure.text()), "is_fact", False):
        figure.fault(
            f"“{figure.text()}” không phải là số liệu quyết định chỉ tiêu có phát sinh hay không.",
            "Hãy khai số liệu này trong _figures.yaml với kind: boolean và is_fact: true.",
        )
    expect_true(fields, "is_true")
    return replace(
        indicator,
        arises_when=fields.text("figure"),
        arises_basis=read_basis(fields.get("basis"), known),
        arises_status=read_known_status(fields, *UNKNOWN_RULE),
    )
