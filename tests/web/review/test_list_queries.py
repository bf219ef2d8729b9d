"""The lists of the chain ask the database as often for a few communes as for many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from review_world import DECEMBER, MONTH, NOVEMBER, SA_THAY, TODAY, figures_meeting, file_month


@pytest.fixture
def communes(chain_people):
    from langmoi.places.queries import filing_communes, unit_by_code

    district = unit_by_code(SA_THAY, TODAY, "district")
    return [c.code for c in filing_communes(TODAY) if c.parent_id == district.unit_id]


def file_both_months(codes, people):
    """November and December of these communes, with figures that moved far enough to be asked."""
    file_month(NOVEMBER, {code: figures_meeting(17) for code in codes}, by=people.clerk)
    file_month(DECEMBER, {code: figures_meeting(12) for code in codes}, by=people.clerk)


def queries_of(client, address):
    from langmoi.reporting import carried

    carried._kept.clear()  # as after a start: nothing read before counts
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), answer


@pytest.mark.parametrize(
    ("who", "address", "rows"),
    [
        ("officer", f"/ra-soat/?{MONTH}", "rows"),
        ("office", f"/ra-soat/?{MONTH}", "rows"),
        ("officer", f"/ra-soat/dong-y/?{MONTH}", "rows"),
        ("department", f"/ra-soat/y-kien/?{MONTH}&xem=tat-ca", "items"),
    ],
)
def test_more_communes_do_not_make_more_queries(client, chain_people, communes, who, address, rows):
    few, many = communes[:2], communes[2:7]
    client.force_login(getattr(chain_people, who))
    file_both_months(few, chain_people)
    of_few, answer = queries_of(client, address)
    shown = sum(getattr(row, "head", True) is not None for row in answer.context[rows])

    file_both_months(many, chain_people)
    of_many, answer = queries_of(client, address)

    assert sum(getattr(r, "head", True) is not None for r in answer.context[rows]) > shown
    assert of_many <= of_few


def test_warnings_of_many_are_those_of_each(client, chain_people, communes):
    from langmoi.reporting.models import Filing
    from langmoi.reporting.warnings import beside, warnings_of

    file_both_months(communes[:4], chain_people)
    filings = list(Filing.objects.filter(month=DECEMBER).select_related("latest"))

    known = beside(filings)

    assert len(filings) == 4
    for filing in filings:
        asked = warnings_of(filing)
        assert asked
        assert warnings_of(filing, known=known[filing.pk]) == asked
