"""Small drawings made on the server: bars and stacks as SVG, without inline styles or scripts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from langmoi.web.overview.matrix_rows import Cell, Row

STACK_WIDTH = 170


def bar(part: int | Decimal, whole: int | Decimal, mark: Decimal | None = None) -> SafeString:
    """A bar of part over whole, with an upright line at `mark`; beside it stands the figure."""
    line = SafeString("")
    if mark is not None:
        at = _percent(mark, whole)
        line = format_html('<line x1="{}" x2="{}" y1="0" y2="8"/>', at, at)
    return format_html(
        '<svg class="lm-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="8"/>{}</svg>',
        _percent(part, whole),
        line,
    )


def stack(parts: Iterable[tuple[int, str]]) -> SafeString:
    """Counts side by side in their bands' colours, each with its number."""
    shown = [(count, css) for count, css in parts if count]
    total = sum(count for count, _ in shown)
    pieces, left = [], 0
    for place, (count, css) in enumerate(shown, start=1):
        right = STACK_WIDTH if place == len(shown) else left + STACK_WIDTH * count // total
        pieces.append((css, str(left), str(max(right - left - 1, 1)), str((left + right) // 2)))
        left = right
    drawn = format_html_join(
        "",
        '<rect class="{0}" x="{1}" width="{2}" height="20"/>'
        '<text class="{0}" x="{3}" y="14">{4}</text>',
        ((*piece, str(count)) for piece, (count, _) in zip(pieces, shown, strict=True)),
    )
    return format_html(
        '<svg class="lm-stack" viewBox="0 0 {} 20" aria-hidden="true">{}</svg>',
        str(STACK_WIDTH),
        drawn,
    )


def _percent(part: int | Decimal, whole: int | Decimal) -> str:
    """Plain digits with a point, whatever the language of the page: SVG reads no commas."""
    if not whole:
        return "0"
    share = Fraction(part) / Fraction(whole) * 100
    return f"{float(min(max(share, Fraction(0)), Fraction(100))):.2f}"


def matrix_cells(context: Context, row: Row) -> SafeString:
    """A commune's cells: links that say whose and which outcome; only the first is a tab stop."""
    line = row.card.line
    query = context.get("month_query", "")
    page = reverse("commune", args=[line.unit.code]) + (f"?{query}" if query else "")
    return format_html_join(
        "",
        '<td class="{}"><a href="{}#tc-{}" tabindex="{}" aria-label="{}, tiêu chí {}: {}">{}</a>'
        "</td>",
        (
            (
                cell.css,
                page,
                cell.number,
                "0" if cell.is_stop else "-1",
                line.unit.name,
                cell.number,
                cell.label,
                _signs(cell),
            )
            for cell in row.cells
        ),
    )


def _signs(cell: Cell) -> SafeString:
    """The outcome's sign; where all levels are shown, a mark for each of them, from the left."""
    if not cell.levels:
        return format_html("{}", cell.sign)
    return format_html(
        '<span class="lm-v3" aria-hidden="true">{}</span>',
        format_html_join("", '<i class="lm-v lm-v--{}"></i>', ((key,) for key in cell.levels)),
    )
