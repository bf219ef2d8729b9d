"""Debt and counterpart read from the tables: parts of places, heirs in 2025, few reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from plan_world import KON_DAO, MILLION, SA_BINH, SA_NGHIA, TODAY, WHEN, line, project, unit

from langmoi.funding.counterpart import Reach, Standing
from langmoi.funding.debt import all_debts, commune_debt, debts_on
from langmoi.funding.debt_rules import Age, Payer
from langmoi.funding.gaps import Grain, entries_of, plan_years
from langmoi.funding.rule_actions import NewRate, Resting, add_rate
from langmoi.people.access import with_descendants

STRUCTURE = {"1.1.1": 700, "1.2.2": 300}


def owing(by, code=SA_NGHIA, accepted=950, allocated=600, **told):
    made = project(by, code, structure=STRUCTURE, **told)
    line(by, made, "accepted", accepted, day=date(2018, 12, 20))
    line(by, made, "allocation", allocated, day=date(2018, 3, 1))
    return made


def test_a_commune_owes_what_was_accepted_without_capital(office):
    made = owing(office)
    line(office, made, "disbursement", 10)
    key = unit().pk

    [found] = debts_on(TODAY, {key, unit(SA_BINH).pk})[key]

    assert commune_debt(key, TODAY) == 350 * MILLION == found.amount
    assert (found.accepted, found.allocated) == (950 * MILLION, 600 * MILLION)
    assert found.by_payer == {Payer.CENTRAL: 87_500_000, Payer.DISTRICT: 262_500_000}
    assert found.by_age == {Age.UNDER_2: 350 * MILLION}
    assert commune_debt(key, date(2018, 12, 19)) == 0
    assert unit(SA_BINH).pk not in debts_on(TODAY, {unit(SA_BINH).pk})


def test_capital_that_comes_opens_the_gate_and_carried_over_does_not(office):
    made = owing(office)
    line(office, made, "allocation", 350, is_carried_over=True, day=date(2019, 2, 1))
    assert commune_debt(unit().pk, TODAY) == 350 * MILLION

    line(office, made, "allocation", 349, day=date(2019, 3, 1))
    assert commune_debt(unit().pk, TODAY) == MILLION

    line(office, made, "allocation", 1, day=TODAY)
    assert commune_debt(unit().pk, TODAY) == 0


def test_outside_the_medium_term_plan_it_is_shown_apart(office):
    owing(office, planned=False)

    found = all_debts(TODAY)

    assert (commune_debt(unit().pk, TODAY), dict(found.by_unit)) == (0, {})
    assert [one.amount for one in found.outside[unit().pk]] == [350 * MILLION]


def test_places_share_the_debt_to_the_dong(office):
    places = {unit().pk: Decimal("33.33"), unit(SA_BINH).pk: Decimal("66.67")}
    owing(office, places=places, unit=unit("616", "district"))

    parts = [commune_debt(key, TODAY) for key in places]

    assert parts == [116_655_000, 233_345_000]
    assert sum(parts) == 350 * MILLION


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [(date(2025, 6, 30), 350 * MILLION, 0), (date(2025, 7, 1), 0, 350 * MILLION)],
)
def test_in_2025_debts_pass_to_the_new_commune(office, day, old, new):
    from langmoi.places.queries import successors

    owing(office)
    before = unit().pk
    [(heir, _)] = successors([before], date(2025, 6, 30), date(2025, 7, 1))[before]

    assert (commune_debt(before, day), commune_debt(heir, day)) == (old, new)


def test_all_debts_take_a_fixed_number_of_reads(office, django_assert_max_num_queries):
    for code in (SA_NGHIA, SA_BINH, KON_DAO):
        owing(office, code)
        owing(office, code)

    with django_assert_max_num_queries(8):
        assert len(all_debts(TODAY).by_unit) == 3


def ratio(by, value, since=date(2017, 1, 1), **reach):
    rest = Resting(since, None, "NQ minh họa", "placeholder")
    return add_rate(NewRate(Reach(**reach), Decimal(value), rest), by=by, **WHEN)


def test_a_year_is_checked_by_project_commune_and_district(office):
    ratio(office, "1")
    ratio(office, "0.5", group="border")
    short, fine = project(office), project(office, SA_BINH, name="Kênh")
    line(office, short, "plan", 100)
    line(office, short, "plan", 60, "1.2.1")
    line(office, fine, "plan", 50)
    line(office, fine, "plan", 50, "1.2.2")
    line(office, unit(), "plan", 40, "1.2.3")
    sa_thay = with_descendants({unit("616", "district").pk}, on=TODAY)

    of_projects = entries_of(Grain.PROJECT, 2019, sa_thay)
    of_communes = {e.unit: e.check for e in entries_of(Grain.COMMUNE, 2019, sa_thay)}
    [of_district] = entries_of(Grain.DISTRICT, 2019, sa_thay)

    assert [(e.project, e.check.missing) for e in of_projects] == [(short, 40 * MILLION), (fine, 0)]
    assert of_communes[unit().pk].standing is Standing.MET
    assert of_communes[unit(SA_BINH).pk].standing is Standing.MET
    assert (of_district.unit, of_district.check.local) == (
        unit("616", "district").pk, 150 * MILLION,
    )  # fmt: skip
    assert plan_years(sa_thay) == [2019]
    assert entries_of(Grain.PROJECT, 2018, sa_thay) == []


def test_a_border_commune_is_held_against_its_own_ratio(office):
    from langmoi.places.models import Certainty, UnitFact

    ratio(office, "1")
    ratio(office, "0.5", group="border")
    UnitFact.objects.create(
        unit=unit(), kind="border", value=True, certainty=Certainty.RECALLED,
        valid_from=date(2019, 3, 1),
    )  # fmt: skip
    for day, year in (
        (date(2018, 3, 1), 2018),
        (date(2019, 2, 28), 2019),
        (date(2019, 3, 1), 2020),
    ):
        line(office, unit(), "plan", 100, day=day, year=year)

    missing = [
        entries_of(Grain.COMMUNE, y, {unit().pk})[0].check.missing for y in (2018, 2019, 2020)
    ]

    assert missing == [100 * MILLION, 100 * MILLION, 50 * MILLION]


def test_without_a_rule_nothing_is_computed(office):
    line(office, unit(), "plan", 100)

    [entry] = entries_of(Grain.COMMUNE, 2019, {unit().pk})

    assert (entry.check.standing, entry.check.missing) == (Standing.UNKNOWN, None)


def test_a_list_of_many_projects_takes_no_more_reads(office, django_assert_max_num_queries):
    ratio(office, "1")
    for n in range(12):
        line(office, project(office, name=f"Đường {n}"), "plan", 10 + n)

    with django_assert_max_num_queries(7):
        assert len(entries_of(Grain.PROJECT, 2019, {unit().pk})) == 12
