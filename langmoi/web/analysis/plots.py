"""What the analyst's charts are made of: bars, dots, lines and their scales, as SVG elements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from langmoi.core.numbers import show_number

WIDTH, PLOT = 720, 300  # of a drawing; names of lines below make it higher
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 30, 40
INK, QUIET, RULE, BAR, MARK = "#1b2333", "#5b677a", "#dbe1e8", "#2b4370", "#a32a1c"
# Told apart by lightness as well as by hue.
SERIES = ("#01665e", "#8c510a", "#1f4f8f", "#5ab4ac", "#b47a10", "#9b1c1c", "#5b677a", "#2b4370")
BINS = 24

# ---- pieces


def text(
    x: float,
    y: float,
    said: str,
    *,
    size: int = 11,
    fill: str = INK,
    anchor: str = "start",
    weight: int = 400,
    css: str = "",
) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}" font-weight="{}"{}>'
        "{}</text>",
        at(x),
        at(y),
        size,
        fill,
        anchor,
        weight,
        format_html(' class="{}"', css) if css else "",
        said,
    )


def at(place: float) -> str:
    """Plain digits with a point, whatever the language of the page: SVG reads no commas."""
    return f"{place:.1f}"


@dataclass(frozen=True)
class Scale:
    """From values to places; a range of nothing has a middle."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def __call__(self, value: Decimal | int) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = Fraction(Decimal(value) - self.low) / Fraction(self.high - self.low)
        return self.start + float(share) * (self.end - self.start)

    def ticks(self, count: int = 5) -> list[Decimal]:
        """Round values through the range."""
        width = self.high - self.low
        if not width:
            return [self.low]
        step = round_step(width / count)
        first, last = ceil(self.low / step), floor(self.high / step)
        return [step * n for n in range(first, last + 1)]


def round_step(rough: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, at least as large."""
    power = Decimal(10) ** floor(log10(rough))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= rough)


def _values(x: Scale, y: Scale, unit: str) -> SafeString:
    """The values along the foot, and what they are measured in."""
    values = (
        (text(x(v), y.start + 28, show_number(_short(v)), anchor="middle", fill=QUIET),)
        for v in x.ticks(6)
    )
    said = text(WIDTH - RIGHT, y.start + 46, unit, anchor="end", fill=QUIET)
    return format_html("{}{}", format_html_join("", "{}", values), said)


def _rules(y: Scale, *, is_count: bool = False) -> SafeString:
    """Rules across with their values; of counts whole ones only."""
    return format_html_join(
        "",
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}"/>{}',
        (
            (LEFT, WIDTH - RIGHT, at(y(v)), at(y(v)), RULE, _left(y(v), v))
            for v in y.ticks(5)
            if not is_count or v == v.to_integral_value()
        ),
    )


def _left(y: float, value: Decimal) -> SafeString:
    return text(LEFT - 6, y + 4, show_number(_short(value)), anchor="end", fill=QUIET)


def _short(value: Decimal) -> Decimal:
    return value.normalize() + Decimal(0)


# ---- how values are spread


def histogram(
    values: Sequence[Decimal], lines: Sequence[tuple[Decimal, str]], unit: str
) -> SafeString:
    """Bars of how many values lie where, a dot for each value, and upright lines at the bounds."""
    if not values:
        return _nothing()
    bounds = [bound for bound, _ in lines]
    low, high = min([*values, *bounds]), max([*values, *bounds])
    step = round_step((high - low) / BINS) if high > low else Decimal(1)
    first = floor(low / step)
    counts = [0] * (floor(high / step) - first + 1)
    for value in values:
        counts[floor(value / step) - first] += 1
    x = Scale(first * step, (first + len(counts)) * step, LEFT, WIDTH - RIGHT)
    y = Scale(Decimal(0), Decimal(max(counts)), PLOT - BOTTOM - 14, TOP + 14)
    return format_html(
        "{}{}{}{}{}",
        _rules(y, is_count=True),
        _values(x, y, unit),
        _bars(counts, first, step, x, y),
        _dots(values, x),
        _bounds(lines, x),
    )


def _bars(counts: Sequence[int], first: int, step: Decimal, x: Scale, y: Scale) -> SafeString:
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"><title>{}</title></rect>',
        (
            (
                at(x(step * (first + n)) + 1),
                at(y(count)),
                at(max(x(step * (first + n + 1)) - x(step * (first + n)) - 2, 1)),
                at(y.start - y(count)),
                BAR,
                f"{count} xã",
            )
            for n, count in enumerate(counts)
            if count
        ),
    )


def _dots(values: Iterable[Decimal], x: Scale) -> SafeString:
    return format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="3" fill="{}" fill-opacity=".45"/>',
        ((at(x(value)), at(PLOT - BOTTOM - 6), MARK) for value in values),
    )


def _bounds(lines: Sequence[tuple[Decimal, str]], x: Scale) -> SafeString:
    return format_html_join(
        "",
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="{3}" stroke-width="2" '
        'stroke-dasharray="5 3"/>{4}',
        (
            (at(x(bound)), 18 + n * 13, PLOT - BOTTOM, MARK, _named(x(bound), n, said))
            for n, (bound, said) in enumerate(lines)
        ),
    )


def _named(x: float, place: int, said: str) -> SafeString:
    is_late = x > WIDTH / 2
    anchor, side = ("end", -5) if is_late else ("start", 5)
    return text(x + side, 14 + place * 13, said, anchor=anchor, fill=MARK, weight=600)


# ---- months


@dataclass(frozen=True)
class Series:
    """A named row of values, one for each month; None breaks the line."""

    name: str
    values: Sequence[Decimal | None]


def line_chart(months: Sequence[str], series: Sequence[Series]) -> tuple[SafeString, int]:
    """Lines over months, with their names below; and how high the drawing is."""
    told = [value for each in series for value in each.values if value is not None]
    if not told:
        return _nothing(), PLOT
    low, high = min(*told, Decimal(0)), max(told)
    x = Scale(Decimal(0), Decimal(len(months) - 1), LEFT + 14, WIDTH - RIGHT - 14)
    y = Scale(low, high if high > low else low + 1, PLOT - BOTTOM, TOP)
    lines = ((_line(each, n, x, y), _legend(each, n)) for n, each in enumerate(series))
    drawn = format_html_join("", "{}{}", lines)
    height = PLOT + ceil(len(series) / 3) * 18
    return format_html("{}{}{}", _rules(y), _months(months, x), drawn), height


def _nothing() -> SafeString:
    return text(WIDTH / 2, PLOT / 2, "Chưa có số liệu để vẽ.", anchor="middle", fill=QUIET)


def _months(months: Sequence[str], x: Scale) -> SafeString:
    every = max(ceil(len(months) / 9), 1)
    return format_html_join(
        "",
        "{}",
        (
            (text(x(n), PLOT - BOTTOM + 18, month, anchor="middle", fill=QUIET),)
            for n, month in enumerate(months)
            if (len(months) - 1 - n) % every == 0
        ),
    )


def _line(series: Series, place: int, x: Scale, y: Scale) -> SafeString:
    """A line through neighbouring months only, and a dot for each month."""
    colour = SERIES[place % len(SERIES)]
    points = [
        (x(n), y(value)) if value is not None else None for n, value in enumerate(series.values)
    ]
    pairs = [(a, b) for a, b in zip(points, points[1:], strict=False) if a and b]
    lines = format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="2"/>',
        ((at(a[0]), at(a[1]), at(b[0]), at(b[1]), colour) for a, b in pairs),
    )
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="2.6" fill="{}"/>',
        ((at(p[0]), at(p[1]), colour) for p in points if p),
    )
    return format_html("{}{}", lines, dots)


def _legend(series: Series, place: int) -> SafeString:
    column, row = place % 3, place // 3
    x, y = LEFT + column * 220, PLOT - 6 + row * 18
    return format_html(
        '<rect x="{}" y="{}" width="12" height="12" fill="{}"/>{}',
        at(x),
        at(y),
        SERIES[place % len(SERIES)],
        text(x + 18, y + 10, series.name, size=12),
    )
