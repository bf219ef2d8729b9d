"""Who is in charge of which indicator on a day, departments' mergers and splits followed."""

from __future__ import annotations

from datetime import date

import pytest

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.law.sets import load_set
from langmoi.people.access import agencies_of, indicators_of
from langmoi.people.duties import assign_lead, load_responsibility, merge_agency
from langmoi.people.models import Agency, Responsibility, Role
from langmoi.people.responsibility import responsibility_table
from langmoi.places.models import Certainty

TODAY = date(2019, 12, 20)
MERGED_DEPARTMENTS, MERGED_PROVINCES = date(2025, 3, 1), date(2025, 7, 20)
OLD, KON_TUM, NEW = "commune-2016-2020", "kontum-commune-2017-2020", "commune-2021-2025"


@pytest.fixture
def table(kontum):
    load_responsibility(by="test")


def agency(short, name="Kon Tum"):
    return Agency.objects.get(short_name=short, name__endswith=name)


def short_names(found):
    return [one.short_name for one in found]


@pytest.mark.parametrize("set_id", [OLD, KON_TUM])
def test_every_indicator_of_2019_has_one_lead_that_is_not_verified(table, set_id):
    in_charge = responsibility_table(set_id, TODAY)

    assert len(in_charge) == 49
    assert {len(found.lead) for found in in_charge.values()} == {1}
    assert {found.certainty for found in in_charge.values()} == {Certainty.RECALLED}


def test_criteria_are_split_between_departments(table):
    found = responsibility_table(OLD, TODAY)
    leads = {number: found[number].lead[0].short_name for number in found}

    assert leads["14.1"] == "Sở GD&ĐT"
    assert leads["14.3"] == "Sở LĐTBXH"
    assert (leads["15.1"], leads["15.2"]) == ("BHXH tỉnh", "Sở Y tế")
    assert (leads["17.6"], leads["17.2"]) == ("Sở Y tế", "Sở TN&MT")
    assert (leads["19.1"], leads["19.2"]) == ("Bộ CHQS tỉnh", "Công an tỉnh")
    assert short_names(found["17.8"].co_operating) == ["Sở NN&PTNT", "Sở Công Thương"]


def test_an_agency_knows_its_indicators(table):
    assert indicators_of(agency("Sở LĐTBXH"), KON_TUM, TODAY) == {"11.1", "12.1", "14.3", "18.6"}
    assert indicators_of(agency("Công an tỉnh"), load_set(OLD), TODAY) == {"19.2"}
    assert indicators_of(agency("Hội LHPN tỉnh"), OLD, TODAY) == set()  # co-operates only


def test_a_merged_department_answers_for_what_its_parts_did(table):
    before, after = date(2025, 2, 28), MERGED_DEPARTMENTS
    parts = [agency("Sở NN&PTNT"), agency("Sở TN&MT")]
    merged = agency("Sở NN&MT")

    led = set().union(*(indicators_of(part, NEW, before) for part in parts))
    assert {"3.1", "13.1", "17.1", "17.2"} <= led
    assert indicators_of(merged, NEW, before) == set()
    assert led <= indicators_of(merged, NEW, after)
    assert [indicators_of(part, NEW, after) for part in parts] == [set(), set()]


def test_a_split_department_leaves_each_indicator_to_one_heir(table):
    found = responsibility_table(NEW, MERGED_DEPARTMENTS)

    assert short_names(found["11.1"].lead) == ["Sở NN&MT"]
    assert short_names(found["12.1"].lead) == ["Sở GD&ĐT"]
    assert short_names(found["18.5"].lead) == ["Sở Nội vụ"]
    assert all(len(one.lead) == 1 for one in found.values())


def test_after_the_merger_of_provinces_its_departments_are_in_charge(table):
    found = responsibility_table(NEW, MERGED_PROVINCES)

    assert {one.lead[0].name.rpartition("tỉnh ")[2] for one in found.values()} == {"Quảng Ngãi"}
    assert len(found) == 57
    assert indicators_of(agency("Sở Y tế"), NEW, MERGED_PROVINCES) == set()
    assert "15.2" in indicators_of(agency("Sở Y tế", "Quảng Ngãi"), NEW, MERGED_PROVINCES)


def test_a_split_that_nobody_decided_names_all_heirs(table):
    labour, justice = agency("Sở LĐTBXH"), agency("Sở Tư pháp")
    new = Agency.objects.create(name="Sở mới", short_name="Sở mới", unit=labour.unit)
    for heir in (justice, new):
        merge_agency(labour, heir, on=date(2019, 6, 1), document="", by="test", today=TODAY)

    leads = responsibility_table(OLD, TODAY)["11.1"].lead

    assert set(leads) == {justice, new}


def test_the_office_assigns_with_its_decision_from_a_day_on(table, office):
    statistics, before = agency("Cục Thống kê"), date(2019, 11, 30)
    row = assign_lead(
        load_set(KON_TUM),
        "11.1",
        statistics,
        valid_from=date(2019, 12, 1),
        document="QĐ 12/QĐ-UBND, 01/12/2019",
        by=office,
        on=TODAY,
    )

    assert row.certainty == Certainty.REPORTED
    assert short_names(responsibility_table(KON_TUM, before)["11.1"].lead) == ["Sở LĐTBXH"]
    assert responsibility_table(KON_TUM, TODAY)["11.1"].lead == (statistics,)
    assert AuditEntry.objects.last().action == "responsibility.assign"


def test_others_do_not_assign(table, district_officer, person):
    director = person("dir", Role.DEPARTMENT_DIRECTOR, "62", "province")
    for user in (district_officer, director):
        with pytest.raises(NotAllowed):
            assign_lead(
                load_set(OLD),
                "11.1",
                agency("Sở Y tế"),
                valid_from=TODAY,
                document="",
                by=user,
                on=TODAY,
            )


@pytest.mark.parametrize(
    ("number", "short", "why"),
    [("99.9", "Sở Y tế", "không có chỉ tiêu 99.9"), ("11.1", "Sở GTVT", "chỉ có đến 28/02/2025")],
)
def test_an_assignment_that_cannot_be_is_refused(table, office, number, short, why):
    with pytest.raises(DomainError, match=why):
        assign_lead(
            load_set(OLD),
            number,
            agency(short),
            valid_from=date(2025, 4, 1),
            document="",
            by=office,
            on=TODAY,
        )


def test_loading_twice_makes_nothing_twice(table):
    counts = Agency.objects.count(), Responsibility.objects.count()

    load_responsibility(by="test")

    assert (Agency.objects.count(), Responsibility.objects.count()) == counts


def test_a_person_acts_for_the_agencies_of_their_posts(table, person):
    officer = person("y-te", Role.DEPARTMENT_OFFICER, "62", "province")
    officer.posts.update(agency=agency("Sở Y tế"))

    assert short_names(agencies_of(officer, TODAY)) == ["Sở Y tế"]
    assert agencies_of(officer, date(2015, 1, 1)) == []
