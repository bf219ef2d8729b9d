"""Which zone's column counts for a unit on a day."""

from __future__ import annotations

from datetime import date

import pytest

from langmoi.law.model import Basis, CriteriaSet, Period, Status, Zone, ZoneRule
from langmoi.places.models import Certainty, UnitFact
from langmoi.places.queries import filing_communes, unit_by_code, unit_versions, zones_on

DAY = date(2022, 12, 14)


@pytest.fixture
def regions():
    rule = ZoneRule(
        "specially_difficult", "northern_midlands", Basis("qd", "Điều 1"), Status.REPORTED
    )
    return CriteriaSet(
        id="mau",
        name="Bộ mẫu",
        level="commune",
        document="qd",
        in_force=Period(date(2016, 1, 1)),
        zones=(Zone("central_highlands", "Tây Nguyên"), Zone("northern_midlands", "TDMNPB")),
        groups=(),
        criteria=(),
        figures=(),
        zone_rules=(rule,),
    )


def test_every_commune_of_the_province_is_in_the_central_highlands(kontum, regions):
    keys = [v.unit_id for v in filing_communes(DAY)]

    assert zones_on(keys, DAY, regions) == dict.fromkeys(keys, "central_highlands")


def test_a_specially_difficult_commune_uses_the_column_that_the_set_names(kontum, regions):
    commune = unit_by_code("23407", DAY).unit
    UnitFact.objects.create(
        unit=commune,
        kind="specially_difficult",
        value=True,
        valid_from=date(2021, 6, 4),
        certainty=Certainty.REPORTED,
        source="thử",
    )

    assert zones_on([commune.pk], DAY, regions) == {commune.pk: "northern_midlands"}
    assert zones_on([commune.pk], date(2021, 1, 1), regions) == {commune.pk: "central_highlands"}


def test_a_commune_that_is_said_not_to_be_difficult_keeps_its_column(kontum, regions):
    commune = unit_by_code("23407", DAY).unit
    UnitFact.objects.create(
        unit=commune, kind="specially_difficult", value=False, certainty="reported", source="thử"
    )

    assert zones_on([commune.pk], DAY, regions) == {commune.pk: "central_highlands"}


def test_a_unit_without_a_zone_of_this_set_is_left_out(kontum, regions):
    keys = [v.unit_id for v in unit_versions(DAY, level="province")]

    assert zones_on(keys, DAY, regions) == {}


def test_the_zone_after_the_merger_is_marked_as_not_certain(kontum):
    facts = UnitFact.objects.on(date(2025, 7, 14)).filter(kind="zone")

    assert {fact.certainty for fact in facts} == {"recalled"}
    assert len(facts) == 40
