"""Pages of the work programme: own and others', suggestions, steps, carrying over."""

from __future__ import annotations

from datetime import date

import pytest
from programme_world import TODAY, WHEN

from langmoi.programme.models import ProgrammeItem
from langmoi.programme.working import NewItem, add_items
from langmoi.reporting.actions import open_month
from langmoi.reporting.models import Solution

TOLD = {
    "content": "Cứng hóa đường thôn",
    "responsible": "UBND xã",
    "planned_from": "01/10/2019",
    "planned_to": "15/12/2019",
    "criterion": "2",
}


@pytest.fixture(autouse=True)
def december(settings, office):
    settings.TODAY = TODAY.isoformat()
    open_month(date(2019, 12, 1), by=office)


@pytest.fixture
def unit(kontum):
    from langmoi.places.queries import unit_by_code

    return lambda code, level="commune": unit_by_code(code, TODAY, level).unit


@pytest.fixture
def item(unit, district_officer):
    told = NewItem(
        "Cứng hóa đường thôn",
        "UBND xã",
        date(2019, 10, 1),
        date(2019, 12, 15),
        criterion="2",
        communes=(unit("23542").pk,),
    )
    return add_items(unit("616", "district"), 2019, [told], by=district_officer, **WHEN)[0]


def test_the_district_writes_its_own(client, district_officer, unit):
    client.force_login(district_officer)

    assert "Chưa có việc nào" in client.get("/chuong-trinh/").content.decode()
    refused = client.post("/chuong-trinh/moi/?nam=2019", TOLD | {"planned_to": "01/09/2019"})
    assert "trước ngày bắt đầu" in refused.content.decode()
    told = TOLD | {"communes": [str(unit("23542").pk)]}
    assert client.post("/chuong-trinh/moi/?nam=2019", told).status_code == 302
    page = client.get("/chuong-trinh/?nam=2019").content.decode()
    assert "quá hạn 5 ngày" in page
    assert "Cứng hóa đường thôn" in client.get("/chuong-trinh/?tep=csv").getvalue().decode()


def test_a_commune_reads_what_is_done_for_it_and_changes_nothing(client, clerk, item):
    client.force_login(clerk)

    assert "Cứng hóa đường thôn" in client.get("/chuong-trinh/?cua=tat-ca").content.decode()
    page = client.get(f"/chuong-trinh/{item.pk}/").content.decode()
    assert "Ghi xong, kết quả" not in page
    assert client.get(f"/chuong-trinh/{item.pk}/sua/").status_code == 404
    assert client.post(f"/chuong-trinh/{item.pk}/drop/", {"reason": "Vì."}).status_code == 404


def test_a_stranger_finds_nothing(client, person, item):
    client.force_login(person("stranger", "district_officer", "612", "district"))

    assert client.get(f"/chuong-trinh/{item.pk}/").status_code == 404
    address = f"/chuong-trinh/?cua=don-vi-{item.unit_id}"
    assert client.get(address).status_code == 404
    assert "Cứng hóa" not in client.get("/chuong-trinh/?cua=tat-ca").content.decode()


def test_a_reader_has_no_programme_to_write(client, person, item):
    client.force_login(person("reader", "reader", "62", "province"))

    assert "Cứng hóa đường thôn" in client.get("/chuong-trinh/").content.decode()
    for address in ("moi/", "goi-y/", "chuyen/"):
        assert client.get(f"/chuong-trinh/{address}").status_code == 404


def test_steps_are_taken_with_their_days_and_reasons(client, district_officer, item):
    client.force_login(district_officer)
    finish = f"/chuong-trinh/{item.pk}/finish/"

    early = client.post(finish, {"day": "21/12/2019", "result": "Xong.", "seen": 1})
    assert (early.status_code, "chưa tới" in early.content.decode()) == (422, True)
    done = {"day": "10/12/2019", "result": "Xong 1,2 km.", "seen": 1}
    assert client.post(finish, done).status_code == 302
    assert "xong đúng hạn" in client.get(f"/chuong-trinh/{item.pk}/").content.decode()
    again = client.post(finish, done)
    assert "người khác sửa" in again.content.decode()
    assert client.post(f"/chuong-trinh/{item.pk}/fly/", {}).status_code == 404


def test_suggestions_are_ticked_and_taken_over(client, district_officer, unit):
    solution = Solution.objects.create(
        unit=unit("23542"),
        month=date(2019, 12, 1),
        criterion="17",
        text="Xây hố rác gia đình",
        responsible="UBND xã",
        due_on=date(2020, 3, 31),
        by=district_officer,
        at=WHEN["at"],
    )
    client.force_login(district_officer)
    page = "/chuong-trinh/goi-y/?nam=2020"

    assert "Xây hố rác gia đình" in client.get(page).content.decode()
    assert "Chưa chọn gợi ý nào" in client.post(page, {}).content.decode()
    assert client.post(page, {"lay": f"solution-{solution.pk}"}).status_code == 302
    made = ProgrammeItem.objects.get()
    assert (made.year, made.solution, made.planned_to) == (2020, solution, date(2020, 3, 31))
    again = client.post(page, {"lay": f"solution-{solution.pk}"})
    assert "vừa được đưa vào chương trình" in again.content.decode()


def test_unfinished_items_are_carried_over(client, district_officer, item):
    client.force_login(district_officer)
    page = "/chuong-trinh/chuyen/?nam=2019"
    told = {"until": "30/06/2020", "reason": "Mưa lũ."}

    assert "Chưa chọn việc nào" in client.post(page, told).content.decode()
    stale = client.post(page, told | {"chuyen": f"{item.pk}-7"})
    assert "người khác sửa" in stale.content.decode()
    assert client.post(page, told | {"chuyen": f"{item.pk}-1"}).status_code == 302
    assert ProgrammeItem.objects.get(year=2020).carried_from == item
    assert "Mưa lũ." in client.get(f"/chuong-trinh/{item.pk}/").content.decode()
