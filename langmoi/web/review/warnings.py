"""Warnings of a filing by the criterion they belong to."""

from __future__ import annotations

from langmoi.reporting.drafting import warnings_of
from langmoi.reporting.models import FilingState
from langmoi.web.review.lines import Line, criterion_of, indicator_of

LOOKED_AT = (FilingState.SUBMITTED, FilingState.SIGNED)


def unexplained_of(line: Line) -> tuple[frozenset[str], int]:
    """The criteria with a warning that nobody explained, and how many such warnings there are.

    Only of what was sent: a draft's warnings are its unit's own business.
    """
    if line.filing is None or line.head is None or line.filing.state not in LOOKED_AT:
        return frozenset(), 0
    open_ones = [w for w in warnings_of(line.filing) if not w.explained]
    indicators, criteria = indicator_of(line.criteria_set), criterion_of(line.criteria_set)
    found = {criteria.get(indicators.get(w.figure, ""), "") for w in open_ones}
    return frozenset(found - {""}), len(open_ones)
