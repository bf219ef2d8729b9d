"""How a count is likely to go on, and how far that may be trusted. No database.

The model is the season's drift: the gain of a month is that of the same months of earlier years,
drawn towards the mean gain of the last year. It is held against two others in a back-test: that
nothing changes, and that the line through the last year goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import erf, sqrt
from statistics import fmean

from langmoi.core.errors import DomainError
from langmoi.core.months import next_month

YEAR = 12
HORIZONS = (1, 3, 6, 12)
FARTHEST = 60  # months; beyond five years no drift of three years tells anything
LEAST_MONTHS = 2 * YEAR + 1  # a year to learn from, a year to be tried on
SIDE_80 = 1.2816  # of a normal distribution: four fifths lie within so many deviations
OURS, SAME, LINE = "season", "no_change", "line"


@dataclass(frozen=True)
class History:
    """What each unit had in each of consecutive months, oldest first; None where it was not there.

    `most` is the most that one unit can have: the criteria of its set, or one for yes and no.
    """

    months: tuple[date, ...]
    values: Mapping[int, Sequence[int | None]]
    most: int

    @property
    def units(self) -> int:
        """How many units there are in the last month."""
        return sum(1 for row in self.values.values() if row[-1] is not None)

    @property
    def level(self) -> int:
        return sum(row[-1] or 0 for row in self.values.values())

    def gains(self) -> list[int]:
        """From each month to the next, over the units that are there in both: like with like."""
        return [
            sum(
                after - before
                for row in self.values.values()
                if (before := row[at]) is not None and (after := row[at + 1]) is not None
            )
            for at in range(len(self.months) - 1)
        ]


@dataclass(frozen=True)
class Trial:
    """One horizon of the back-test: mean absolute errors, and how often the interval held."""

    horizon: int
    origins: int
    errors: Mapping[str, float]  # by model: OURS, SAME, LINE
    within: float  # share of the months that lay within our interval of 80 %

    @property
    def is_won(self) -> bool:
        """Whether our model was nearer than both others."""
        return self.errors[OURS] < min(self.errors[SAME], self.errors[LINE])


@dataclass(frozen=True)
class Expected:
    """A month to come: the value looked for and the bounds of four chances in five."""

    month: date
    value: float
    low: float
    high: float
    spread: float  # the standard deviation
    is_borne: bool  # by the back-test: at this distance the model was nearer than both others

    def chance_of(self, target: float) -> float:
        """The probability that the value is at least the target, between 0 and 1."""
        if self.spread == 0:
            return float(self.value >= target)
        return (1 + erf((self.value - target) / (self.spread * sqrt(2)))) / 2


@dataclass(frozen=True)
class Forecast:
    """What is to be expected of the coming months, and the back-test that says how far it bears."""

    level: int
    units: int
    trials: tuple[Trial, ...]
    expected: tuple[Expected, ...]

    def at(self, month: date) -> Expected | None:
        """That month, where the back-test bears it."""
        return next((e for e in self.expected if e.month == month and e.is_borne), None)

    def when(self, target: float) -> tuple[date | None, date | None, date | None]:
        """The first months in which the upper bound, the value, the lower bound reach the target.

        None where that is not within the months that the back-test bears.
        """
        borne = [e for e in self.expected if e.is_borne]
        high = next((e.month for e in borne if e.high >= target), None)
        value = next((e.month for e in borne if e.value >= target), None)
        low = next((e.month for e in borne if e.low >= target), None)
        return high, value, low


def forecast(history: History, *, months: int) -> Forecast:
    """So many months to come, each marked whether the back-test bears it.

    Raises DomainError for a history too short to be tried, and more months than FARTHEST.
    """
    if not 1 <= months <= FARTHEST:
        raise DomainError(f"Chỉ dự báo từ 1 đến {FARTHEST} tháng tới. Hãy chọn ngày gần hơn.")
    if len(history.months) < LEAST_MONTHS:
        raise DomainError(
            f"Mới có {len(history.months)} tháng số liệu; cần ít nhất {LEAST_MONTHS} tháng liền để "
            "dự báo và thử lại. Hãy xem lại khi có đủ."
        )
    gains, trials = history.gains(), back_test(history)
    return Forecast(
        level=history.level,
        units=history.units,
        trials=trials,
        expected=tuple(_expected(history, gains, trials, months)),
    )


def back_test(history: History) -> tuple[Trial, ...]:
    """Each model tried from every month that has a year behind it, at each horizon."""
    gains = history.gains()
    return tuple(
        _trial(gains, history.months, horizon)
        for horizon in HORIZONS
        if len(gains) - horizon > YEAR
    )


def _trial(gains: Sequence[int], months: Sequence[date], horizon: int) -> Trial:
    """Levels are counted from the origin on, over gains like with like: borders do not matter."""
    missed: dict[str, list[float]] = {OURS: [], SAME: [], LINE: []}
    held = []
    for origin in range(YEAR, len(gains) - horizon + 1):
        known, then = gains[:origin], months[: origin + 1]
        came = sum(gains[origin : origin + horizon])
        for name, model in MODELS.items():
            missed[name].append(abs(sum(model(known, then, horizon)) - came))
        bound = SIDE_80 * _spread(known, then) * sqrt(horizon)
        held.append(missed[OURS][-1] <= bound)
    errors = {name: fmean(each) for name, each in missed.items()}
    return Trial(horizon, len(held), errors, fmean(held))


def _expected(
    history: History, gains: Sequence[int], trials: Sequence[Trial], months: int
) -> Iterator[Expected]:
    spread, most = _spread(gains, history.months), float(history.most * history.units)
    value, month = float(history.level), history.months[-1]
    for step, gain in enumerate(_season(gains, history.months, months), start=1):
        month, value = next_month(month), min(max(value + gain, 0.0), most)
        deviation = spread * sqrt(step)
        side = SIDE_80 * deviation
        yield Expected(
            month=month,
            value=value,
            low=max(value - side, 0.0),
            high=min(value + side, most),
            spread=deviation,
            is_borne=_is_borne(trials, step),
        )


def _is_borne(trials: Sequence[Trial], step: int) -> bool:
    """Whether the model won at the nearest horizon tried that is as far; else at the last."""
    farther = [trial for trial in trials if trial.horizon >= step]
    return bool(trials) and (farther[0] if farther else trials[-1]).is_won


def _season(gains: Sequence[int], months: Sequence[date], ahead: int) -> list[float]:
    """The gains of the next months: of the same months before, drawn towards last year's mean.

    A month seen n times weighs n parts against one of the mean.
    """
    mean = fmean(gains[-YEAR:])
    same: dict[int, list[int]] = {}
    for gain, month in zip(gains, months[1:], strict=True):
        same.setdefault(month.month, []).append(gain)
    found, month = [], months[-1]
    for _ in range(ahead):
        month = next_month(month)
        seen = same.get(month.month, [])
        found.append((sum(seen) + mean) / (len(seen) + 1))
    return found


def _same(gains: Sequence[int], months: Sequence[date], ahead: int) -> list[float]:
    return [0.0] * ahead


def _line(gains: Sequence[int], months: Sequence[date], ahead: int) -> list[float]:
    """The least-squares line through the levels of the last year, carried on from its own end."""
    levels = [0.0]
    for gain in gains[-YEAR:]:
        levels.append(levels[-1] + gain)
    middle, mean = (len(levels) - 1) / 2, fmean(levels)
    slope = sum((at - middle) * (level - mean) for at, level in enumerate(levels)) / sum(
        (at - middle) ** 2 for at in range(len(levels))
    )
    end = mean + slope * (len(levels) - 1 - middle)
    return [end + slope - levels[-1], *([slope] * (ahead - 1))]


Model = Callable[[Sequence[int], Sequence[date], int], list[float]]
MODELS: Mapping[str, Model] = {OURS: _season, SAME: _same, LINE: _line}


def _spread(gains: Sequence[int], months: Sequence[date]) -> float:
    """The standard deviation of one month's gain around what the model looked for, so far."""
    missed = [
        gains[at] - _season(gains[:at], months[: at + 1], 1)[0]
        for at in range(YEAR // 2, len(gains))
    ]
    return sqrt(fmean(error * error for error in missed))
