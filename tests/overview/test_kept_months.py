"""A month that was read is kept until anything that counts in it changes, no moment longer."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from langmoi.core.memory import remembering
from langmoi.overview.queries import overview, series
from langmoi.overview.standings import criteria_met
from langmoi.places.models import FactKind, UnitFact
from langmoi.reporting.models import Filing, ReportingMonth

OCTOBER, NOVEMBER = date(2019, 10, 1), date(2019, 11, 1)
CODE, OTHER = "23542", "23551"


@pytest.fixture
def filed(file):
    file(OCTOBER, {CODE: 9, OTHER: 11})
    file(NOVEMBER, {CODE: 10, OTHER: 12}, closed=False)


def seen():
    """What a request of its own says of November."""
    with remembering():
        month = overview(NOVEMBER)
        points = [(p.month, p.sum, p.filed, p.is_closed) for p in series()]
        titles = [line.unit.code for line in month.recognised]
        return month.is_closed, month.sum, titles, points


def queries_of_months():
    with CaptureQueriesContext(connection) as asked:
        seen()
    return sum('"reporting_filing"' in one["sql"] for one in asked)


def close(month):
    ReportingMonth.objects.filter(month=month).update(state="closed")


def overrule(month):
    filing = Filing.objects.get(month=OCTOBER, unit__versions__code=CODE)
    Filing.objects.filter(pk=filing.pk).update(
        official={**filing.official, "1": "not_met", "2": "not_met", "3": "not_met"}
    )


def recognise(month):
    unit = Filing.objects.filter(month=month, unit__versions__code=CODE).get().unit
    UnitFact.objects.create(
        unit=unit, kind=FactKind.RECOGNISED, value=True, valid_from=month, source="thử"
    )


def withdraw(month):
    Filing.objects.filter(month=month, unit__versions__code=OTHER).update(latest=None)


def test_what_was_read_is_kept_while_nothing_changes(filed):
    first = seen()
    assert queries_of_months() == 0
    assert seen() == first


@pytest.mark.parametrize("change", [close, overrule, recognise, withdraw])
def test_whatever_counts_shows_on_the_next_request(filed, change):
    before = seen()
    change(NOVEMBER)
    assert seen() != before


def test_what_is_typed_into_a_draft_makes_nobody_read_the_months_anew(filed):
    seen()
    Filing.objects.filter(month=NOVEMBER).update(draft={"income_per_capita": "41"}, draft_version=7)
    assert queries_of_months() == 0


def test_the_counts_beside_an_outcome_are_the_outcomes_own(filed):
    filings = Filing.objects.filter(official__isnull=False)
    assert filings
    for filing in filings:
        assert filing.official_met == criteria_met(filing.official, not_applicable_counts=False)
        both = filing.official_met + filing.official_spared
        assert both == criteria_met(filing.official, not_applicable_counts=True)
    assert set(Filing.objects.filter(month=NOVEMBER).values_list("official_met", flat=True)) == {
        None
    }


def test_one_that_does_not_apply_is_counted_apart(filed):
    filing = Filing.objects.get(month=OCTOBER, unit__versions__code=CODE)
    filing.official = {"1": "met", "2": "not_applicable", "3": "not_met", "4": "not_assessed"}
    filing.save(update_fields=["official"])
    filing.refresh_from_db()
    assert (filing.official_met, filing.official_spared) == (1, 1)
