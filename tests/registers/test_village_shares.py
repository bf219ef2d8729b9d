"""What registers of villages say of indicators 6.3 and 16.1: exactly, or nothing."""

from datetime import date

import pytest
from village_world import TODAY, WHEN, record, villages

from langmoi.registers import culture_titles, village_culture
from langmoi.registers.actions import Move, NewEntry, add_entry
from langmoi.registers.kind_list import our_kinds


@pytest.fixture
def world(person):
    return villages(person)


def house(unit, by, state, **fields):
    new = NewEntry("culture_house", "Nhà văn hóa", Move(state, date(2018, 5, 1)), fields)
    return add_entry(new, unit, by=by, **WHEN)


def title(unit, by, **years):
    new = NewEntry("cultured_village", "Thôn văn hóa", Move("followed", date(2018, 1, 1)), {})
    entry = add_entry(new, unit, by=by, **WHEN)
    for year, is_recognised in years.items():
        fields = {"recognised": is_recognised}
        record(entry, by, "year_result", year=int(year[1:]), fields=fields)
    return entry


def test_the_share_of_culture_houses_is_known_only_once_every_village_is_in_the_register(
    world, clerk
):
    first, second, third, fourth = world.units
    house(first, clerk, "in_use")
    house(second, clerk, "unusable")
    house(third, clerk, "missing")
    assert village_culture.values_of(TODAY, [world.commune.pk]) == {}
    house(fourth, clerk, "in_use")
    fed = village_culture.values_of(TODAY, [world.commune.pk])[world.commune.pk]
    assert fed.value == {"num": "2", "den": "4"}
    assert fed.said.startswith("2/4 thôn")


def test_a_place_shared_by_villages_counts_for_each_and_a_ruin_for_none(world, clerk):
    first, second, third, fourth = world.units
    house(first, clerk, "in_use", serves=[second.pk])
    house(third, clerk, "unusable", serves=[fourth.pk])
    assert village_culture.values_of(TODAY, [world.commune.pk]) == {}  # the fourth told nothing
    house(fourth, clerk, "missing")
    fed = village_culture.values_of(TODAY, [world.commune.pk])[world.commune.pk]
    assert fed.value == {"num": "2", "den": "4"}


def test_it_is_read_as_of_the_day(world, clerk):
    for unit in world.units:
        house(unit, clerk, "in_use")
    assert village_culture.values_of(date(2018, 4, 30), [world.commune.pk]) == {}
    assert world.commune.pk in village_culture.values_of(date(2018, 5, 1), [world.commune.pk])


def test_the_newest_year_in_which_every_village_has_a_result_counts(world, clerk):
    first, *others = world.units
    title(first, clerk, y2018=True)
    for unit in others:
        title(unit, clerk, y2018=False, y2019=True)
    fed = culture_titles.values_of(TODAY, [world.commune.pk])[world.commune.pk]
    assert fed.value == {"num": "1", "den": "4"}
    assert "năm 2018" in fed.said


def test_both_feed_the_figures_of_the_sets(world):
    from langmoi.registers.pushing import figure_of
    from langmoi.registers.rules import rule_of

    for kind in ("culture_house", "cultured_village"):
        [feeding] = rule_of(our_kinds()[kind]).feedings
        for month in (date(2019, 11, 1), date(2023, 11, 1)):
            assert figure_of(feeding, month) is not None
