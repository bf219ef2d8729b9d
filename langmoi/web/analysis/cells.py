"""The cells of a pivot, drawn here rather than in a template: there may be thousands."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from langmoi.core.numbers import show_change, show_number
from langmoi.law.model import Figure, Kind
from langmoi.overview.pivot_model import Cell, Head, Measure, Pivot


def row_of_cells(found: Pivot, key: str, cells: Iterable[Cell]) -> SafeString:
    """A row's cells; each number is a button of the form that opens the list behind it."""
    measure, figure = found.asked.measure, found.asked.figure
    drawn = (
        (_kind(head), key, head.key, said_cell(cell, measure, figure), _more(cell, measure))
        for head, cell in zip(found.columns, cells, strict=False)
    )
    return format_html_join(
        "",
        '<td class="lm-n{}"><button name="o" value="{}|{}">{}</button>{}</td>',
        drawn,
    )


def said_cell(cell: Cell, measure: Measure, figure: Figure | None = None) -> str:
    """“174”, “83,3”, “+3”; a dash where there is nothing to say."""
    value = cell.said(measure)
    if value is None:
        return "–"
    if measure is Measure.CHANGE:
        return show_change(value)
    if measure is Measure.SHARE:
        return show_number(value, 1)
    if figure is not None:
        return said_figure(Decimal(value), figure)
    return show_number(value)


def said_figure(value: Decimal, figure: Figure) -> str:
    """With as many decimals as its kind is read with."""
    if figure.kind in (Kind.COUNT, Kind.BOOLEAN):
        return show_number(value, 0)
    return show_number(value, 2)


def _more(cell: Cell, measure: Measure) -> SafeString | str:
    """How many communes a figure was put together from."""
    if measure is not Measure.VALUE or cell.value is None or cell.told < 2:
        return ""
    return format_html("<small>{} xã</small>", cell.told)


def _kind(head: Head) -> str:
    return " lm-z" if head.is_broken else ""
