"""A ratio tried on the plan of a year: what each place would have to find, beside the present."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from langmoi.funding.counterpart import Check, Rate, check
from langmoi.funding.planned import Planned

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Tried:
    """One place. Either side is None where for some of its money no ratio is known."""

    present: Check
    draft: Check

    @property
    def change(self) -> int | None:
        """How much more (or less) would be asked."""
        if self.present.required is None or self.draft.required is None:
            return None
        return self.draft.required - self.present.required


def tried(plan: Sequence[Planned], rates: Collection[Rate], drafts: Collection[Rate]) -> Tried:
    """What the drafts do not reach stays as it is now: they come on top of the rates in force."""
    return Tried(check(plan, rates), check(plan, [*rates, *drafts]))


def by_place(
    plan: Sequence[Planned],
    rates: Collection[Rate],
    drafts: Collection[Rate],
    place_of: Mapping[int, K],
) -> dict[K, Tried]:
    """By district or commune; place_of: under which each unit stands. Others are left out."""
    groups: dict[K, list[Planned]] = defaultdict(list)
    for money in plan:
        if money.unit in place_of:
            groups[place_of[money.unit]].append(money)
    return {place: tried(found, rates, drafts) for place, found in groups.items()}
