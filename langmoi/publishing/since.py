"""An overview whose changes are counted from another month than the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from langmoi.assessment import rollup
from langmoi.overview.lines import view_of
from langmoi.overview.model import CommuneLine, Overview
from langmoi.overview.standings import Standing

Before = Mapping[int, Mapping[str, str]]  # unit key -> criterion number -> outcome


def counted_since(current: Overview, baseline: date) -> tuple[Overview, Before | None]:
    """The overview with changes since the baseline, and the outcomes there; like with like.

    Across a change of the criteria set nothing is comparable: no changes, and None.
    """
    view = view_of(current.month, current.unit.key)
    keys = [line.unit.key for line in current.communes]
    same_set = current.criteria_set.id
    now = {k: s for k, s in view.standings(keys).items() if s.set_id == same_set}
    then = {k: s for k, s in view.standings_at(baseline, keys).items() if k in now}
    before = {key: standing.criteria for key, standing in then.items()}
    return _rebased(current, now, then), (before or None)


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
