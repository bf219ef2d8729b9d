"""What a unit gained or lost since an earlier month: of a commune, in all, and on average."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from langmoi.core.months import december_before
from langmoi.overview.model import CommuneLine, Overview
from langmoi.publishing.material import Material
from langmoi.publishing.words import rounded


@dataclass(frozen=True)
class Change:
    """A column of a table: what was gained or lost since a month."""

    since: date
    of_line: Callable[[CommuneLine], int | None]
    total: Callable[[Overview], int | None]
    mean: Callable[[Overview], Decimal | None]


def changes_of(material: Material) -> tuple[Change, ...]:
    """Since the month before the period, and since December where that is another month."""
    december = december_before(material.overview.month)
    before = Change(
        material.baseline,
        lambda line: line.change_previous,
        lambda overview: overview.sum_change_previous,
        mean_change_previous,
    )
    year = Change(
        december,
        lambda line: line.change_december,
        lambda overview: overview.sum_change_december,
        mean_change_december,
    )
    return (before,) if material.baseline == december else (before, year)


def mean_change_previous(overview: Overview) -> Decimal | None:
    """Criteria gained for each commune since the month before, over those known at both ends."""
    return _mean_change(
        overview.sum_change_previous, (line.change_previous for line in overview.communes)
    )


def mean_change_december(overview: Overview) -> Decimal | None:
    return _mean_change(
        overview.sum_change_december, (line.change_december for line in overview.communes)
    )


def _mean_change(total: int | None, changes: Iterable[int | None]) -> Decimal | None:
    known = sum(change is not None for change in changes)
    return rounded(total, known, "0.01") if total is not None and known else None
