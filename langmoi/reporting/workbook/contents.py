"""What a workbook of a month holds: its communes by district, their figures and those before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.errors import DomainError
from langmoi.core.installation import installation, is_demo
from langmoi.core.months import reference_day, show_month
from langmoi.law.model import CriteriaSet
from langmoi.law.rules import rule_table
from langmoi.law.sets import KON_TUM, set_for
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import filing_communes, unit_versions
from langmoi.reporting.models import ReportingMonth
from langmoi.reporting.queries import PastFigures, heads, past_figures
from langmoi.reporting.workbook.layout import Layout, layout_of


@dataclass(frozen=True)
class Row:
    """A commune, its figures of the month where they are to be shown, and the last ones before."""

    unit: UnitVersion
    figures: dict[str, Any]
    past: PastFigures | None


@dataclass(frozen=True)
class Part:
    """The communes of one district: one sheet."""

    name: str  # of the sheet
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Contents:
    month: date
    layout: Layout
    parts: list[Part]
    due_on: date | None
    is_demo: bool

    @property
    def criteria_set(self) -> CriteriaSet:
        return self.layout.criteria_set


def gather(month: date, unit_keys: Collection[int], *, filled: bool) -> Contents:
    """The communes of these units that file in the month; raises DomainError where none does."""
    on = reference_day(month)
    communes = filing_communes(on, within=unit_keys)
    if not communes:
        raise DomainError(
            f"Tháng {show_month(month)} không có xã nào phải nộp phiếu trong phạm vi đã chọn. "
            "Hãy chọn tỉnh, huyện hoặc xã khác."
        )
    criteria_set = set_of_month(month)
    keys = [commune.unit_id for commune in communes]
    latest = heads(keys, month, criteria_set.id) if filled else {}
    past = past_figures(keys, month, criteria_set.id)
    rows = {
        c.unit_id: Row(
            c, latest[c.unit_id].figures if c.unit_id in latest else {}, past.get(c.unit_id)
        )
        for c in communes
    }
    opened = ReportingMonth.objects.filter(month=month).first()
    return Contents(
        month=month,
        layout=layout_of(criteria_set),
        parts=_parts(communes, rows, on),
        due_on=opened.due_on if opened else None,
        is_demo=is_demo(),
    )


def set_of_month(month: date) -> CriteriaSet:
    """The set of communes of the month in this province; raises DomainError where incomplete."""
    found = installation()
    criteria_set = set_for(month, province=found.province_code if found else KON_TUM)
    rule_table(criteria_set)  # refuses a set by which nothing could be judged
    return criteria_set


def _parts(communes: list[UnitVersion], rows: dict[int, Row], on: date) -> list[Part]:
    """One part for each district by code; from 1/7/2025 the province itself is the only one."""
    by_parent: dict[int | None, list[Row]] = {}
    for commune in communes:
        by_parent.setdefault(commune.parent_id, []).append(rows[commune.unit_id])
    parents = unit_versions(on, unit_keys=[key for key in by_parent if key is not None])
    return [Part(sheet_name(p), p.full_name, by_parent[p.unit_id]) for p in parents]


def sheet_name(unit: UnitVersion) -> str:
    """“Sa Thầy”, “TP Kon Tum”: as people call the district, within what a sheet may be called."""
    name = unit.name if unit.level == Level.DISTRICT and unit.type == "district" else unit.full_name
    plain = "".join(c for c in name if c not in r"[]:*?/\\")
    return plain.strip("'")[:31]
