"""The page of agencies: seen by who manages the province, a merger first shown, then written."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from langmoi.people.models import Agency, AgencySuccession, Post, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def health(kontum, person):
    made = Agency.objects.create(name="Sở Y tế", short_name="SYT", unit=kontum.unit)
    user = person("doctor", Role.DEPARTMENT_OFFICER, "62", "province")
    Post.objects.filter(user=user).update(agency=made)
    return made


@pytest.fixture
def building(kontum):
    return Agency.objects.create(name="Sở Xây dựng", short_name="SXD", unit=kontum.unit)


def form(old, heir=None, **more):
    told = {"old": old.pk, "heir": heir.pk if heir else "", "on": "25/12/2019"}
    return {**told, "document": "QĐ 1/QĐ-UBND", **more}


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_merger_is_shown_before_it_is_written(client, office, health, building):
    client.force_login(office)
    assert "Sở Y tế" in text(client.get(reverse("agencies")))

    shown = client.post(reverse("merge_agencies"), form(health, building))
    assert shown.status_code == 200
    assert "1 chức vụ chuyển theo" in text(shown)
    assert not AgencySuccession.objects.exists()

    done = client.post(reverse("merge_agencies"), form(health, building, confirm="1"), follow=True)
    assert "Từ 25/12/2019" in text(done) or "từ 25/12/2019" in text(done)
    assert AgencySuccession.objects.get().on == date(2019, 12, 25)
    assert Post.objects.get(agency=building).valid_from == date(2019, 12, 25)


def test_a_split_makes_the_new_agency_and_asks_for_each_post(client, office, health, building):
    client.force_login(office)
    new = {"new_name": "Sở Y tế và Dân số", "new_short": "SYTDS"}
    shown = text(client.post(reverse("merge_agencies"), form(health, building, **new)))
    post = Post.objects.get(agency=health)
    assert f'name="post-{post.pk}"' in shown
    assert "Sở Y tế và Dân số" in shown
    assert not Agency.objects.filter(short_name="SYTDS").exists()

    told = {**new, f"post-{post.pk}": "1", "confirm": "1"}
    client.post(reverse("merge_agencies"), form(health, building, **told))

    made = Agency.objects.get(short_name="SYTDS")
    assert made.valid_from == date(2019, 12, 25)
    assert Post.objects.get(agency=made).user == post.user


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"document": ""}, "Ô này còn trống"),
        ({"on": "31/02/2019"}, "Không hiểu ngày này"),
        ({"heir": ""}, "Hãy chọn cơ quan kế thừa"),
        ({"new_name": "Sở mới"}, "cần cả tên đầy đủ và tên ngắn"),
        ({"new_name": "Sở Y tế", "new_short": "A"}, "Đã có cơ quan tên này"),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, office, health, building, change, said):
    client.force_login(office)

    answer = client.post(reverse("merge_agencies"), {**form(health, building), **change})

    assert answer.status_code == 422
    assert said in text(answer)


def test_a_pick_that_the_page_did_not_offer_is_refused(client, office, health, building):
    client.force_login(office)
    post = Post.objects.get(agency=health)
    for picked in ("7", "x", "-1"):
        told = form(health, building, confirm="1", **{f"post-{post.pk}": picked})
        assert client.post(reverse("merge_agencies"), told).status_code == 422
    assert not AgencySuccession.objects.exists()


@pytest.mark.parametrize("name", ["agencies", "merge_agencies"])
def test_for_others_the_page_does_not_exist(client, person, clerk, reader, health, name):
    local = person("admin.st", Role.ADMINISTRATOR, "616", "district")
    for user in (clerk, reader, local):
        client.force_login(user)
        answer = client.get if name == "agencies" else client.post
        assert answer(reverse(name)).status_code in (403, 404)
