"""The directive of July 2019 in the hands of the office of the People's Committee."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from langmoi.direction.actions import NewText, add_agencies, begin_reading, settle_name
from langmoi.direction.actions import take_reading as take
from langmoi.direction.naming import names_to_settle
from langmoi.direction.reading import passages_in
from langmoi.direction.register import Register
from langmoi.people.models import Agency

JULY = Path(__file__).parents[2] / "directive" / "directive-2019.txt"
WHEN = {"on": date(2019, 12, 20), "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}


@pytest.fixture
def committee(person):
    return person("committee", "committee_office", "62", "province")


@pytest.fixture
def province(kontum):
    for name, short in (
        ("Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum", "Sở NN&PTNT"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Kon Tum", "UBMTTQ tỉnh"),
    ):
        Agency.objects.create(name=name, short_name=short, unit=kontum.unit)
    return kontum.unit


@pytest.fixture
def july(committee, province):
    """As it was read."""
    return begin_reading(NewText(JULY.read_bytes(), "july.txt"), province, by=committee, **WHEN)


@pytest.fixture
def taken(july, committee, province):
    """As a document whose tasks nobody has yet."""
    for one in names_to_settle(passages_in(july), Register.of(province.pk, WHEN["on"])):
        july.refresh_from_db()
        if one.missing:
            add_agencies(july, one.name, seen=july.version, by=committee, **WHEN)
        else:
            settle_name(july, one.name, (), seen=july.version, by=committee, **WHEN)
    july.refresh_from_db()
    return take(july, seen=july.version, by=committee, **WHEN)


@pytest.fixture
def issued(enter, taken, committee):
    address = f"/van-ban/{taken.pk}/giao/"
    assert enter(committee).post(address, {"seen": taken.version}).status_code == 302
    taken.refresh_from_db()
    return taken
