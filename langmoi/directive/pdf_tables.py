"""Ruled tables of a PDF page: the lines that are drawn tell where its cells are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from langmoi.directive.pdf_letters import Letter, lines_of

THIN, SHORTEST = 2.5, 6.0
NEAR = 3.0


@dataclass(frozen=True)
class Rule:
    """A line: at `at`, from `low` to `high` along the other axis."""

    at: float
    low: float
    high: float


@dataclass(frozen=True)
class Zone:
    """Where a table stands, and its rows with the words of their cells."""

    top: float
    bottom: float
    rows: list[list[str]]


def zones_of(page: Any, letters: list[Letter]) -> list[Zone]:
    """The tables of three columns or more, from the top down."""
    across, down = _rules(page)
    found = []
    for bottom, top in _stretches(down):
        inside = [rule for rule in down if rule.low >= bottom - NEAR and rule.high <= top + NEAR]
        if len(_places(rule.at for rule in inside)) >= 4:
            rows = list(_rows(across, inside, letters, (bottom, top)))
            found.append(Zone(top, bottom, rows))
    return sorted(found, key=lambda zone: -zone.top)


def _rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """Lines across and lines down, also where they are drawn as thin boxes or frames."""
    import pypdfium2.raw as raw

    across, down = [], []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        if top - bottom < THIN and right - left > SHORTEST:
            across.append(Rule((top + bottom) / 2, left, right))
        elif right - left < THIN and top - bottom > SHORTEST:
            down.append(Rule((left + right) / 2, bottom, top))
        elif top - bottom > SHORTEST and right - left > SHORTEST:
            across += [Rule(top, left, right), Rule(bottom, left, right)]
            down += [Rule(left, bottom, top), Rule(right, bottom, top)]
    return across, down


def _stretches(down: list[Rule]) -> list[tuple[float, float]]:
    """Where lines down follow one another without a break."""
    found: list[tuple[float, float]] = []
    for rule in sorted(down, key=lambda one: one.low):
        if found and rule.low <= found[-1][1] + NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], rule.high))
        else:
            found.append((rule.low, rule.high))
    return found


def _places(values: Any) -> list[float]:
    """Values apart from each other; near ones are one line."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _rows(
    across: list[Rule], down: list[Rule], letters: list[Letter], reach: tuple[float, float]
) -> Iterator[list[str]]:
    bottom, top = reach
    edges = [rule.at for rule in across if bottom - NEAR <= rule.at <= top + NEAR]
    heights = _places([bottom, *edges, top])
    columns = _places(rule.at for rule in down)
    for low, high in reversed(list(zip(heights, heights[1:], strict=False))):
        inside = [one for one in letters if low - 1 < one.base < high - 1]
        walls = _places(rule.at for rule in down if rule.low < (low + high) / 2 < rule.high)
        row = [""] * (len(columns) - 1)
        for left, right in zip(walls, walls[1:], strict=False):
            cell = [one for one in inside if left - 1 <= one.left < right - 1]
            words = " ".join(run.text for line in lines_of(cell) for run in line)
            at = min(range(len(row)), key=lambda index: abs(columns[index] - left))
            row[at] = words.replace("|", "/")
        if any(row):
            yield row
