"""Registers that the office makes: read as the program's own, in use they only grow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from registers_world import TODAY, WHEN, add, put, unit
from test_kind_files import GOOD

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.registers.actions import Move, NewEntry, save_kind
from langmoi.registers.kind_list import all_kinds, kind_of
from langmoi.registers.models import RegisterKind, RegisterKindSave
from langmoi.registers.queries import row_of

WELLS = GOOD.replace("[village]", "[commune]")


def save(by, text=WELLS, seen=0):
    return save_kind(text, seen=seen, by=by, **WHEN)


@pytest.fixture
def well(office, clerk):
    save(office)
    told = NewEntry("wells", "Giếng làng", Move("used", date(2019, 1, 5)), {"depth": Decimal(12)})
    return add(clerk, told)


def test_a_register_made_by_the_office_works_like_any_other(well, clerk):
    put(well, clerk, "test", day=date(2019, 5, 6), fields={"clean": True})

    assert "wells" in [kind.id for kind in all_kinds()]
    assert row_of(well, on=TODAY).values == {"depth": Decimal(12)}
    assert well.holds_until == date(2021, 1, 5)


def test_a_state_runs_out_by_itself_on_the_day_after_its_months(well):
    assert row_of(well, on=date(2021, 1, 5)).state.state.id == "used"
    run_out = row_of(well, on=date(2021, 1, 6)).state
    assert (run_out.state.id, run_out.since, run_out.has_run_out) == (
        "due",
        date(2021, 1, 6),
        True,
    )


def test_a_register_in_use_can_grow(well, office):
    more = WELLS.replace("states:", "  - {id: owner, label: Chủ, type: text}\nstates:")
    save(office, more, seen=1)

    assert "owner" in kind_of("wells").by_id
    assert RegisterKindSave.objects.count() == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - {id: depth, label: Độ sâu, type: decimal, unit: m, max: 200}\n", "", "Độ sâu"),
        ("type: decimal, unit: m, max: 200", "type: text", "decimal sang text"),
        ("[{id: people, label: Sinh hoạt}]", "[{id: farm, label: Tưới}]", "Sinh hoạt"),
        ("  - {id: closed, label: Đã lấp, from: [used, due], live: false}\n", "", "Đã lấp"),
        ("{id: clean, label: Đạt, type: yes_no}", "{id: dirt, label: Bẩn, type: text}", "“Đạt”"),
        ("levels: [commune]", "levels: [village]", "cấp xã"),
    ],
)
def test_a_register_in_use_loses_nothing(well, office, old, new, said):
    assert old in WELLS
    with pytest.raises(FaultyInput, match=said):
        save(office, WELLS.replace(old, new), seen=1)
    assert RegisterKind.objects.get().version == 1


def test_a_register_that_nobody_uses_may_be_changed_freely(office):
    save(office)
    save(office, WELLS.replace("levels: [commune]", "levels: [village]"), seen=1)

    assert kind_of("wells").levels == ("village",)


def test_only_the_province_office_makes_registers(clerk, district_officer, reader):
    for user in (clerk, district_officer, reader):
        with pytest.raises(NotAllowed):
            save(user)


def test_bad_texts_are_refused_and_the_second_of_two_is_told(office):
    with pytest.raises(FaultyInput, match="2 chỗ"):
        save(office, WELLS.replace("id: wells", "id: W").replace("[commune]", "[xa]"))
    with pytest.raises(DomainError, match="sổ có sẵn"):
        save(office, WELLS.replace("id: wells", "id: cooperative"))
    save(office)
    with pytest.raises(DomainError, match="đã có bản khác"):
        save(office)
    with pytest.raises(DomainError, match="dài hơn"):
        save(office, WELLS + "#" * 60_000, seen=1)
    assert unit()
