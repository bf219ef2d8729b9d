"""Figures read in other borders: what the parts of a unit report, put together. No database.

Design decision 8: counts add, shares add numerators and denominators, averages are weighted by
population, yes/no is met only where all parts are, a fact arises where it does in any part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from langmoi.core.numbers import from_scaled, plain, to_scaled
from langmoi.law.model import CriteriaSet, Figure, Kind, Operator


@dataclass(frozen=True)
class Part:
    """A unit of the month with its figures document; population None means unknown."""

    name: str
    figures: Mapping[str, Any]
    population: int | None


@dataclass(frozen=True)
class Combined:
    """The figures document of the whole; `gaps` says what could not be put together, and why."""

    figures: Mapping[str, Any]
    gaps: tuple[str, ...]


def combine(parts: Sequence[Part], criteria_set: CriteriaSet) -> Combined:
    """The figures of a unit made of these parts; of a single part, its own figures untouched."""
    if len(parts) == 1:
        return Combined(dict(parts[0].figures), ())
    combiner = _Combiner(parts, criteria_set)
    for figure in criteria_set.figures:
        combiner.add(figure)
    return Combined(combiner.figures, tuple(combiner.gaps))


class _Combiner:
    def __init__(self, parts: Sequence[Part], criteria_set: CriteriaSet) -> None:
        self.parts = parts
        self.facts_of = _facts_of(criteria_set)
        self.at_most = _figures_with(criteria_set, Operator.AT_MOST)
        self.figures: dict[str, Any] = {}
        self.gaps: list[str] = []

    def add(self, figure: Figure) -> None:
        """Put one figure together from the parts in which it arises and which report it."""
        if figure.is_fact:
            self._set(figure, _any_arises([part.figures.get(figure.id) for part in self.parts]))
            return
        concerned = [part for part in self.parts if self._arises(figure, part)]
        told = [part for part in concerned if part.figures.get(figure.id) is not None]
        if figure.kind is Kind.BOOLEAN and any(part.figures[figure.id] is False for part in told):
            self._set(figure, False)  # one part that is not met decides, whatever others report
        elif told and self._is_whole(figure, concerned, told):
            self._set(figure, self._put_together(figure, told))

    def _put_together(self, figure: Figure, parts: Sequence[Part]) -> Any:
        ways: dict[Kind, Callable[[Figure, Sequence[Part]], Any]] = {
            Kind.COUNT: _added,
            Kind.SHARE: self._added_shares,
            Kind.NUMBER: self._weighted,
            Kind.BOOLEAN: lambda figure, parts: True,
        }
        return ways[figure.kind](figure, parts)

    def _set(self, figure: Figure, value: Any) -> None:
        if value is not None:
            self.figures[figure.id] = value

    def _arises(self, figure: Figure, part: Part) -> bool:
        """Whether some indicator that reads the figure arises in the part."""
        facts = self.facts_of.get(figure.id, frozenset([None]))
        return any(fact is None or part.figures.get(fact) is not False for fact in facts)

    def _is_whole(self, figure: Figure, concerned: Sequence[Part], told: Sequence[Part]) -> bool:
        """Whether all parts that should report do; a sum without one would look like the whole."""
        silent = [part.name for part in concerned if part not in told]
        if silent:
            self.gaps.append(f"Chưa có số liệu “{figure.name}” của {', '.join(silent)}.")
        return not silent

    def _added_shares(self, figure: Figure, parts: Sequence[Part]) -> dict[str, str] | None:
        values = [part.figures[figure.id] for part in parts]
        alone = [p.name for p, v in zip(parts, values, strict=True) if not _has_both(v)]
        if alone:
            self.gaps.append(
                f"“{figure.name}” của {', '.join(alone)} chỉ có tỷ lệ phần trăm, "
                "không có tử số và mẫu số, nên không cộng được."
            )
            return None
        return {
            side: plain(sum((Decimal(v[side]) for v in values), Decimal(0)))
            for side in ("num", "den")
        }

    def _weighted(self, figure: Figure, parts: Sequence[Part]) -> str | None:
        """The average by population, rounded away from being met: rounding never decides."""
        unknown = [part.name for part in parts if not part.population]
        if unknown:
            self.gaps.append(
                f"Chưa rõ dân số của {', '.join(unknown)} nên không tính được bình quân "
                f"“{figure.name}”."
            )
            return None
        people = sum(part.population or 0 for part in parts)
        total = sum(_scaled(part, figure) * (part.population or 0) for part in parts)
        # Whole numbers throughout, so that the mean reaches a threshold only if it exactly does.
        mean = -(-total // people) if figure.id in self.at_most else total // people
        return plain(from_scaled(mean))


def _scaled(part: Part, figure: Figure) -> int:
    return to_scaled(Decimal(part.figures[figure.id]))


def _added(figure: Figure, parts: Sequence[Part]) -> str:
    return plain(sum((Decimal(part.figures[figure.id]) for part in parts), Decimal(0)))


def _any_arises(told: Sequence[Any]) -> bool | None:
    """Arises if it does anywhere; does not arise only where all parts say so; else not told."""
    if any(value is True for value in told):
        return True
    return False if all(value is False for value in told) else None


def _has_both(share: Mapping[str, Any]) -> bool:
    return share.get("num") is not None and share.get("den") is not None


def _facts_of(criteria_set: CriteriaSet) -> dict[str, frozenset[str | None]]:
    """For each figure, the facts that decide whether the indicators that read it arise."""
    found: dict[str, frozenset[str | None]] = {}
    for indicator in criteria_set.indicators:
        for test in indicator.tests:
            before = found.get(test.figure, frozenset())
            found[test.figure] = before | {indicator.arises_when}
    return found


def _figures_with(criteria_set: CriteriaSet, operator: Operator) -> frozenset[str]:
    tests = (test for indicator in criteria_set.indicators for test in indicator.tests)
    return frozenset(test.figure for test in tests if test.operator is operator)
