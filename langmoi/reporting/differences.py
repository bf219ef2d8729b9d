"""Where a commune's figures and a department's differ: a work list for both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.law.model import Figure
from langmoi.people.models import Agency
from langmoi.places.models import UnitVersion
from langmoi.reporting.expected import communes_of, is_other
from langmoi.reporting.models import ExpectedValue, Filing, FilingState
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.reporting.workbook.layout import layout_of
from langmoi.reporting.workbook.values import show_value

STILL_ENTERED = (FilingState.DRAFT, FilingState.SENT_BACK)


@dataclass(frozen=True)
class Difference:
    """One figure of one commune that a department holds otherwise."""

    unit: UnitVersion
    filing: Filing
    figure: Figure
    label: str
    filed: Any
    expected: ExpectedValue

    @property
    def filed_text(self) -> str:
        return show_value(self.figure, self.filed)

    @property
    def expected_text(self) -> str:
        return show_value(self.figure, self.expected.value)


def differences(
    month: date,
    *,
    unit_keys: Collection[int] | None = None,
    agencies: Collection[Agency] | None = None,
    with_drafts: bool = False,
) -> list[Difference]:
    """Every figure of the month that is filed and expected with different values, by commune.

    with_drafts: hold what is being entered against the expected values, for those who may see it;
    else only what has been submitted counts. A figure that is not reported is no difference.
    """
    communes = communes_of(month, unit_keys)
    rows = ExpectedValue.objects.filter(month=month, unit_id__in=communes)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    filings = _filings(communes, month)
    criteria_set = set_of_month(month)
    figures = {figure.id: figure for figure in criteria_set.figures}
    labels = {c.figure.id: c.label for c in layout_of(criteria_set).columns}
    found = []
    for row in rows.select_related("agency", "by"):
        filing = filings.get(row.unit_id)
        filed = _figures(filing, with_drafts).get(row.figure) if filing else None
        figure = figures.get(row.figure)
        if filing and figure and filed is not None and is_other(filed, row.value):
            label = labels.get(row.figure, figure.name)
            found.append(Difference(communes[row.unit_id], filing, figure, label, filed, row))
    order = {figure: place for place, figure in enumerate(labels)}
    return sorted(found, key=lambda d: (d.unit.code, order.get(d.figure.id, 0), d.expected.pk))


def _filings(units: Collection[int], month: date) -> dict[int, Filing]:
    filings = Filing.objects.filter(
        unit_id__in=units, month=month, criteria_set=set_of_month(month).id
    )
    return {filing.unit_id: filing for filing in filings.select_related("latest")}


def _figures(filing: Filing, with_drafts: bool) -> dict[str, Any]:
    if with_drafts and filing.draft is not None and filing.state in STILL_ENTERED:
        return dict(filing.draft)
    return dict(filing.latest.figures) if filing.latest else {}
