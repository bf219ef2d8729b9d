"""The overview as JSON, for other programs: the promised keys first, in this order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from langmoi.overview.model import BandCount, CommuneLine, Overview


def as_json(found: Overview, *, is_illustrative: bool = False) -> dict[str, Any]:
    """The promised keys first, in their order; what follows “districts” may grow."""
    return {
        "unit": found.unit.code,
        "month": f"{found.month:%Y-%m}",
        "set": found.criteria_set.id,
        "closed": found.is_closed,
        "communes": len(found.communes),
        "filed": len(found.filed),
        "not_filed": _codes(found.not_filed),
        "met_all": len(found.met_all),
        "recognised": found.recognised_count,
        "sum": found.sum,
        "mean": None if found.mean is None else str(found.mean),
        "bands": [_band(band) for band in found.bands],
        "by_criterion": dict(found.by_criterion),
        "short": {
            str(step): {number: _codes(lines) for number, lines in under.items()}
            for step, under in found.short.items()
        },
        "sum_change": {
            "since_previous_month": found.sum_change_previous,
            "since_december": found.sum_change_december,
        },
        "unchecked_thresholds": found.unchecked_thresholds,
        "borders": found.borders.isoformat() if found.borders else None,
        "districts": [as_json(d, is_illustrative=is_illustrative) for d in found.districts],
        **_more(found),
        "illustrative": is_illustrative,
    }


def _more(found: Overview) -> dict[str, Any]:
    more: dict[str, Any] = {
        "name": found.unit.full_name,
        "fraction": found.fraction_text or None,
        "without_figures": _codes(found.without_figures),
        "thresholds": found.thresholds,
    }
    if found.borders is not None:
        more["outcomes"] = "official" if found.is_closed else "computed"
        more["units"] = [_unit(line) for line in found.communes]
    return more


def _band(band: BandCount) -> dict[str, Any]:
    return {
        "from": band.low,
        "to": band.high,
        "count": band.count,
        "units": _codes(band.communes),
    }


def _unit(line: CommuneLine) -> dict[str, Any]:
    """A unit of other borders: whether it could be judged, and why not."""
    return {
        "code": line.unit.code,
        "name": line.unit.full_name,
        "judged": line.criteria_met is not None,
        "why_not": list(line.why_not_judged),
        "gaps": list(line.gaps),
        "criteria_met": line.criteria_met,
        "criteria": dict(line.criteria),
        "overruled": list(line.overruled),
        "parts": [
            {"code": part.unit.code, "name": part.unit.full_name, "files": part.files}
            for part in line.parts
        ],
    }


def _codes(lines: Iterable[CommuneLine]) -> list[str]:
    return [line.unit.code for line in lines]
