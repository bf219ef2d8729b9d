"""Which indicator of a criterion is met when: the last of them decides the criterion's month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from langmoi.demo.chance import draw
from langmoi.demo.counts import MONTHS
from langmoi.demo.order import AT_START, NEVER
from langmoi.demo.specs import Spec

LONGEST_LEAD = 24  # months by which other indicators may be met before the last one


def can_be_gained(tests: Iterable[Spec], position: int) -> bool:
    """Whether some figure of a criterion may first reach its threshold in that month."""
    return any(spec.is_new_at(position) for spec in tests)


def gains_of_tests(
    code: str, tests: tuple[Spec, ...], gain: int | None, short: int
) -> Mapping[str, int | None]:
    """For each figure the position from which it meets its threshold; NEVER if not by the end.

    All are met from the criterion's own gain on, and one of them not a month earlier. `short` is
    how far behind the commune is, in per cent: the further, the more figures are never met.
    """
    if gain == AT_START:
        return {spec.figure: AT_START for spec in tests}
    able = [spec for spec in tests if gain is NEVER or spec.is_new_at(gain)]
    last = min(able, key=lambda spec: draw(0, 10**6, "last", code, spec.figure)).figure
    gains: dict[str, int | None] = {}
    for spec in tests:
        others = _never_or_before(code, spec, short) if gain is NEVER else _before(code, spec, gain)
        gains[spec.figure] = gain if spec.figure == last else others
    return gains


def _before(code: str, spec: Spec, gain: int) -> int:
    """Some months earlier, or from the start."""
    if draw(1, 100, "early", code, spec.figure) <= 45:
        return AT_START
    lead = draw(0, LONGEST_LEAD, "lead", code, spec.figure)
    return max(AT_START, spec.newest_at(gain - lead))


def _never_or_before(code: str, spec: Spec, short: int) -> int | None:
    chance = draw(1, 100, "never", code, spec.figure)
    if chance <= short // 2:
        return NEVER
    if chance <= short // 2 + 25:
        position = draw(1, len(MONTHS) - 1, "while", code, spec.figure)
        return max(AT_START, spec.newest_at(position))
    return AT_START
