"""Production linkages on a day, schemes by their years, and what they say of indicator 13.2."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from langmoi.core.errors import FaultyInput
from langmoi.places.queries import unit_by_code
from langmoi.registers.actions import Move, NewEntry, NewRecord, add_entry, add_record, move_entry
from langmoi.registers.kind_list import kind_of
from langmoi.registers.linkages import households_of, lives, reminders, summary, values_of
from langmoi.registers.pushing import push_of
from langmoi.registers.queries import row_of
from langmoi.registers.rules import rule_of
from langmoi.registers.schemes import done_of, facts

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}
FIRST, LAST = date(2019, 1, 1), date(2019, 12, 14)
FIELDS = {
    "product": "Sắn",
    "is_key": True,
    "buyer": "Nhà máy A",
    "side": "households",
    "contract": "01/HĐ",
    "signed_on": date(2018, 12, 20),
    "starts_on": FIRST,
    "ends_on": LAST,
    "households": 40,
}


def commune(code="23542"):
    return unit_by_code(code, TODAY, "commune").unit


def linkage(by, name="Liên kết sắn", **told):
    entry = NewEntry("linkage", name, Move("running", FIRST), FIELDS | told)
    return add_entry(entry, commune(), by=by, **WHEN)


def test_a_linkage_lives_on_both_ends_of_its_term(clerk):
    entry = linkage(clerk)

    days = (date(2018, 12, 31), FIRST, LAST, date(2019, 12, 15))
    assert [lives(row_of(entry, on=d), d) for d in days] == [False, True, True, False]


def test_a_linkage_that_was_broken_off_lives_no_more(clerk):
    entry = linkage(clerk)

    move_entry(entry, Move("broken", date(2019, 5, 1)), seen=1, by=clerk, **WHEN)

    assert lives(row_of(entry, on=date(2019, 4, 30)), date(2019, 4, 30))
    assert not lives(row_of(entry, on=date(2019, 5, 1)), date(2019, 5, 1))


@pytest.mark.parametrize(
    ("told", "value", "said"),
    [
        ({}, True, "1 liên kết nông sản chủ lực đang thực hiện: Liên kết sắn, 40 hộ"),
        ({"is_key": False}, False, "không liên kết nào là nông sản chủ lực"),
        ({"ends_on": date(2019, 12, 13)}, False, "đều đã hết hạn hoặc dừng"),
    ],
)
def test_the_register_answers_13_2_on_the_reference_day(clerk, told, value, said):
    entry = linkage(clerk, **told)

    fed = values_of(date(2019, 12, 14), {commune().pk, commune("23434").pk})

    assert set(fed) == {commune().pk}
    assert (fed[commune().pk].value, fed[commune().pk].entries) == (value, (entry.pk,))
    assert said in fed[commune().pk].said


def test_the_push_names_the_figure_of_13_2(clerk):
    linkage(clerk)
    [feeding] = rule_of(kind_of("linkage")).feedings

    push = push_of(feeding, date(2019, 12, 1))

    assert push.figure.id == "value_chain_model"
    [row] = [row for row in push.rows if row.fed]
    assert row.commune.code == "23542"


def test_the_newest_year_tells_the_households(clerk):
    entry = linkage(clerk)
    told = NewRecord("season", {"households": 55, "poor_households": 12}, year=2019)

    add_record(entry, told, seen=1, by=clerk, **WHEN)

    assert households_of(row_of(entry, on=TODAY)) == 55
    assert households_of(row_of(entry, on=date(2018, 12, 31))) == 40


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"ends_on": date(2018, 6, 1)}, "trước ngày bắt đầu"),
        ({"signed_on": date(2020, 1, 1)}, "Ngày ký 01/01/2020 chưa tới"),
        ({"poor_households": 41}, "lớn hơn số hộ tham gia"),
        ({"households": 0}, "không được nhỏ hơn 1"),
    ],
)
def test_what_cannot_be_is_refused(clerk, told, said):
    with pytest.raises(FaultyInput, match=said):
        linkage(clerk, **told)


def test_terms_that_end_are_called_to_mind(clerk):
    rows = [row_of(linkage(clerk), on=date(2019, 11, 1))]

    [soon] = reminders(rows, date(2019, 11, 1))
    [over] = reminders(rows, date(2019, 12, 15))

    assert ("còn 43 ngày" in soon.said, soon.is_overdue) == (True, False)
    assert ("hết thời hạn từ 14/12/2019" in over.said, over.is_overdue) == (True, True)
    assert summary(rows, date(2019, 11, 1))[0].said == "1 liên kết ở 1 xã, 40 hộ"


SCHEME = {
    "sector": "medicinal",
    "owner": "UBND huyện",
    "starts_on": date(2018, 1, 10),
    "ends_on": date(2020, 12, 31),
    "planned_area": Decimal(100),
    "budget": 2_000_000_000,
}


def scheme(by, **told):
    first = Move("approved", date(2018, 1, 10), document="QĐ 1/QĐ-UBND")
    entry = NewEntry("scheme", "Đề án sâm dây", first, SCHEME | told)
    unit = unit_by_code("616", TODAY, "district").unit
    return add_entry(entry, unit, by=by, **WHEN)


def result(entry, by, year, seen, **told):
    fields = {"area": Decimal("12.5"), "households": 20, "spent": 150_000_000} | told
    return add_record(entry, NewRecord("result", fields, year=year), seen=seen, by=by, **WHEN)


def test_a_schemes_years_add_up_against_its_plan(district_officer):
    entry = scheme(district_officer)
    result(entry, district_officer, 2018, 1)
    entry.refresh_from_db()
    result(entry, district_officer, 2019, 2, area=Decimal(30), households=35)

    row = row_of(entry, on=TODAY)
    told = [fact.said for fact in facts(row, TODAY)]

    assert done_of(row) == Decimal("42.5")
    assert told == ["42,5 / 100 ha (42,5%)", "35 hộ", "300 / 2.000 triệu đồng"]


def test_a_result_outside_the_schemes_years_is_refused(district_officer):
    entry = scheme(district_officer)

    with pytest.raises(FaultyInput, match="nằm ngoài thời gian của đề án"):
        result(entry, district_officer, 2017, 1)
    with pytest.raises(FaultyInput, match="Thừa 1 hộ"):
        result(entry, district_officer, 2018, 1, poor_households=21)
    with pytest.raises(FaultyInput, match="trước ngày bắt đầu"):
        scheme(district_officer, ends_on=date(2017, 12, 31))
