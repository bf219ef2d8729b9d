"""The steps of a task: each one works, is refused to others, and leaves its event and its line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from task_world import WHEN, on

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.direction.actions import (
    Assignee,
    Paper,
    accept_task,
    ask_extension,
    confirm_task,
    extend_task,
    report_done,
    report_progress,
    resume_task,
    send_back_task,
    suspend_task,
    withdraw_assignment,
    withdraw_task,
)
from langmoi.direction.models import TaskEvent, TaskState
from langmoi.direction.queries import extensions_of, story_of
from langmoi.people.models import Agency, AgencySuccession, Duty, Post, Role

DUE, LATER = date(2019, 7, 31), date(2019, 8, 15)
REPORT = Paper(title="Báo cáo rà soát", number="12/BC-UBND", dated_on=date(2019, 7, 30))


def done(instance, by, day=date(2019, 7, 30), **told):
    return report_done(instance, "Đã rà soát 11 xã.", by=by, **on(day), **told)


def test_a_task_goes_from_acceptance_to_confirmation(given, sides):
    accept_task(given, by=sides.district, **WHEN)
    report_progress(given, "Đã rà soát 5 xã.", by=sides.district, papers=[REPORT], **WHEN)
    done(given, sides.district)
    confirmed = confirm_task(given, by=sides.committee, **on(date(2019, 8, 9)))

    assert (confirmed.state, confirmed.finished_on) == (TaskState.DONE, date(2019, 7, 30))
    story = story_of(given)
    assert [event.step for event in story] == ["issue", "accept", "progress", "complete", "confirm"]
    assert story[1].capacity == "Công chức phụ trách NTM huyện Sa Thầy"
    assert [str(paper) for paper in story[2].papers.all()] == ["Báo cáo rà soát 12/BC-UBND"]
    assert AuditEntry.objects.get(action="task.progress").detail["papers"] == [
        "Báo cáo rà soát 12/BC-UBND"
    ]
    assert first_broken_entry() is None


def test_a_result_sent_back_is_reported_again(given, sides):
    done(given, sides.district)

    back = send_back_task(given, "Thiếu xã Sa Sơn.", by=sides.office, **on(date(2019, 8, 1)))
    assert (back.state, back.reported_on) == (TaskState.SENT_BACK, None)
    done(given, sides.district, date(2019, 8, 3))
    confirmed = confirm_task(given, by=sides.office, **on(date(2019, 8, 4)))

    assert confirmed.finished_on == date(2019, 8, 3)


def test_nobody_confirms_their_own_report(given, sides, sa_thay):
    Post.objects.create(
        user=sides.committee,
        role=Role.DISTRICT_OFFICER,
        unit=sa_thay,
        valid_from=date(2016, 1, 1),
    )
    done(given, sides.committee)

    with pytest.raises(NotAllowed, match="Không ai được xác nhận báo cáo do chính mình gửi"):
        confirm_task(given, by=sides.committee, **on(date(2019, 8, 1)))

    assert confirm_task(given, by=sides.office, **on(date(2019, 8, 1))).state == TaskState.DONE


def test_the_product_asked_for_comes_with_the_report_of_completion(give, sides):
    (instance,) = give(product="báo cáo tổng kết mười năm")

    with pytest.raises(DomainError, match="yêu cầu sản phẩm “báo cáo tổng kết mười năm”"):
        done(instance, sides.district)

    assert done(instance, sides.district, papers=[REPORT]).state == TaskState.REPORTED


def test_the_due_day_moves_in_a_chain_of_extensions(given, sides):
    ask_extension(given, LATER, "Mưa lũ.", by=sides.district, **WHEN)
    given.refresh_from_db()
    assert given.due_on == DUE
    extend_task(given, LATER, "Mưa lũ.", seen=DUE, by=sides.committee, **WHEN)
    last = date(2019, 8, 30)
    named = {"approver": "Phó Chủ tịch UBND tỉnh", "by": sides.office, **WHEN}
    extend_task(given, last, "Đường sạt lở.", seen=LATER, **named)

    chain = extensions_of(given)
    assert [(e.due_before, e.due_after) for e in chain] == [(DUE, LATER), (LATER, last)]
    assert [e.approver for e in chain] == [
        "Văn phòng UBND tỉnh Kon Tum",
        "Phó Chủ tịch UBND tỉnh",
    ]
    assert [e.note for e in chain] == ["Mưa lũ.", "Đường sạt lở."]
    assert AuditEntry.objects.filter(action="task.extend").last().detail["due"] == [
        "2019-08-15",
        "2019-08-30",
    ]


def test_the_office_sets_a_day_where_the_text_has_none(give, sides):
    (instance,) = give(due_text="khẩn trương")

    extended = extend_task(instance, LATER, "Đôn đốc.", seen=None, by=sides.office, **WHEN)

    assert extended.due_on == LATER


def test_nobody_grants_the_extension_they_asked_for(given, sides, sa_thay):
    Post.objects.create(
        user=sides.office, role=Role.DISTRICT_OFFICER, unit=sa_thay, valid_from=date(2016, 1, 1)
    )
    ask_extension(given, LATER, "Mưa lũ.", by=sides.office, **WHEN)

    with pytest.raises(NotAllowed, match="do chính mình xin"):
        extend_task(given, LATER, "Mưa lũ.", seen=DUE, by=sides.office, **WHEN)


def test_a_day_moved_by_another_is_looked_at_first(given, sides):
    extend_task(given, LATER, "Mưa lũ.", seen=DUE, by=sides.office, **WHEN)

    with pytest.raises(DomainError, match="đổi thành 15/08/2019"):
        extend_task(given, date(2019, 9, 1), "Mưa.", seen=DUE, by=sides.committee, **WHEN)


@pytest.mark.parametrize(
    ("until", "said"),
    [(date(2019, 7, 1), "đã qua"), (DUE, "không sau hạn đang có 31/07/2019")],
)
def test_a_new_day_lies_ahead(given, sides, until, said):
    with pytest.raises(DomainError, match=said):
        extend_task(given, until, "Mưa lũ.", seen=DUE, by=sides.office, **WHEN)
    with pytest.raises(DomainError, match=said):
        ask_extension(given, until, "Mưa lũ.", by=sides.district, **WHEN)


def test_a_day_does_not_move_under_a_report_that_waits(given, sides):
    done(given, sides.district, date(2019, 8, 5))

    with pytest.raises(DomainError, match="“chờ xác nhận”"):
        extend_task(given, LATER, "Mưa.", seen=DUE, by=sides.office, **on(date(2019, 8, 6)))


@pytest.mark.parametrize("accepted", [True, False])
def test_what_was_put_off_goes_on_as_it_was(given, sides, accepted):
    if accepted:
        accept_task(given, by=sides.district, **WHEN)
    suspend_task(given, "Chờ hướng dẫn của Bộ.", by=sides.office, **WHEN)
    with pytest.raises(DomainError, match="“tạm hoãn”"):
        report_progress(given, "Đã làm.", by=sides.district, **WHEN)

    resumed = resume_task(given, by=sides.office, **WHEN)

    assert resumed.state == (TaskState.IN_PROGRESS if accepted else TaskState.ISSUED)


def test_only_the_office_lets_it_go_on(given, sides):
    suspend_task(given, "Chờ hướng dẫn.", by=sides.office, **WHEN)

    with pytest.raises(NotAllowed, match="được cho thực hiện tiếp"):
        resume_task(given, by=sides.district, **WHEN)


def test_what_was_withdrawn_is_over(given, sides):
    withdrawn = withdraw_task(given, "Giao nhầm.", by=sides.office, **WHEN)

    assert withdrawn.state == TaskState.WITHDRAWN
    with pytest.raises(DomainError, match="“thu hồi”"):
        accept_task(given, by=sides.district, **WHEN)


def test_an_assignment_is_withdrawn_once(given, sides):
    (taken,) = withdraw_assignment(given.assignment, "Giao nhầm.", by=sides.office, **WHEN)

    assert taken.state == TaskState.WITHDRAWN
    with pytest.raises(DomainError, match="đã được thu hồi từ ngày 22/07/2019"):
        withdraw_assignment(given.assignment, "Lại nữa.", by=sides.office, **WHEN)


def test_what_is_done_is_not_withdrawn(given, sides):
    done(given, sides.district)
    confirm_task(given, by=sides.office, **on(date(2019, 8, 1)))

    with pytest.raises(DomainError, match="Không còn việc nào chưa xong"):
        withdraw_assignment(given.assignment, "Thôi.", by=sides.office, **on(date(2019, 8, 2)))


@dataclass(frozen=True)
class Attempt:
    """A step, whose it is, and what has to be there for it."""

    take: object
    by: str
    ready: bool = False  # whether it answers a report of completion


ATTEMPTS = {
    "accept": Attempt(lambda i, **w: accept_task(i, **w), "district"),
    "progress": Attempt(lambda i, **w: report_progress(i, "Đã làm.", **w), "district"),
    "complete": Attempt(lambda i, **w: report_done(i, "Đã xong.", **w), "district"),
    "ask_extension": Attempt(lambda i, **w: ask_extension(i, LATER, "Mưa.", **w), "district"),
    "confirm": Attempt(lambda i, **w: confirm_task(i, **w), "office", ready=True),
    "send_back": Attempt(lambda i, **w: send_back_task(i, "Thiếu.", **w), "office", ready=True),
    "extend": Attempt(lambda i, **w: extend_task(i, LATER, "Mưa.", seen=DUE, **w), "office"),
    "suspend": Attempt(lambda i, **w: suspend_task(i, "Chờ.", **w), "office"),
    "withdraw": Attempt(lambda i, **w: withdraw_task(i, "Nhầm.", **w), "office"),
}


@pytest.mark.parametrize("name", ATTEMPTS)
@pytest.mark.parametrize("who", ["district", "office", "stranger"])
def test_each_step_belongs_to_one_side(given, sides, name, who):
    attempt = ATTEMPTS[name]
    if attempt.ready:
        done(given, sides.district, date(2019, 7, 22))
    before = TaskEvent.objects.count()

    def take():
        return attempt.take(given, by=getattr(sides, who), **WHEN)

    if who == attempt.by:
        take()
        assert TaskEvent.objects.latest("pk").step == name
        assert AuditEntry.objects.latest("pk").action == f"task.{name}"
    else:
        with pytest.raises(NotAllowed, match="Chỉ "):
            take()
        assert TaskEvent.objects.count() == before


@pytest.mark.parametrize(
    "take",
    [
        lambda i, s: report_progress(i, " ", by=s.district, **WHEN),
        lambda i, s: report_done(i, "", by=s.district, **WHEN),
        lambda i, s: suspend_task(i, "\n", by=s.office, **WHEN),
        lambda i, s: withdraw_task(i, "", by=s.office, **WHEN),
        lambda i, s: extend_task(i, LATER, "", seen=DUE, by=s.office, **WHEN),
        lambda i, s: report_progress(i, "Đã làm.", papers=[Paper(" ")], by=s.district, **WHEN),
    ],
)
def test_a_step_without_its_words_is_refused(given, sides, take):
    with pytest.raises(DomainError, match="Chưa ghi"):
        take(given, sides)

    given.refresh_from_db()
    assert given.state == TaskState.ISSUED


def test_a_department_answers_for_its_own_tasks_only(give, department, specialist, sides):
    (instance,) = give(Assignee(Duty.LEAD, agency=department.pk))

    with pytest.raises(NotAllowed):
        accept_task(instance, by=sides.district, **WHEN)
    accepted = accept_task(instance, by=specialist, **WHEN)

    assert accepted.state == TaskState.IN_PROGRESS
    assert story_of(instance)[-1].capacity == "Công chức Sở Nông nghiệp và Phát triển nông thôn"


def test_a_merged_department_s_tasks_are_its_heir_s(give, department, specialist):
    (instance,) = give(Assignee(Duty.LEAD, agency=department.pk))
    heir = Agency.objects.create(
        name="Sở Nông nghiệp và Môi trường", short_name="Sở NN&MT", unit=department.unit
    )
    merged = date(2025, 3, 1)
    AgencySuccession.objects.create(predecessor=department, successor=heir, on=merged)

    with pytest.raises(NotAllowed):
        accept_task(instance, by=specialist, **on(merged))
    Post.objects.filter(user=specialist).update(agency=heir)

    assert accept_task(instance, by=specialist, **on(merged)).state == TaskState.IN_PROGRESS


def test_a_reader_of_the_agency_reports_nothing(give, department, reader):
    (instance,) = give(Assignee(Duty.LEAD, agency=department.pk))
    Post.objects.filter(user=reader).update(agency=department)

    with pytest.raises(NotAllowed):
        accept_task(instance, by=reader, **WHEN)


def test_the_open_tasks_of_a_district_pass_on_when_districts_end(given, person):
    heirs = person("quangngai", "province_office", "62", "province", valid_to=date(2025, 6, 30))
    Post.objects.create(
        user=heirs,
        role=Role.PROVINCE_OFFICE,
        unit=successor_province(),
        valid_from=date(2025, 7, 1),
    )

    accepted = accept_task(given, by=heirs, **on(date(2025, 7, 2)))

    assert accepted.state == TaskState.IN_PROGRESS


def successor_province():
    from langmoi.places.queries import province_on

    return province_on("62", date(2025, 7, 2)).unit


def test_the_story_is_never_rewritten(given, db):
    with pytest.raises(DatabaseError), transaction.atomic():
        TaskEvent.objects.filter(instance=given).update(note="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        TaskEvent.objects.filter(instance=given).delete()


def test_a_right_ends_with_its_post(given, sides):
    Post.objects.filter(user=sides.district).update(valid_to=date(2019, 7, 21))

    with pytest.raises(NotAllowed, match="huyện Sa Thầy"):
        accept_task(given, by=sides.district, **WHEN)


def test_a_clerk_of_the_district_s_commune_does_not_answer_for_the_district(given, clerk):
    with pytest.raises(NotAllowed):
        accept_task(given, by=clerk, **WHEN)
