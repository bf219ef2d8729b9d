"""A figure of several communes put together for reading: what adds is added, the rest averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from langmoi.law.model import Figure, Kind

HUNDRED = Decimal(100)
Told = tuple[Any, int | None]  # a value of a figures document, and the population


def value_of(figure: Figure, told: Any) -> Decimal | None:
    """One commune's figure as a number: a share in per cent, yes as 1 and no as 0."""
    if told is None:
        return None
    if isinstance(told, bool):
        return Decimal(told)
    if not isinstance(told, dict):
        return Decimal(str(told))
    if told.get("pct") is not None:
        return Decimal(told["pct"])
    if told.get("num") is None or not Decimal(told.get("den") or 0):
        return None
    return Decimal(told["num"]) * HUNDRED / Decimal(told["den"])


def put_together(figure: Figure, told: Iterable[Told]) -> tuple[Decimal | None, int]:
    """The figure over the communes that report it, and how many those are.

    Counts and yes/no add; shares add their parts (one known in per cent only is left out, unless it
    stands alone); a number is averaged by population, over the communes whose population is known.
    """
    known = [(value, people) for value, people in told if value_of(figure, value) is not None]
    if len(known) == 1:
        return value_of(figure, known[0][0]), 1
    if figure.kind is Kind.SHARE:
        return _share([value for value, _ in known])
    if figure.kind is Kind.NUMBER:
        return _weighted([(Decimal(str(v)), people) for v, people in known if people])
    values = [value_of(figure, value) or Decimal(0) for value, _ in known]
    return (sum(values, Decimal(0)) if values else None), len(values)


def _share(values: Sequence[Any]) -> tuple[Decimal | None, int]:
    whole = [v for v in values if v.get("num") is not None and v.get("den") is not None]
    den = sum((Decimal(v["den"]) for v in whole), Decimal(0))
    if not den:
        return None, len(whole)
    return sum((Decimal(v["num"]) for v in whole), Decimal(0)) * HUNDRED / den, len(whole)


def _weighted(values: Sequence[tuple[Decimal, int]]) -> tuple[Decimal | None, int]:
    people = sum(each for _, each in values)
    if not people:
        return None, len(values)
    total = sum((value * each for value, each in values), Decimal(0))
    return total / people, len(values)
