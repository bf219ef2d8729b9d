"""Pages of recognition: who sees which dossier, what is offered, and what a refusal leaves."""

from __future__ import annotations

import pytest
from recognition_world import Way, survey, world_of

from langmoi.recognition.models import Dossier, RuleOverride


@pytest.fixture
def way(kontum, settings):
    settings.TODAY = "2019-12-20"
    world = world_of(kontum)
    survey(world)
    return Way(world)


def read(client, person, address):
    client.force_login(person)
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_another_commune_finds_no_dossier(client, way, stranger):
    way.propose()

    assert read(client, stranger, f"/cong-nhan/{way.dossier.pk}/")[0] == 404
    assert read(client, stranger, f"/cong-nhan/{way.dossier.pk}/ho-so.pdf")[0] == 404


def test_each_person_is_offered_their_own_step(client, way):
    way.propose()
    address = f"/cong-nhan/{way.dossier.pk}/"

    assert "/xac-nhan/" in read(client, way.world.reviewer, address)[1]
    assert "/xac-nhan/" not in read(client, way.world.reader, address)[1]
    assert "/rut/" in read(client, way.world.chairman, address)[1]


def test_a_refused_step_stays_as_it_was_typed(client, way):
    way.to("appraise")
    client.force_login(way.world.office2)
    told = {"held_on": "18/12/2019", "way": "secret", "members": "Một\nHai", "votes_for": "3",
            "minutes": "Biên bản", "seen": way.seen}  # fmt: skip
    answer = client.post(f"/cong-nhan/{way.dossier.pk}/hoi-dong/", told)

    assert answer.status_code == 422
    assert "3 phiếu nhưng chỉ 2 thành viên có mặt" in answer.content.decode()
    assert "Biên bản" in answer.content.decode()
    assert Dossier.objects.get().state == "appraised"


def test_who_may_not_is_refused(client, way):
    way.propose()
    client.force_login(way.world.reader)
    answer = client.post(f"/cong-nhan/{way.dossier.pk}/xac-nhan/", {"seen": way.seen})

    assert answer.status_code == 403
    assert Dossier.objects.get().state == "proposed"


def test_the_board_tells_what_blocks_and_which_titles_are_held(client, way):
    way.to("decide")
    page = read(client, way.world.office, "/cong-nhan/?nam=2019")[1]

    assert "chờ công bố" in page or "Quyết định, công bố" in page
    assert "1500/QĐ-UBND" in page


def test_a_kind_without_a_regime_says_so(client, way):
    page = read(client, way.world.reader, "/cong-nhan/quy-dinh/?danh-hieu=village")[1]

    assert "Chưa biết quy định" in page


def test_the_office_enters_a_value_and_others_do_not(client, way):
    told = {"kind": "commune", "regime": "qd-2540-2016", "parameter": "notice_days",
            "value": "15", "valid_from": "01/12/2019", "document": "Công văn 7"}  # fmt: skip
    client.force_login(way.world.reader)
    assert client.post("/cong-nhan/quy-dinh/", told).status_code == 404
    client.force_login(way.world.office)
    assert client.post("/cong-nhan/quy-dinh/", told).status_code == 302
    assert RuleOverride.objects.get().value == "15"


def test_the_certificate_waits_for_the_decision(client, way):
    way.to("vote")
    client.force_login(way.world.office)
    assert client.get(f"/cong-nhan/{way.dossier.pk}/bang-cong-nhan.pdf").status_code == 422

    way.decide()
    answer = client.get(f"/cong-nhan/{way.dossier.pk}/bang-cong-nhan.pdf")
    assert answer.content.startswith(b"%PDF")


def test_what_waits_stands_in_the_inbox_and_on_the_commune_s_page(client, way):
    way.to("hand_over")

    inbox = read(client, way.world.doctor, "/viec-cua-toi/")[1]
    assert "Xác nhận tiêu chí của hồ sơ" in inbox
    page = read(client, way.world.office, "/xa/23542/?thang=2019-11")[1]
    assert "chờ tỉnh thẩm định" in page
