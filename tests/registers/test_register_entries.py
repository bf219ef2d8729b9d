"""Entries of a register: made, changed, moved, recorded, taken back; who may, and two at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from evidence_files import pdf
from registers_world import TODAY, WHEN, add, change, move, put

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, FaultyInput, NotAllowed, NotFound
from langmoi.registers.actions import (
    Move,
    attach,
    take_back_entry,
    take_back_record,
    take_back_state,
    take_off,
)
from langmoi.registers.lasting import months_after
from langmoi.registers.models import Entry, EntryRecord, EntryState
from langmoi.registers.queries import entries_of, history_of, row_of
from langmoi.reporting.evidence.keeping import NewFile

PDF = pdf()


@pytest.fixture
def htx(clerk):
    return add(clerk)


def test_an_entry_is_made_with_its_first_state_and_its_line_in_the_log(htx, clerk):
    [row] = entries_of("cooperative", on=TODAY)

    assert (row.entry, row.place, row.district.code) == (htx, "xã Sa Nghĩa", "616")
    assert (row.state.state.id, row.state.since) == ("active", date(2014, 5, 12))
    assert row.values["charter_capital"] == 350_000_000
    assert row.values["founded_on"] == date(2014, 5, 12)
    assert [line.action for line in history_of(htx)] == ["register.add"]
    assert first_broken_entry() is None


def test_an_entry_is_read_as_it_stood_on_each_day(htx, clerk):
    move(htx, clerk, "paused", date(2018, 3, 1))
    move(htx, clerk, "active", date(2018, 9, 1))

    def state(day):
        [row] = entries_of("cooperative", on=day)
        return row.state.state.id

    assert entries_of("cooperative", on=date(2014, 5, 11)) == []
    assert state(date(2018, 2, 28)) == "active"
    assert state(date(2018, 3, 1)) == state(date(2018, 8, 31)) == "paused"
    assert state(TODAY) == "active"


def test_all_faults_of_the_fields_are_told_at_once_and_nothing_is_written(clerk):
    fields = {"field": "farm", "charter_capital": Decimal("1.5"), "colour": "red", "phone": 3}
    with pytest.raises(FaultyInput) as caught:
        add(clerk, fields=fields)

    wrong = {fault.figure for fault in caught.value.faults}
    assert wrong == {"field", "charter_capital", "colour", "phone", "founded_on"}
    assert not Entry.objects.exists()


def test_a_new_entry_begins_in_a_first_state_and_not_in_the_future(clerk):
    with pytest.raises(DomainError, match="không bắt đầu bằng"):
        add(clerk, first=Move("dissolved", TODAY, "QĐ 1"))
    with pytest.raises(DomainError, match="chưa tới"):
        add(clerk, first=Move("active", date(2019, 12, 21)))


def test_two_entries_of_one_name_at_one_place_are_refused(htx, clerk, office):
    with pytest.raises(DomainError, match="đã có “HTX nông nghiệp SA NGHĨA”"):
        add(clerk, name="HTX nông nghiệp SA NGHĨA")
    add(office, code="23434")  # elsewhere the name is free


def test_who_does_not_keep_the_register_there_is_refused(htx, stranger, reader, clerk):
    for user in (stranger, reader):
        with pytest.raises(NotAllowed):
            add(user, name="HTX khác")
        with pytest.raises(NotAllowed):
            change(htx, user, phone="0905")
        with pytest.raises(NotAllowed):
            move(htx, user, "paused", TODAY)
    assert not Entry.objects.visible_to(stranger, on=TODAY).exists()
    assert Entry.objects.visible_to(reader, on=TODAY).exists()


def test_an_entry_belongs_to_a_unit_of_the_level_of_its_register(district_officer):
    with pytest.raises(DomainError, match="ghi theo cấp xã"):
        add(district_officer, code="616", level="district")


def test_a_change_keeps_what_it_changed_in_the_log(htx, clerk):
    after = change(htx, clerk, phone="0905 111 222", name="HTX Sa Nghĩa")

    assert (after.version, after.fields["phone"]) == (2, "0905 111 222")
    detail = history_of(htx)[0].detail
    assert detail["changes"] == {"phone": [None, "0905 111 222"]}
    assert detail["name"] == ["HTX Nông nghiệp Sa Nghĩa", "HTX Sa Nghĩa"]


def test_of_two_who_write_from_the_same_page_the_second_is_told(htx, clerk, office):
    change(htx, clerk, seen=1, phone="0905")
    for write in (
        lambda: change(htx, office, seen=1, phone="0906"),
        lambda: move(htx, office, "paused", TODAY, seen=1),
        lambda: put(htx, office, "members", day=TODAY, fields={"total": 9}, seen=1),
    ):
        with pytest.raises(DomainError, match="vừa được người khác sửa"):
            write()
    assert Entry.objects.get().fields["phone"] == "0905"


def test_states_follow_only_those_that_the_file_lets_them_follow(htx, clerk):
    with pytest.raises(DomainError, match="không chuyển sang “Đã giải thể” được"):
        move(htx, clerk, "dissolved", TODAY, document="QĐ 12/2019")
    move(htx, clerk, "dissolving", date(2019, 5, 1))
    with pytest.raises(DomainError, match="phải có văn bản"):
        move(htx, clerk, "dissolved", date(2019, 8, 1))
    with pytest.raises(DomainError, match="không sớm hơn"):
        move(htx, clerk, "dissolved", date(2019, 4, 1), document="QĐ 12/2019")
    move(htx, clerk, "dissolved", date(2019, 8, 1), document="QĐ 12/QĐ-UBND")
    assert not row_of(htx, on=TODAY).is_live


def test_a_wrong_state_is_taken_back_and_stays_to_be_read(htx, clerk):
    move(htx, clerk, "stopped", date(2019, 1, 1))
    htx.refresh_from_db()
    take_back_state(htx, why="Ghi nhầm đơn vị.", seen=htx.version, by=clerk, **WHEN)

    htx.refresh_from_db()
    assert (htx.state, htx.since) == ("active", date(2014, 5, 12))
    assert row_of(htx, on=TODAY).state.state.id == "active"
    assert EntryState.objects.count() == 3
    with pytest.raises(DomainError, match="trạng thái đầu tiên"):
        take_back_state(htx, why="nhầm", seen=htx.version, by=clerk, **WHEN)


def test_states_are_never_changed_or_deleted(htx):
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryState.objects.update(since=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryState.objects.all().delete()


def test_a_record_is_one_of_its_time_and_taken_back_with_a_reason(htx, clerk):
    row = put(htx, clerk, "members", day=date(2019, 6, 30), fields={"total": 32, "women": 11})
    with pytest.raises(DomainError, match="đã có"):
        put(htx, clerk, "members", day=date(2019, 6, 30), fields={"total": 33})
    htx.refresh_from_db()
    take_back_record(row, why="Đếm sai.", seen=htx.version, by=clerk, **WHEN)
    put(htx, clerk, "members", day=date(2019, 6, 30), fields={"total": 33})

    records = row_of(htx, on=TODAY).records["members"]
    assert [r.fields["total"] for r in records] == [33]
    assert EntryRecord.objects.count() == 2
    assert "members" not in row_of(htx, on=date(2019, 6, 29)).records


def test_records_of_no_time_or_one_to_come_are_refused(htx, clerk):
    for told, said in (
        ({"fields": {"total": 3}}, "Chưa ghi ngày"),
        ({"day": date(2020, 1, 1), "fields": {"total": 3}}, "chưa tới"),
        ({"day": TODAY, "fields": {}}, "Số thành viên"),
        ({"day": TODAY, "fields": {"total": -1}}, "không được nhỏ hơn 0"),
    ):
        with pytest.raises(DomainError, match=said):
            put(htx, clerk, "members", **told)
    with pytest.raises(DomainError, match="Năm 2020"):
        put(htx, clerk, "operation", year=2020, fields={})
    with pytest.raises(NotFound):
        put(htx, clerk, "weather", year=2019, fields={})


def test_an_entry_made_by_mistake_is_taken_back_and_its_name_is_free_again(htx, clerk):
    take_back_entry(htx, why="Ghi hai lần.", seen=1, by=clerk, **WHEN)

    assert entries_of("cooperative", on=TODAY) == []
    assert Entry.objects.get().why_taken_back == "Ghi hai lần."
    with pytest.raises(NotFound):
        change(htx, clerk, phone="1")
    add(clerk)


def test_a_paper_is_kept_and_taken_off_with_a_reason(htx, clerk):
    paper = attach(htx, NewFile(PDF, "dieu-le.pdf"), label="Điều lệ", seen=1, by=clerk, **WHEN)
    htx.refresh_from_db()
    take_off(paper, why="Gửi nhầm tệp.", seen=htx.version, by=clerk, **WHEN)

    paper.refresh_from_db()
    assert (paper.taken_back_by, paper.why_taken_back) == (clerk, "Gửi nhầm tệp.")
    with pytest.raises(DomainError, match="tên giấy tờ"):
        attach(htx, NewFile(PDF, "a.pdf"), label=" ", seen=3, by=clerk, **WHEN)


def test_entries_of_many_places_take_the_same_few_reads(
    office, kontum, django_assert_max_num_queries
):
    for number, code in enumerate(("23542", "23539", "23533", "23434", "23431")):
        entry = add(office, code=code, name=f"HTX {number}")
        put(entry, office, "members", day=TODAY, fields={"total": 20 + number})
    with django_assert_max_num_queries(7):
        assert len(entries_of("cooperative", on=TODAY)) == 5


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2020, 3, 15), 36, date(2023, 3, 15)),
        (date(2020, 2, 29), 36, date(2023, 2, 28)),
        (date(2019, 8, 31), 1, date(2019, 9, 30)),
        (date(2019, 12, 1), 12, date(2020, 12, 1)),
    ],
)
def test_months_are_counted_to_the_same_day(day, months, last):
    assert months_after(day, months) == last
