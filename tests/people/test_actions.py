"""Making people and giving posts: it works, it is refused, it leaves its trace."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.people.access import can_write_figures
from langmoi.people.actions import create_agency, create_user, end_post, give_post
from langmoi.people.handover import hand_over_post
from langmoi.people.models import Agency, Post, Role, User
from langmoi.people.queries import roles_on, user_named
from langmoi.places.models import Unit
from langmoi.places.queries import unit_by_code

TODAY = date(2019, 12, 20)
ABOLISHED = date(2025, 7, 1)  # from here on there are no districts
SECRET = "một câu dài dễ nhớ"


@pytest.fixture
def sa_nghia(kontum):
    return unit_by_code("23542", TODAY).unit


def test_a_new_person_can_sign_in_and_leaves_a_trace(office, client):
    user = create_user("lan.sn", "Công chức  xã Sa Nghĩa", SECRET, by=office, on=TODAY)

    assert client.login(username="lan.sn", password=SECRET)
    assert user.full_name == "Công chức xã Sa Nghĩa"
    line = AuditEntry.objects.get()
    assert (line.action, line.actor, line.subject) == ("user.create", "office", "lan.sn")
    assert SECRET not in str(line.detail)
    assert first_broken_entry() is None


@pytest.mark.parametrize(
    ("username", "full_name", "password", "why"),
    [
        ("office", "Người khác", SECRET, "Đã có người dùng tên đăng nhập “office”"),
        ("OFFICE", "Người khác", SECRET, "Đã có người dùng tên đăng nhập “OFFICE”"),
        ("hai từ", "Người khác", SECRET, "chỉ gồm chữ, số"),
        ("", "Người khác", SECRET, "Còn thiếu tên đăng nhập"),
        ("lan", " ", SECRET, "Còn thiếu tên đăng nhập hoặc họ tên"),
        ("lan", "Lan", "ngắn", "Mật khẩu chưa dùng được: cần ít nhất 10 ký tự"),
        ("lan", "Lan", "950731624087", "Mật khẩu chưa dùng được: chỉ gồm chữ số"),
    ],
)
def test_a_person_is_refused_with_the_reason(office, username, full_name, password, why):
    with pytest.raises(DomainError, match=why):
        create_user(username, full_name, password, by=office, on=TODAY)

    assert User.objects.count() == 1
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("who", ["district_officer", "clerk", "reader"])
def test_only_the_province_office_makes_people_and_gives_posts(request, who, sa_nghia):
    by = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ Văn phòng Điều phối"):
        create_user("lan", "Lan", SECRET, by=by, on=TODAY)
    with pytest.raises(NotAllowed):
        give_post(by, Role.COMMUNE_OFFICER, sa_nghia, valid_from=TODAY, by=by, on=TODAY)
    with pytest.raises(NotAllowed):
        end_post(by.posts.get(), last_day=TODAY, by=by, on=TODAY)
    assert not AuditEntry.objects.exists()


def test_a_post_gives_rights_from_its_first_to_its_last_day(office, sa_nghia):
    user = User.objects.create(username="lan", full_name="Lan")
    agency = create_agency("Ủy ban nhân dân xã Sa Nghĩa", "UBND xã", sa_nghia, by=office, on=TODAY)

    post = give_post(
        user,
        Role.COMMUNE_OFFICER,
        sa_nghia,
        agency=agency,
        valid_from=date(2019, 12, 1),
        by=office,
        on=TODAY,
    )
    end_post(post, last_day=date(2019, 12, 31), by=office, on=TODAY)

    days = [date(2019, 11, 30), date(2019, 12, 1), date(2019, 12, 31), date(2020, 1, 1)]
    assert [can_write_figures(user, sa_nghia, on=day) for day in days] == [False, True, True, False]
    actions = [line.action for line in AuditEntry.objects.all()]
    assert actions == ["agency.create", "post.give", "post.end"]
    assert first_broken_entry() is None


def test_an_agency_is_made_once(office, sa_nghia):
    for _ in range(2):
        create_agency("UBND xã Sa Nghĩa", "UBND xã", sa_nghia, by=office, on=TODAY)

    assert Agency.objects.count() == AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "code", "level", "first", "last", "why"),
    [
        (Role.COMMUNE_OFFICER, "616", "district", TODAY, None, "chỉ giao ở cấp xã"),
        (Role.DISTRICT_OFFICER, "23542", "commune", TODAY, None, "chỉ giao ở cấp huyện"),
        (Role.PROVINCE_OFFICE, "616", "district", TODAY, None, "chỉ giao ở cấp tỉnh"),
        (Role.READER, "616", "district", date(2025, 7, 1), None, "Ngày 01/07/2025 không có đơn vị"),
        (Role.READER, "616", "district", TODAY, date(2019, 1, 1), "trước ngày bắt đầu"),
        (
            Role.DISTRICT_DEPUTY,
            "616",
            "district",
            ABOLISHED,
            None,
            "01/07/2025 không có đơn vị cấp",
        ),
    ],
)
def test_a_post_that_cannot_be_is_refused(office, role, code, level, first, last, why):
    user = User.objects.create(username="lan", full_name="Lan")
    unit = unit_by_code(code, TODAY, level).unit

    with pytest.raises(DomainError, match=why):
        give_post(user, role, unit, valid_from=first, valid_to=last, by=office, on=TODAY)
    assert not user.posts.exists()


def test_roles_of_a_district_end_with_the_districts(office, sa_nghia):
    before, after = roles_on(date(2025, 6, 30)), roles_on(ABOLISHED)

    assert {Role.DISTRICT_OFFICER, Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY} == (
        set(before) - set(after)
    )
    assert Role.READER in after


def test_a_district_post_is_not_handed_over_past_the_districts(office, district_officer, clerk):
    post = district_officer.posts.get()

    with pytest.raises(DomainError, match="không giao được vai trò “công chức huyện"):
        hand_over_post(post, clerk, last_day=date(2025, 6, 30), by=office, on=TODAY)

    post.refresh_from_db()
    assert post.valid_to is None


def test_the_same_post_twice_at_once_is_refused_but_one_after_the_other_is_fine(office, clerk):
    sa_nghia = clerk.posts.get().unit
    again = {"role": Role.COMMUNE_OFFICER, "unit": sa_nghia, "by": office, "on": TODAY}

    with pytest.raises(DomainError, match="đã giữ chức vụ này"):
        give_post(clerk, valid_from=TODAY, **again)
    end_post(clerk.posts.get(), last_day=TODAY, by=office, on=TODAY)
    give_post(clerk, valid_from=date(2019, 12, 21), **again)

    assert clerk.posts.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_post_at_once_exactly_one_does(office, sa_nghia):
    user = User.objects.create(username="lan", full_name="Lan")
    start, answers = threading.Barrier(2), []

    def give():
        start.wait()
        try:
            give_post(user, Role.COMMUNE_OFFICER, sa_nghia, valid_from=TODAY, by=office, on=TODAY)
            answers.append("given")
        except DomainError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["given", "refused"]
    assert Post.objects.filter(user=user).count() == 1


def test_the_office_gives_no_posts_outside_its_province(office):
    other = Unit.objects.create()
    user = User.objects.create(username="lan", full_name="Lan")

    with pytest.raises(NotAllowed, match="trong phạm vi tỉnh hoặc huyện mình"):
        give_post(user, Role.READER, other, valid_from=TODAY, by=office, on=TODAY)


def test_a_person_is_found_by_name_for_commands(office):
    assert user_named(" office ") == office
    with pytest.raises(DomainError, match="Không có người dùng “ai-do”"):
        user_named("ai-do")
