"""Kon Tum in time: counts by day, names, codes used twice, successors."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError
from langmoi.core.models import AuditEntry
from langmoi.places.load import load_province
from langmoi.places.models import Level, Succession, Unit, UnitFact, UnitType, UnitVersion
from langmoi.places.queries import (
    district_of,
    districts_of,
    facts_on,
    filing_communes,
    populations_near,
    predecessors,
    province_on,
    successors,
    tiles_on,
    unit_by_code,
    unit_versions,
    version_of,
)

AUGUST, SEPTEMBER, MERGED = date(2019, 8, 14), date(2019, 9, 14), date(2025, 7, 1)


def communes_by_type(on):
    return Counter(v.type for v in unit_versions(on, level=Level.COMMUNE))


@pytest.mark.parametrize(
    ("on", "communes", "wards", "townships"),
    [
        (date(2016, 12, 14), 86, 10, 6),
        (date(2019, 8, 31), 86, 10, 6),
        (date(2019, 9, 1), 85, 10, 7),
        (date(2025, 6, 30), 85, 10, 7),
        (date(2025, 7, 1), 37, 3, 0),
    ],
)
def test_each_day_has_its_own_count_of_units(kontum, on, communes, wards, townships):
    counts = communes_by_type(on)

    assert counts[UnitType.COMMUNE] == communes == len(filing_communes(on))
    assert counts[UnitType.WARD] == wards
    assert counts[UnitType.TOWNSHIP] == townships


def test_there_are_ten_districts_until_2025_and_none_after(kontum):
    assert len(unit_versions(SEPTEMBER, level=Level.DISTRICT)) == 10
    assert unit_versions(MERGED, level=Level.DISTRICT) == []
    assert [str(v) for v in unit_versions(MERGED, level=Level.PROVINCE)] == ["tỉnh Quảng Ngãi"]
    assert unit_by_code("609", SEPTEMBER) is None


def test_dak_long_of_kon_plong_became_the_township_mang_den_and_stayed_the_same_unit(kontum):
    before = unit_by_code("23473", date(2019, 8, 31))
    after = unit_by_code("23473", date(2019, 9, 1))

    assert (str(before), before.files) == ("xã Đăk Long", True)
    assert (str(after), after.files) == ("thị trấn Măng Đen", False)
    assert before.unit_id == after.unit_id
    assert not Succession.objects.filter(predecessor=before.unit, on__lt=MERGED).exists()


def test_four_communes_went_on_unchanged_in_2025_and_stayed_the_same_units(kontum):
    old = {v.unit_id for v in unit_versions(SEPTEMBER, level=Level.COMMUNE)}
    new = unit_versions(MERGED, level=Level.COMMUNE)

    assert [v.name for v in new if v.unit_id in old] == ["Đăk Long", "Rờ Kơi", "Ia Đal", "Mô Rai"]
    assert len({v.unit_id for v in new} - old) == 36


def test_a_code_used_again_in_2025_is_another_unit_under_another_name(kontum):
    old = unit_by_code("23476", SEPTEMBER, Level.COMMUNE)
    new = unit_by_code("23476", MERGED, Level.COMMUNE)

    assert (old.name, new.name) == ("Hiếu", "Kon Plông")
    assert old.unit_id != new.unit_id
    assert version_of(old.unit_id, MERGED) is None
    assert version_of(new.unit_id, SEPTEMBER) is None


def test_every_unit_of_2019_has_successors_that_add_up_to_one(kontum):
    old = [v.unit_id for v in unit_versions(SEPTEMBER, level=Level.COMMUNE)]
    new = {v.unit_id for v in unit_versions(MERGED, level=Level.COMMUNE)}

    became = successors(old, SEPTEMBER, MERGED)

    assert set(became) == set(old)
    assert all(sum(share for _, share in heirs) == 1 for heirs in became.values())
    assert {heir for heirs in became.values() for heir, _ in heirs} == new


def test_a_unit_is_its_own_successor_while_nothing_happens_to_it(kontum):
    sa_nghia = unit_by_code("23542", AUGUST).unit_id

    assert successors([sa_nghia], AUGUST, SEPTEMBER) == {sa_nghia: [(sa_nghia, Decimal(1))]}
    assert successors([sa_nghia], MERGED, MERGED) == {sa_nghia: [(sa_nghia, Decimal(1))]}


def test_shares_multiply_over_two_splits(db):
    whole, half, quarter = (Unit.objects.create() for _ in range(3))
    first, second = date(2020, 1, 1), date(2021, 1, 1)
    for old, new, on in [(whole, half, first), (half, quarter, second)]:
        Succession.objects.create(predecessor=old, successor=new, on=on, share=Decimal("0.5"))
    rest = Unit.objects.create()
    for old, on in [(whole, first), (half, second)]:
        Succession.objects.create(predecessor=old, successor=rest, on=on, share=Decimal("0.5"))

    heirs = successors([whole.pk], date(2019, 1, 1), date(2022, 1, 1))[whole.pk]

    assert dict(heirs) == {quarter.pk: Decimal("0.25"), rest.pk: Decimal("0.75")}
    assert predecessors([quarter.pk], date(2022, 1, 1)) == {whole.pk, half.pk}
    assert predecessors([quarter.pk], date(2020, 6, 1)) == set()


def test_figures_are_not_read_backwards_into_older_borders(kontum):
    with pytest.raises(DomainError, match="Không đọc ngược từ ngày 01/07/2025"):
        successors([], MERGED, SEPTEMBER)


def test_units_come_in_the_order_of_their_official_codes(kontum):
    codes = [v.code for v in filing_communes(SEPTEMBER)]

    assert codes == sorted(codes)
    assert codes[0] == "23311"


def test_communes_can_be_asked_for_one_district(kontum):
    kon_plong = unit_by_code("613", AUGUST, Level.DISTRICT)
    communes = [v for v in filing_communes(AUGUST) if v.parent_id == kon_plong.unit_id]

    assert len(communes) == 9
    assert filing_communes(AUGUST, within={v.unit_id for v in communes}) == communes


def test_a_commune_knows_its_district_of_that_day(kontum):
    long_of_glei = unit_by_code("23368", SEPTEMBER).unit_id

    assert str(district_of(long_of_glei, SEPTEMBER)) == "huyện Đăk Glei"
    assert district_of(long_of_glei, MERGED) is None
    assert len(districts_of([v.unit_id for v in filing_communes(AUGUST)], AUGUST)) == 86
    assert district_of(unit_by_code("608", AUGUST).unit_id, AUGUST) is None


def test_names_are_shown_in_the_spelling_of_the_province(kontum):
    names = {v.name for v in unit_versions(SEPTEMBER)}

    assert {"Đăk Tô", "Bờ Y", "Ia Chim", "Măng Bút", "Rờ Kơi", "Ia H'Drai", "Ya Ly"} <= names
    assert not [name for name in names if "Đắk" in name]


def test_the_census_adds_up_to_the_published_totals(kontum):
    people = facts_on("population", SEPTEMBER)
    households = facts_on("households", SEPTEMBER)

    assert len(people) == len(households) == 102
    assert sum(fact.value for fact in people.values()) == 540_438
    assert sum(fact.value for fact in households.values()) == 137_699


def test_before_the_census_there_is_no_population_but_a_weight(kontum):
    sa_nghia = unit_by_code("23542", AUGUST).unit_id

    assert facts_on("population", date(2018, 12, 14)) == {}
    assert populations_near(date(2018, 12, 14), [sa_nghia]) == {sa_nghia: 2794}


def test_an_absent_list_entry_is_unknown_and_never_a_no(kontum):
    listed = facts_on("programme_135", SEPTEMBER)

    assert len(listed) == 39
    assert {fact.value for fact in listed.values()} == {True}
    assert len(facts_on("border", SEPTEMBER)) == 13
    assert {fact.certainty for fact in facts_on("border", SEPTEMBER).values()} == {"recalled"}
    assert facts_on("programme_135", date(2021, 1, 1)) == {}


@pytest.mark.parametrize(("on", "count"), [(SEPTEMBER, 102), (MERGED, 40)])
def test_every_unit_has_a_tile_of_its_own_on_a_map_that_fits_a_phone(kontum, on, count):
    tiles = tiles_on(on, [v.unit_id for v in unit_versions(on, level=Level.COMMUNE)])

    assert len(tiles) == len(set(tiles.values())) == count
    assert all(0 <= x < 16 and 0 <= y < 15 for x, y in tiles.values())


def test_the_tiles_of_a_district_lie_next_to_each_other(kontum):
    tiles = tiles_on(SEPTEMBER)
    for district in unit_versions(SEPTEMBER, level=Level.DISTRICT):
        members = UnitVersion.objects.on(SEPTEMBER).filter(parent=district.unit)
        waiting = {tiles[key] for key in members.values_list("unit_id", flat=True)}
        layer = {waiting.pop()}
        while layer:
            beside = {(x + i, y + j) for x, y in layer for i, j in STEPS}
            layer = beside & waiting
            waiting -= layer
        assert not waiting, district.name


STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1))


@pytest.mark.django_db
def test_the_province_is_loaded_once_and_leaves_a_trace():
    load_province(by="langmoi init")

    with pytest.raises(DomainError, match="đã có trong cơ sở dữ liệu"):
        load_province()
    line = AuditEntry.objects.get()
    assert (line.action, line.actor, line.subject) == (
        "places.load",
        "langmoi init",
        "tỉnh Kon Tum",
    )
    assert first_broken_entry() is None


@pytest.mark.django_db
def test_a_province_without_tables_is_refused_by_name():
    with pytest.raises(DomainError, match="Chưa có bảng đơn vị hành chính của tỉnh mã 99"):
        load_province("99")
    assert not Unit.objects.exists()


def test_every_fact_and_version_names_its_source(kontum):
    assert not UnitFact.objects.filter(source="").exists()
    assert not UnitVersion.objects.filter(source="").exists()


def test_a_province_is_found_by_its_old_code_after_it_became_part_of_another(kontum):
    assert province_on("62", date(2019, 12, 20)).full_name == "tỉnh Kon Tum"
    assert province_on("62", date(2025, 7, 20)).full_name == "tỉnh Quảng Ngãi"
    assert province_on("51", date(2025, 7, 20)).full_name == "tỉnh Quảng Ngãi"
    assert province_on("99", date(2025, 7, 20)) is None
