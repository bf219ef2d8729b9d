"""Certificates and linkages that run out wait for the officers of the commune and the district."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from langmoi.notices.model import TaskKind
from langmoi.notices.ocop import ocop_tasks
from langmoi.places.queries import unit_by_code
from langmoi.registers.actions import Move, NewEntry, add_entry, move_entry
from langmoi.registers.ocop.certifying import Decision, certify

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
DECIDED = date(2019, 10, 1)  # holds to 1/10/2022


def told(user, on):
    return [(task.kind, task.due_on, task.unit.code) for task in ocop_tasks(user, on=on)]


@pytest.fixture
def certified(office, clerk):
    unit = unit_by_code("23542", TODAY, "commune").unit
    fields = {"group": "drink", "maker": "Hộ A", "maker_kind": "household"}
    new = NewEntry("ocop_product", "Cà phê", Move("registered", date(2019, 9, 1)), fields)
    entry = add_entry(new, unit, by=clerk, on=TODAY, at=AT)
    scored = Move("province_scored", date(2019, 9, 20))
    move_entry(entry, scored, seen=1, by=office, on=TODAY, at=AT)
    entry.refresh_from_db()
    decision = Decision(3, "province", "QĐ 1/QĐ-UBND", DECIDED)
    return certify(entry, decision, seen=entry.version, by=office, on=TODAY, at=AT)


def test_a_certificate_waits_from_half_a_year_before_its_last_day(certified, clerk, reader):
    last = date(2022, 10, 1)

    assert told(clerk, date(2022, 3, 31)) == []
    assert told(clerk, date(2022, 4, 1)) == [(TaskKind.OCOP_EXPIRY, last, "23542")]
    assert told(clerk, date(2022, 10, 2)) == [(TaskKind.OCOP_EXPIRY, last, "23542")]
    assert told(reader, date(2022, 10, 2)) == []


def test_the_district_sees_it_and_a_stranger_does_not(certified, district_officer, stranger):
    assert len(told(district_officer, date(2022, 9, 1))) == 1
    assert told(stranger, date(2022, 9, 1)) == []


def test_whoever_leaves_the_programme_is_called_no_more(certified, office, clerk):
    day = date(2022, 10, 5)
    dropped = Move("dropped", day)
    move_entry(certified, dropped, seen=certified.version, by=office, on=day, at=AT)

    assert told(clerk, day) == []
