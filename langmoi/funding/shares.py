"""Whole đồng in parts that add up to what was divided, exactly."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Weight = int | Decimal | Fraction


def apportion(amount: int, weights: Mapping[K, Weight]) -> dict[K, int]:
    """The amount by the weights; the đồng left over go where most was cut off, first come first.

    Nothing where there is no weight: then nobody knows whose it is.
    """
    whole = sum((Fraction(weight) for weight in weights.values()), Fraction(0))
    if not whole:
        return {}
    exact = {key: amount * Fraction(weight) / whole for key, weight in weights.items()}
    parts = {key: int(part // 1) for key, part in exact.items()}
    left = amount - sum(parts.values())
    most_cut = sorted(exact, key=lambda key: parts[key] - exact[key])
    for key in most_cut[:left]:
        parts[key] += 1
    return parts


def percent_of(amount: int, percent: Weight) -> Fraction:
    return amount * Fraction(percent) / 100
