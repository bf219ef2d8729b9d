"""The inbox, the late list with its file, and questions, as pages."""

import re

import pytest
from chain_world import MONTH, NGHIA
from django.urls import reverse

from langmoi.notices.model import Task, TaskKind
from langmoi.notices.models import Question
from langmoi.web.csv_files import safe_text
from langmoi.web.notices.rows import page_of

pytestmark = pytest.mark.django_db


def page(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode() if not answer.streaming else b"".join(answer).decode()


def test_the_officers_inbox_leads_to_the_filing(client, people, december):
    shown = page(client, people.officer, "/viec-cua-toi/")
    assert "Nhập phiếu tháng, tháng 12/2019" in shown
    assert "Quá hạn 2 ngày" in shown
    assert f'href="/phieu/{NGHIA}/?thang=2019-12"' in shown


def test_an_empty_inbox_says_what_will_come(client, people, december):
    assert "Không có việc nào đang chờ" in page(client, people.reader, "/viec-cua-toi/")


def test_everyone_of_the_chain_can_follow_their_tasks(client, people, submitted, act):
    act.opine(submitted, "15.1", agrees=False, reason="Chưa khớp")
    for user in (people.reviewer, people.doctor, people.office):
        shown = page(client, user, "/viec-cua-toi/")
        links = re.findall(r'class="btn lm-btn-line" href="(/[^"]+thang=[^"]+)"', shown)
        assert links
        for link in links:
            assert client.get(link).status_code == 200, link
    act.agree(submitted)
    shown = page(client, people.signer, "/viec-cua-toi/")
    assert "Ký kết quả rà soát" in shown


@pytest.mark.parametrize("kind", list(TaskKind))
def test_every_kind_of_task_has_its_page(kind, kontum):
    task = Task(kind, MONTH, None, "x", unit=kontum, pk=1)
    assert page_of(task).startswith("/")


def test_someone_without_a_post_is_signed_out(client, kontum, december):
    from langmoi.people.models import User

    stray = User.objects.create(username="stray", full_name="Không chức vụ")
    page(client, stray, "/viec-cua-toi/", 302)


def test_nobody_enters_without_signing_in(client, db):
    for name in ("inbox", "late", "late_file", "questions", "log", "log_file", "expected"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert "dang-nhap" in answer["Location"]


# ---- who is late


def test_the_late_list_names_the_chairman_and_the_phone(client, people, december):
    people.chairman.phone = "0260 000 0001"
    people.chairman.save()
    shown = page(client, people.signer, "/cham-han/")
    assert "Xã Sa Nghĩa" in shown
    assert "tel:02600000001" in shown
    assert "Quá hạn 2 ngày" in shown


def test_the_late_list_stays_in_the_persons_place(client, people, december, stranger):
    assert "Sa Nghĩa" not in page(client, stranger, "/cham-han/")
    assert "Sa Nghĩa" not in page(client, stranger, "/cham-han.csv")


def test_the_file_opens_in_a_spreadsheet(client, people, december):
    text = page(client, people.office, "/cham-han.csv")
    lines = text.splitlines()
    assert lines[0].startswith("\ufeffTháng;Việc;Đơn vị;Hạn")
    assert len(lines) == 86
    assert any("xã Sa Nghĩa" in line and "Người chairman" in line for line in lines)


def test_a_closed_month_has_nobody_late(client, people, closed):
    assert "Không có đơn vị nào chậm hạn" in page(client, people.office, "/cham-han/")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", "\tx"])
def test_no_text_becomes_a_formula(text):
    assert safe_text(text) == f"'{text}"


def test_plain_text_and_nothing_stay_as_they_are():
    assert (safe_text("xã Sa Nghĩa"), safe_text(None), safe_text(12)) == ("xã Sa Nghĩa", "", "12")


# ---- questions


def ask(client, user, **told):
    client.force_login(user)
    said = {"indicator": "17.6", "text": "Vì sao giảm?", "due_on": "24/12/2019", **told}
    return client.post(f"/xa/{NGHIA}/hoi/?thang=2019-12", said)


def test_a_question_goes_out_and_its_answer_comes_back(client, people, december, leader):
    assert "Hỏi về số liệu" in page(client, leader, f"/xa/{NGHIA}/?thang=2019-12")
    answer = ask(client, leader)
    question = Question.objects.get()
    assert answer["Location"] == f"/cau-hoi/{question.pk}/"
    assert "Trả lời câu hỏi" in page(client, people.officer, "/viec-cua-toi/")
    assert "<textarea" in page(client, people.officer, f"/cau-hoi/{question.pk}/")

    client.post(f"/cau-hoi/{question.pk}/", {"text": "Do rà soát lại."})

    assert "Do rà soát lại." in page(client, leader, f"/cau-hoi/{question.pk}/")
    assert "Câu trả lời mới nhận" in page(client, leader, "/viec-cua-toi/")
    assert "Sa Nghĩa" in page(client, people.officer, "/cau-hoi/?cua-toi=1")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("text", "", "Hãy ghi nội dung câu hỏi"),
        ("indicator", "99", "Không có chỉ tiêu này"),
        ("due_on", "31/02/2019", "Không đọc được ngày"),
        ("due_on", "01/12/2019", "Hạn trả lời đã qua"),
    ],
)
def test_a_wrong_question_is_shown_with_what_to_mend(
    client, people, december, leader, field, value, said
):
    answer = ask(client, leader, **{field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Question.objects.exists()


def test_who_may_not_ask_is_refused_and_other_places_do_not_exist(
    client, people, december, stranger, leader
):
    assert ask(client, people.reader).status_code == 403
    assert ask(client, stranger).status_code == 404
    ask(client, leader)
    question = Question.objects.get()
    page(client, stranger, f"/cau-hoi/{question.pk}/", 404)
    client.force_login(stranger)
    assert client.post(f"/cau-hoi/{question.pk}/", {"text": "x"}).status_code == 404
    client.force_login(people.reader)
    assert client.post(f"/cau-hoi/{question.pk}/", {"text": "x"}).status_code == 403
    assert "Sa Nghĩa" not in page(client, stranger, "/cau-hoi/")


def test_an_empty_answer_is_shown_with_what_to_mend(client, people, december, leader):
    ask(client, leader)
    client.force_login(people.officer)
    answer = client.post(f"/cau-hoi/{Question.objects.get().pk}/", {"text": " "})
    assert answer.status_code == 422
    assert "Hãy ghi nội dung trả lời" in answer.content.decode()


def test_methods_that_change_nothing_are_not_taken(client, people, december):
    client.force_login(people.office)
    for address in ("/viec-cua-toi/", "/cham-han/", "/cham-han.csv", "/cau-hoi/", "/nhat-ky/"):
        assert client.post(address).status_code == 405
