"""Building the grid: filings of many communes held against the law in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.months import reference_day
from langmoi.law.filing import FilingRow, FilingVerdict, judge_filings
from langmoi.law.model import CriteriaSet
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import UnitVersion
from langmoi.places.queries import zones_on
from langmoi.reporting.access import open_steps
from langmoi.reporting.carried import last_documents
from langmoi.reporting.chain import Chain, chain_on
from langmoi.reporting.drafting import open_figures, warnings_of
from langmoi.reporting.judging import current_figures
from langmoi.reporting.models import DraftSave, Filing, FilingState, ReportingMonth
from langmoi.web.figures import said_in_full
from langmoi.web.filing.build import JustNow, fields_of
from langmoi.web.grid.model import Cell, Choice, Column, Field, Row, columns_of

NOBODY_ELSE = "chỉ xem: chức vụ của tài khoản này không nhập thay xã"


@dataclass(frozen=True)
class _Sources:
    """Everything that rows are made of, asked for once for all communes."""

    criteria_set: CriteriaSet
    choice: Choice
    columns: Sequence[Column]
    month: ReportingMonth
    user: User
    on: date
    filings: Mapping[int, Filing]
    last: Mapping[int, Mapping[str, Any]]
    verdicts: Mapping[int, FilingVerdict]
    saves: Mapping[int, DraftSave]
    own: Mapping[int, set[int]]  # by person: the communes whose own people they are
    writable: set[int]


def rows_of(
    units: Sequence[UnitVersion],
    month: ReportingMonth,
    choice: Choice,
    criteria_set: CriteriaSet,
    *,
    by: User,
    on: date,
    just_now: Mapping[int, JustNow] | None = None,
) -> list[Row]:
    """A row for each commune; `just_now` is what a save came to, by the unit's key."""
    sources = _gather(units, month, choice, criteria_set, by=by, on=on)
    return [_row(unit, sources, (just_now or {}).get(unit.unit_id, JustNow())) for unit in units]


def _gather(
    units: Sequence[UnitVersion],
    month: ReportingMonth,
    choice: Choice,
    criteria_set: CriteriaSet,
    *,
    by: User,
    on: date,
) -> _Sources:
    keys = [unit.unit_id for unit in units]
    seen = Filing.objects.visible_to(by, on=on).filter(month=month.month, unit_id__in=keys)
    found = seen.filter(criteria_set=criteria_set.id).select_related("latest", "unit")
    filings = {filing.unit_id: filing for filing in found}
    chain = chain_on(month.month)
    saves = _last_saves(filings)
    return _Sources(
        criteria_set=criteria_set,
        choice=choice,
        columns=columns_of(choice, criteria_set),
        month=month,
        user=by,
        on=on,
        filings=filings,
        last=last_documents(keys, month.month, criteria_set),
        verdicts=_verdicts(units, filings, month.month, criteria_set),
        saves=saves,
        own=_own_units(saves.values(), chain, on),
        writable=units_in_scope(by, on=on, roles=chain.writers),
    )


def _verdicts(
    units: Sequence[UnitVersion],
    filings: Mapping[int, Filing],
    month: date,
    criteria_set: CriteriaSet,
) -> dict[int, FilingVerdict]:
    zones = zones_on(list(filings), reference_day(month), criteria_set)
    judged = [unit for unit in units if unit.unit_id in zones and unit.unit_id in filings]
    rows = [
        FilingRow(u.code, month, zones[u.unit_id], current_figures(filings[u.unit_id]))
        for u in judged
    ]
    verdicts = judge_filings(rows, criteria_set) if rows else []
    return {unit.unit_id: verdict for unit, verdict in zip(judged, verdicts, strict=True)}


def _last_saves(filings: Mapping[int, Filing]) -> dict[int, DraftSave]:
    """The last save of each filing, by unit."""
    units = {filing.pk: unit for unit, filing in filings.items()}
    saves = DraftSave.objects.filter(filing_id__in=units).select_related("by")
    last = saves.order_by("filing_id", "-version").distinct("filing_id")
    return {units[save.filing_id]: save for save in last}


def _own_units(saves: Collection[DraftSave], chain: Chain, on: date) -> dict[int, set[int]]:
    """Of everyone who saved: where they enter as the commune's own people."""
    people = {save.by.pk: save.by for save in saves}
    return {
        key: units_in_scope(person, on=on, roles=chain.enters) for key, person in people.items()
    }


def _row(unit: UnitVersion, sources: _Sources, just_now: JustNow) -> Row:
    filing = sources.filings.get(unit.unit_id)
    why, can_start = _shut(unit, filing, sources)
    verdict = sources.verdicts.get(unit.unit_id)
    save = sources.saves.get(unit.unit_id)
    outcomes = verdict.criteria if verdict else {}
    return Row(
        unit=unit,
        filing=filing,
        cells=_cells(unit, filing, sources, just_now, is_open=not why),
        outcomes=tuple((c.number, outcomes.get(c.number, "")) for c in sources.choice.criteria),
        met=verdict.criteria_met if verdict else None,
        why_shut=why,
        can_start=can_start,
        unexplained=_unexplained(filing, sources) if filing and not why else 0,
        saved_at=save.at if save else None,
        saved_by=save.by.full_name if save else "",
        is_on_behalf=save is not None and unit.unit_id not in sources.own[save.by.pk],
    )


def _shut(unit: UnitVersion, filing: Filing | None, sources: _Sources) -> tuple[str, bool]:
    """Why the row cannot be typed in (nothing where it can), and whether it may be opened."""
    if sources.month.is_closed:
        return "tháng đã chốt số liệu", False
    if unit.unit_id not in sources.writable:
        return NOBODY_ELSE, False
    if filing is None:
        return "xã chưa mở phiếu", True
    if filing.state not in (FilingState.DRAFT, FilingState.SENT_BACK):
        return str(FilingState(filing.state).label), False
    if filing.draft is None:
        return "chưa mở để nhập", True
    if "save" not in open_steps(sources.user, filing, sources.on):
        return NOBODY_ELSE, False
    return "", False


def _cells(
    unit: UnitVersion,
    filing: Filing | None,
    sources: _Sources,
    just_now: JustNow,
    *,
    is_open: bool,
) -> tuple[Cell, ...]:
    figures = current_figures(filing) if filing else {}
    last = sources.last.get(unit.unit_id, {})
    opened = open_figures(filing) if filing and is_open else None
    return tuple(
        _cell(
            column,
            figures.get(column.figure.id),
            last.get(column.figure.id),
            just_now,
            unit=unit,
            is_open=is_open and (opened is None or column.figure.id in opened),
        )
        for column in sources.columns
    )


def _cell(
    column: Column,
    value: Any,
    last: Any,
    just_now: JustNow,
    *,
    unit: UnitVersion,
    is_open: bool,
) -> Cell:
    figure = column.figure
    error = just_now.faults.get(figure.id, "")
    kept = just_now.typed if error else {}
    texts, before = dict(fields_of(figure, value)), dict(fields_of(figure, last))
    fields = tuple(
        Field(
            name=figure.id + part.suffix,
            label=f"{unit.name}, {column.number}: {part.label}",
            text=kept.get(figure.id + part.suffix, texts[part.suffix]),
            last=before[part.suffix],
            place=column.first + place,
        )
        for place, part in enumerate(column.parts)
    )
    return Cell(
        column=column,
        fields=fields,
        said="" if value is None else said_in_full(figure, value),
        last="" if last is None else said_in_full(figure, last),
        is_open=is_open,
        error=error,
        moved=just_now.moved.get(figure.id, ""),
        clash=just_now.clashes.get(figure.id),
    )


def _unexplained(filing: Filing, sources: _Sources) -> int:
    """Warnings on the figures shown that wait for a reason: it is written on the filing's page."""
    shown = {column.figure.id for column in sources.columns}
    return sum(not w.explained for w in warnings_of(filing) if w.figure in shown)
