"""Money beside criteria: by shares to the đồng, over criteria gained between closed months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from figures_made import figures_missing, file_month
from plan_world import KON_DAO, MILLION, SA_NGHIA, TODAY, line, project, unit

from langmoi.law.sets import set_for
from langmoi.overview.criterion_costs import commune_needs, cost_year, criterion_needs
from langmoi.overview.criterion_money import NONE, by_criterion, needs_on, spent_between
from langmoi.overview.queries import overview
from langmoi.people.access import with_descendants

BEFORE, AFTER = date(2018, 12, 1), date(2019, 11, 1)
SA_SON = "23539"


def served(project, **shares):
    from langmoi.funding.models import ProjectCriterion

    for name, share in shares.items():
        ProjectCriterion.objects.create(project=project, number=name[1:], share=share)
    return project


@pytest.fixture
def months(kontum, office):
    """Sa Nghĩa gains 6 and 17 in 2019, Sa Sơn loses 10; Kon Đào stands still."""
    then = {SA_NGHIA: {"6", "10", "17"}, SA_SON: {"2"}, KON_DAO: {"2", "10"}}
    now = {SA_NGHIA: {"10"}, SA_SON: {"2", "10"}, KON_DAO: {"2", "10"}}
    for month, missing in ((BEFORE, then), (AFTER, now)):
        file_month(month, {c: figures_missing(m) for c, m in missing.items()}, by=office)


def places(code="62", level="province"):
    return with_descendants({unit(code, level).pk}, on=TODAY)


def test_shares_leave_nothing_out():
    assert by_criterion(100, {"2": Decimal(70)}) == {"2": 70, NONE: 30}
    assert by_criterion(101, {"2": Decimal(50), "10": Decimal(50)}) == {"2": 51, "10": 50}
    assert by_criterion(5, {}) == {NONE: 5}


def test_what_is_spent_is_divided_among_places_and_criteria(office):
    two = {unit(SA_NGHIA).pk: Decimal(60), unit(SA_SON).pk: Decimal(40)}
    made = project(office, places=two, unit=unit("616", "district"))
    line(office, served(made, c6=75, c17=25), "disbursement", 100, day=date(2019, 1, 1))
    line(office, made, "disbursement", 1000, day=date(2018, 12, 31))
    line(office, unit("616", "district"), "disbursement", 7)

    found = spent_between(date(2019, 1, 1), date(2019, 12, 31), places())

    assert found.total == 107 * MILLION
    assert found.amounts[unit(SA_NGHIA).pk, "6"] == 45 * MILLION
    assert found.amounts[unit(SA_SON).pk, "17"] == 10 * MILLION
    assert found.amounts[unit("616", "district").pk, NONE] == 7 * MILLION


def test_money_stands_beside_the_criteria_gained_by_district(office, months):
    line(office, served(project(office), c6=100), "disbursement", 90)
    line(office, project(office, KON_DAO), "disbursement", 30)
    line(office, unit("62", "province"), "disbursement", 5)

    found = cost_year(2019, unit("62", "province").pk, places())

    assert (found.first, found.last, found.why_not) == (BEFORE, AFTER, "")
    rows = {one.district.code: one for one in found.districts}
    sa_thay = rows["616"]
    assert (sa_thay.gained, sa_thay.lost, sa_thay.spent) == (2, 1, 90 * MILLION)
    assert sa_thay.cost == 45 * MILLION
    assert {(one.gained, one.cost) for one in found.districts if one is not sa_thay} == {(0, None)}
    assert (found.total.spent, found.total.apart, found.elsewhere) == (
        90 * MILLION, 30 * MILLION, 5 * MILLION,
    )  # fmt: skip


def test_without_two_closed_months_no_gain_is_told(office, months):
    found = cost_year(2018, unit("62", "province").pk, places())

    assert "chưa có tháng nào chốt để so" in found.why_not
    assert (found.total.gained, found.total.cost) == (None, None)


def test_what_open_projects_still_need_stands_beside_who_does_not_meet_it(office, months):
    made = served(project(office, total=500), c10=50, c6=50)
    line(office, made, "allocation", 200)
    line(office, made, "allocation", 100, is_carried_over=True)
    served(project(office, settled_on=TODAY), c10=100)
    served(project(office, stopped_on=TODAY, why_stopped="x"), c10=100)
    seen = overview(AFTER)

    needs = {n.criterion.number: n for n in criterion_needs(
        seen.criteria_set, seen.communes, TODAY, places())}  # fmt: skip

    assert (needs["10"].needed, needs["10"].projects) == (150 * MILLION, 1)
    assert needs["10"].without_project == needs["10"].not_met - 1
    assert (needs["6"].needed, needs["6"].needed_elsewhere) == (0, 150 * MILLION)
    [line_of] = [one for one in seen.communes if one.unit.code == SA_NGHIA]
    told = {n.criterion.number: n for n in commune_needs(set_for(AFTER), line_of, TODAY)}
    assert (told["10"].outcome, told["10"].needed) == ("not_met", 150 * MILLION)
    assert set(told) == {"6", "10"}
    assert len(needs_on(date(2019, 12, 19), {unit().pk})) == 4
