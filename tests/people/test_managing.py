"""Who manages whom; accounts, posts that change hands, substitutes, the last administrator."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.people.access import (
    can_manage_people,
    can_manage_person,
    can_write_figures,
    capacity_of,
    people_visible_to,
    posts_of,
    units_in_scope,
)
from langmoi.people.accounts import (
    change_user,
    remove_second_factor,
    reset_passwords,
    switch_off,
    switch_on,
)
from langmoi.people.actions import create_user, end_post, give_post
from langmoi.people.handover import end_substitution, hand_over_post, substitute
from langmoi.people.models import Agency, Post, Role, User
from langmoi.people.queries import leavers, never_signed_in
from langmoi.people.sign_in import LockedOut, count_try
from langmoi.places.queries import unit_by_code

TODAY = date(2019, 12, 20)
TOMORROW = TODAY + timedelta(days=1)
CHAIRS = (Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY)


@pytest.fixture
def sa_thay(kontum):
    return unit_by_code("616", TODAY, "district").unit


@pytest.fixture
def sa_nghia(kontum):
    return unit_by_code("23542", TODAY, "commune").unit


@pytest.fixture
def admin(person):
    return person("admin", Role.ADMINISTRATOR, "62", "province")


@pytest.fixture
def local_admin(person):
    """The administrator of Sa Thầy district."""
    return person("admin.st", Role.ADMINISTRATOR, "616", "district")


@pytest.fixture
def chairman(person):
    return person("ct.st", Role.DISTRICT_CHAIRMAN, "616", "district")


@pytest.fixture
def deputy(person):
    user = person("pct.st", Role.DISTRICT_DEPUTY, "616", "district")
    user.posts.update(signs_for=True)
    return user


# ---- Who writes what


@pytest.mark.parametrize(
    "role",
    [Role.AUDITOR, Role.READER, Role.PARTY_OFFICE, Role.PROVINCE_LEADER, Role.ADMINISTRATOR],
)
def test_these_see_the_province_and_enter_no_figures(person, sa_nghia, role):
    user = person("nguoi", role, "62", "province")

    assert sa_nghia.pk in units_in_scope(user, on=TODAY)
    assert not can_write_figures(user, sa_nghia, on=TODAY)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PARTY_OFFICE, Role.READER])
def test_these_manage_nobody(person, sa_nghia, role):
    user = person("nguoi", role, "62", "province")

    assert not can_manage_people(user, None, on=TODAY)
    assert not can_manage_people(user, sa_nghia, on=TODAY)


def test_an_auditor_takes_no_post_that_writes_nor_the_other_way_round(person, admin, sa_nghia):
    auditor = person("kt", Role.AUDITOR, "62", "province")
    clerk = person("clerk", Role.COMMUNE_OFFICER, "23542", "commune")
    province = auditor.posts.get().unit

    with pytest.raises(DomainError, match="chỉ xem"):
        give_post(auditor, Role.COMMUNE_OFFICER, sa_nghia, valid_from=TODAY, by=admin, on=TODAY)
    with pytest.raises(DomainError, match="chỉ xem"):
        give_post(clerk, Role.AUDITOR, province, valid_from=TODAY, by=admin, on=TODAY)
    give_post(auditor, Role.READER, province, valid_from=TODAY, by=admin, on=TODAY)


# ---- Delegated administration


def test_an_administrator_of_a_district_manages_its_people_only(local_admin, sa_thay, sa_nghia):
    other = unit_by_code("23434", TODAY, "commune").unit

    assert can_manage_people(local_admin, sa_nghia, on=TODAY)
    assert not can_manage_people(local_admin, other, on=TODAY)
    user = create_user("lan", "Lan", None, by=local_admin, on=TODAY)
    give_post(user, Role.COMMUNE_OFFICER, sa_nghia, valid_from=TODAY, by=local_admin, on=TODAY)
    with pytest.raises(NotAllowed):
        give_post(user, Role.COMMUNE_OFFICER, other, valid_from=TODAY, by=local_admin, on=TODAY)


def test_they_see_and_change_people_of_their_district_only(local_admin, clerk, stranger, office):
    assert set(people_visible_to(local_admin, on=TODAY)) == {local_admin, clerk}
    assert set(people_visible_to(office, on=TODAY)) == {local_admin, clerk, stranger, office}
    assert can_manage_person(local_admin, clerk, on=TODAY)
    for other in (stranger, office):
        assert not can_manage_person(local_admin, other, on=TODAY)
        with pytest.raises(NotAllowed, match="ngoài phạm vi"):
            reset_passwords([other], by=local_admin, on=TODAY)


def test_they_cannot_take_over_who_also_holds_a_post_elsewhere(local_admin, clerk, office):
    province = office.posts.get().unit
    give_post(clerk, Role.READER, province, valid_from=TOMORROW, by=office, on=TODAY)

    assert not can_manage_person(local_admin, clerk, on=TODAY)
    with pytest.raises(NotAllowed):
        reset_passwords([clerk], by=local_admin, on=TODAY)


def test_they_make_and_end_no_administrators(local_admin, clerk, sa_thay, admin):
    again = {"valid_from": TODAY, "by": local_admin, "on": TODAY}
    with pytest.raises(NotAllowed, match="quản trị cấp tỉnh"):
        give_post(clerk, Role.ADMINISTRATOR, sa_thay, **again)
    with pytest.raises(NotAllowed, match="quản trị cấp tỉnh"):
        end_post(local_admin.posts.get(), last_day=TODAY, by=local_admin, on=TODAY)
    end_post(local_admin.posts.get(), last_day=TODAY, by=admin, on=TODAY)


# ---- Nobody is left without an administrator


def test_the_last_who_manages_the_province_cannot_leave(admin, local_admin):
    with pytest.raises(DomainError, match="người cuối cùng"):
        end_post(admin.posts.get(), last_day=TODAY, by=admin, on=TODAY)
    with pytest.raises(DomainError, match="người cuối cùng"):
        switch_off(admin, by=admin, on=TODAY)


def test_another_who_only_stays_for_a_time_does_not_count(admin, person):
    person("tam", Role.PROVINCE_OFFICE, "62", "province", valid_to=date(2020, 6, 30))

    with pytest.raises(DomainError, match="người cuối cùng"):
        end_post(admin.posts.get(), last_day=TODAY, by=admin, on=TODAY)


def test_with_another_they_can_leave(admin, office):
    end_post(admin.posts.get(), last_day=TODAY, by=admin, on=TODAY)
    with pytest.raises(DomainError, match="người cuối cùng"):
        switch_off(office, by=office, on=TOMORROW)


def test_the_last_can_hand_over(admin, clerk):
    found = hand_over_post(admin.posts.get(), clerk, last_day=TODAY, by=admin, on=TODAY)

    assert (found.ended.valid_to, found.begun.valid_from) == (TODAY, TOMORROW)
    assert can_manage_people(clerk, None, on=TOMORROW)


@pytest.mark.django_db(transaction=True)
def test_two_who_end_each_other_at_once_leave_one(person):
    users = [person(name, Role.ADMINISTRATOR, "62", "province") for name in ("a", "b")]
    start, answers = threading.Barrier(2), []

    def leave(me):
        start.wait()
        try:
            end_post(me.posts.get(), last_day=TODAY, by="test", on=TODAY)
            answers.append("left")
        except DomainError:
            answers.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[me]) for me in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["left", "stays"]


# ---- Posts change hands


def test_handing_over_leaves_no_gap_and_no_overlap(admin, clerk, stranger, sa_nghia):
    last = date(2019, 12, 31)
    found = hand_over_post(clerk.posts.get(), stranger, last_day=last, by=admin, on=TODAY)

    for day in (last, date(2020, 1, 1)):
        writers = [u for u in (clerk, stranger) if can_write_figures(u, sa_nghia, on=day)]
        assert writers == ([clerk] if day == last else [stranger])
    assert found.open_from == date(2020, 1, 1)
    assert AuditEntry.objects.last().action == "post.hand_over"


def test_a_substitute_to_come_substitutes_the_successor(admin, chairman, deputy, clerk):
    post = chairman.posts.get()
    days = {"valid_from": date(2020, 2, 1), "valid_to": date(2020, 2, 9), "reason": "nghỉ phép"}
    substitute(post, deputy, **days, by=admin, on=TODAY)

    found = hand_over_post(post, clerk, last_day=TODAY, by=admin, on=TODAY)

    assert [s.user for s in found.begun.substitutions.all()] == [deputy]
    assert found.substitutions[0].user == deputy


def test_a_post_is_not_handed_to_its_holder_nor_to_who_is_switched_off(admin, clerk, stranger):
    switch_off(stranger, by=admin, on=TODAY)
    for to in (clerk, stranger):
        with pytest.raises(DomainError, match=r"đang giữ chức vụ này|đã ngừng dùng"):
            hand_over_post(clerk.posts.get(), to, last_day=TODAY, by=admin, on=TODAY)
    assert Post.objects.filter(role=Role.COMMUNE_OFFICER).count() == 2


def test_a_substitute_has_the_posts_rights_in_its_days_only(admin, clerk, reader, sa_nghia):
    days = {"valid_from": TODAY, "valid_to": TOMORROW, "reason": "ốm"}
    substitute(clerk.posts.get(), reader, **days, by=clerk, on=TODAY)

    rights = [
        can_write_figures(reader, sa_nghia, on=TODAY + timedelta(days=n)) for n in (-1, 0, 1, 2)
    ]
    assert rights == [False, True, True, False]
    assert posts_of(reader, on=TODAY).count() == 2


def test_a_substitute_loses_the_rights_when_the_post_ends(admin, clerk, reader, sa_nghia):
    days = {"valid_from": TODAY, "valid_to": date(2020, 3, 1), "reason": "ốm"}
    made = substitute(clerk.posts.get(), reader, **days, by=clerk, on=TODAY)
    end_post(clerk.posts.get(), last_day=TODAY, by=admin, on=TODAY)

    made.refresh_from_db()
    assert made.valid_to == TODAY
    assert not can_write_figures(reader, sa_nghia, on=TOMORROW)


def test_a_substitution_can_be_ended_or_struck_out(admin, clerk, reader):
    days = {"valid_from": TOMORROW, "valid_to": date(2020, 1, 5), "reason": "ốm"}
    made = substitute(clerk.posts.get(), reader, **days, by=clerk, on=TODAY)
    end_substitution(made, last_day=date(2019, 12, 25), by=clerk, on=TODAY)
    assert made.valid_to == date(2019, 12, 25)
    end_substitution(made, last_day=TODAY, by=clerk, on=TODAY)
    assert not clerk.posts.get().substitutions.exists()


def test_substitutions_that_cannot_be_are_refused(admin, clerk, reader, stranger, person):
    post, auditor = clerk.posts.get(), person("kt", Role.AUDITOR, "62", "province")
    good = {"valid_from": TODAY, "valid_to": TOMORROW, "reason": "ốm", "by": admin, "on": TODAY}
    bad = [
        (clerk, {}, "phải là người khác"),
        (reader, {"reason": " "}, "thiếu lý do"),
        (reader, {"valid_to": date(2019, 1, 1)}, "Ngày cuối trước ngày đầu"),
        (reader, {"valid_from": date(2015, 1, 1)}, "Chức vụ chỉ có từ 01/01/2016"),
        (auditor, {}, "không làm thay ai"),
    ]
    for user, change, why in bad:
        with pytest.raises(DomainError, match=why):
            substitute(post, user, **{**good, **change})
    with pytest.raises(NotAllowed):
        substitute(post, reader, **{**good, "by": stranger})
    substitute(post, reader, **good)
    with pytest.raises(DomainError, match="đã làm thay chức vụ này"):
        substitute(post, stranger, **good)


# ---- In which capacity


def test_the_words_above_a_signature(chairman, deputy, clerk, sa_thay, sa_nghia, person):
    assert capacity_of(chairman, CHAIRS, sa_thay, TODAY) == "Chủ tịch UBND huyện Sa Thầy"
    said = capacity_of(deputy, CHAIRS, sa_nghia, TODAY)
    assert said == "KT. Chủ tịch UBND huyện Sa Thầy, Phó Chủ tịch"
    deputy.posts.update(signs_for=False)
    assert capacity_of(deputy, CHAIRS, sa_thay, TODAY) == "Phó Chủ tịch UBND huyện Sa Thầy"
    assert capacity_of(clerk, CHAIRS, sa_thay, TODAY) == ""
    officer = (Role.COMMUNE_OFFICER,)
    assert capacity_of(clerk, officer, sa_nghia, TODAY) == "Công chức phụ trách NTM xã Sa Nghĩa"
    director = person("gd", Role.DEPARTMENT_DIRECTOR, "62", "province")
    agency = Agency.objects.create(
        name="Sở Y tế tỉnh Kon Tum", short_name="Sở Y tế", unit=director.posts.get().unit
    )
    director.posts.update(agency=agency)
    said = capacity_of(director, (Role.DEPARTMENT_DIRECTOR,), sa_nghia, TODAY)
    assert said == "Lãnh đạo Sở Y tế tỉnh Kon Tum"


def test_a_substitute_is_named_as_such(chairman, clerk, admin, sa_thay):
    days = {"valid_from": TODAY, "valid_to": TODAY, "reason": "đi họp"}
    substitute(chairman.posts.get(), clerk, **days, by=admin, on=TODAY)

    said = capacity_of(clerk, CHAIRS, sa_thay, TODAY)

    assert said == "Chủ tịch UBND huyện Sa Thầy (làm thay Người dùng ct.st)"


# ---- Accounts


def test_one_time_passwords_differ_and_must_be_changed(admin, clerk, stranger, client):
    made = reset_passwords([clerk, stranger], by=admin, on=TODAY)

    assert len({one.password for one in made}) == 2
    clerk.refresh_from_db()
    assert clerk.must_change_password
    assert clerk.check_password(made[0].password)
    lines = AuditEntry.objects.filter(action="user.reset_password")
    assert lines.count() == 2
    assert made[0].password not in str(list(lines.values()))


def test_nobody_chosen_or_someone_switched_off_gets_no_password(admin, clerk, stranger):
    switch_off(stranger, by=admin, on=TODAY)
    before = clerk.password
    with pytest.raises(DomainError, match="Chưa chọn ai"):
        reset_passwords([], by=admin, on=TODAY)
    with pytest.raises(DomainError, match="đã ngừng dùng"):
        reset_passwords([clerk, stranger], by=admin, on=TODAY)

    clerk.refresh_from_db()
    assert clerk.password == before
    switch_on(stranger, by=admin, on=TODAY)
    assert User.objects.get(pk=stranger.pk).is_active


def test_names_and_addresses_are_corrected_with_their_trace(admin, clerk, stranger):
    change_user(clerk, full_name="Y Lan", email="LAN@kt.vn", phone="0905", by=admin, on=TODAY)

    clerk.refresh_from_db()
    assert (clerk.full_name, clerk.email) == ("Y Lan", "lan@kt.vn")
    assert AuditEntry.objects.last().detail["email"] == ["", "lan@kt.vn"]
    with pytest.raises(DomainError, match="đã là của Y Lan"):
        change_user(stranger, full_name="X", email="Lan@KT.vn", phone="", by=admin, on=TODAY)
    with pytest.raises(DomainError, match="không phải địa chỉ e-mail"):
        change_user(stranger, full_name="X", email="lan", phone="", by=admin, on=TODAY)


def test_a_second_factor_that_is_not_there_is_not_removed(admin, clerk):
    with pytest.raises(DomainError, match="chưa bật xác thực hai lớp"):
        remove_second_factor(clerk, by=admin, on=TODAY)


def test_leavers_and_who_never_signed_in(admin, clerk, stranger, person):
    end_post(stranger.posts.get(), last_day=date(2019, 12, 1), by=admin, on=TODAY)
    everyone = people_visible_to(admin, on=TODAY)
    User.objects.filter(pk=admin.pk).update(last_login="2019-12-01T00:00Z")

    assert list(leavers(everyone, on=TODAY)) == [stranger]
    assert set(never_signed_in(everyone, on=TODAY)) == {clerk}


# ---- The guard, in two processes at once


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_counted_one_by_one():
    from django.utils import timezone

    at, start, answers = timezone.now(), threading.Barrier(8), []

    def attempt():
        start.wait()
        try:
            count_try("name:x", at=at)
            answers.append("may")
        except LockedOut:
            answers.append("locked")
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["locked"] * 3 + ["may"] * 5
