"""Law in words: how a threshold, a test, a document and a status read to officials."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from langmoi.core.days import show_day
from langmoi.core.numbers import show_number
from langmoi.law.model import (
    CriteriaSet,
    Document,
    Figure,
    Kind,
    Operator,
    RequiredPaper,
    Test,
    Threshold,
)

SIGNS = {Operator.AT_LEAST: "≥", Operator.AT_MOST: "≤", Operator.EQUALS: "="}
KINDS = {
    Kind.NUMBER: "số",
    Kind.COUNT: "số đếm",
    Kind.BOOLEAN: "có/không",
    Kind.SHARE: "tỷ lệ",
}


def show_threshold(threshold: Threshold | None, test: Test, figure: Figure) -> str:
    """“≥ 70%”, “≤ 31,4%”, “≥ 41 triệu đồng/người/năm”, “Đạt”, “Không” or why there is none."""
    if threshold is None:
        return "không có mức"
    value = threshold.value
    if value is None:
        return "do tỉnh quy định, chưa rõ mức" if threshold.left_to_province else "chưa rõ mức"
    if test.operator is Operator.IS_TRUE:
        return "Đạt"
    if test.operator is Operator.NONE_OF:
        return "Không"
    return show_bound(Decimal(value), test, figure)


def show_bound(value: Decimal, test: Test, figure: Figure) -> str:
    """“≥ 70%”, “≥ 41 triệu đồng/người/năm”: of a test that holds a figure against a number."""
    unit = "%" if figure.kind is Kind.SHARE else f" {figure.measure}"
    return f"{SIGNS[test.operator]} {show_number(value)}{unit}"


def show_document(document: Document) -> str:
    """“Quyết định 1980/QĐ-TTg ngày 17/10/2016 của Thủ tướng Chính phủ”."""
    when = f"ngày {show_day(document.issued_on)}" if document.issued_on else "(chưa rõ ngày)"
    return f"{document.kind} {document.number} {when} của {document.issuer}"


def show_basis(resting: Threshold | RequiredPaper, documents: Mapping[str, Document]) -> str:
    basis = resting.basis
    return f"{show_document(documents[basis.document])}; {basis.clause}"


def show_reach(threshold: Threshold, criteria_set: CriteriaSet) -> str:
    """For whom the value is and who set it."""
    if threshold.places:
        where = f"các xã {', '.join(threshold.places)}"
    elif threshold.zone:
        where = f"cột {zone_name(criteria_set, threshold.zone)}"
    else:
        where = "mức chung"
    if threshold.layer:
        return f"{where}, ghi trong bộ của tỉnh"
    inherited = ", theo trung ương (bộ của tỉnh không ghi riêng)" if criteria_set.extends else ""
    return where + inherited


def show_validity(threshold: Threshold, criteria_set: CriteriaSet) -> str:
    """From when until when the value holds; at the latest until its set is replaced."""
    last = last_day(threshold, criteria_set)
    until = f" đến {show_day(last)}" if last else ""
    return f"từ {show_day(threshold.period.start)}{until}"


def last_day(threshold: Threshold, criteria_set: CriteriaSet) -> date | None:
    ends = [end for end in (threshold.period.end, criteria_set.in_force.end) if end]
    return min(ends) if ends else None


def zone_name(criteria_set: CriteriaSet, zone: str | None) -> str:
    return next((z.name for z in criteria_set.zones if z.id == zone), zone or "mọi nơi")
