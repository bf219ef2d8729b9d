"""Rights come from dated posts: what each person sees and may write on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from langmoi.people.access import can_write_figures, holds, units_in_scope
from langmoi.people.models import Post, Role, User
from langmoi.people.queries import visible_units
from langmoi.places.queries import unit_by_code, unit_versions

TODAY = date(2019, 12, 20)
LAST_OF_KONTUM, MERGED = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def sa_nghia(kontum):
    return unit_by_code("23542", TODAY).unit


def codes(user, on=TODAY, level="commune"):
    return [v.code for v in visible_units(user, on=on, posts_on=on, level=level)]


def test_the_province_office_sees_and_writes_the_whole_province(office, sa_nghia):
    assert len(codes(office)) == 102
    assert len(codes(office, level="district")) == 10
    assert can_write_figures(office, sa_nghia, on=TODAY)


def test_a_district_officer_sees_and_writes_their_district(district_officer, sa_nghia):
    assert len(codes(district_officer)) == 11
    assert codes(district_officer, level="district") == ["616"]
    assert codes(district_officer, level="province") == []
    assert can_write_figures(district_officer, sa_nghia, on=TODAY)


def test_a_clerk_sees_and_writes_their_commune_alone(clerk, sa_nghia):
    assert codes(clerk) == ["23542"]
    assert can_write_figures(clerk, sa_nghia, on=TODAY)
    assert not can_write_figures(clerk, unit_by_code("23545", TODAY).unit, on=TODAY)


def test_a_person_of_another_commune_sees_nothing_of_it(stranger, sa_nghia):
    assert codes(stranger) == ["23434"]
    assert sa_nghia.pk not in units_in_scope(stranger, on=TODAY)
    assert not can_write_figures(stranger, sa_nghia, on=TODAY)


def test_a_reader_sees_everything_and_writes_nothing(reader, sa_nghia):
    assert len(codes(reader)) == 102
    assert not can_write_figures(reader, sa_nghia, on=TODAY)


def test_a_post_that_ended_yesterday_gives_nothing_today(person, sa_nghia):
    yesterday = TODAY - timedelta(days=1)
    former = person("former", Role.PROVINCE_OFFICE, "62", "province", valid_to=yesterday)

    assert units_in_scope(former, on=yesterday)
    assert units_in_scope(former, on=TODAY) == set()
    assert not holds(former, Role.PROVINCE_OFFICE, on=TODAY)


def test_a_post_that_begins_tomorrow_gives_nothing_today(person):
    coming = person("coming", Role.READER, "62", "province", valid_from=TODAY + timedelta(days=1))

    assert units_in_scope(coming, on=TODAY) == set()


def test_a_person_who_was_switched_off_has_no_rights(office):
    office.is_active = False
    office.save()

    assert units_in_scope(office, on=TODAY) == set()


def test_flags_on_the_user_give_no_rights(kontum, sa_nghia):
    admin = User.objects.create(
        username="admin", full_name="Quản trị", is_superuser=True, is_staff=True
    )

    assert units_in_scope(admin, on=TODAY) == set()
    assert not can_write_figures(admin, sa_nghia, on=TODAY)


def test_two_posts_add_up(clerk):
    kon_dao = unit_by_code("23434", TODAY).unit
    Post.objects.create(user=clerk, role=Role.READER, unit=kon_dao, valid_from=date(2019, 1, 1))

    assert codes(clerk) == ["23434", "23542"]
    assert can_write_figures(clerk, kon_dao, on=TODAY) is False


def test_the_office_after_the_merger_answers_for_what_was_filed_before(person, sa_nghia):
    quang_ngai = unit_by_code("51", MERGED, "province").unit
    heir = person("heir", Role.PROVINCE_OFFICE, "62", "province", valid_to=LAST_OF_KONTUM)
    Post.objects.create(user=heir, role=Role.PROVINCE_OFFICE, unit=quang_ngai, valid_from=MERGED)

    assert len(codes(heir, on=MERGED)) == 40
    scope = units_in_scope(heir, on=MERGED)
    assert {v.unit_id for v in unit_versions(TODAY)} <= scope
    assert can_write_figures(heir, sa_nghia, on=MERGED)


def test_a_clerk_after_the_merger_holds_the_records_of_the_parts_only(kontum, sa_nghia):
    sa_binh = unit_by_code("23534", MERGED, "commune").unit
    user = User.objects.create(username="moi", full_name="Công chức xã mới")
    Post.objects.create(user=user, role=Role.COMMUNE_OFFICER, unit=sa_binh, valid_from=MERGED)

    before = visible_units(user, on=TODAY, posts_on=MERGED)
    assert [v.name for v in before] == ["Hơ Moong", "Sa Nghĩa", "Sa Bình"]
    assert units_in_scope(user, on=TODAY) == set()
