"""What waits for whom, computed from where the filing stands."""

from datetime import date

import pytest
from chain_world import DUE, MONTH, NGHIA, TODAY, now

from langmoi.notices.model import TaskKind
from langmoi.notices.tasks import tasks_of
from langmoi.places.queries import unit_by_code
from langmoi.reporting.deadlines import set_deadline
from langmoi.reporting.models import StepKind

pytestmark = pytest.mark.django_db


def kinds(user, on=TODAY):
    return [task.kind for task in tasks_of(user, on=on)]


def only(user, kind, on=TODAY):
    [found] = [task for task in tasks_of(user, on=on) if task.kind == kind]
    return found


def test_the_officer_enters_and_the_leaders_send_until_it_is_sent(people, draft, filled, act):
    assert kinds(people.officer) == [TaskKind.ENTER]
    assert kinds(people.chairman) == [TaskKind.SUBMIT] == kinds(people.deputy)
    act.submit(filled)
    assert kinds(people.officer) == [] == kinds(people.chairman)


def test_before_anything_is_typed_the_filing_waits_already(people, december):
    task = only(people.officer, TaskKind.ENTER)
    assert (task.due_on, task.days_left(TODAY)) == (date(2019, 12, 18), -2)
    assert "chưa mở phiếu" in task.detail


def test_before_the_cut_off_nothing_waits(people, december):
    assert kinds(people.officer, on=date(2019, 12, 10)) == []


def test_a_unit_with_more_time_is_told_its_own_day(people, december):
    set_deadline(
        MONTH, StepKind.SUBMIT, date(2019, 12, 27), unit=people.unit, reason="Mưa lũ",
        by=people.office, on=TODAY,
    )  # fmt: skip
    assert only(people.officer, TaskKind.ENTER).due_on == date(2019, 12, 27)


def test_what_was_sent_waits_for_the_reviewer_and_not_for_the_signer(people, submitted):
    assert kinds(people.reviewer) == [TaskKind.REVIEW] == kinds(people.reviewer2)
    assert TaskKind.SIGN not in kinds(people.signer)
    assert only(people.reviewer, TaskKind.REVIEW).pk == submitted.pk


def test_what_is_reviewed_to_the_end_waits_for_the_signer(people, submitted, act):
    act.agree(submitted)
    assert kinds(people.reviewer) == []
    assert kinds(people.signer) == [TaskKind.SIGN] == kinds(people.signer2)


def test_who_typed_or_sent_the_filing_is_not_asked_to_review_it(people, filled, act):
    act.save(filled, {"income_per_capita": "77"}, by=people.reviewer)
    act.submit(filled)
    assert kinds(people.reviewer) == []
    assert kinds(people.reviewer2) == [TaskKind.REVIEW]


def test_what_is_sent_back_names_the_indicators_and_bears_their_day(people, submitted, act):
    act.send_back(submitted, "17.6", "9.2")
    task = only(people.officer, TaskKind.CORRECT)
    assert task.due_on == DUE
    assert "17.6, 9.2" in task.detail
    assert only(people.chairman, TaskKind.SUBMIT).due_on == DUE
    assert kinds(people.reviewer) == []


def test_departments_are_told_how_many_indicators_wait_for_them(people, submitted, act):
    assert "2 chỉ tiêu ở 1 xã" in only(people.doctor, TaskKind.OPINION).detail
    act.opine(submitted, "15.1")
    assert "1 chỉ tiêu ở 1 xã" in only(people.doctor, TaskKind.OPINION).detail
    act.opine(submitted, "17.6", agrees=False, reason="Chưa khớp")
    assert kinds(people.doctor) == []
    assert kinds(people.builder) == [TaskKind.OPINION]


def test_a_filing_that_was_not_sent_asks_nothing_of_departments(people, filled):
    assert kinds(people.doctor) == []


def test_the_office_closes_and_is_told_how_far_the_month_is(people, submitted):
    assert "0/" in only(people.office, TaskKind.CLOSE).detail


def test_a_correction_waits_for_the_office_but_not_for_who_asked(people, closed, act):
    act.ask(closed, {"income_per_capita": "99"}, by=people.office)
    assert kinds(people.office) == []
    assert kinds(people.office2) == [TaskKind.CORRECTION]
    assert only(people.office2, TaskKind.CORRECTION).due_on is None


def test_a_closed_month_asks_nothing(people, closed):
    for user in (people.officer, people.chairman, people.reviewer, people.doctor, people.office):
        assert kinds(user) == []


def test_a_reader_and_someone_without_a_post_have_nothing_to_do(people, submitted, db):
    from langmoi.people.models import User

    stray = User.objects.create(username="stray", full_name="Người không chức vụ")
    assert kinds(people.reader) == [] == kinds(stray)


def test_someone_of_another_district_is_asked_nothing_of_ours(people, submitted, person):
    other = person("other", "district_officer", "613", "district")
    assert [t for t in tasks_of(other, on=TODAY) if t.unit and t.unit.code == NGHIA] == []


def test_a_substitute_has_the_tasks_of_the_post(people, december, person):
    from langmoi.people.models import Post, Substitution

    helper = person("helper", "reader", "616", "district")
    post = Post.objects.get(user=people.officer)
    Substitution.objects.create(
        post=post, user=helper, valid_from=TODAY, valid_to=TODAY, reason="Ốm"
    )
    assert kinds(helper) == [TaskKind.ENTER]
    assert kinds(helper, on=date(2019, 12, 23)) == []


def test_the_village_head_fills_in_the_sheet(people, december):
    from langmoi.people.models import Post, User
    from langmoi.places.villages import load_villages
    from langmoi.reporting.models import VillageSheet

    load_villages(f"Xã,Thôn\n{NGHIA},Hòa Bình\n".encode(), file_name="t.csv", by="t", on=TODAY)
    village = unit_by_code(f"{NGHIA}-01", TODAY, "village").unit
    head = User.objects.create(username="head", full_name="Trưởng thôn")
    Post.objects.create(user=head, role="village_head", unit=village, valid_from=TODAY)
    assert kinds(head) == [TaskKind.VILLAGE]
    VillageSheet.objects.create(village=village, month=MONTH, by=head, at=now())
    assert kinds(head) == []


def test_the_overdue_come_first_and_what_has_no_deadline_last(people, december):
    days = [task.due_on or date.max for task in tasks_of(people.office, on=TODAY)]
    assert days == sorted(days)


def test_a_difference_from_a_department_waits_for_the_officer(people, filled):
    from langmoi.reporting.models import ExpectedValue

    assert TaskKind.DIFFERENCE not in kinds(people.officer)
    ExpectedValue.objects.create(
        unit=people.unit, month=MONTH, figure="income_per_capita", value="1", source="Sổ",
        agency=people.health, by=people.doctor, at=now(),
    )  # fmt: skip
    assert TaskKind.DIFFERENCE in kinds(people.officer)
