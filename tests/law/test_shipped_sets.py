"""The sets that ship: complete where they say so, each value with its document and status."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from langmoi.core.errors import NotFound
from langmoi.law.check import check_law
from langmoi.law.documents import load_documents
from langmoi.law.lookup import threshold_of
from langmoi.law.model import Kind, Operator, Status
from langmoi.law.rules import LawGap
from langmoi.law.sets import load_set, set_for, set_ids

NATION, KON_TUM, LATER = "commune-2016-2020", "kontum-commune-2017-2020", "commune-2021-2025"
HIGHLANDS = "central_highlands"


def threshold(set_id, number, on, zone=HIGHLANDS, part=""):
    indicator = next(i for i in load_set(set_id).indicators if i.number == number)
    return threshold_of(indicator, part, zone, on)


@pytest.mark.parametrize(
    ("set_id", "criteria", "indicators", "groups", "zones", "is_complete"),
    [
        (NATION, 19, 49, 5, 7, True),
        (KON_TUM, 19, 49, 5, 7, True),
        (LATER, 19, 57, 5, 7, True),
        ("commune-2026-2030", 10, 0, 0, 3, False),
        ("district-2016-2020", 9, 0, 0, 0, False),
        ("kontum-village-2019", 4, 4, 0, 0, False),
    ],
)
def test_each_set_has_what_its_document_has(
    set_id, criteria, indicators, groups, zones, is_complete
):
    found = load_set(set_id)

    assert (len(found.criteria), len(found.indicators)) == (criteria, indicators)
    assert (len(found.groups), len(found.zones)) == (groups, zones)
    assert found.is_complete is is_complete
    assert is_complete or found.incomplete_reason.endswith(".")


def test_every_set_of_the_folder_is_known_to_these_tests():
    assert len(set_ids()) == 6


@pytest.mark.parametrize("set_id", [NATION, KON_TUM, LATER])
def test_on_every_day_in_force_every_test_has_a_threshold_in_every_zone(set_id):
    found = load_set(set_id)
    turns = {found.in_force.start, found.in_force.end}
    for indicator in found.indicators:
        for t in indicator.thresholds:
            turns |= {t.period.start, (t.period.end or t.period.start) + timedelta(days=1)}
    days = [day for day in turns if found.in_force.covers(day)]

    for indicator in found.indicators:
        for test in indicator.tests:
            for zone in found.zones:
                assert all(threshold_of(indicator, test.part, zone.id, d) for d in days)


@pytest.mark.parametrize("set_id", set_ids())
def test_every_document_named_is_in_the_register_and_statuses_agree_with_values(set_id):
    found, documents = load_set(set_id), load_documents()

    assert found.document in documents
    for indicator in found.indicators:
        for t in indicator.thresholds:
            assert t.basis.document in documents
            assert t.basis.clause
            assert (t.value is None) == (t.status is Status.UNKNOWN)
            assert t.status is not Status.REPORTED or t.source.startswith("http")
            assert t.mark.line > 0


def test_number_and_date_are_the_key_of_a_document():
    documents = load_documents().values()

    assert len({(d.number, d.issued_on) for d in documents}) == len(documents)
    party = {d.issued_on for d in documents if d.number == "01-NQ/TU"}
    assert party == {date(2011, 4, 24), date(2016, 6, 1)}
    assert {d.number for d in documents if d.number.startswith("691/")} == {
        "691/QĐ-TTg",
        "691/QĐ-UBND",
    }


def test_what_a_source_shows_is_reported_and_what_is_remembered_is_recalled():
    on = date(2019, 11, 14)

    assert threshold(NATION, "15.3", on).value == Decimal("31.4")
    assert threshold(NATION, "15.3", on).status is Status.REPORTED
    assert threshold(NATION, "4.2", on).status is Status.RECALLED
    common = next(i for i in load_set(NATION).indicators if i.number == "4.2").thresholds[0]
    assert (common.zone, common.value, common.status) == (None, Decimal(98), Status.REPORTED)


def test_a_blank_cell_is_unknown_though_the_common_column_is_known():
    for zone in ("south_central_coast", "southeast", "mekong_delta"):
        found = threshold(NATION, "17.7", date(2019, 11, 14), zone)
        assert (found.value, found.status) == (None, Status.UNKNOWN)
    assert threshold(NATION, "17.7", date(2019, 11, 14)).value == Decimal(60)


def test_indicator_17_1_is_one_with_two_tests():
    water = next(i for i in load_set(NATION).indicators if i.number == "17.1")

    assert [t.part for t in water.tests] == ["hygienic", "clean"]
    on = date(2019, 11, 14)
    assert threshold(NATION, "17.1", on, part="hygienic").value == Decimal(95)
    assert threshold(NATION, "17.1", on, part="clean").value == Decimal(50)


@pytest.mark.parametrize("number", ["2.1", "2.2", "2.3", "2.4"])
def test_what_the_nation_leaves_to_the_province_is_a_placeholder_of_the_province(number):
    on = date(2019, 11, 14)

    assert threshold(NATION, number, on).left_to_province
    assert threshold(NATION, number, on).value is None
    own = threshold(KON_TUM, number, on)
    assert (own.layer, own.status) == (1, Status.PLACEHOLDER)
    assert own.basis.document == "qd-22-2017-kontum"


@pytest.mark.parametrize("number", ["2.1", "2.2", "2.3", "2.4", "10.1"])
def test_before_its_decision_the_province_has_assumptions_that_name_no_decision(number):
    before = threshold(KON_TUM, number, date(2017, 5, 14))

    assert before.period.end == date(2017, 5, 14)
    assert before.status is Status.PLACEHOLDER
    assert before.basis.document == "qd-1980-2016"
    assert "Giả định" in before.note


def test_income_before_2020_is_the_figure_of_2020_as_a_placeholder():
    for on in (date(2016, 12, 14), date(2017, 6, 14), date(2019, 12, 31)):
        found = threshold(KON_TUM, "10.1", on)
        assert (found.value, found.status) == (Decimal(41), Status.PLACEHOLDER)
        assert found.label == "mức năm 2020"
    inherited = threshold(KON_TUM, "10.1", date(2020, 1, 1))
    assert (inherited.value, inherited.status, inherited.layer) == (
        Decimal(41),
        Status.REPORTED,
        0,
    )
    assert threshold(NATION, "10.1", date(2019, 12, 31)).value is None


def test_the_later_set_counts_both_sexes_and_climbs_by_the_year():
    tests = {i.number: i.tests for i in load_set(LATER).indicators}
    both = [n for n, of_one in tests.items() if [t.label for t in of_one] == ["nữ", "nam"]]

    assert both == ["12.1", "12.2", "14.2", "15.1"]
    assert "17.10" in tests
    north = [
        threshold(LATER, "10.1", date(y, 6, 14), "northern_midlands").value
        for y in range(2022, 2026)
    ]
    assert north == [39, 42, 45, 48]
    assert threshold(LATER, "10.1", date(2023, 6, 14)).status is Status.UNKNOWN


def test_figures_that_are_known_once_a_year_are_marked():
    yearly = {
        i.number
        for i in load_set(NATION).indicators
        for t in i.tests
        if load_set(NATION).figure(t.figure).yearly
    }

    assert yearly == {"10.1", "11.1", "12.1", "14.1", "14.2", "14.3", "15.3", "17.1"}


@pytest.mark.parametrize("set_id", set_ids())
def test_every_figure_can_be_asked_for_in_vietnamese(set_id):
    for figure in load_set(set_id).figures:
        assert figure.name
        assert figure.measure
        if figure.kind is Kind.SHARE:
            assert (figure.minimum, figure.maximum) == (0, 100)
            assert figure.numerator_name
            assert figure.denominator_name
        if figure.kind in (Kind.NUMBER, Kind.COUNT):
            assert figure.maximum


def test_no_temporary_houses_means_a_count_of_zero():
    housing = next(i for i in load_set(NATION).indicators if i.number == "9.1")

    assert housing.tests[0].operator is Operator.NONE_OF
    assert threshold(NATION, "9.1", date(2019, 11, 14)).value == 0


@pytest.mark.parametrize(
    ("month", "province", "expected"),
    [
        (date(2016, 11, 1), "62", KON_TUM),
        (date(2022, 2, 1), "62", KON_TUM),
        (date(2019, 12, 1), "51", NATION),
        (date(2019, 12, 1), None, NATION),
        (date(2022, 3, 1), "62", LATER),
        (date(2026, 2, 1), "62", LATER),
        (date(2026, 3, 1), "51", "commune-2026-2030"),
    ],
)
def test_the_set_of_a_month_is_that_of_its_reference_day(month, province, expected):
    assert set_for(month, province=province).id == expected


def test_a_month_before_any_set_says_so():
    with pytest.raises(LawGap, match="Không có bộ tiêu chí nào có hiệu lực vào ngày 14/10/2016"):
        set_for(date(2016, 10, 1))


def test_an_unknown_set_names_those_that_there_are():
    with pytest.raises(NotFound, match="Hãy chọn một trong: commune-2016-2020"):
        load_set("../documents")


def test_a_set_is_read_once_and_its_version_follows_its_files():
    assert load_set(NATION) is load_set(NATION)
    assert load_set(NATION).version != load_set(KON_TUM).version


def test_all_cases_come_out_as_a_lawyer_wrote_them():
    found = check_law()

    assert [str(fault) for fault in found.faults] == []
    assert found.cases >= 40
    assert found.statuses[Status.CHECKED] == 0
    assert found.statuses[Status.PLACEHOLDER] == 10
