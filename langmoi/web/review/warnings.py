"""Warnings of a filing by the criterion they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from langmoi.reporting.models import Filing, FilingState
from langmoi.reporting.warnings import Warning_, beside, warnings_of
from langmoi.web.review.lines import Line, criterion_of, indicator_of

LOOKED_AT = (FilingState.SUBMITTED, FilingState.SIGNED)


Unexplained = tuple[frozenset[str], int]


def unexplained_of(lines: Iterable[Line]) -> list[Unexplained]:
    """For each line the criteria with a warning that nobody explained, and how many such warnings.

    Only of what was sent: a draft's warnings are its unit's own business. Few reads for all lines.
    """
    told = [(line, _looked_at(line)) for line in lines]
    known = beside([filing for _, filing in told if filing is not None])
    return [
        _unexplained(line, warnings_of(filing, known=known[filing.pk]))
        if filing is not None
        else (frozenset(), 0)
        for line, filing in told
    ]


def _looked_at(line: Line) -> Filing | None:
    if line.filing is None or line.head is None or line.filing.state not in LOOKED_AT:
        return None
    return line.filing


def _unexplained(line: Line, warnings: Iterable[Warning_]) -> Unexplained:
    open_ones = [warning for warning in warnings if not warning.explained]
    if not open_ones:
        return frozenset(), 0
    indicators, criteria = indicator_of(line.criteria_set), criterion_of(line.criteria_set)
    found = {criteria.get(indicators.get(w.figure, ""), "") for w in open_ones}
    return frozenset(found - {""}), len(open_ones)
