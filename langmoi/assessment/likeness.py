"""How alike two places are: a measure that can be told in one sentence. No database.

For each feature that is known of both, their difference is put on a scale from 0 (the same) to 1
(as far apart as any two places of the list are; for yes and no: not the same). Likeness is one less
the mean of these. Counts of people are compared by ratio (on a logarithmic scale), since 500 more
people are much for a small commune and nothing for a large one. What is unknown of either counts
for nothing and is named; with fewer than two features in common nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

LEAST_IN_COMMON = 2


class Form(StrEnum):
    """How a feature is compared: by ratio, by difference, or as yes and no."""

    RATIO = "ratio"
    AMOUNT = "amount"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Feature:
    id: str
    name: str
    form: Form


@dataclass(frozen=True)
class Place:
    """A place with what is known of it; a feature that is missing is unknown, never “no”."""

    key: int
    features: Mapping[str, float]


@dataclass(frozen=True)
class Likeness:
    """How alike a place is; None where too little is known of both. `missing` by feature id."""

    key: int
    value: float | None
    apart: Mapping[str, float]
    missing: tuple[str, ...]


def alike(place: Place, others: Sequence[Place], features: Sequence[Feature]) -> list[Likeness]:
    """Every other place, the most alike first; those of which too little is known come last."""
    ranges = {f.id: _range(f, [place, *others]) for f in features}
    found = [_likeness(place, other, features, ranges) for other in others]
    return sorted(found, key=lambda each: (each.value is None, -(each.value or 0), each.key))


def _likeness(
    place: Place, other: Place, features: Sequence[Feature], ranges: Mapping[str, float]
) -> Likeness:
    known = [f for f in features if f.id in place.features and f.id in other.features]
    apart = {f.id: _apart(f, place, other, ranges[f.id]) for f in known}
    enough = len(known) >= LEAST_IN_COMMON
    return Likeness(
        key=other.key,
        value=1 - sum(apart.values()) / len(apart) if enough else None,
        apart=apart,
        missing=tuple(f.id for f in features if f not in known),
    )


def _apart(feature: Feature, one: Place, other: Place, widest: float) -> float:
    difference = abs(_placed(feature, one) - _placed(feature, other))
    return difference / widest if widest else 0.0


def _range(feature: Feature, places: Sequence[Place]) -> float:
    if feature.form is Form.YES_NO:
        return 1.0
    placed = [_placed(feature, place) for place in places if feature.id in place.features]
    return max(placed) - min(placed) if placed else 0.0


def _placed(feature: Feature, place: Place) -> float:
    value = place.features[feature.id]
    return log(max(value, 1.0)) if feature.form is Form.RATIO else value
