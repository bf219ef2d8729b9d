"""What in a draft looks wrong and must be explained before it is sent: no fault, a question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from langmoi.core.audit import digest
from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.law.model import Figure, Kind
from langmoi.law.sets import load_set
from langmoi.reporting.carried import LastValue, last_values_of
from langmoi.reporting.expected import Expected, expected_of, is_other
from langmoi.reporting.judging import current_figures
from langmoi.reporting.models import Filing
from langmoi.reporting.villages import ItemSum, item_sums_of, whole_sums

# How far a figure may move from one filing to the next before somebody asks why.
POINTS = Decimal(15)  # of a percentage
PART = Decimal("0.3")  # of a number or a count


@dataclass(frozen=True)
class Warning_:
    """A question about one figure. Its id changes with the values: an explanation of one jump
    does not answer for the next."""

    id: str
    figure: str
    text: str
    explained: bool


@dataclass(frozen=True)
class Beside:
    """What a filing's figures are held against: its last ones, departments', its villages'."""

    last: Mapping[str, LastValue]
    expected: Mapping[str, Sequence[Expected]]
    sums: Sequence[ItemSum]


def beside(filings: Collection[Filing]) -> dict[int, Beside]:
    """What stands beside each of these filings of one month and set; few queries for all."""
    if not filings:
        return {}
    month = next(iter(filings)).month
    units = {filing.unit_id for filing in filings}
    last, expected = last_values_of(filings), expected_of(units, month)
    sums = item_sums_of(units, month)
    return {f.pk: Beside(last[f.pk], expected[f.unit_id], sums[f.unit_id]) for f in filings}


def warnings_of(
    filing: Filing, figures: Mapping[str, Any] | None = None, known: Beside | None = None
) -> list[Warning_]:
    """Every question about the current figures (or these), in the order of the set.

    known: what stands beside the filing, where it was read already.
    """
    told = current_figures(filing) if figures is None else figures
    names = {figure.id: figure for figure in load_set(filing.criteria_set).figures}
    others = known or beside([filing])[filing.pk]
    found = [*_moves(filing, told, names, others), *_others(filing, told, names, others)]
    order = {figure: place for place, figure in enumerate(names)}
    return sorted(found, key=lambda w: (order[w.figure], w.id))


def _moves(
    filing: Filing, figures: Mapping[str, Any], names: Mapping[str, Figure], known: Beside
) -> Iterator[Warning_]:
    """Jumps, drops, and what newly is said not to arise."""
    for figure_id, last in known.last.items():
        figure, value = names[figure_id], figures.get(figure_id)
        if value is None:
            continue
        if figure.is_fact and value is False and last.value is not False:
            text = f"{figure.name}: nay ghi không phát sinh, tháng {show_month(last.month)} thì có."
            yield _warning(filing, "not_arising", figure_id, text, value, last.value)
        elif text := _move(figure, last, value):
            yield _warning(filing, "jump", figure_id, text, value, last.value)


def _move(figure: Figure, last: LastValue, value: Any) -> str:
    """A sentence where the figure moved too far since it was last filed; else nothing."""
    if figure.kind is Kind.BOOLEAN:
        if last.value is True and value is False:
            return f"{figure.name}: tháng {show_month(last.month)} đạt, nay ghi chưa đạt."
        return ""
    before, now = amount(last.value), amount(value)
    if before is None or now is None or before == now or not is_far(figure, before, now):
        return ""
    way, to = ("tăng", "lên") if now > before else ("giảm", "xuống")
    month = show_month(last.month)
    shown = f"từ {show_value(last.value)} (tháng {month}) {to} {show_value(value)}"
    return f"{figure.name} {way} nhiều: {shown}."


def is_far(figure: Figure, before: Decimal, now: Decimal) -> bool:
    if figure.kind is Kind.SHARE:
        return abs(now - before) >= POINTS
    return abs(now - before) >= PART * max(abs(before), Decimal(1))


def _others(
    filing: Filing, figures: Mapping[str, Any], names: Mapping[str, Figure], known: Beside
) -> Iterator[Warning_]:
    """Differences from what departments hold and from what the villages add up to."""
    for figure_id, held in known.expected.items():
        value = figures.get(figure_id)
        for other in held if value is not None and figure_id in names else ():
            if is_other(value, other.value):
                text = (
                    f"{names[figure_id].name}: xã ghi {show_value(value)}, "
                    f"{other.agency.name} có {show_value(other.value)} ({other.source})."
                )
                kind = f"expected{other.agency.pk}"
                yield _warning(filing, kind, figure_id, text, value, other.value)
    for figure_id, total in whole_sums(known.sums).items():
        value = figures.get(figure_id)
        if value is not None and figure_id in names and is_other(value, total):
            text = (
                f"{names[figure_id].name}: xã ghi {show_value(value)}, "
                f"các thôn cộng lại được {show_value(total)}."
            )
            yield _warning(filing, "villages", figure_id, text, value, total)


def _warning(filing: Filing, kind: str, figure: str, text: str, value: Any, other: Any) -> Warning_:
    key = f"{kind}.{figure}.{digest('', {'value': value, 'other': other})[:8]}"
    said = str(filing.explanations.get(key, ""))
    if kind == "not_arising":
        said = said or str(filing.notes.get(figure, ""))
    return Warning_(key, figure, text, bool(said.strip()))


@lru_cache(maxsize=4096)
def _decimal(text: str) -> Decimal:
    return Decimal(text)


def amount(value: Any) -> Decimal | None:
    """A value as one number: of a share its percentage; None where it has none."""
    if isinstance(value, bool) or value is None:
        return None
    if not isinstance(value, Mapping):
        return _decimal(str(value))
    if value.get("pct") is not None:
        return _decimal(str(value["pct"]))
    num, den = value.get("num"), value.get("den")
    if num is None or den is None or not _decimal(str(den)):
        return None
    return _decimal(str(num)) * 100 / _decimal(str(den))


def show_value(value: Any) -> str:
    """A figure's value for people: “120/150 (80%)”, “41,5”, “có”, “chưa có số liệu”."""
    if value is None:
        return "chưa có số liệu"
    if isinstance(value, bool):
        return "có" if value else "không"
    if not isinstance(value, Mapping):
        return show_number(_decimal(str(value)))
    percentage = amount(value)
    shown = f"{show_number(round(percentage, 2).normalize())}%" if percentage is not None else ""
    if value.get("num") is None or value.get("den") is None:
        return shown or "chưa đủ số liệu"
    parts = "/".join(show_number(_decimal(str(value[part]))) for part in ("num", "den"))
    return f"{parts} ({shown})" if shown else parts
