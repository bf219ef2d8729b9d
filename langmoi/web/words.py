"""How pages say and colour outcomes and bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from langmoi.law.judge import Outcome
from langmoi.overview.model import BandCount


@dataclass(frozen=True)
class OutcomeWord:
    label: str
    sign: str
    icon: str


_ICONS = {
    Outcome.MET: "check",
    Outcome.NOT_MET: "x",
    Outcome.NOT_APPLICABLE: "minus",
    Outcome.NOT_ASSESSED: "help",
}
OUTCOMES = {o.key: OutcomeWord(o.label, o.sign, _ICONS[o]) for o in Outcome}

# Colours from the highest band down; a sixth band and lower ones share the last.
_BAND_CLASSES = ("lm-b5", "lm-b4", "lm-b3", "lm-b2", "lm-b1")


@dataclass(frozen=True)
class BandStyle:
    """A band's bounds as people write them and its colour."""

    low: int
    high: int
    label: str
    css: str


def band_styles(bands: Sequence[BandCount], criteria: int) -> list[BandStyle]:
    """The bands from the highest down: 19, 15–18, … and “dưới 5” for the lowest."""
    ordered = sorted(bands, key=lambda band: -band.low)
    return [
        BandStyle(band.low, band.high, _label(band, criteria), _BAND_CLASSES[min(place, 4)])
        for place, band in enumerate(ordered)
    ]


def band_css(met: int | None, styles: Sequence[BandStyle]) -> str:
    """The colour of a count of criteria; grey where there are no figures."""
    if met is None:
        return "lm-b0"
    return next((s.css for s in styles if s.low <= met <= s.high), "lm-b0")


def _label(band: BandCount, criteria: int) -> str:
    if band.low == band.high:
        return str(band.low)
    if band.low == 0:
        return f"dưới {band.high + 1}"
    return f"{band.low}–{min(band.high, criteria)}"
