"""Posts of the programme's work in time: filled, vacated, closed; who may write, two at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.places.queries import unit_by_code
from langmoi.staffing.actions import (
    Course,
    NewHolder,
    NewPosition,
    add_position,
    add_training,
    close_position,
    fill_position,
    vacate_position,
)
from langmoi.staffing.models import StaffHolder, StaffPosition
from langmoi.staffing.queries import staff_rows, staff_totals, total_of

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}
POST = NewPosition("Công chức phụ trách NTM", date(2016, 1, 1))
COURSE = Course("Tập huấn NTM", date(2019, 3, 4), date(2019, 3, 8), "Văn phòng Điều phối", True)


def unit(code="23542", level="commune"):
    return unit_by_code(code, TODAY, level).unit


def fill(position, by, name="Người A", since=date(2016, 1, 1), **told):
    return fill_position(
        position, NewHolder(name, since, **told), seen=position.version, by=by, **WHEN
    )


def vacate(position, by, last_day, why="chuyển công tác"):
    return vacate_position(
        position, last_day=last_day, why=why, seen=position.version, by=by, on=TODAY
    )


def rows(user, on=TODAY):
    return staff_rows(user, on=on, seen_by=TODAY)


@pytest.fixture
def post(clerk):
    return add_position(POST, unit(), by=clerk, **WHEN)


def test_a_post_is_filled_vacated_and_filled_again_and_every_day_can_be_read(post, clerk):
    fill(post, clerk, is_full_time=True)
    vacate(post, clerk, date(2019, 6, 30))
    fill(post, clerk, "Người B", date(2019, 9, 1))

    def seen(day):
        [row] = rows(clerk, day)
        return (row.holder and row.holder.name, row.vacant_since, row.is_full_time)

    assert seen(date(2019, 6, 30)) == ("Người A", None, True)
    assert seen(date(2019, 7, 15)) == (None, date(2019, 7, 1), False)
    assert seen(TODAY) == ("Người B", None, False)
    assert rows(clerk, date(2015, 12, 31)) == []
    assert post.version == 4
    assert AuditEntry.objects.filter(action__startswith="staff.").count() == 4
    assert first_broken_entry() is None


def test_a_post_that_nobody_ever_held_is_vacant_from_its_first_day(post, clerk):
    [row] = rows(clerk)

    assert (row.is_vacant, row.vacant_since) == (True, POST.valid_from)
    assert row.district.code == "616"


def test_a_holder_may_be_an_account(post, clerk):
    holder = fill(post, clerk, "", user=clerk)

    assert (holder.name, holder.user) == (clerk.full_name, clerk)


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2015, 12, 31), "không có vị trí này"),
        (date(2019, 6, 30), "đến hết 30/06/2019"),
    ],
)
def test_nobody_holds_a_post_before_it_is_there_or_free(post, clerk, since, said):
    fill(post, clerk)
    vacate(post, clerk, date(2019, 6, 30))

    with pytest.raises(DomainError, match=said):
        fill(post, clerk, "Người B", since)
    assert StaffHolder.objects.count() == 1


def test_a_post_that_is_held_takes_no_second_holder(post, clerk):
    fill(post, clerk)

    with pytest.raises(DomainError, match="đang giữ vị trí này từ 01/01/2016"):
        fill(post, clerk, "Người B", TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffHolder.objects.create(
            position=post, name="B", valid_from=TODAY, made_by=clerk, made_at=AT
        )


def test_a_post_is_closed_once_it_is_free_and_stays_readable_for_its_days(post, clerk):
    def close(why="nhập hai vị trí"):
        last_day = date(2019, 11, 30)
        told = {"seen": post.version, "by": clerk, "on": TODAY}
        return close_position(post, last_day=last_day, why=why, **told)

    fill(post, clerk)
    with pytest.raises(DomainError, match="Người A còn giữ vị trí này"):
        close()
    vacate(post, clerk, date(2019, 11, 30))
    with pytest.raises(DomainError, match="Chưa ghi lý do"):
        close(why=" ")
    close()

    assert rows(clerk) == []
    assert len(rows(clerk, date(2019, 11, 30))) == 1


def test_a_course_that_is_not_over_or_told_twice_is_refused(post, clerk):
    holder = fill(post, clerk)

    def train(**changed):
        told = replace(COURSE, **changed)
        return add_training(holder, told, seen=holder.position.version, by=clerk, **WHEN)

    train()
    for changed, said in (
        ({}, "đã ghi cho"),
        ({"ended_on": date(2019, 12, 31)}, "chưa xong"),
        ({"ended_on": date(2019, 3, 1)}, "trước ngày bắt đầu"),
        ({"given_by": ""}, "Chưa ghi nơi tổ chức"),
    ):
        with pytest.raises(DomainError, match=said):
            train(**changed)
    assert holder.courses.count() == 1


def test_totals_count_posts_holders_full_time_vacant_and_trained(
    post, clerk, office, stranger, django_assert_max_num_queries
):
    holder = fill(post, clerk, is_full_time=True)
    add_training(holder, COURSE, seen=holder.position.version, by=clerk, **WHEN)
    add_position(POST, unit(), by=clerk, **WHEN)
    add_position(POST, unit("23434"), by=stranger, **WHEN)
    add_position(POST, unit("62", "province"), by=office, **WHEN)

    with django_assert_max_num_queries(12):
        found = rows(office)
    told = {
        t.district.code if t.district else "": (
            t.posts,
            t.holders,
            t.full_time,
            t.vacant,
            t.trained,
        )
        for t in staff_totals(found, on=TODAY)
    }
    assert told == {"": (1, 0, 0, 1, 0), "612": (1, 0, 0, 1, 0), "616": (2, 1, 1, 1, 1)}
    assert total_of(found, None, on=date(2022, 3, 9)).trained == 0
    assert total_of(found, None, on=TODAY).posts == 4


def test_each_sees_and_writes_their_own_only(post, clerk, stranger, district_officer, reader):
    assert rows(stranger) == []
    assert [len(rows(who)) for who in (clerk, district_officer, reader)] == [1, 1, 1]
    for who in (stranger, reader):
        with pytest.raises(NotAllowed, match="Chỉ cán bộ của đơn vị này"):
            fill(post, who)
        with pytest.raises(NotAllowed):
            add_position(POST, unit(), by=who, **WHEN)
    assert StaffPosition.objects.count() == 1


def test_of_two_who_write_at_once_the_second_is_told(post, clerk, district_officer):
    stale = StaffPosition.objects.get(pk=post.pk)
    fill(post, clerk)

    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        fill(stale, district_officer, "Người B")
    assert [h.name for h in StaffHolder.objects.all()] == ["Người A"]
