"""What the map and its lists sort communes by: band, a criterion, an indicator, or its distance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from langmoi.assessment.rollup import fit_bands
from langmoi.core.errors import DomainError
from langmoi.core.numbers import show_number
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet, Criterion, Indicator
from langmoi.overview.detail import relative_distance
from langmoi.overview.indicator import IndicatorCell, IndicatorMonth
from langmoi.overview.model import BandCount, CommuneLine
from langmoi.overview.queries import DEFAULT_BANDS
from langmoi.web.overview.reasons import reasons_of
from langmoi.web.words import OUTCOMES, BandStyle, band_css, band_styles

BANDS, CRITERION, INDICATOR, DISTANCE = "muc", "tc", "ct", "kc"
NONE = "khong-co"  # of a commune without figures
COUNTED = "tinh-dat"  # met, or not applicable where the set counts that
MISSING = "con-thieu"  # not met or not assessed
OUTCOME_CSS = {
    "met": "lm-b5",
    "not_applicable": "lm-b3",
    "not_met": "lm-b1",
    "not_assessed": "lm-b0",
}
# What is missing as a part of the threshold: below each bound one shade.
FAR = (
    (Decimal("0.05"), "gan", "lm-b4", "còn thiếu dưới 5% của ngưỡng"),
    (Decimal("0.2"), "vua", "lm-b3", "còn thiếu từ 5% đến dưới 20%"),
    (Decimal("0.5"), "xa", "lm-b2", "còn thiếu từ 20% đến dưới 50%"),
    (Decimal("Infinity"), "rat-xa", "lm-b1", "còn thiếu từ 50% trở lên"),
)


@dataclass(frozen=True)
class Mark:
    """A commune as the map shows it: its shade, the few letters on it, and all of it in words."""

    line: CommuneLine
    key: str
    css: str
    shown: str
    said: str
    kind: str = ""


@dataclass(frozen=True)
class Shade:
    """A colour of the legend and how many communes have it."""

    key: str
    css: str
    label: str
    count: int


@dataclass(frozen=True)
class Choice:
    """What is shown: “muc”, “tc-17”, “ct-9.2” or “kc-9.2”."""

    kind: str = BANDS
    number: str = ""

    @property
    def of_indicator(self) -> bool:
        return self.kind in (INDICATOR, DISTANCE)

    def __str__(self) -> str:
        return f"{self.kind}-{self.number}" if self.number else self.kind

    @classmethod
    def read(cls, text: str) -> Choice:
        """Nothing is the bands; raises DomainError for what names nothing."""
        if not text or text == BANDS:
            return cls()
        found = re.fullmatch(rf"({CRITERION}|{INDICATOR}|{DISTANCE})-([\d.]{{1,9}})", text)
        if found is None:
            raise DomainError(
                f"Không hiểu cách xem “{text}”. Hãy chọn lại trong danh sách “Tô màu theo” của "
                "bản đồ."
            )
        return cls(found[1], found[2])


@dataclass(frozen=True)
class Picture:
    """Every commune's mark, and the legend in order."""

    choice: Choice
    title: str
    marks: Mapping[int, Mark]
    shades: tuple[Shade, ...]
    criterion: Criterion | None = None
    indicator: Indicator | None = None


def picture(
    criteria_set: CriteriaSet,
    lines: Sequence[CommuneLine],
    choice: Choice,
    found: IndicatorMonth | None = None,
) -> Picture:
    """The communes sorted as asked for; `found` holds the indicator's cells where one is asked for.

    Raises DomainError for a number that the set lacks.
    """
    if found is not None:
        return _by_indicator(found, lines, choice)
    if choice.kind == CRITERION:
        return _by_criterion(criteria_set, lines, choice)
    return _by_band(criteria_set, lines)


def find_criterion(criteria_set: CriteriaSet, number: str) -> Criterion:
    for criterion in criteria_set.criteria:
        if criterion.number == number:
            return criterion
    raise DomainError(
        f"{criteria_set.name} không có tiêu chí số “{number}”. "
        f"Hãy chọn từ 1 đến {len(criteria_set.criteria)}."
    )


def styles_of(criteria_set: CriteriaSet) -> list[BandStyle]:
    """The colours of the default bands, fitted to the set."""
    total = len(criteria_set.criteria)
    return band_styles([BandCount(*b, ()) for b in fit_bands(DEFAULT_BANDS, total)], total)


def _by_band(criteria_set: CriteriaSet, lines: Sequence[CommuneLine]) -> Picture:
    styles = styles_of(criteria_set)

    def mark(line: CommuneLine) -> Mark:
        met = line.criteria_met
        if met is None:
            return _without_figures(line)
        low = next(style.low for style in styles if style.low <= met <= style.high)
        said = f"{met}/{len(line.criteria)} tiêu chí"
        return Mark(line, str(low), band_css(met, styles), str(met), said, BANDS)

    shades = [(str(s.low), s.css, s.label) for s in styles]
    return _picture(Choice(), "Số tiêu chí đạt theo xã", map(mark, lines), shades)


def _by_criterion(
    criteria_set: CriteriaSet, lines: Sequence[CommuneLine], choice: Choice
) -> Picture:
    criterion = find_criterion(criteria_set, choice.number)

    def mark(line: CommuneLine) -> Mark:
        key = line.criteria.get(criterion.number)
        if key is None:
            return _without_figures(line)
        word = OUTCOMES[key]
        said = f"tiêu chí {criterion.number} {word.label}"
        return Mark(line, key, OUTCOME_CSS[key], word.sign, said)

    title = f"Tiêu chí {criterion.number}. {criterion.name}"
    return _picture(choice, title, map(mark, lines), _outcome_shades(), criterion=criterion)


def _by_indicator(found: IndicatorMonth, lines: Sequence[CommuneLine], choice: Choice) -> Picture:
    make = _far if choice.kind == DISTANCE else _valued

    def mark(line: CommuneLine) -> Mark:
        cell = found.cells.get(line.unit.key)
        return make(line, cell, found) if cell else _without_figures(line)

    what = "Khoảng cách đến ngưỡng, chỉ tiêu" if choice.kind == DISTANCE else "Chỉ tiêu"
    return _picture(
        choice,
        f"{what} {found.indicator.number}",
        map(mark, lines),
        _far_shades() if choice.kind == DISTANCE else _outcome_shades(),
        criterion=found.criterion,
        indicator=found.indicator,
    )


def _valued(line: CommuneLine, cell: IndicatorCell, found: IndicatorMonth) -> Mark:
    """The value where there is one number to show; else the outcome's sign."""
    word = OUTCOMES[cell.outcome]
    values = [t.value for t in cell.tests if isinstance(t.value, Decimal)]
    shown = _short(values[0]) if len(values) == 1 == len(cell.tests) else word.sign
    said = f"chỉ tiêu {found.indicator.number} {word.label}{_values(cell, found)}"
    return Mark(line, cell.outcome, OUTCOME_CSS[cell.outcome], shown, said)


def _far(line: CommuneLine, cell: IndicatorCell, found: IndicatorMonth) -> Mark:
    """Shaded by the test that is farthest from its threshold."""
    said = f"chỉ tiêu {found.indicator.number} {OUTCOMES[cell.outcome].label}"
    said += _values(cell, found)
    if cell.outcome in ("met", "not_applicable"):
        return Mark(line, "dat", "lm-b5", OUTCOMES[cell.outcome].sign, said)
    failing = [t for t in cell.tests if t.outcome is Outcome.NOT_MET]
    parts = [(relative_distance(t), t) for t in failing]
    known = [(part, t) for part, t in parts if part is not None]
    if not known or len(known) < len(failing):
        return Mark(line, "khong-do", "lm-b0", OUTCOMES[cell.outcome].sign, said)
    part, test = max(known, key=lambda pair: pair[0])
    _, key, css, _ = next(row for row in FAR if part < row[0])
    return Mark(line, key, css, f"−{_short(abs(test.distance or Decimal(0)))}", said)


def _values(cell: IndicatorCell, found: IndicatorMonth) -> str:
    """“: 94,00%, mức từ 95% trở lên, còn thiếu 1,00 điểm %” for each test."""
    told = []
    for reason in reasons_of(cell.tests, found.indicator, found.criteria_set):
        parts = [reason.value, f"mức {reason.threshold}", reason.distance]
        if reason.explanation.reason:
            parts = [reason.explanation.reason.rstrip(".")]
        told.append(", ".join(part for part in parts if part))
    return f": {'; '.join(told)}" if told else ""


def _short(value: Decimal) -> str:
    """At most four letters or so, as many as a tile holds."""
    return show_number(value, 0 if abs(value) >= 100 or value == value.to_integral() else 1)


def _without_figures(line: CommuneLine) -> Mark:
    return Mark(line, NONE, "lm-b0", "?", "chưa có số liệu")


def _outcome_shades() -> list[tuple[str, str, str]]:
    return [(key, css, OUTCOMES[key].label) for key, css in OUTCOME_CSS.items()]


def _far_shades() -> list[tuple[str, str, str]]:
    far = [(key, css, label) for _, key, css, label in FAR]
    unknown = ("khong-do", "lm-b0", "chưa đạt hoặc chưa đánh giá, không đo được khoảng cách")
    return [("dat", "lm-b5", "đạt hoặc không áp dụng"), *far, unknown]


def _picture(
    choice: Choice,
    title: str,
    marks: Iterable[Mark],
    shades: Sequence[tuple[str, str, str]],
    *,
    criterion: Criterion | None = None,
    indicator: Indicator | None = None,
) -> Picture:
    """The legend names every shade of its kind, and “no figures” only where there are such."""
    by_key = {mark.line.unit.key: mark for mark in marks}
    counts = Counter(mark.key for mark in by_key.values())
    rows = [Shade(key, css, label, counts[key]) for key, css, label in shades]
    if counts[NONE]:
        rows.append(Shade(NONE, "lm-b0", "chưa có số liệu", counts[NONE]))
    return Picture(choice, title, by_key, tuple(rows), criterion, indicator)
