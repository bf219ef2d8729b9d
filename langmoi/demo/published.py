"""What has been published on Kon Tum for the demo's months, held against what the demo gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from langmoi.core.months import december_before, reference_day
from langmoi.core.numbers import show_change, show_number
from langmoi.demo.counts import ALL_CRITERIA
from langmoi.overview.published import Expected, Published, load_published

LOWEST_OF_BANDS = (19, 15, 10, 5, 0)
PROVINCE = "62"
Outcomes = Mapping[tuple[str, date], int]


@dataclass(frozen=True)
class Compared:
    """A published figure beside what the demo gives; None where there is nothing to compute."""

    published: Published
    computed: str | None

    @property
    def is_equal(self) -> bool:
        return self.computed == self.published.value

    @property
    def is_as_expected(self) -> bool:
        return self.is_equal or self.published.expected is not Expected.REPRODUCED


@dataclass(frozen=True)
class World:
    """What figures are computed from: criteria met, the communes' districts, recognitions.

    `met` holds exactly the communes that count in each month; `recognised_by` the day on which
    a commune was recognised or, where that is not known, known to be.
    """

    met: Outcomes
    district_of: Mapping[str, str]
    recognised_by: Mapping[str, date]

    def counts(self, unit: str, month: date) -> list[int]:
        """Criteria met of each commune of a district or the province in the month."""
        return [
            count
            for (code, of_month), count in self.met.items()
            if of_month == month and unit in (PROVINCE, self.district_of[code])
        ]

    def recognised(self, month: date) -> list[str]:
        day = reference_day(month)
        return [code for code, known in self.recognised_by.items() if known <= day]

    def mean(self, unit: str, month: date) -> Decimal:
        counts = self.counts(unit, month)
        return Decimal(sum(counts)) / Decimal(len(counts))


def compare(world: World) -> list[Compared]:
    """Each published figure beside the computed one, in the order of the file."""
    return [
        Compared(published, MEASURES[published.measure](published, world))
        for published in load_published()
    ]


def _bands(item: Published, world: World) -> str:
    counts = world.counts(item.unit, item.month)
    at_least = [sum(count >= low for count in counts) for low in LOWEST_OF_BANDS]
    return "/".join(
        str(here - above) for here, above in zip(at_least, [0, *at_least], strict=False)
    )


def _sum(item: Published, world: World) -> str:
    counts = world.counts(item.unit, item.month)
    return f"{sum(counts)}/{len(counts)}"


def _mean(item: Published, world: World) -> str:
    return show_number(_rounded(world.mean(item.unit, item.month), item.places), item.places)


def _mean_change(item: Published, world: World) -> str:
    now, before = (
        _rounded(world.mean(item.unit, month), item.places)
        for month in (item.month, december_before(item.month))
    )
    return show_change(now - before, item.places)


def _met_all(item: Published, world: World) -> str:
    counts = world.counts(item.unit, item.month)
    return f"{counts.count(ALL_CRITERIA)}/{len(counts)}"


def _under_5(item: Published, world: World) -> str:
    return str(sum(count < 5 for count in world.counts(item.unit, item.month)))


def _met(item: Published, world: World) -> str:
    return str(world.met.get((item.unit, item.month), "chưa rõ"))


def _all_met(item: Published, world: World) -> str:
    return _with_all(item.communes, item.month, world)


def _recognised_all(item: Published, world: World) -> str:
    return _with_all(world.recognised(item.month), item.month, world)


def _recognised(item: Published, world: World) -> str:
    return str(len(world.recognised(item.month)))


def _with_all(communes: list[str] | tuple[str, ...], month: date, world: World) -> str:
    complete = sum(world.met.get((code, month)) == ALL_CRITERIA for code in communes)
    return f"{complete}/{len(communes)}"


def _rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as reports print it."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _nothing(item: Published, world: World) -> None:
    return None


MEASURES: Mapping[str, Callable[[Published, World], str | None]] = {
    "bands": _bands,
    "sum": _sum,
    "mean": _mean,
    "mean_change": _mean_change,
    "met_all": _met_all,
    "under_5": _under_5,
    "met": _met,
    "all_met": _all_met,
    "recognised": _recognised,
    "recognised_all": _recognised_all,
    "none": _nothing,
}
