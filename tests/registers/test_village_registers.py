"""The registers of village life on the engine: who may, what cannot be, what is derived."""

from datetime import date

import pytest
from village_world import (
    LATER,
    TODAY,
    WHEN,
    convention,
    finding,
    meeting,
    move,
    record,
    session,
    told_households,
    villages,
)

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.registers.actions import change_entry
from langmoi.registers.models import Entry, EntryRecord
from langmoi.registers.queries import entries_of, row_of
from langmoi.registers.village_lists import (
    convention_count,
    convention_lines,
    meeting_lines,
    quarter_of,
)
from langmoi.registers.village_meetings import meetings_for
from langmoi.registers.village_votes import Passed


@pytest.fixture
def world(person):
    return villages(person)


@pytest.fixture
def front(person):
    return person("mattran", "front_officer", "62", "province")


def test_a_convention_of_2019_may_not_be_suspended_by_a_decree_of_2023(world, clerk):
    entry = convention(world.units[0], clerk, state="recognised", since=date(2019, 3, 1))
    with pytest.raises(FaultyInput, match="chưa có bước “Tạm ngừng toàn bộ”"):
        move(entry, clerk, "suspended", TODAY, document="Văn bản thử")
    move(entry, clerk, "suspended", date(2023, 8, 16), document="Văn bản thử", when=LATER)
    entry.refresh_from_db()
    assert entry.state == "suspended"


@pytest.mark.parametrize(
    ("day", "decider", "is_refused"),
    [
        (date(2023, 8, 15), "district", False),
        (date(2023, 8, 15), "commune", True),
        (date(2023, 8, 16), "district", True),
        (date(2023, 8, 16), "commune", False),
    ],
)
def test_who_recognises_is_held_against_the_rule_of_the_day(world, clerk, day, decider, is_refused):
    told = {"state": "recognised", "since": day, "decider": decider, "when": LATER}
    if is_refused:
        with pytest.raises(FaultyInput, match="công nhận hương ước"):
            convention(world.units[0], clerk, **told)
        assert not Entry.objects.exists()
    else:
        assert convention(world.units[0], clerk, **told).state == "recognised"


def test_a_village_head_adopts_and_sends_but_does_not_recognise(world, clerk):
    entry = convention(world.units[0], world.head)
    move(entry, world.head, "sent", date(2019, 10, 4))
    with pytest.raises(NotAllowed):
        move(entry, world.head, "recognised", TODAY, document="Văn bản thử")
    move(entry, clerk, "recognised", date(2019, 10, 20), document="Văn bản thử")


def test_a_village_head_may_not_begin_with_a_recognised_convention(world):
    with pytest.raises(NotAllowed):
        convention(world.units[0], world.head, state="recognised")


def test_a_village_head_writes_no_other_village(world):
    with pytest.raises(NotAllowed):
        convention(world.units[1], world.head)
    with pytest.raises(NotAllowed):
        meeting(world.units[1], world.head)


def test_overdue_days_show_in_the_list_of_villages_beside_those_without_a_convention(world, clerk):
    convention(world.units[0], clerk, state="adopted", since=date(2023, 8, 16), when=LATER)
    on = date(2023, 8, 28)
    lines = convention_lines([world.commune.pk], on)
    assert [line.row is not None for line in lines] == [True, False, False, False]
    [late] = lines[0].late
    assert late.days_late == 3
    count = convention_count(lines, on)
    assert (count.villages, count.in_force, count.late) == (4, 0, 1)
    assert (count.fewer_villages, count.fewer) == (870, 848)


def test_a_convention_stays_in_force_while_its_change_waits(world, clerk):
    entry = convention(world.units[0], clerk, state="recognised", since=date(2019, 3, 1))
    move(entry, clerk, "amending", date(2019, 11, 1))
    [line] = [ln for ln in convention_lines([world.commune.pk], TODAY) if ln.row]
    assert line.in_force
    assert line.has_ntm


def test_a_report_starts_the_three_days_and_either_decision_ends_them(world, clerk):
    from langmoi.registers.conventions import waits_by_entry

    entry = convention(world.units[0], clerk, state="recognised", since=date(2019, 3, 1))
    told = {"fields": {"content": "Mức phạt trái luật."}, "day": date(2023, 9, 5), "when": LATER}
    record(entry, clerk, "report", **told)
    row = row_of(Entry.objects.get(), on=date(2023, 9, 12))
    [wait] = waits_by_entry([row], date(2023, 9, 12))[entry.pk]
    assert (wait.due_on, wait.days_late, wait.is_open) == (date(2023, 9, 8), 2, True)
    told = {"fields": {"reason": "Đúng luật."}, "day": date(2023, 9, 8), "when": LATER}
    record(entry, clerk, "kept", **told)
    row = row_of(Entry.objects.get(), on=date(2023, 9, 12))
    [wait] = waits_by_entry([row], date(2023, 9, 12))[entry.pk]
    assert (wait.done_on, wait.days_late) == (date(2023, 9, 8), 0)


def test_a_meeting_is_put_down_with_its_votes_and_their_results(world):
    meeting(world.units[0], world.head, ("Làm đường", 51, 20, 9), ("Góp tiền", 50, 20, 10))
    [found] = meetings_for(world.commune.pk, date(2019, 10, 1), date(2019, 12, 31))
    assert [vote.ballots.question for vote in found.votes] == ["Làm đường", "Góp tiền"]
    assert [vote.result.passed for vote in found.votes] == [Passed.PASSED, Passed.NOT_PASSED]
    assert meetings_for(world.commune.pk, date(2019, 7, 1), date(2019, 9, 30)) == []


def test_more_ballots_than_members_are_refused_and_nothing_is_written(world):
    with pytest.raises(FaultyInput, match="= 81 phiếu, nhiều hơn 80 hộ dự họp"):
        meeting(world.units[0], world.head, ("Làm đường", 70, 0, 0), ("Góp tiền", 60, 20, 1))
    assert not Entry.objects.exists()
    assert not EntryRecord.objects.exists()


def test_attendance_may_not_fall_below_the_ballots_already_cast(world):
    entry = meeting(world.units[0], world.head, ("Làm đường", 60, 5, 5))
    entry.refresh_from_db()
    fields = {"held_on": date(2019, 11, 12), "purpose": "Bàn", "attending": 69}
    with pytest.raises(FaultyInput, match="nhiều hơn 69 hộ dự họp"):
        change_entry(
            entry, name=entry.name, fields=fields, seen=entry.version, by=world.head, on=TODAY
        )


def test_more_households_than_the_sheet_of_the_village_tells_are_refused(world):
    told_households(world.units[0], 90, world.head)
    with pytest.raises(FaultyInput, match="phiếu thôn gần nhất ghi 90 hộ"):
        meeting(world.units[0], world.head)
    with pytest.raises(FaultyInput, match="chỉ mời 50 hộ"):
        meeting(world.units[0], world.head, households=90, invited=50)


def test_two_meetings_of_a_village_on_one_day_are_one_too_many(world):
    meeting(world.units[0], world.head)
    with pytest.raises(DomainError, match="đã có “Họp thôn ngày 12/11/2019”"):
        meeting(world.units[0], world.head)


def test_villages_without_a_meeting_in_the_quarter_are_listed(world):
    meeting(world.units[0], world.head)
    meeting(world.units[0], world.head, held_on=date(2019, 8, 12))
    lines = meeting_lines([world.commune.pk], *quarter_of(TODAY), TODAY)
    assert [len(line.meetings) for line in lines] == [1, 0, 0, 0]
    assert lines[0].last_before == date(2019, 8, 12)


def test_quarters_are_those_of_the_year():
    assert quarter_of(date(2019, 12, 20)) == (date(2019, 10, 1), date(2019, 12, 31))
    assert quarter_of(date(2020, 2, 29)) == (date(2020, 1, 1), date(2020, 3, 31))


def test_the_front_puts_down_a_session_with_who_came_from_each_village(world, front):
    from langmoi.registers.sessions import households_at, people_at

    first, second, *_ = world.units
    session(world.commune, front, {first: (60, 40), second: (30, None)})
    [row] = entries_of("mobilisation_session", on=TODAY)
    assert (people_at(row), households_at(row)) == (90, 40)


def test_a_session_may_not_have_more_households_than_the_village_has(world, front, clerk):
    told_households(world.units[0], 39, clerk)
    with pytest.raises(FaultyInput, match="40 hộ dự, nhiều hơn 39 hộ"):
        session(world.commune, front, {world.units[0]: (60, 40)})
    assert not Entry.objects.exists()


def test_a_session_may_not_have_more_people_than_the_commune(world, front):
    with pytest.raises(FaultyInput, match="nhiều hơn dân số"):
        session(world.commune, front, {world.units[0]: (900_000, 40)})


def test_a_village_of_elsewhere_is_not_at_a_session_of_this_commune(world, front, person):
    from langmoi.places.models import UnitVersion
    from langmoi.places.villages import load_villages

    rows = "Xã,Thôn\n23539,số 9".encode()
    load_villages(rows, file_name="thon.csv", by="thử", on=date(2017, 1, 1))
    far = UnitVersion.objects.on(TODAY).get(code__startswith="23539-").unit
    with pytest.raises(FaultyInput, match="không thuộc nơi tổ chức"):
        session(world.commune, front, {far: (10, 5)})


def test_a_criterion_that_is_none_of_the_day_is_refused(world, front):
    with pytest.raises(FaultyInput, match="không có tiêu chí số “25”"):
        session(world.commune, front, criterion="25")


def test_a_session_to_come_is_not_put_down(world, front):
    with pytest.raises(DomainError, match="chưa tới"):
        session(world.commune, front, held_on=date(2019, 12, 21))


def test_the_front_settles_a_finding_and_the_commune_only_answers(world, clerk, front):
    from langmoi.registers.supervision import days_overdue

    entry = finding(world.units[0], world.head)
    assert days_overdue(row_of(entry, on=TODAY), TODAY) == 10
    assert days_overdue(row_of(entry, on=date(2019, 12, 10)), date(2019, 12, 10)) == 0
    with pytest.raises(NotAllowed):
        move(entry, front, "answered", TODAY)
    move(entry, clerk, "answered", TODAY)
    assert days_overdue(row_of(entry, on=TODAY), TODAY) == 0
    with pytest.raises(NotAllowed):
        move(entry, clerk, "settled", TODAY)
    move(entry, world.head, "settled", TODAY)


def test_an_answer_due_before_the_finding_is_refused(world):
    with pytest.raises(FaultyInput, match="trước ngày giám sát"):
        finding(world.units[0], world.head, answer_due_on=date(2019, 11, 1))


def test_a_stale_version_is_refused_in_words(world):
    from langmoi.registers.actions import NewRecord, add_record

    entry = meeting(world.units[0], world.head, ("Làm đường", 60, 5, 5))
    told = {"question": "Góp công", "in_favour": 1, "against": 0, "abstained": 0}
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        record_ = NewRecord("vote", told, day=date(2019, 11, 12))
        add_record(entry, record_, seen=1, by=world.head, **WHEN)
