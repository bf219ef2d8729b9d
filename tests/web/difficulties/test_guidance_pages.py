"""Guidance on the web: published by a department, from an answer too, withdrawn, shown beside."""

from __future__ import annotations

import pytest
from chain_world import TODAY
from difficulty_world import when
from figures_made import DECEMBER, figures_missing, file_month
from page_words import words

from langmoi.difficulties.actions import NewGuidance, answer_difficulty, publish_guidance
from langmoi.difficulties.models import DifficultyEvent, Guidance

LIST = "/vuong-mac/huong-dan/"
TYPED = {
    "about": "health",
    "title": "Cấp thẻ bảo hiểm y tế",
    "text": "Lập danh sách theo thôn.",
    "valid_from": "20/12/2019",
}


@pytest.fixture
def guide(world):
    told = NewGuidance("Cấp thẻ bảo hiểm y tế", "Lập danh sách.", "health", TODAY)
    return publish_guidance(told, by=world.doctor, **when())


def test_a_department_publishes_and_everyone_reads(enter, world, stranger):
    answer = enter(world.doctor).post(f"{LIST}moi/", TYPED)

    made = Guidance.objects.get()
    assert answer["Location"] == f"{LIST}{made.pk}/"
    for who in (stranger, world.officer, world.reader):
        assert "Cấp thẻ" in enter(who).get(LIST).content.decode()
        page = enter(who).get(f"{LIST}{made.pk}/").content.decode()
        assert "Lập danh sách theo thôn." in page
        assert "Rút hướng dẫn này" not in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Ô này còn trống"),
        ({"valid_from": "32/1"}, "Không hiểu ngày này"),
        ({"valid_to": "01/12/2019"}, "trước ngày bắt đầu áp dụng"),
    ],
)
def test_what_is_not_right_is_told_and_kept(enter, world, changed, said):
    answer = enter(world.doctor).post(f"{LIST}moi/", {**TYPED, **changed})

    assert answer.status_code == 422
    assert said in words(answer.content.decode())
    assert TYPED["text"] in answer.content.decode()
    assert not Guidance.objects.exists()


def test_an_answer_fills_the_form_in(enter, world, raised):
    answer_difficulty(raised, "Gửi danh sách về BHXH.", seen=1, by=world.doctor, **when())
    event = DifficultyEvent.objects.get(step="answer")
    page = enter(world.doctor).get(f"/vuong-mac/{raised.pk}/").content.decode()
    assert f"{LIST}moi/?tra-loi={event.pk}" in page

    form = enter(world.doctor).get(f"{LIST}moi/?tra-loi={event.pk}").content.decode()
    assert "Gửi danh sách về BHXH." in form
    enter(world.doctor).post(f"{LIST}moi/", {**TYPED, "answer": str(event.pk)})

    assert Guidance.objects.get().from_answer == event
    assert "Đã công bố thành hướng dẫn" in words(
        enter(world.doctor).get(f"/vuong-mac/{raised.pk}/").content.decode()
    )


def test_others_do_not_publish_nor_withdraw(enter, world, guide):
    for who in (world.officer, world.signer, world.reader):
        assert enter(who).get(f"{LIST}moi/").status_code == 404
        refused = enter(who).post(f"{LIST}{guide.pk}/rut/", {"reason": "Sai."})
        assert refused.status_code in (403, 404)  # who only reads may send nothing at all


def test_it_is_withdrawn_with_a_reason_and_stays_readable(enter, world, guide):
    browser = enter(world.doctor)
    assert browser.post(f"{LIST}{guide.pk}/rut/", {"reason": ""}).status_code == 422
    browser.post(f"{LIST}{guide.pk}/rut/", {"reason": "Đã có văn bản mới."})

    assert guide.title not in browser.get(LIST).content.decode()
    assert guide.title in browser.get(f"{LIST}?cu=1").content.decode()
    assert "Đã có văn bản mới." in browser.get(f"{LIST}{guide.pk}/").content.decode()


def test_it_stands_beside_its_criterion_everywhere(enter, world, guide):
    file_month(DECEMBER, {"23542": figures_missing({"15"})}, by=world.office, closed=False)
    link = f'href="{LIST}{guide.pk}/"'

    for who, address in (
        (world.officer, "/xa/23542/"),
        (world.officer, "/phieu/23542/"),
        (world.office, "/tieu-chi/15/"),
        (world.doctor, "/nganh/"),
    ):
        text = enter(who).get(address).content.decode()
        assert link in text, address
