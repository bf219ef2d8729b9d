"""The rows, columns and totals of the matrix of communes and criteria, and what filters leave."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from langmoi.core.months import reference_day
from langmoi.law.model import Criterion
from langmoi.overview.levels import Levels, levels_of
from langmoi.overview.model import CommuneLine, Overview
from langmoi.places.queries import unit_versions
from langmoi.reporting.chain import chain_on
from langmoi.web.overview.cards import Card, cards_of
from langmoi.web.overview.finding import matching
from langmoi.web.words import OUTCOMES, BandStyle, band_styles

THREE = "ba-cap"


@dataclass(frozen=True)
class Filters:
    """What the address asks for; empty fields ask for nothing. The month's own words stay out."""

    district: str
    band: str
    missing: str
    text: str
    shown: str = ""  # "ba-cap": all three levels in each cell
    differing: str = ""  # "1": only communes with a criterion that the levels see differently

    @classmethod
    def read(cls, query: QueryDict) -> Filters:
        names = ("huyen", "muc", "thieu", "tim", "ket-qua", "lech")
        return cls(*(query.get(name, "").strip() for name in names))

    @property
    def is_three(self) -> bool:
        return self.shown == THREE

    @property
    def is_any(self) -> bool:
        return bool(self.district or self.band or self.missing or self.text or self.differing)


@dataclass(frozen=True)
class Cell:
    """One commune under one criterion. `key` is empty where there are no figures at all."""

    number: str
    key: str
    sign: str
    label: str
    is_new: bool
    begins_group: bool
    is_stop: bool  # the one cell that Tab comes to; from there the arrow keys go on
    levels: tuple[str, ...] = ()  # computed, district's, department's, where all three are shown
    differs: bool = False  # the levels do not see it alike

    @property
    def css(self) -> str:
        more = (" lm-gs" if self.begins_group else "") + (" lm-new" if self.is_new else "")
        more += " lm-differs" if self.differs else ""
        return f"lm-o-{self.key}{' lm-3' if self.levels else ''}{more}"


@dataclass(frozen=True)
class Row:
    card: Card
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    criterion: Criterion
    begins_group: bool


@dataclass(frozen=True)
class Total:
    """How many communes meet each criterion, out of how many, with their sum and mean."""

    counts: tuple[tuple[int, bool], ...]
    communes: int
    sum: int
    mean: Decimal | None
    change: int | None
    late: int


@dataclass(frozen=True)
class Block:
    """A district: its communes that fit the filters, and the totals of all its communes."""

    part: Overview
    rows: tuple[Row, ...]
    total: Total


def matrix_context(seen: Overview, filters: Filters) -> dict[str, Any]:
    styles = band_styles(seen.bands, len(seen.criteria_set.criteria))
    columns = columns_of(seen.criteria_set.criteria)
    levels = levels_of(seen.month, [line.unit.key for line in seen.communes])
    differing = {key for key, told in levels.items() if any(x.differs for x in told.values())}
    shown = _fitting(seen, filters, styles)
    if filters.differing:
        shown = {key: line for key, line in shown.items() if key in differing}
    stop = next(iter(shown), 0)
    reviewer = "huyện" if chain_on(seen.month).has_district else "tỉnh"
    look = _Look(columns, styles, levels, stop, filters.is_three, reviewer)
    blocks = [
        Block(part, _rows(part, shown, look), _total(part, columns))
        for part in seen.districts or (seen,)
    ]
    return {
        "seen": seen,
        "filters": filters,
        "styles": styles,
        "columns": columns,
        "groups": group_heads(seen, columns),
        "blocks": [block for block in blocks if block.rows],
        "shown": len(shown),
        "total_row": _total(seen, columns),
        "differing": len(differing),
        "districts": [part.unit for part in seen.districts],
    }


def columns_of(criteria: Sequence[Criterion]) -> list[Column]:
    before = [None, *(c.group for c in criteria)]
    return [Column(c, c.group != last) for c, last in zip(criteria, before, strict=False)]


def group_heads(seen: Overview, columns: Sequence[Column]) -> list[tuple[str, str, int]]:
    """Each group's heading, whole and short, and how many columns it spans."""
    heads = []
    for group in seen.criteria_set.groups:
        span = sum(column.criterion.group == group.id for column in columns)
        mark, _, name = group.name.partition(". ")
        if span:
            heads.append((group.name, mark if span == 1 and name else group.name, span))
    return heads


@dataclass(frozen=True)
class _Look:
    """What cells are drawn with: columns, colours, the levels, and which cell Tab comes to."""

    columns: Sequence[Column]
    styles: Sequence[BandStyle]
    levels: Mapping[int, Mapping[str, Levels]]
    stop: int
    is_three: bool
    reviewer: str  # which level reviews in that month


def _rows(part: Overview, shown: Collection[int], look: _Look) -> tuple[Row, ...]:
    lines = [line for line in part.communes if line.unit.key in shown]
    cards = cards_of(lines, look.styles)
    return tuple(Row(cards[line.unit.key], _cells(line, look)) for line in lines)


def _fitting(
    seen: Overview, filters: Filters, styles: Sequence[BandStyle]
) -> dict[int, CommuneLine]:
    """The communes that fit every filter, by key, in the order of the table."""
    lines = [line for part in seen.districts or (seen,) for line in part.communes]
    if filters.district:
        lines = [li for li in lines if li.district.code == filters.district]
    if filters.band:
        band = next((s for s in styles if str(s.low) == filters.band), None)
        lines = [li for li in lines if band and _in_band(li, band)]
    if filters.missing:
        lines = [li for li in lines if filters.missing in li.missing()]
    if filters.text:
        units = unit_versions(reference_day(seen.month), unit_keys={li.unit.key for li in lines})
        named = {unit.unit_id for unit in matching(filters.text, units)}
        lines = [li for li in lines if li.unit.key in named]
    return {line.unit.key: line for line in lines}


def _in_band(line: CommuneLine, band: BandStyle) -> bool:
    return line.criteria_met is not None and band.low <= line.criteria_met <= band.high


def _cells(line: CommuneLine, look: _Look) -> tuple[Cell, ...]:
    cells = []
    levels = look.levels.get(line.unit.key, {}) if line.has_filed else {}
    for place, column in enumerate(look.columns):
        number = column.criterion.number
        key = line.criteria.get(number, "")
        word = OUTCOMES.get(key)
        told = levels.get(number)
        label = word.label if word else "chưa có số liệu"
        cells.append(
            Cell(
                number=number,
                key=key,
                sign=word.sign if word else "",
                label=f"{label} ({_in_words(told, look)})" if told and look.is_three else label,
                is_new=number in line.newly_met,
                begins_group=column.begins_group,
                is_stop=line.unit.key == look.stop and place == 0,
                levels=_keys(told) if told and look.is_three else (),
                differs=told is not None and told.differs,
            )
        )
    return tuple(cells)


def _keys(told: Levels) -> tuple[str, ...]:
    return told.computed, told.district, told.department


def _in_words(told: Levels, look: _Look) -> str:
    names = ("xã", look.reviewer, "ngành")
    return ", ".join(f"{n} {OUTCOMES[k].label}" for n, k in zip(names, _keys(told), strict=True))


def _total(seen: Overview, columns: Sequence[Column]) -> Total:
    return Total(
        counts=tuple(
            (seen.by_criterion.get(c.criterion.number, 0), c.begins_group) for c in columns
        ),
        communes=len(seen.communes),
        sum=seen.sum,
        mean=seen.mean,
        change=seen.sum_change_previous,
        late=len(seen.not_filed),
    )
