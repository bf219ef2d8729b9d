"""A filing's figures held against the law of its month, before they are sent and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from langmoi.core.errors import DomainError
from langmoi.core.memory import kept
from langmoi.core.months import reference_day
from langmoi.law.explain import Explanation
from langmoi.law.filing import FilingRow, FilingVerdict, explain_filing, judge_filings
from langmoi.law.sets import load_set
from langmoi.places.queries import version_of, zones_on
from langmoi.reporting.models import Filing


@dataclass(frozen=True)
class DraftVerdict:
    """What the figures come to now: the outcomes, and one explanation per test."""

    verdict: FilingVerdict
    explanations: list[Explanation]


def current_figures(filing: Filing) -> dict[str, Any]:
    """What is being entered; where nothing is, what was last sent."""
    if filing.draft is not None:
        return dict(filing.draft)
    return dict(filing.latest.figures) if filing.latest is not None else {}


def row_of(filing: Filing, figures: Mapping[str, Any]) -> FilingRow:
    """The figures with the unit's code and zone on the month's reference day."""
    place = ("code and zone", filing.unit_id, filing.month, filing.criteria_set)
    tables = ("places_unitversion", "places_unitfact")
    code, zone = kept(place, lambda: _code_and_zone(filing), *tables)
    if code is None or zone is None:
        raise DomainError(
            f"Chưa biết {filing.unit} thuộc vùng nào của bộ tiêu chí nên không đánh giá được. "
            "Hãy đề nghị người quản trị bổ sung vùng của xã."
        )
    return FilingRow(code, filing.month, zone, figures)


def _code_and_zone(filing: Filing) -> tuple[str | None, str | None]:
    day = reference_day(filing.month)
    version = version_of(filing.unit_id, day)
    zones = zones_on([filing.unit_id], day, load_set(filing.criteria_set))
    return version.code if version else None, zones.get(filing.unit_id)


def judge_draft(
    filing: Filing,
    figures: Mapping[str, Any] | None = None,
    *,
    explained: Collection[str] | None = None,
    verdict: FilingVerdict | None = None,
) -> DraftVerdict:
    """The verdict on these figures (without: the current ones), with every explanation.

    explained: the numbers of the indicators to explain; without it all. verdict: that on the same
    figures, where it was given just now.
    """
    criteria_set = load_set(filing.criteria_set)
    row = row_of(filing, current_figures(filing) if figures is None else figures)
    if verdict is None:
        (verdict,) = judge_filings([row], criteria_set)
    return DraftVerdict(verdict, explain_filing(row, criteria_set, explained))


def verdict_on(filing: Filing, figures: Mapping[str, Any]) -> FilingVerdict:
    """The outcomes alone, for a save that must be quick."""
    (verdict,) = judge_filings([row_of(filing, figures)], load_set(filing.criteria_set))
    return verdict
