"""Pages of targets: who sees and sets what, many at once, two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from programme_world import TODAY, WHEN

from langmoi.programme.models import Target
from langmoi.programme.setting import NewDocument, NewTarget, add_document, set_targets
from langmoi.reporting.actions import open_month


@pytest.fixture(autouse=True)
def december(settings, office):
    settings.TODAY = TODAY.isoformat()
    open_month(date(2019, 12, 1), by=office)


@pytest.fixture
def unit(kontum):
    from langmoi.places.queries import unit_by_code

    return lambda code, level="commune": unit_by_code(code, TODAY, level).unit


@pytest.fixture
def document(office, unit):
    told = NewDocument(
        issuer="UBND tỉnh", title="Danh sách", number="1295/UBND-NNTN", awaits_list=True
    )
    return add_document(told, unit("62", "province").pk, by=office, **WHEN)


@pytest.fixture
def target(document, office, unit):
    told = NewTarget(unit("23542").pk, "criteria", date(2020, 12, 31), 15, is_illustrative=True)
    return set_targets(document, [told], by=office, **WHEN)[0]


def test_the_list_says_that_the_documents_list_is_missing(client, office, target):
    client.force_login(office)

    page = client.get("/muc-tieu/").content.decode()

    assert "Chưa nhập danh sách của 1295/UBND-NNTN" in page
    assert "Xã Sa Nghĩa" in page
    assert "Số liệu minh họa" in page


def test_filters_and_the_file(client, office, target):
    client.force_login(office)

    assert "Xã Sa Nghĩa" not in client.get("/muc-tieu/?nam=2019").content.decode()
    assert "Xã Sa Nghĩa" in client.get("/muc-tieu/?nam=2020&cap=commune").content.decode()
    file = client.get("/muc-tieu/?tep=csv").getvalue().decode()
    assert "đạt ít nhất 15 tiêu chí" in file


def test_another_districts_people_do_not_find_it(client, target, person):
    client.force_login(person("stranger", "district_officer", "612", "district"))

    assert client.get(f"/muc-tieu/{target.pk}/").status_code == 404
    assert "Sa Nghĩa" not in client.get("/muc-tieu/").content.decode()


def test_a_commune_reads_its_own_and_changes_nothing(client, target, clerk):
    client.force_login(clerk)

    assert "Sửa</a>" not in client.get(f"/muc-tieu/{target.pk}/").content.decode()
    for address in ("moi/", "nhap/", "van-ban/", f"{target.pk}/sua/"):
        assert client.get(f"/muc-tieu/{address}").status_code == 404
    assert client.post(f"/muc-tieu/{target.pk}/bo/", {"reason": "Vì."}).status_code == 404


def test_one_is_set_by_form_and_what_is_missing_is_said(client, office, document, unit):
    client.force_login(office)
    told = {"document": document.pk, "unit": unit("23539").pk, "kind": "group", "by": "31/12/2020"}

    refused = client.post("/muc-tieu/moi/", told)
    assert refused.status_code == 422
    assert "Chưa chọn tiêu chí phải đạt" in refused.content.decode()
    assert client.post("/muc-tieu/moi/", told | {"criteria": "18, 19"}).status_code == 302
    assert Target.objects.get().criteria == ["18", "19"]


def test_many_are_pasted_all_or_none(client, office, document):
    client.force_login(office)
    rows = "Xã\tMục tiêu\tNăm\nSa Sơn\tđược công nhận\t2020\nKhông có\tđược công nhận\t2020"
    told = {"document": document.pk, "pasted": rows}

    refused = client.post("/muc-tieu/nhap/", told)

    assert refused.status_code == 422
    assert "A3" in refused.content.decode()
    assert not Target.objects.exists()
    good = rows.replace("Không có", "Sa Nhơn")
    assert client.post("/muc-tieu/nhap/", told | {"pasted": good}).status_code == 302
    assert Target.objects.count() == 2
    assert "Chưa nhập danh sách" not in client.get("/muc-tieu/").content.decode()


def test_the_second_of_two_people_is_told(client, office, target):
    client.force_login(office)
    told = {"unit": target.unit_id, "kind": "criteria", "count": 16, "by": "31/12/2020"}
    told |= {"reason": "Nâng mức.", "seen": 1}

    assert client.post(f"/muc-tieu/{target.pk}/sua/", told).status_code == 302
    again = client.post(f"/muc-tieu/{target.pk}/sua/", told)
    assert again.status_code == 422
    assert "người khác sửa" in again.content.decode()


def test_it_is_carried_over_or_dropped_with_its_reason(client, office, target):
    client.force_login(office)
    carry = f"/muc-tieu/{target.pk}/chuyen/"

    assert client.post(carry, {"until": "31/12/2021", "seen": 1}).status_code == 422
    answer = client.post(carry, {"until": "31/12/2021", "seen": 1, "reason": "Thiếu vốn."})
    later = Target.objects.live().get()
    assert answer.url == f"/muc-tieu/{later.pk}/"
    dropped = client.post(f"/muc-tieu/{later.pk}/bo/", {"seen": 1, "reason": "Xã sáp nhập."})
    assert dropped.status_code == 302
    page = client.get(f"/muc-tieu/{later.pk}/").content.decode()
    assert "Xã sáp nhập." in page
    assert "Thiếu vốn." in client.get("/muc-tieu/?da-thoi=1").content.decode()


def test_a_document_is_entered_first(client, district_officer, unit):
    client.force_login(district_officer)
    told = {"unit": unit("616", "district").pk, "issuer": "UBND huyện", "title": "Kế hoạch"}

    answer = client.post("/muc-tieu/van-ban/", told | {"certainty": "recalled"})

    assert answer.status_code == 302
    assert "Kế hoạch của UBND huyện" in client.get("/muc-tieu/moi/").content.decode()


def test_a_longer_list_asks_no_more(client, office, document, unit):
    client.force_login(office)
    codes = ("23542", "23539", "23533", "23545", "23548", "23530")
    day = date(2020, 12, 31)
    told = [NewTarget(unit(code).pk, "recognised", day) for code in codes]
    set_targets(document, told[:1], by=office, **WHEN)
    client.get("/muc-tieu/")
    with CaptureQueriesContext(connection) as one:
        client.get("/muc-tieu/")
    set_targets(document, told[1:], by=office, **WHEN)
    client.get("/muc-tieu/")
    with CaptureQueriesContext(connection) as six:
        client.get("/muc-tieu/")
    assert len(six) <= len(one)


def test_the_communes_page_and_the_chairmans_sheet_show_the_target(client, office, target, person):
    person("chairman", "commune_chairman", "23542", "commune")
    client.force_login(office)

    page = client.get("/xa/23542/").content.decode()
    assert "Mục tiêu của xã" in page
    assert "Đạt ít nhất 15 tiêu chí, năm 2020" in page
    sheet = client.get("/trach-nhiem/xa/23542/").content.decode()
    assert "Mục tiêu được giao" in sheet
    assert "đạt 0/1 mục tiêu" in sheet
