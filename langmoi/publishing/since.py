"""An overview whose changes are counted from another month than the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from langmoi.assessment import rollup
from langmoi.overview.lines import MonthView
from langmoi.overview.model import CommuneLine, Overview
from langmoi.overview.standings import Standing

Before = Mapping[int, Mapping[str, str]]  # unit key -> criterion number -> outcome


@dataclass(frozen=True)
class Since:
    """Figures now and at the baseline, of the communes that can be set beside each other."""

    now: Mapping[int, Standing]
    then: Mapping[int, Standing]

    def counted(self, current: Overview) -> tuple[Overview, Before | None]:
        """The overview with changes since the baseline, and the outcomes there; like with like.

        Across a change of the criteria set nothing is comparable: no changes, and None.
        """
        keys = {line.unit.key for line in current.communes} & self.then.keys()
        before = {key: self.then[key].criteria for key in keys}
        return _rebased(current, self.now, self.then), (before or None)


def since(view: MonthView, lines: Iterable[CommuneLine], baseline: date) -> Since:
    """Two reads for all the communes of the lines."""
    keys = [line.unit.key for line in lines]
    same_set = view.criteria_set.id
    now = {k: s for k, s in view.standings(keys).items() if s.set_id == same_set}
    then = {k: s for k, s in view.standings_at(baseline, keys).items() if k in now}
    return Since(now, then)


def _rebased(
    overview: Overview, now: Mapping[int, Standing], then: Mapping[int, Standing]
) -> Overview:
    communes = tuple(_line(line, now, then) for line in overview.communes)
    return replace(
        overview,
        communes=communes,
        sum_change_previous=rollup.total_change(line.change_previous for line in communes),
        districts=tuple(_rebased(district, now, then) for district in overview.districts),
    )


def _line(
    line: CommuneLine, now: Mapping[int, Standing], then: Mapping[int, Standing]
) -> CommuneLine:
    before = then.get(line.unit.key)
    if before is None:
        return replace(line, change_previous=None, newly_met=frozenset())
    standing = now[line.unit.key]
    change = standing.criteria_met - before.criteria_met
    return replace(line, change_previous=change, newly_met=standing.newly_met(before))
