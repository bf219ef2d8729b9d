"""Papers: printed with codes, taken in once, by whom; all or nothing."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from survey_world import TODAY, VILLAGES, closed, codes_of, opened, paper, take_in

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.surveys.actions import (
    BadPapers,
    answer_as_resident,
    cancel_codes,
    enter_papers,
    print_codes,
    stop_campaign,
)
from langmoi.surveys.models import SurveyAnswer, SurveyCode


@pytest.fixture
def campaign(front):
    return opened(front)


def answer(campaign, code, user=None, **told):
    answer_as_resident(campaign, paper(code, **told), user=user, on=TODAY)


def test_a_resident_answers_with_a_code_typed_in_any_way(campaign, front):
    [[first, second]] = codes_of(campaign, front, 2)
    answer(campaign, first)
    answer(campaign, f" {second[:5].lower()} - {second[5:].lower()} ", q17="not_satisfied")

    assert SurveyAnswer.objects.count() == 2
    assert not SurveyCode.objects.exists()


def test_a_code_is_used_once(campaign, front):
    [[code]] = codes_of(campaign, front, 1)
    answer(campaign, code)

    with pytest.raises(BadPapers, match="đã dùng"):
        answer(campaign, code)
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "AAAAAAAAAA"}, "không đúng hoặc đã dùng"),
        ({"code": " "}, "Chưa ghi mã"),
        ({"overall": "rất hài lòng"}, "không thuộc phiếu"),
        ({"q99": "satisfied"}, "không thuộc phiếu"),
    ],
)
def test_what_is_no_paper_of_the_survey_is_refused_and_burns_nothing(campaign, front, change, said):
    [[code]] = codes_of(campaign, front, 1)

    with pytest.raises(BadPapers, match=said):
        answer(campaign, **({"code": code} | change))
    assert (SurveyAnswer.objects.count(), SurveyCode.objects.count()) == (0, 1)


def test_one_bad_paper_of_a_batch_keeps_all_of_it_out(campaign, front):
    [[first, second]] = codes_of(campaign, front, 2)
    papers = [paper(first), paper(second), paper(first), paper("XXXXX")]

    with pytest.raises(BadPapers, match="2 phiếu cần sửa") as refused:
        enter_papers(campaign, papers, by=front, on=TODAY)
    assert list(refused.value.wrong) == [2, 3]
    assert SurveyCode.objects.count() == 2


def test_no_more_papers_are_printed_than_households_are_asked(campaign, front):
    village = campaign.villages.first()
    codes_of(campaign, front, 50)

    with pytest.raises(DomainError, match="đã in 50 phiếu chưa về"):
        print_codes(village, 1, by=front, on=TODAY)
    assert cancel_codes(village, by=front, on=TODAY) == 50
    assert len(print_codes(village, 50, by=front, on=TODAY)) == 50
    with pytest.raises(DomainError, match="chỉ in thêm được"):
        print_codes(campaign.villages.last(), -3, by=front, on=TODAY)


def test_more_answers_than_households_are_refused(campaign, front):
    lists = codes_of(campaign, front)
    every = [paper(code) for codes in lists for code in codes]
    more = [*every, paper("ABCDEFGHJK")]

    with pytest.raises(DomainError, match="hỏi 100 hộ, đã có 0 phiếu, thêm 101 phiếu"):
        enter_papers(campaign, more, by=front, on=TODAY)
    assert enter_papers(campaign, every, by=front, on=TODAY) == sum(n for _, n in VILLAGES)


def test_answers_before_it_opens_after_it_closes_and_once_stopped_are_refused(campaign, front):
    [[code]] = codes_of(campaign, front, 1)
    closed(campaign, front)

    with pytest.raises(DomainError, match="đã kết thúc"):
        answer(campaign, code)
    with pytest.raises(DomainError, match="Chỉ in phiếu khi"):
        codes_of(campaign, front, 1)
    other = opened(front, year=2018)
    stop_campaign(other, "thử", by=front, on=TODAY)
    with pytest.raises(DomainError, match="đã dừng"):
        answer(other, code)


@pytest.mark.parametrize("who", ["clerk", "chairman"])
def test_the_communes_own_people_enter_nothing_not_even_with_a_code(campaign, front, request, who):
    [[code]] = codes_of(campaign, front, 1)
    by = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Cán bộ xã"):
        answer(campaign, code, user=by)
    for act in (
        lambda: enter_papers(campaign, [paper(code)], by=by, on=TODAY),
        lambda: print_codes(campaign.villages.first(), 1, by=by, on=TODAY),
        lambda: cancel_codes(campaign.villages.first(), by=by, on=TODAY),
    ):
        with pytest.raises(NotAllowed, match="Mặt trận"):
            act()


def test_nobody_signed_in_is_a_resident(campaign, front):
    [[code]] = codes_of(campaign, front, 1)
    answer(campaign, code, user=None)

    assert AnonymousUser().is_authenticated is False
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_code_leave_one_answer(kontum_committed):
    campaign, front = kontum_committed
    [[code]] = codes_of(campaign, front, 1)
    said = []
    gate = threading.Barrier(2)

    def send():
        from django.db import connection

        gate.wait()
        try:
            answer(campaign, code)
        except BadPapers as error:
            said.append(str(error))
        finally:
            connection.close()

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert SurveyAnswer.objects.count() == 1
    assert len(said) == 1
    assert "đã dùng" in said[0]


@pytest.fixture
def kontum_committed(transactional_db, kontum_rows):
    from province_rows import copy_in

    from langmoi.people.models import Post, User

    copy_in(kontum_rows)
    from datetime import date

    from survey_world import unit

    user = User.objects.create(username="front", full_name="Mặt trận")
    Post.objects.create(user=user, role="front_officer", unit=unit(), valid_from=date(2016, 1, 1))
    return opened(user), user


def test_papers_taken_in_by_village_are_counted_there(campaign, front):
    assert take_in(campaign, front, (10, 2), (0, 0), (3, 1)) == 16
    assert [v.answers.count() for v in campaign.villages.all()] == [12, 0, 4]
