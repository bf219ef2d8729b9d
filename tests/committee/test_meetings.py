"""Meetings: who was there, and conclusions that become tasks and are followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from evidence_files import pdf
from task_world import AT, TODAY, WHEN, on, unit

from langmoi.committee.actions import (
    Attended,
    Called,
    add_conclusion,
    add_meeting,
    add_meeting_paper,
    change_meeting,
    drop_conclusion,
    issue_conclusions,
    number_conclusion,
    set_attendance,
)
from langmoi.committee.models import Attendance, Meeting, Presence
from langmoi.committee.queries import conclusions_of, open_before
from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.direction.actions import Assignee, NewTask, accept_task, confirm_task, report_done
from langmoi.direction.models import Directive, TaskInstance
from langmoi.people.models import Duty
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.keeping import NewFile, keep_file

TOLD = Called("Họp Ban Chỉ đạo quý II", date(2019, 7, 10), "08 giờ", agenda="1. Kết quả")


def conclude(meeting, by, text="Rà soát tiêu chí 17.", due=date(2019, 7, 31)):
    assignee = Assignee(Duty.LEAD, unit=unit("23542", "commune").pk)
    told = NewTask(text=text, assignees=(assignee,), due_on=due)
    return add_conclusion(meeting, told, seen=meeting.version, by=by, **WHEN)


def issue(meeting, by):
    return issue_conclusions(meeting, seen=meeting.version, by=by, **WHEN)


def attend(meeting, by, *told):
    return set_attendance(meeting, told, seen=meeting.version, by=by, on=TODAY)


def test_minutes_and_attendance_tell_who_sat_in_for_whom(meeting, head, member, district_officer):
    told = replace(TOLD, minutes="Đồng chí Trưởng ban kết luận.\nMột là…")
    change_meeting(meeting, told, seen=meeting.version, by=district_officer, on=TODAY)
    attend(
        meeting,
        district_officer,
        Attended(head.pk, Presence.PRESENT),
        Attended(member.pk, Presence.STAND_IN, "Phó Chủ tịch UBND xã"),
    )

    rows = {row.member_id: row for row in Attendance.objects.all()}
    assert rows[member.pk].stand_in == "Phó Chủ tịch UBND xã"
    assert rows[head.pk].presence == "present"
    assert first_broken_entry() is None


@pytest.mark.parametrize(
    ("presence", "stand_in"), [(Presence.STAND_IN, ""), (Presence.PRESENT, "Người khác")]
)
def test_a_stand_in_has_a_name_and_nobody_else(meeting, head, district_officer, presence, stand_in):
    with pytest.raises(DomainError, match="hãy ghi tên người dự thay"):
        attend(meeting, district_officer, Attended(head.pk, presence, stand_in))

    assert not Attendance.objects.exists()


def test_who_was_no_member_that_day_was_not_there(meeting, district_officer):
    with pytest.raises(DomainError, match="không phải thành viên"):
        attend(meeting, district_officer, Attended(0, Presence.PRESENT))


def test_a_meeting_to_come_has_no_minutes_attendance_or_conclusions(board, head, district_officer):
    told = Called("Họp quý III", date(2019, 10, 10), agenda="1. Sơ kết")
    with pytest.raises(DomainError, match="chưa diễn ra"):
        add_meeting(board, replace(told, minutes="Đã họp"), by=district_officer, **WHEN)
    coming = add_meeting(board, told, by=district_officer, **WHEN)
    with pytest.raises(DomainError, match="chưa diễn ra"):
        attend(coming, district_officer, Attended(head.pk, Presence.PRESENT))
    with pytest.raises(DomainError, match="sau họp"):
        conclude(coming, district_officer)


def test_conclusions_become_tasks_of_a_document_that_has_no_number_yet(
    meeting, district_officer, clerk
):
    conclude(meeting, district_officer)
    [draft] = conclusions_of([meeting], on=TODAY)
    assert (draft.is_issued, draft.whole, draft.assignees) == (False, None, ("xã Sa Nghĩa",))

    [instance] = issue(meeting, district_officer)

    directive = Directive.objects.get()
    assert (directive.number, directive.dated_on) == ("", None)
    assert directive.title == "Thông báo kết luận họp Ban Chỉ đạo quý II ngày 10/07/2019"
    assert instance in TaskInstance.objects.visible_to(clerk, on=TODAY)
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert {"meeting.conclude", "meeting.issue", "directive.issue"} <= set(actions)


def test_the_meeting_shows_what_became_of_each_conclusion(meeting, district_officer, clerk):
    conclude(meeting, district_officer)
    [instance] = issue(meeting, district_officer)

    def row(day):
        [found] = conclusions_of([Meeting.objects.get(pk=meeting.pk)], on=day)
        return found

    assert row(date(2019, 8, 3)).parts[0].standing.label == "quá hạn 3 ngày"
    accept_task(instance, by=clerk, **on(TODAY))
    report_done(instance, "Xong.", by=clerk, **on(TODAY))
    confirm_task(instance, by=district_officer, **on(date(2019, 7, 23)))

    assert (row(date(2019, 7, 24)).whole.is_done, row(date(2019, 7, 24)).is_open) == (True, False)


def test_the_next_meeting_shows_what_is_still_open(
    meeting, board, district_officer, django_assert_max_num_queries
):
    for number in range(4):
        conclude(meeting, district_officer, f"Việc {number}")
    issue(meeting, district_officer)
    following = add_meeting(
        board, Called("Họp tháng 7", date(2019, 7, 20)), by=district_officer, **WHEN
    )

    with django_assert_max_num_queries(6):
        found = open_before(following, on=TODAY)
    assert [row.task.text for row in found] == [f"Việc {n}" for n in range(4)]
    assert open_before(meeting, on=TODAY) == []


def test_the_notice_gets_its_number_once_it_went_out(meeting, district_officer):
    def number(text, day):
        told = {"seen": meeting.version, "by": district_officer, "on": TODAY}
        return number_conclusion(meeting, text, day, **told)

    with pytest.raises(DomainError, match="chưa có kết luận nào"):
        number("45/TB-BCĐ", TODAY)
    conclude(meeting, district_officer)
    with pytest.raises(DomainError, match="trước ngày họp"):
        number("45/TB-BCĐ", date(2019, 7, 9))
    number("45/TB-BCĐ", date(2019, 7, 12))

    assert Directive.objects.get().number == "45/TB-BCĐ"


def test_a_conclusion_is_dropped_before_it_is_issued_only(meeting, district_officer):
    task = conclude(meeting, district_officer)

    def drop(task):
        told = {"seen": meeting.version, "by": district_officer, "on": TODAY}
        return drop_conclusion(meeting, task, **told)

    drop(task)
    kept = conclude(meeting, district_officer, "Việc khác")
    issue(meeting, district_officer)
    with pytest.raises(DomainError, match="đã giao"):
        drop(kept)
    assert [row.task.text for row in conclusions_of([meeting], on=TODAY)] == ["Việc khác"]


def test_a_paper_comes_with_its_file(meeting, district_officer, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "home", lambda: tmp_path)
    kept = keep_file(NewFile(pdf(), "bao-cao.pdf"))
    told = {"seen": meeting.version, "by": district_officer, "on": TODAY, "at": AT}

    paper = add_meeting_paper(meeting, "", kept, **told)

    assert (paper.title, paper.file.sha256) == ("bao-cao.pdf", kept.sha256)


@pytest.mark.parametrize("who", ["stranger", "office", "clerk"])
def test_who_only_reads_writes_nothing(request, meeting, who):
    by = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        conclude(meeting, by)
    with pytest.raises(NotAllowed):
        change_meeting(meeting, TOLD, seen=meeting.version, by=by, on=TODAY)
    assert not Directive.objects.exists()


def test_of_two_who_conclude_at_once_the_second_is_told(meeting, district_officer):
    stale = Meeting.objects.get(pk=meeting.pk)
    conclude(meeting, district_officer)

    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        conclude(stale, district_officer, "Việc thứ hai")
    assert Directive.objects.count() == 1
