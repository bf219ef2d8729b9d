"""What a trend is drawn of: lines that break where months cannot be compared, columns, marks.

Every month has its place, also one without figures. Places and colours are those of `plots`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from math import ceil

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from langmoi.core.months import month_range, show_month
from langmoi.core.numbers import read_number, show_number
from langmoi.overview.published import Published
from langmoi.web.analysis.plots import (
    INK,
    LEFT,
    MARK,
    QUIET,
    RIGHT,
    RULE,
    SERIES,
    WIDTH,
    Scale,
    at,
    text,
)

LINE, FULL = SERIES[2], SERIES[0]
FEW = 14  # months that have room for a figure each
MOST_NAMES = 8  # of months, side by side
NEAR = 3  # months between two figures, else they would stand in each other's way
WIDEST = 16.0  # of a column


@dataclass(frozen=True)
class Point:
    """A month with its figure, what is said of it, and why a line may not come from before it."""

    month: date
    value: Decimal
    said: str
    new_law: str = ""
    new_borders: str = ""


@dataclass(frozen=True)
class Months:
    """Months side by side, from the first to the last; the one that is shown stands out."""

    first: date
    last: date
    shown: date

    @property
    def count(self) -> int:
        return self._place(self.last) + 1

    def x(self, month: date) -> float:
        scale = Scale(Decimal(0), Decimal(self.count - 1), LEFT + 14, WIDTH - RIGHT - 14)
        return scale(self._place(month))

    @property
    def width(self) -> float:
        return (WIDTH - LEFT - RIGHT) / self.count

    def is_told(self, month: date) -> bool:
        """Whether its figure is written: the shown month's, both ends' and each December's."""
        far = abs(self._place(month) - self._place(self.shown))
        is_end = month in (self.first, self.last)
        return not far or (far >= NEAR and (is_end or self.count < FEW or month.month == 12))

    def names(self, y: float) -> SafeString:
        """Every month's name where they are few, else that of each June and December."""
        every = month_range(self.first, self.last)
        named = [month for month in every if self.count < FEW or month.month in (6, 12)]
        return _joined(
            text(self.x(m), y, show_month(m), anchor="middle", fill=QUIET, css=_css(m, self))
            for m in named[:: max(ceil(len(named) / MOST_NAMES), 1)]
        )

    def _place(self, month: date) -> int:
        return (month.year - self.first.year) * 12 + month.month - self.first.month


def _css(month: date, months: Months) -> str:
    """Names that a narrow screen has no room for."""
    return "lm-plot__fine" if months.count >= FEW and month.month != 12 else ""


def heading(y: float, said: str) -> SafeString:
    return text(8, y, said, size=12, weight=600)


def note(y: float, said: str) -> SafeString:
    return text(8, y, said, fill=QUIET, css="lm-plot__fine")


def rules(y: Scale, values: Iterable[int]) -> SafeString:
    """Lines across at these values."""
    return format_html_join(
        "",
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}"/>{}',
        ((LEFT, WIDTH - RIGHT, at(y(v)), at(y(v)), RULE, _value_left(y(v), v)) for v in values),
    )


def _value_left(y: float, value: int) -> SafeString:
    return text(LEFT - 6, y + 4, str(value), anchor="end", fill=QUIET)


def lines(
    points: Sequence[Point], months: Months, y: Scale, *, places: int = 0, by_steps: bool = False
) -> SafeString:
    """A line for each stretch that can be compared, a dot for each month, figures at some."""
    return format_html(
        "{}{}{}",
        _joined(_line(run, months, y, by_steps) for run in _runs(points)),
        _joined(_dot(point, months, y) for point in points),
        _joined(
            _figure(months.x(p.month), y(p.value) - 9, show_number(p.value, places))
            for p in points
            if months.is_told(p.month)
        ),
    )


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Stretches within which months can be compared: one law, the same communes."""
    run, numbered = 0, []
    for point in points:
        run += bool(point.new_law or point.new_borders)
        numbered.append((run, point))
    return [[point for _, point in found] for _, found in groupby(numbered, key=lambda n: n[0])]


def _line(run: Sequence[Point], months: Months, y: Scale, by_steps: bool) -> SafeString:
    places = [f"{at(months.x(p.month))} {at(y(p.value))}" for p in run]
    if by_steps:
        later = (f"H{at(months.x(p.month))}V{at(y(p.value))}" for p in run[1:])
        path = f"M{places[0]}{''.join(later)}"
    else:
        path = f"M{'L'.join(places)}"
    return format_html('<path d="{}" fill="none" stroke="{}" stroke-width="2.5"/>', path, LINE)


def _dot(point: Point, months: Months, y: Scale) -> SafeString:
    is_shown = point.month == months.shown
    return format_html(
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="2"/>',
        at(months.x(point.month)),
        at(y(point.value)),
        "5" if is_shown else "1.6",
        "#fff" if is_shown else LINE,
        LINE,
    )


def _figure(x: float, y: float, said: str) -> SafeString:
    return text(x, y, said, size=12, anchor="middle", weight=600)


def columns(counts: Sequence[tuple[date, int, bool]], months: Months, y: Scale) -> SafeString:
    """A column for each month's count, pale where the month is not closed; figures at some."""
    wide = min(months.width * 0.7, WIDEST)
    drawn = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" fill-opacity="{}"/>',
        (
            (
                at(months.x(month) - wide / 2),
                at(y(count)),
                at(wide),
                at(y.start - y(count)),
                FULL,
                "1" if is_closed else ".45",
            )
            for month, count, is_closed in counts
        ),
    )
    told = ((m, count) for m, count, _ in counts if months.is_told(m))
    return drawn + _joined(_figure(months.x(m), y(n) - 5, str(n)) for m, n in told)


def changes(points: Sequence[Point], months: Months, y: Scale) -> SafeString:
    """An upright line where another law begins, another where the borders changed."""
    of_law = [(p.month, p.new_law) for p in points[1:] if p.new_law]
    of_borders = [(p.month, p.new_borders) for p in points[1:] if p.new_borders]
    return format_html(
        "{}{}",
        _joined(_upright(months.x(m), y, y.end - 4, said, MARK, "5 3") for m, said in of_law),
        _joined(
            _upright(months.x(m), y, y.start - 6, said, QUIET, "2 3") for m, said in of_borders
        ),
    )


def _upright(x: float, y: Scale, told_at: float, said: str, fill: str, dashes: str) -> SafeString:
    is_late = x > WIDTH / 2
    told = text(
        x - 5 if is_late else x + 5,
        told_at,
        said,
        fill=fill,
        anchor="end" if is_late else "start",
        weight=600,
    )
    return format_html(
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="{3}" stroke-width="1.5" '
        'stroke-dasharray="{4}"/>{5}',
        at(x),
        at(y.start),
        at(y.end - 12),
        fill,
        dashes,
        told,
    )


def diamonds(published: Iterable[Published], months: Months, y: Scale) -> SafeString:
    """What was published: a diamond each, hollow where it contradicts another published figure."""
    return format_html_join(
        "",
        '<path d="M{} {}m0-6l6 6-6 6-6-6z" fill="{}" stroke="{}" stroke-width="2">'
        "<title>{}</title></path>",
        (
            (
                at(months.x(item.month)),
                at(y(read_number(item.value))),
                "#fff" if item.is_contradictory else MARK,
                MARK,
                f"Đã công bố, tháng {show_month(item.month)}: {item.value}",
            )
            for item in published
        ),
    )


def goal(y: Scale, value: int, said: str) -> SafeString:
    """A line across at what is to be reached."""
    return format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="1.5"/>{}',
        LEFT,
        WIDTH - RIGHT,
        at(y(value)),
        at(y(value)),
        FULL,
        text(LEFT + 4, y(value) - 5, said, fill=FULL, weight=600),
    )


def told(points: Sequence[Point], months: Months, top: float, height: float) -> SafeString:
    """Over each month an area that says its figures where the pointer rests."""
    wide = months.width
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" fill-opacity="0">'
        "<title>{}</title></rect>",
        (
            (at(months.x(p.month) - wide / 2), at(top), at(wide), at(height), INK, p.said)
            for p in points
        ),
    )


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))
