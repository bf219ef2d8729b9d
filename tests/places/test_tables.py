"""The tables that come with the program are checked before anything is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from langmoi.core.errors import DomainError, FaultyInput
from langmoi.places.tables import read_tables, refuse_overlaps


def test_the_tables_name_only_units_that_they_hold():
    tables = read_tables("62")
    keys = {row.unit for row in tables.versions}

    assert {row.parent for row in tables.versions} - {""} <= keys
    assert {unit for unit, _ in tables.aliases} <= keys
    assert {fact.unit for fact in tables.facts} <= keys
    assert {row.predecessor for row in tables.successions} <= keys
    assert {row.successor for row in tables.successions} <= keys


def test_no_alias_repeats_a_name_of_its_unit():
    tables = read_tables("62")
    names = {(row.unit, row.name) for row in tables.versions}

    assert not names & set(tables.aliases)
    assert len(tables.aliases) == len(set(tables.aliases))


@pytest.mark.parametrize(
    "change",
    [
        {"code": "99999"},  # two versions of one unit on one day
        {"unit": "another"},  # one code for two units on one day
    ],
)
def test_periods_that_overlap_are_refused(change):
    first = read_tables("62").versions[0]
    second = replace(first, valid_from=date(2025, 6, 30), valid_to=None, **change)

    with pytest.raises(FaultyInput) as refusal:
        refuse_overlaps([first, second])
    assert "chồng lên thời kỳ" in refusal.value.faults[0].message
    refuse_overlaps([first, replace(second, valid_from=date(2025, 7, 1))])


def test_an_unknown_province_is_refused():
    with pytest.raises(DomainError, match="Các tỉnh đã có: 62"):
        read_tables("01")
