"""The last values of a unit: what a new filing is prefilled with, each with its month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.memory import kept
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.reporting.models import Filing, Revision
from langmoi.reporting.workbook.changes import is_same

MONTHS_BACK = 24  # a yearly figure is older than that only where nobody renewed it


@dataclass(frozen=True)
class LastValue:
    """A figure as last filed before this month; a yearly one with the month it came in."""

    value: Any
    month: date


def last_values(filing: Filing) -> dict[str, LastValue]:
    """Each figure of the unit's last filing before this month, by a set of the same family.

    A yearly figure bears the month since which it has stood unchanged.
    """
    return last_values_of([filing])[filing.pk]


def last_values_of(filings: Collection[Filing]) -> dict[int, dict[str, LastValue]]:
    """The last values of filings of one month and set, by filing; two queries however many.

    Two years of figures are a long read for a page that saves every minute. Sent revisions never
    change, so what they come to is kept by their hashes.
    """
    if not filings:
        return {}
    one = next(iter(filings))
    sent = _sent_before(one, {filing.unit_id for filing in filings})
    histories = {f.pk: (one.criteria_set, *sent.get(f.unit_id, ())) for f in filings}
    known = {history: _kept[history] for history in histories.values() if history in _kept}
    missing = {history for history in histories.values() if history not in known}
    if missing:
        known |= _read(missing, load_set(one.criteria_set))
    return {filing: dict(known[history]) for filing, history in histories.items()}


Sent = tuple[date, int, str]  # a month, the revision sent for it, and its hash
History = tuple[Any, ...]  # the set by which it is read, then what was sent, newest first

_kept: dict[History, Mapping[str, LastValue]] = {}
MOST_KEPT = 1000  # units; a province has fewer than 300


def _sent_before(filing: Filing, units: Collection[int]) -> dict[int, list[Sent]]:
    key = ("sent before", filing.month, filing.criteria_set, frozenset(units))
    return kept(key, lambda: _read_sent_before(filing, units), "reporting_revision")


def _read_sent_before(filing: Filing, units: Collection[int]) -> dict[int, list[Sent]]:
    criteria_set = load_set(filing.criteria_set)
    rows = Filing.objects.filter(
        unit_id__in=units,
        month__lt=filing.month,
        criteria_set__in=[name for name in (criteria_set.id, criteria_set.extends) if name],
        latest__isnull=False,
    ).order_by("-month")
    found: dict[int, list[Sent]] = defaultdict(list)
    for unit, month, revision, sha in rows.values_list(
        "unit_id", "month", "latest_id", "latest__hash"
    ):
        if len(found[unit]) < MONTHS_BACK and revision is not None and sha is not None:
            found[unit].append((month, revision, sha))
    return found


def _read(
    histories: Collection[History], criteria_set: CriteriaSet
) -> dict[History, dict[str, LastValue]]:
    revisions = [revision for _, *sent in histories for _, revision, _ in sent]
    rows = Revision.objects.filter(pk__in=revisions).values_list("pk", "figures")
    figures = dict(rows) if revisions else {}
    read = {}
    for history in histories:
        rows_of = [(month, figures[revision]) for month, revision, _ in history[1:]]
        read[history] = _values(rows_of, criteria_set)
    if len(_kept) + len(read) > MOST_KEPT:
        _kept.clear()
    _kept.update(read)
    return read


def _values(
    rows: list[tuple[date, dict[str, Any]]], criteria_set: CriteriaSet
) -> dict[str, LastValue]:
    if not rows:
        return {}
    last_month, last = rows[0]
    yearly = {figure.id for figure in criteria_set.figures if figure.yearly}
    known = {figure.id for figure in criteria_set.figures}
    return {
        figure: LastValue(value, _since(figure, value, rows) if figure in yearly else last_month)
        for figure, value in last.items()
        if figure in known
    }


def last_documents(
    unit_keys: Collection[int], month: date, criteria_set: CriteriaSet
) -> dict[int, Mapping[str, Any]]:
    """By unit: the figures of its last filing before this month, by a set of the same family."""
    sets = [name for name in (criteria_set.id, criteria_set.extends) if name]
    rows = Filing.objects.filter(
        unit_id__in=unit_keys, month__lt=month, criteria_set__in=sets, latest__isnull=False
    )
    last = rows.order_by("unit_id", "-month").distinct("unit_id")
    return dict(last.values_list("unit_id", "latest__figures"))


def _since(figure: str, value: Any, rows: list[tuple[date, dict[str, Any]]]) -> date:
    """The first month of the unbroken run of filings, back from the last, with this value."""
    month = rows[0][0]
    for earlier, figures in rows[1:]:
        if not is_same(figures.get(figure), value):
            break
        month = earlier
    return month
