"""What `langmoi law show`, `explain` and `figures` say."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from langmoi.core.console import say, say_json
from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError, NotFound
from langmoi.law.documents import load_documents
from langmoi.law.listing import (
    list_figures,
    list_set,
    refuse_outside,
    threshold_row,
    thresholds_in_force,
)
from langmoi.law.lookup import find_zone, papers_on
from langmoi.law.model import (
    CriteriaSet,
    Criterion,
    Indicator,
    Kind,
    Test,
    Threshold,
    Zone,
)
from langmoi.law.sets import load_set
from langmoi.law.words import (
    KINDS,
    show_basis,
    show_document,
    show_reach,
    show_threshold,
    show_validity,
)


def show_set(args: argparse.Namespace) -> int:
    criteria_set, on = load_set(args.set), parse_day(args.on)
    zone = find_zone(criteria_set, args.zone) if args.zone else None
    if args.json:
        say_json(list_set(criteria_set, on, zone))
        return 0
    refuse_outside(criteria_set, on)
    say(f"{criteria_set.name} ({criteria_set.id})")
    say(f"Văn bản: {show_document(load_documents()[criteria_set.document])}")
    say(f"Ngày {show_day(on)}" + (f", vùng {zone.name}" if zone else ""))
    if not criteria_set.is_complete:
        say(f"Chưa dùng để đánh giá: {criteria_set.incomplete_reason}")
    for criterion in criteria_set.criteria:
        known = "" if criterion.indicators else " (chưa biết chỉ tiêu)"
        say(f"\n{criterion.number}. {criterion.name}{known}")
        for indicator in criterion.indicators:
            say(f"  {indicator.number}  {indicator.text}")
            for line in _lines_of(indicator, criteria_set, thresholds_of(args, indicator)):
                say(f"        {line}")
            for paper in papers_on(indicator, on):
                say(f"        Minh chứng bắt buộc: {paper.name}  [{paper.status.label}]")
    if criteria_set.note:
        say(f"\nGhi chú: {criteria_set.note}")
    return 0


Found = list[tuple[Test, Zone, Threshold | None]]


def thresholds_of(args: argparse.Namespace, indicator: Indicator) -> Found:
    criteria_set = load_set(args.set)
    zone = find_zone(criteria_set, args.zone) if args.zone else None
    return list(thresholds_in_force(indicator, criteria_set, parse_day(args.on), zone))


def _lines_of(indicator: Indicator, criteria_set: CriteriaSet, found: Found) -> Iterator[str]:
    """One line per test where all zones agree, else one per value with its zones."""
    for test, rows in groupby(found, key=lambda row: row[0]):
        by_value: dict[str, list[str]] = {}
        for _, zone, threshold in rows:
            by_value.setdefault(_value_line(test, threshold, criteria_set), []).append(zone.name)
        name = f"{test.label}: " if test.part else ""
        for value, zones in by_value.items():
            where = f"{', '.join(zones)}: " if len(by_value) > 1 else ""
            yield f"{where}{name}{value}"


def _value_line(test: Test, threshold: Threshold | None, criteria_set: CriteriaSet) -> str:
    value = show_threshold(threshold, test, criteria_set.figure(test.figure))
    if threshold is None:
        return value
    label = f", {threshold.label}" if threshold.label else ""
    return f"{value}  [{threshold.status.label}{label}]"


def explain_indicator(args: argparse.Namespace) -> int:
    criteria_set, on = load_set(args.set), parse_day(args.on)
    refuse_outside(criteria_set, on)
    criterion, indicator = _find_indicator(criteria_set, args.indicator)
    if criteria_set.zones and not args.zone:
        names = "; ".join(zone.name for zone in criteria_set.zones)
        raise DomainError(f"Mức của chỉ tiêu theo vùng. Hãy thêm --zone, một trong: {names}.")
    found = thresholds_of(args, indicator)
    if args.json:
        documents = load_documents()
        say_json([threshold_row(t, z, row, criteria_set, documents) for t, z, row in found if row])
        return 0
    zone = found[0][1]
    say(f"Chỉ tiêu {indicator.number}: {indicator.text}")
    say(f"Tiêu chí {criterion.number}. {criterion.name}")
    say(f"Bộ: {criteria_set.name} ({criteria_set.id})")
    say(f"Vùng {zone.name}, ngày {show_day(on)}" if zone.id else f"Ngày {show_day(on)}")
    for test, _, threshold in found:
        _say_test(indicator, test, threshold, criteria_set)
    _say_papers(indicator, on)
    _say_conditions(indicator, criteria_set)
    return 0


def _find_indicator(criteria_set: CriteriaSet, text: str) -> tuple[Criterion, Indicator]:
    for criterion in criteria_set.criteria:
        for indicator in criterion.indicators:
            if text.strip() in (indicator.number, indicator.id):
                return criterion, indicator
    numbers = ", ".join(i.number for i in criteria_set.indicators) or "chưa có chỉ tiêu nào"
    raise NotFound(
        f"{criteria_set.name} không có chỉ tiêu “{text}”. Các chỉ tiêu của bộ: {numbers}."
    )


def _say_test(
    indicator: Indicator, test: Test, threshold: Threshold | None, criteria_set: CriteriaSet
) -> None:
    tests = [t for t in indicator.tests if t.part == test.part]
    name = f" ({test.label})" if test.part else ""
    sexes = f", cho cả {' và '.join(t.label for t in tests)}" if len(tests) > 1 else ""
    figure = criteria_set.figure(test.figure)
    say(f"\nMức{name}: {show_threshold(threshold, test, figure)}{sexes}")
    for each in tests:
        own = criteria_set.figure(each.figure)
        yearly = ", mỗi năm một lần" if own.yearly else ""
        parts = ""
        if own.kind is Kind.SHARE:
            parts = f" = {own.numerator_name} / {own.denominator_name}"
        say(f"  Số liệu: {own.name}{parts} ({KINDS[own.kind]}{yearly}; {own.id})")
    if threshold:
        _say_threshold(threshold, criteria_set)


def _say_threshold(threshold: Threshold, criteria_set: CriteriaSet) -> None:
    lines = {
        "Nhãn": threshold.label,
        "Căn cứ": show_basis(threshold, load_documents()),
        "Áp dụng": show_validity(threshold, criteria_set),
        "Phạm vi": show_reach(threshold, criteria_set),
        "Trạng thái": threshold.status.label,
        "Giao tỉnh": "trung ương giao UBND cấp tỉnh quy định" * threshold.left_to_province,
        "Nguồn": threshold.source or "chưa có địa chỉ nguồn",
        "Ghi chú": threshold.note,
    }
    for name, value in lines.items():
        if value:
            say(f"  {name}: {value}")


def _say_papers(indicator: Indicator, on: date) -> None:
    for paper in papers_on(indicator, on):
        say(
            f"\nMinh chứng bắt buộc: {paper.name}.\n"
            f"  Căn cứ: {show_basis(paper, load_documents())}\n"
            f"  Trạng thái: {paper.status.label}"
        )
        if paper.note:
            say(f"  Ghi chú: {paper.note}")


def _say_conditions(indicator: Indicator, criteria_set: CriteriaSet) -> None:
    documents = load_documents()
    if indicator.arises_when and indicator.arises_basis:
        fact = criteria_set.figure(indicator.arises_when)
        basis = indicator.arises_basis
        say(
            f"\nKhông áp dụng khi xã báo “không” ở: {fact.name} ({fact.id}).\n"
            f"  Căn cứ: {show_document(documents[basis.document])}; {basis.clause}\n"
            f"  Trạng thái: {indicator.arises_status.label}"
        )
    for rule in criteria_set.zone_rules:
        say(
            f"\nNgoại lệ về vùng: {rule.name}.\n"
            f"  Căn cứ: {show_document(documents[rule.basis.document])}; {rule.basis.clause}\n"
            f"  Trạng thái: {rule.status.label}"
        )
    if indicator.note:
        say(f"\nGhi chú của chỉ tiêu: {indicator.note}")


def show_figures(args: argparse.Namespace) -> int:
    criteria_set = load_set(args.set)
    rows = list_figures(criteria_set)
    if args.json:
        say_json(rows)
        return 0
    say(f"{criteria_set.name}: {len(rows)} số liệu")
    for row in rows:
        yearly = ", mỗi năm một lần" if row["yearly"] else ""
        fact = ", quyết định có phát sinh hay không" * criteria_set.figure(row["figure"]).is_fact
        say(
            f"  {row['figure']}: {row['name']} ({KINDS[Kind(row['kind'])]}, {row['measure']}"
            f"{yearly}{fact}) – chỉ tiêu {', '.join(row['indicators'])}"
        )
    return 0
