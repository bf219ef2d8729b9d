"""Sums by source, month, year and place: branches add up, shares count, carry-over counts once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from funding_world import SA_BINH, SA_NGHIA, TODAY, WHEN, add, line, millions, unit, written

from langmoi.funding.actions import PlaceShare, add_line, take_back_line
from langmoi.funding.communes import commune_money
from langmoi.funding.tree import (
    money_lines,
    month_rows,
    place_rows,
    source_rows,
    whole_of,
    year_rows,
)
from langmoi.people.access import units_in_scope

JUNE = date(2018, 6, 1)


@pytest.fixture
def both(district_officer, kontum):
    """A project of two communes, 60 to 40."""
    places = (PlaceShare(unit().pk, Decimal(60)), PlaceShare(unit(SA_BINH).pk, Decimal(40)))
    project = written(district_officer, places=places)
    add(district_officer, project, amount=500)
    add(district_officer, project, "disbursement", 300, JUNE)
    return project


def rows_of(user, code=None, level="commune", **told):
    units = frozenset({unit(code, level).pk}) if code else None
    lines = money_lines(user, on=TODAY, units=units, **told)
    scope = units or frozenset(units_in_scope(user, on=TODAY))
    return {row.source.code: row.amounts for row in source_rows(lines, scope, TODAY)}


def test_branches_come_to_the_whole(both, office):
    rows = rows_of(office, year=2018)

    assert [rows[code].allocation for code in ("1", "1.1", "1.1.1")] == [millions(500)] * 3
    assert rows["1.2"].is_empty
    lines = money_lines(office, on=TODAY, year=2018)
    scope = units_in_scope(office, on=TODAY)
    assert whole_of(source_rows(lines, scope, TODAY)).disbursement == millions(300)


def test_a_commune_counts_its_share_of_a_project_of_several(both, office, clerk):
    assert rows_of(office, SA_NGHIA)["1.1"].allocation == millions(300)
    assert rows_of(office, SA_BINH)["1.1"].disbursement == millions(120)
    assert rows_of(clerk)["1.1"].allocation == millions(300)
    assert rows_of(office, "616", "district")["1.1"].allocation == millions(500)


def test_places_come_to_the_whole_and_what_is_of_none_comes_last(both, office):
    at_district = line(None, unit=unit("616", "district").pk, amount=70)
    add_line(at_district, by=office, **WHEN)
    lines = money_lines(office, on=TODAY, year=2018)
    groups = {unit(code).pk: unit(code).pk for code in (SA_NGHIA, SA_BINH)}

    *communes, rest = place_rows(lines, groups)
    assert [row.amounts.allocation for row in communes] == [millions(300), millions(200)]
    assert (rest.unit, rest.amounts.allocation) == (None, millions(70))


def test_carried_over_money_counts_under_its_own_node(both, office):
    later = date(2019, 2, 1)
    add(office, both, amount=200, day=later, is_carried_over=True)
    rows = rows_of(office, year=2019)

    assert rows["7"].allocation == millions(200)
    assert rows["1.1"].is_empty


def test_months_and_years_tell_what_was_paid_until_then(both, office):
    add(office, both, "disbursement", 50, date(2019, 1, 20), year=2018)
    lines = money_lines(office, on=TODAY, year=2018)
    scope = units_in_scope(office, on=TODAY)
    told = {name: (mine, until) for name, mine, until in month_rows(lines, scope, 2018)}

    assert told["06/2018"][0].disbursement == millions(300)
    assert told["12/2018"][1].disbursement == millions(300)
    assert told["sau 2018"][1].disbursement == millions(350)
    assert "trước 2018" not in told
    assert [year for year, _ in year_rows(lines, scope)] == [2018]


def test_up_to_a_month_later_lines_do_not_count_nor_those_taken_back(both, office):
    assert rows_of(office, year=2018, until=date(2018, 5, 31))["1.1"].disbursement == 0
    paid = both.money.get(kind="disbursement")
    take_back_line(paid, why="nhầm", by=office, **WHEN)
    assert rows_of(office, year=2018)["1.1"].disbursement == 0


def test_what_a_commune_has_as_of_a_day(both, clerk):
    mine = written(clerk, started_on=date(2018, 3, 1), accepted_on=date(2019, 1, 10))
    add(clerk, mine, amount=800)
    found = commune_money(unit().pk, date(2019, 12, 14))

    assert (found.projects, found.finished) == (2, 1)
    assert found.total == millions(1600)
    assert found.allocated == millions(1100)
    assert [(c.number, c.projects, c.open) for c in found.criteria] == [("2", 2, 1)]
    assert found.criteria[0].still_to_come == millions(500)
    before = commune_money(unit().pk, date(2018, 1, 31))
    assert before.projects == 0
