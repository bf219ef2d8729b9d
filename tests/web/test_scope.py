"""What each role sees first, and that nothing outside a person's scope exists for them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("who", ["office", "reader"])
def test_the_office_and_readers_see_the_province_first(page, request, who):
    text = page("/", request.getfixturevalue(who))

    assert "Xây dựng nông thôn mới tỉnh Kon Tum, tháng 12/2019" in text


def test_a_district_officer_sees_their_district_first(enter, months, district_officer):
    assert enter(district_officer).get("/").url == "/huyen/616/"


def test_a_commune_officer_sees_their_commune_first_and_keeps_the_month(enter, months, clerk):
    assert enter(clerk).get("/?thang=2019-11").url == "/xa/23542/?thang=2019-11"


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("district_officer", "/huyen/616/", 200),
        ("district_officer", "/huyen/612/", 404),
        ("district_officer", "/xa/23542/", 200),
        ("district_officer", "/xa/23434/", 404),
        ("district_officer", "/bang-tieu-chi/23434/10/", 404),
        ("district_officer", "/tieu-chi/10/", 200),
        ("district_officer", "/bao-cao/616.xlsx", 200),
        ("district_officer", "/bao-cao/62.xlsx", 404),
        ("district_officer", "/bao-cao/612.pdf", 404),
        ("clerk", "/xa/23542/", 200),
        ("clerk", "/xa/23539/", 404),
        ("clerk", "/huyen/616/", 404),
        ("clerk", "/tieu-chi/10/", 404),
        ("clerk", "/bang-tieu-chi/", 404),
        ("clerk", "/bao-cao/", 200),
        ("clerk", "/bao-cao/62.docx", 404),
        ("stranger", "/xa/23542/", 404),
        ("reader", "/nhap-so-lieu/", 403),
        ("reader", "/nhap-so-lieu/mau.xlsx", 403),
        ("reader", "/nhap-so-lieu/da-nop.xlsx", 200),
        ("office", "/xa/23542/", 200),
        ("office", "/xa/00000/", 404),
        ("office", "/huyen/999/", 404),
        ("office", "/tieu-chi/99/", 404),
        ("office", "/bang-tieu-chi/23542/99/", 404),
        ("office", "/bao-cao/62.exe", 404),
        ("office", "/khong-co/", 404),
    ],
)
def test_what_is_out_of_scope_does_not_exist(enter, months, request, who, address, status):
    assert enter(request.getfixturevalue(who)).get(address).status_code == status


def test_a_district_officer_finds_only_communes_of_the_district(page, district_officer):
    assert "Sa Nghĩa" in page("/xa/", district_officer)
    assert "Kon Đào" not in page("/xa/", district_officer)
    assert "Không tìm thấy" in page("/xa/?tim=kon+dao", district_officer)


def test_the_bar_holds_only_pages_that_work_for_the_person(page, clerk, reader):
    of_clerk, of_reader = page("/xa/23542/", clerk), page("/", reader)

    assert 'href="/" aria-current="page"' in of_clerk
    assert 'href="/nhap-so-lieu/"' in of_clerk
    assert 'href="/bang-tieu-chi/"' not in of_clerk
    assert 'href="/nhap-so-lieu/"' not in of_reader
    assert 'href="/bao-cao/"' in of_reader


def test_someone_without_a_post_is_told_whom_to_ask(enter, months, django_user_model):
    nobody = django_user_model.objects.create(username="moi", full_name="Người mới")

    answer = enter(nobody).get("/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/dang-nhap/")
    assert "chức vụ" in answer.content.decode()


def test_a_post_that_has_ended_opens_nothing(enter, months, person):
    from datetime import date

    gone = person("gone", "province_office", "62", "province", valid_to=date(2019, 12, 19))

    answer = enter(gone).get("/")

    assert (answer.status_code, answer.url) == (302, "/dang-nhap/")
