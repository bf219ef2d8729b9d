"""In which month a commune of the demo meets which criterion for the first time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from langmoi.demo.chance import draw
from langmoi.demo.communes import Commune
from langmoi.demo.counts import History

# From what mountain communes have early (plans, telecoms, defence) to what they have last
# (income, environment).
USUAL_ORDER = (
    "1", "8", "19", "4", "18", "16", "12", "7", "3", "13",
    "14", "15", "5", "2", "9", "6", "11", "17", "10",
)  # fmt: skip
# Sa Nghĩa on 12/2/2019 lacked schools, culture, housing, income, health and environment
# (published): the last of its order are these six.
KNOWN_LAST = {"23542": ("15", "5", "9", "6", "17", "10")}
# Each place in the usual order is ten points; a commune's own order strays up to this many.
STRAY = 50
NEVER: None = None
AT_START = 0

CanBeGained = Callable[[str, int], bool]  # criterion, position of the month


def gains_of(
    commune: Commune, history: History, can_be_gained: CanBeGained
) -> Mapping[str, int | None]:
    """For each criterion the position of the month from which it is met; NEVER if not by the end.

    As many criteria are met in each month as the history says. Months are filled from the last
    to the first, each with the last criterion in the commune's order that can be gained then;
    what is left was met at the start, so every order fits every history.
    """
    waiting = list(order_of(commune))
    gains: dict[str, int | None] = {}
    while len(waiting) > history.counts[-1]:
        gains[waiting.pop()] = NEVER
    for position in reversed(history.gains):
        latest = next(c for c in reversed(waiting) if can_be_gained(c, position))
        waiting.remove(latest)
        gains[latest] = position
    return gains | dict.fromkeys(waiting, AT_START)


def order_of(commune: Commune) -> tuple[str, ...]:
    """The order in which this commune meets the criteria, from first to last."""
    last = KNOWN_LAST.get(commune.code, ())
    first = [criterion for criterion in USUAL_ORDER if criterion not in last]
    first.sort(key=lambda criterion: _rank(commune, criterion))
    return (*first, *last)


def _rank(commune: Commune, criterion: str) -> int:
    if criterion == "7" and not commune.plans_a_market:
        return -STRAY  # not applicable counts as met from the start
    usual = USUAL_ORDER.index(criterion) * 10 + STRAY
    return usual + draw(-STRAY, STRAY, "order", commune.code, criterion)
