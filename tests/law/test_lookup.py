"""Which threshold wins: the province before the nation, places before zone before everyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_law import write_law

from langmoi.core.errors import DomainError
from langmoi.law.documents import load_documents
from langmoi.law.faults import Faults
from langmoi.law.library import Library, set_folders
from langmoi.law.lookup import effective_zone, find_zone, threshold_of
from langmoi.law.model import Basis, Indicator, Period, Status, Threshold
from langmoi.law.sets import load_set

START = date(2016, 10, 17)
DAYS = st.integers(0, 40).map(lambda n: START + timedelta(days=n))


@st.composite
def thresholds(draw):
    """Values whose periods never overlap within one layer and reach, as the loader demands."""
    found = []
    for layer in (0, 1):
        for zone, places in ((None, ()), ("high", ()), ("low", ()), (None, ("a", "b"))):
            cuts = sorted(draw(st.sets(DAYS, max_size=4)))
            for first, after in zip(cuts[::2], [*cuts[1::2], None], strict=False):
                end = after - timedelta(days=1) if after else None
                found.append(
                    Threshold(
                        value=Decimal(len(found)),
                        period=Period(first, end),
                        basis=Basis("d", "c"),
                        status=Status.REPORTED,
                        zone=zone,
                        places=places,
                        layer=layer,
                    )
                )
    return draw(st.permutations(found))


@given(
    thresholds(), DAYS, st.sampled_from(["high", "low", None]), st.sampled_from(["a", "z", None])
)
def test_the_nearest_value_wins_whatever_the_order(entries, on, zone, place):
    indicator = Indicator("i", "1.1", "", (), tuple(entries))

    found = threshold_of(indicator, "", zone, on, place)

    reaching = [
        t
        for t in entries
        if t.period.covers(on) and (place in t.places if t.places else t.zone in (None, zone))
    ]
    ranks = [(t.layer, bool(t.places), t.zone is not None) for t in reaching]
    if not reaching:
        assert found is None
    else:
        assert (found.layer, bool(found.places), found.zone is not None) == max(ranks)
        assert ranks.count(max(ranks)) == 1


def test_a_day_after_the_end_has_no_value():
    last = Threshold(Decimal(1), Period(START, START), Basis("d", "c"), Status.REPORTED)
    indicator = Indicator("i", "1.1", "", (), (last,))

    assert threshold_of(indicator, "", None, START) is last
    assert threshold_of(indicator, "", None, START + timedelta(days=1)) is None
    assert threshold_of(indicator, "other", None, START) is None


def test_an_overlay_adds_its_values_and_leaves_the_nation_s_as_they_were(tmp_path):
    folder = write_law(tmp_path)
    library = Library(set_folders(folder / "sets"), load_documents())
    nation, province = library.load("small"), library.load("over")

    income = province.indicators[0]
    assert threshold_of(income, "", "high", date(2017, 12, 31)).value == Decimal("41.5")
    assert threshold_of(income, "", "high", date(2018, 1, 1)).value == 30
    assert threshold_of(nation.indicators[0], "", "high", date(2018, 1, 1)).value == Decimal("41.5")
    assert province.zones == nation.zones
    assert province.extends == "small"


def test_a_changed_file_changes_the_version(tmp_path):
    folder = write_law(tmp_path / "one")
    changed = write_law(tmp_path / "two", {"small/01-income.yaml": ("value: 45", "value: 46")})
    one, two = (
        Library(set_folders(path / "sets"), load_documents()).load("over").version
        for path in (folder, changed)
    )

    assert one != two


@pytest.mark.parametrize("text", ["central_highlands", "Tây Nguyên", "tay nguyen", "TÂY  NGUYÊN"])
def test_a_zone_is_found_by_id_and_by_any_spelling(text):
    assert find_zone(load_set("commune-2016-2020"), text).id == "central_highlands"


def test_what_a_zone_says_in_brackets_may_be_left_out():
    assert find_zone(load_set("commune-2026-2030"), "nhóm 3").id == "ethnic_mountain"


def test_an_unknown_zone_names_those_that_there_are():
    with pytest.raises(DomainError, match="Không có vùng “Tây Bắc”.*Tây Nguyên"):
        find_zone(load_set("commune-2016-2020"), "Tây Bắc")


def test_a_set_without_zones_says_so():
    with pytest.raises(DomainError, match="không chia vùng"):
        find_zone(load_set("district-2016-2020"), "Tây Nguyên")


def test_a_specially_difficult_commune_uses_the_column_of_the_northern_midlands():
    later = load_set("commune-2021-2025")

    assert effective_zone(later, "central_highlands", {"specially_difficult"}) == (
        "northern_midlands"
    )
    assert effective_zone(later, "central_highlands", {"border"}) == "central_highlands"
    none = replace(later, zone_rules=())
    assert effective_zone(none, "central_highlands", {"specially_difficult"}) == "central_highlands"


def test_faults_are_named_once():
    faults = Faults()
    mark = load_set("commune-2016-2020").indicators[0].mark

    faults.add(mark, "Một.", "Hai.")
    faults.add(mark, "Một.", "Hai.")

    assert len(faults.found) == 1
