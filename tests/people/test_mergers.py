"""Agencies merge and split: duties and posts go along as of the day, nothing before it changes."""

from __future__ import annotations

from datetime import date

import pytest

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.law.sets import load_set
from langmoi.people.access import agencies_of
from langmoi.people.duties import load_responsibility
from langmoi.people.handover import substitute
from langmoi.people.mergers import merge_agencies, preview_merger
from langmoi.people.models import Agency, AgencySuccession, Post, Role
from langmoi.people.responsibility import indicators_of

pytestmark = pytest.mark.django_db
TODAY, DAY, EVE = date(2019, 12, 20), date(2019, 12, 25), date(2019, 12, 24)
LAW, PAPER = "kontum-commune-2017-2020", "QĐ 1/QĐ-UBND ngày 20/12/2019 của UBND tỉnh"


@pytest.fixture
def kinds(kontum, person):
    """Health with two officers leads 15.1; building has nobody."""
    from chain_world import lead

    health = Agency.objects.create(name="Sở Y tế", short_name="SYT", unit=kontum.unit)
    building = Agency.objects.create(name="Sở Xây dựng", short_name="SXD", unit=kontum.unit)
    lead(health, "commune-2016-2020", "15.1", "17.6")
    for name in ("doctor", "doctor2"):
        user = person(name, Role.DEPARTMENT_OFFICER, "62", "province")
        Post.objects.filter(user=user).update(agency=health)
    return health, building


def merge(old, *heirs, by, **more):
    told = {"on": DAY, "document": PAPER, "by": by, "today": TODAY, **more}
    return merge_agencies(old, heirs, **told)


def test_duties_and_posts_go_along_as_of_the_day(kinds, office):
    health, building = kinds
    posts = merge(health, building, by=office)

    assert indicators_of(health, LAW, EVE) == {"15.1", "17.6"}
    assert indicators_of(health, LAW, DAY) == set()
    assert indicators_of(building, LAW, DAY) == {"15.1", "17.6"}
    doctor = posts[0].user
    assert agencies_of(doctor, EVE) == [health]
    assert agencies_of(doctor, DAY) == [building]
    health.refresh_from_db()
    assert health.valid_to == EVE
    assert AgencySuccession.objects.get().document == PAPER
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"agency.merge", "post.end", "post.give"} <= actions


def test_the_preview_names_what_moves_and_writes_nothing(kinds):
    health, building = kinds
    moves = preview_merger(health, [building], on=DAY, law=load_set(LAW))

    assert [post.user.username for post in moves.posts] == ["doctor", "doctor2"]
    assert moves.indicators == ("15.1", "17.6")
    assert not moves.is_split
    assert not AgencySuccession.objects.exists()
    assert Post.objects.filter(agency=health, valid_to=None).count() == 2


def test_a_split_puts_each_post_where_it_was_told(kinds, office, kontum):
    health, building = kinds
    care = Agency.objects.create(name="Sở mới", short_name="SM", unit=kontum.unit)
    first, second = Post.objects.filter(agency=health).order_by("user__username")

    merge(health, building, care, by=office, posts_to={second.pk: care})

    assert agencies_of(first.user, DAY) == [building]
    assert agencies_of(second.user, DAY) == [care]
    assert indicators_of(building, LAW, DAY) == indicators_of(care, LAW, DAY) == {"15.1", "17.6"}


def test_a_running_substitution_goes_on_and_a_later_post_only_changes_its_agency(
    kinds, office, person
):
    health, building = kinds
    first, second = Post.objects.filter(agency=health).order_by("user__username")
    days = {"valid_from": date(2019, 12, 20), "valid_to": date(2019, 12, 31)}
    substitute(first, second.user, reason="nghỉ phép", by=office, on=TODAY, **days)
    Post.objects.filter(pk=second.pk).update(valid_from=date(2020, 1, 1))

    posts = merge(health, building, by=office)

    begun = next(post for post in posts if post.user == first.user)
    [running] = begun.substitutions.all()
    assert (running.valid_from, running.valid_to) == (DAY, date(2019, 12, 31))
    assert first.substitutions.get().valid_to == EVE
    second.refresh_from_db()
    assert (second.agency, second.valid_from) == (building, date(2020, 1, 1))


def test_the_defaults_guess_gives_way_to_a_document_and_a_document_does_not(kontum, office):
    load_responsibility(by="test")
    labour = Agency.objects.get(short_name="Sở LĐTBXH")
    heir = Agency.objects.get(short_name="Sở Nội vụ", unit=labour.unit)
    assert labour.successions.count() == 3

    merge(labour, heir, by=office)

    assert [s.successor for s in labour.successions.all()] == [heir]
    assert AuditEntry.objects.filter(action="agency.unmerge").count() == 3
    with pytest.raises(DomainError, match="Đã ghi sáp nhập, chia tách"):
        merge(labour, heir, by=office)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"document": " "}, "thiếu văn bản"),
        ({"heirs": []}, "Chưa chọn cơ quan kế thừa"),
        ({"heirs": ["old"]}, "phải khác nhau"),
        ({"on": date(2030, 1, 1)}, "chỉ có đến 31/12/2025"),
        ({"posts_to": {1: "stranger"}}, "chỉ chuyển sang cơ quan kế thừa đã chọn"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(kinds, office, kontum, change, said):
    health, building = kinds
    Agency.objects.filter(pk=building.pk).update(valid_to=date(2025, 12, 31))
    building.refresh_from_db()
    stranger = Agency.objects.create(name="Sở khác", short_name="SK", unit=kontum.unit)
    known = {"old": health, "stranger": stranger}
    heirs = [known[name] for name in change.pop("heirs")] if "heirs" in change else [building]
    if "posts_to" in change:
        change = {"posts_to": {key: known[name] for key, name in change["posts_to"].items()}}

    with pytest.raises(DomainError, match=said):
        merge(health, *heirs, by=office, **change)

    assert not AgencySuccession.objects.exists()
    assert Post.objects.filter(agency=health, valid_to=None).count() == 2


def test_an_agency_does_not_go_back_into_what_went_into_it(kinds, office):
    health, building = kinds
    merge(health, building, by=office)

    with pytest.raises(DomainError):
        merge(building, health, by=office, on=date(2019, 12, 30))


def test_only_who_manages_the_province_writes_it(kinds, person, district_officer):
    health, building = kinds
    local = person("admin.st", Role.ADMINISTRATOR, "616", "district")
    for user in (local, district_officer):
        with pytest.raises(NotAllowed):
            merge(health, building, by=user)
    assert not AgencySuccession.objects.exists()

    assert (
        len(merge(health, building, by=person("admin", Role.ADMINISTRATOR, "62", "province"))) == 2
    )
