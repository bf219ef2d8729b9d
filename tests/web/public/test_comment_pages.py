"""A comment from the form of a phone to the answer under the criterion."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from page_words import words

from langmoi.public.models import Comment

FORM = "/cong-khai/xa/23542/2019-11/gop-y/17/"
COMMUNE = "/cong-khai/xa/23542/2019-11/"
TEXT = "Rác ở cuối thôn chưa ai thu gom."


@pytest.fixture
def send(opened):
    """send("…") fills in the form and sends it, from an address of its own."""

    def fill_in(text=TEXT, *, address="203.0.113.9", **more):
        client = Client(REMOTE_ADDR=address)
        page = client.get(FORM).content.decode()
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        return client.post(FORM, {"text": text, "token": token, **more})

    return fill_in


def public_words():
    return words(Client().get(COMMUNE).content.decode())


def test_from_sending_to_the_published_answer(send, enter, district_officer, clerk):
    answer = send(name="Nguyễn Thị Hoa", contact="0905 111 222")
    assert answer.url == "/cong-khai/da-gui/?xa=23542"
    comment = Comment.objects.get()
    assert TEXT not in public_words()

    moderating = enter(district_officer)
    page = moderating.get(f"/gop-y/{comment.pk}/").content.decode()
    assert "0905 111 222" in page  # the district answers, too
    moderating.post(f"/gop-y/{comment.pk}/duyet/", {"seen": "new", "publish": "1"})
    assert TEXT in public_words()
    assert "Chờ trả lời hạn 06/01/2020" in public_words()

    answering = enter(clerk)
    answering.post(f"/gop-y/{comment.pk}/tra-loi/", {"text": "Xã đã hợp đồng xe."})
    said = public_words()
    assert "UBND xã Sa Nghĩa trả lời ngày 20/12/2019" in said
    assert "Xã đã hợp đồng xe." in said
    for secret in ("Nguyễn Thị Hoa", "0905", "Người dùng", "clerk"):
        assert secret not in Client().get(COMMUNE).content.decode()


def test_no_answer_in_time_is_said_to_everyone(send, enter, office, settings):
    send()
    pk = Comment.objects.get().pk
    enter(office).post(f"/gop-y/{pk}/duyet/", {"seen": "new", "publish": "1"})
    before = Client().get(COMMUNE).headers["ETag"]
    settings.TODAY = "2020-01-07"

    answer = Client().get(COMMUNE, headers={"if-none-match": before})
    assert "Quá hạn trả lời hạn 06/01/2020" in words(answer.content.decode())


def test_the_office_does_not_see_whom_a_comment_is_from(send, enter, office):
    send(name="Nguyễn Thị Hoa", contact="0905 111 222")
    page = enter(office).get(f"/gop-y/{Comment.objects.get().pk}/").content.decode()

    assert TEXT in page
    assert "Nguyễn Thị Hoa" not in page
    assert "0905" not in page


def test_a_comment_shows_as_text_whatever_it_holds(send, enter, office):
    text = "😀 <b>đậm</b><script>alert(1)</script>\n{{ 7|add:1 }}"
    send(text)
    pk = Comment.objects.get().pk
    enter(office).post(f"/gop-y/{pk}/duyet/", {"seen": "new", "publish": "1"})

    page = Client().get(COMMUNE).content.decode()
    assert "😀 &lt;b&gt;đậm&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7|add:1 }}" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("text", "said"),
    [("x" * 10_000, "dài hơn 2.000 ký tự"), ("", "Hãy ghi nội dung"), ("a\x00b", "không đọc được")],
)
def test_what_cannot_be_taken_is_said_beside_the_field(send, text, said):
    answer = send(text, name="Nguyễn Thị Hoa")

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Nguyễn Thị Hoa" in answer.content.decode()
    assert not Comment.objects.exists()


def test_line_ends_count_as_one_character_each(send):
    assert send("a\r\n" * 999 + "b").status_code == 302
    assert len(Comment.objects.get().text) == 1999


def test_a_form_sent_twice_is_one_comment(opened):
    client = Client(REMOTE_ADDR="203.0.113.9")
    page = client.get(FORM).content.decode()
    told = {"text": TEXT, "token": re.search(r'name="token" value="([^"]+)"', page)[1]}

    assert client.post(FORM, told).url == client.post(FORM, told).url
    assert Comment.objects.count() == 1


def test_a_program_that_fills_in_every_field_is_thanked_and_ignored(send):
    answer = send(website="http://spam.example")

    assert answer.url == "/cong-khai/da-gui/?xa=23542"
    assert not Comment.objects.exists()


def test_too_many_from_one_address_are_told_to_wait(send):
    for _ in range(5):
        send()
    answer = send()

    assert answer.status_code == 422
    assert "15 phút" in words(answer.content.decode())
    assert send(address="203.0.113.10").status_code == 302


def test_a_form_from_elsewhere_is_refused(opened):
    answer = Client(enforce_csrf_checks=True).post(FORM, {"text": TEXT})

    assert answer.status_code == 403


def test_the_form_is_kept_by_no_cache(opened):
    assert "no-store" in Client().get(FORM).headers["Cache-Control"]


def test_whoever_saw_another_state_is_told(send, enter, office):
    send()
    pk = Comment.objects.get().pk
    client = enter(office)
    client.post(f"/gop-y/{pk}/duyet/", {"seen": "new", "publish": "1"})
    answer = client.post(f"/gop-y/{pk}/duyet/", {"seen": "new", "publish": "0", "reason": "x"})

    assert answer.status_code == 422
    assert "người khác xử lý" in words(answer.content.decode())
    assert Comment.objects.get().state == "published"


def test_a_commune_sees_what_is_published_of_its_own_only(send, enter, office, clerk, stranger):
    send()
    pk = Comment.objects.get().pk
    assert enter(clerk).get(f"/gop-y/{pk}/").status_code == 404
    enter(office).post(f"/gop-y/{pk}/duyet/", {"seen": "new", "publish": "1"})

    assert enter(clerk).get(f"/gop-y/{pk}/").status_code == 200
    assert enter(stranger).get(f"/gop-y/{pk}/").status_code == 404
    assert TEXT not in enter(stranger).get("/gop-y/").content.decode()


def test_readers_have_no_list_of_comments(opened, enter, reader):
    assert enter(reader).get("/gop-y/").status_code == 403


def test_the_list_can_be_narrowed(send, enter, office):
    send()
    client = enter(office)

    assert TEXT in client.get("/gop-y/?xem=cho-duyet").content.decode()
    assert TEXT not in client.get("/gop-y/?xem=da-tra-loi").content.decode()


def test_who_must_act_finds_it_in_the_inbox(send, enter, office):
    send()
    page = enter(office).get("/viec-cua-toi/").content.decode()

    assert "Duyệt góp ý của người dân" in page
    assert f"/gop-y/{Comment.objects.get().pk}/" in page
