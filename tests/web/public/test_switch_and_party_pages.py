"""The office's switch, and the documents of the Party for those who may read them."""

from __future__ import annotations

import pytest
from django.test import Client
from page_words import words

SWITCH, PARTY = "/trang-cong-khai/", "/van-kien-dang/"


def test_the_office_puts_the_page_on_and_off(months, enter, office):
    client = enter(office)
    assert "Đang tắt" in client.get(SWITCH).content.decode()
    told = {"is_on": "1", "since": "20/12/2019", "reason": "Công văn cho phép"}
    assert client.post(SWITCH, told).status_code == 302
    assert "Đang bật" in client.get(SWITCH).content.decode()
    assert Client().get("/cong-khai/").status_code == 200

    client.post(SWITCH, {**told, "is_on": "0"})
    assert Client().get("/cong-khai/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"since": "19/12/2019"}, "Ngày này đã qua"),
        ({"since": "hôm nay"}, "Không đọc được ngày này"),
        ({"reason": ""}, "Hãy ghi lý do"),
        ({"is_on": "2"}, "Hãy chọn bật hoặc tắt"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(months, enter, office, wrong, said):
    told = {"is_on": "1", "since": "20/12/2019", "reason": "thử", **wrong}
    answer = enter(office).post(SWITCH, told)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Client().get("/cong-khai/").status_code == 404


def test_others_are_refused_the_switch(months, enter, district_officer):
    assert enter(district_officer).get(SWITCH).status_code == 403
    assert enter(district_officer).post(SWITCH, {"is_on": "1"}).status_code == 403


@pytest.fixture
def real_kontum(months):
    from langmoi.core.installation import claim_database
    from langmoi.core.models import InstallationKind

    claim_database(InstallationKind.REAL, "62", by="kiểm thử")


def test_the_party_office_reads_its_documents_with_how_sure_they_are(real_kontum, enter, person):
    party = person("cap-uy", "party_office", "62", "province")
    said = words(enter(party).get(PARTY).content.decode())

    assert "Nghị quyết 01-NQ/TU, ngày 01/06/2016" in said
    assert "Nghị quyết 01-NQ/TU, ngày 24/04/2011" in said
    assert "Thông báo 980-TB/TU, ngày 17/07/2019" in said
    assert "(theo nguồn đã công bố)" in said
    assert "chưa rõ 25 là tổng số hay là số tăng thêm" in said
    assert "Toàn văn chưa có trong phần mềm" in said


def test_a_province_without_such_documents_is_told_so(months, enter, office):
    assert "Chưa có văn kiện nào" in enter(office).get(PARTY).content.decode()


def test_others_do_not_read_them(real_kontum, enter, clerk, reader):
    assert enter(clerk).get(PARTY).status_code == 403
    assert enter(reader).get(PARTY).status_code == 403
