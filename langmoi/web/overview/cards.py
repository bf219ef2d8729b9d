"""What the pages of a province and of a district are made of, ready for their templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from langmoi.core.memory import kept_large
from langmoi.core.months import december_before, first_day, previous_month, reference_day
from langmoi.law.documents import load_documents
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.law.published import stamp as law_stamp
from langmoi.overview.behind import without_solution
from langmoi.overview.model import CommuneLine, Overview, UnitRef
from langmoi.overview.standings import OFFICIAL
from langmoi.places.models import Level
from langmoi.reporting.models import ReportingMonth
from langmoi.web.words import BandStyle, band_css, band_styles


@dataclass(frozen=True)
class Card:
    """A commune with the colour of its band and what it still misses."""

    line: CommuneLine
    css: str
    missing: tuple[str, ...]

    @property
    def newly(self) -> list[str]:
        """The criteria newly met this month, in the set's order."""
        return [number for number in self.line.criteria if number in self.line.newly_met]

    @property
    def lost(self) -> list[str]:
        """The criteria no longer met, in the set's order."""
        return [number for number in self.line.criteria if number in self.line.lost]

    def others(self, number: str) -> tuple[str, ...]:
        return tuple(n for n in self.missing if n != number)


@dataclass(frozen=True)
class NearChip:
    card: Card
    others: str  # what it misses besides, as people write it: “6”


@dataclass(frozen=True)
class Near:
    """A criterion and the communes that miss it and at most one other."""

    criterion: Criterion
    chips: tuple[NearChip, ...]

    @property
    def choice(self) -> str:
        return f"tc-{self.criterion.number}"


@dataclass(frozen=True)
class BarRow:
    """How many communes meet a criterion."""

    criterion: Criterion
    met: int
    communes: int

    @property
    def choice(self) -> str:
        return f"tc-{self.criterion.number}"


@dataclass(frozen=True)
class DistrictRow:
    """A district's line in the table: its overview and its bands with their colours."""

    seen: Overview
    counts: tuple[tuple[int, str], ...]
    bands: tuple[tuple[BandStyle, int], ...]
    late: int


@dataclass(frozen=True)
class LateGroup:
    district: UnitRef
    cards: tuple[Card, ...]


def month_context(month: ReportingMonth, criteria_set: CriteriaSet) -> dict[str, Any]:
    """What the head of each page says about the month and the law it is judged by."""
    return {
        "month": month.month,
        "reporting_month": month,
        "covers_from": first_day(month.month),
        "covers_to": reference_day(month.month),
        "previous_month": previous_month(month.month),
        "december": december_before(month.month),
        "criteria_set": criteria_set,
        "document": load_documents()[criteria_set.document],
        "total": len(criteria_set.criteria),
    }


def unit_context(seen: Overview, month: ReportingMonth) -> dict[str, Any]:
    """Everything that the page of a province or a district shows of its month."""
    total = len(seen.criteria_set.criteria)
    styles = band_styles(seen.bands, total)
    cards = cards_of(seen.communes, styles)
    return month_context(month, seen.criteria_set) | {
        "seen": seen,
        "styles": styles,
        "band_rows": _band_rows(seen, styles),
        "total_stack": _counts(seen, styles),
        "cards": cards,
        "newly_all": [line for line in seen.met_all if line.change_previous],
        "waiting": _waiting(seen),
        "late": _late(seen, cards),
        "near": _near(seen, cards),
        "near_count": len({c.line.unit.key for c in cards.values() if len(c.missing) in (1, 2)}),
        "bars": _bars(seen),
        "gains": _gains(cards.values()),
        "losses": [card for card in cards.values() if card.line.lost],
        "unplanned": _unplanned(seen, cards),
        "huyen": seen.unit.code if seen.unit.level == Level.DISTRICT else "",
    }


def cards_of(lines: Iterable[CommuneLine], styles: Sequence[BandStyle]) -> dict[int, Card]:
    """By the unit's key, in the order of the lines."""
    return {
        line.unit.key: Card(line, band_css(line.criteria_met, styles), line.missing())
        for line in lines
    }


def district_rows(seen: Overview, styles: Sequence[BandStyle]) -> list[DistrictRow]:
    """The districts, the best mean first; of equal means in the order of their codes."""
    rows = [
        DistrictRow(
            part, _counts(part, styles), tuple(_band_rows(part, styles)), len(part.not_filed)
        )
        for part in seen.districts
        if part.communes
    ]
    return sorted(rows, key=lambda row: (-(row.seen.mean or 0), row.seen.unit.code))


def _counts(seen: Overview, styles: Sequence[BandStyle]) -> tuple[tuple[int, str], ...]:
    by_low = {band.low: band.count for band in seen.bands}
    return tuple((by_low.get(style.low, 0), style.css) for style in styles)


def _band_rows(seen: Overview, styles: Sequence[BandStyle]) -> list[tuple[BandStyle, int]]:
    return [(s, count) for s, (count, _) in zip(styles, _counts(seen, styles), strict=True)]


def _waiting(seen: Overview) -> list[CommuneLine]:
    """Communes that meet all but have no title: two different things, never merged."""
    if seen.recognised_count is None:
        return []
    return [line for line in seen.met_all if line.recognition is None]


def _late(seen: Overview, cards: dict[int, Card]) -> list[LateGroup]:
    groups: dict[int, list[Card]] = {}
    for line in seen.not_filed:
        groups.setdefault(line.district.key, []).append(cards[line.unit.key])
    return [LateGroup(found[0].line.district, tuple(found)) for found in groups.values()]


def _near(seen: Overview, cards: dict[int, Card]) -> list[Near]:
    """By missing criterion, where most communes wait for it first; one short before two."""
    rows = []
    for criterion in seen.criteria_set.criteria:
        lines = [
            line for short in (1, 2) for line in seen.short.get(short, {}).get(criterion.number, ())
        ]
        if lines:
            found = [cards[line.unit.key] for line in lines]
            chips = (NearChip(c, ", ".join(c.others(criterion.number))) for c in found)
            rows.append(Near(criterion, tuple(chips)))
    return sorted(rows, key=lambda row: -len(row.chips))


def _unplanned(seen: Overview, cards: dict[int, Card]) -> list[tuple[Card, tuple[str, ...]]]:
    """Communes with criteria that nobody has planned to mend, the most of them first."""
    found = kept_large(
        ("unplanned", seen.month, seen.unit.key, law_stamp()),
        lambda: without_solution(seen.month, seen.communes),
        *OFFICIAL,
        "reporting_solution",
    )
    rows = [(cards[key], numbers) for key, numbers in found.items()]
    return sorted(rows, key=lambda row: -len(row[1]))


def _bars(seen: Overview) -> list[BarRow]:
    """Criteria that the fewest communes meet come first."""
    rows = [
        BarRow(criterion, seen.by_criterion.get(criterion.number, 0), len(seen.communes))
        for criterion in seen.criteria_set.criteria
    ]
    return sorted(rows, key=lambda row: row.met)


def _gains(cards: Iterable[Card]) -> list[Card]:
    """Communes whose count changed since the month before, the greatest change first."""
    changed = [card for card in cards if card.line.change_previous]
    return sorted(changed, key=lambda card: -(card.line.change_previous or 0))
