"""A leader's question goes to who answers for the figure, and comes back as a dated answer."""

from datetime import date

import pytest
from chain_world import DUE, MONTH, TODAY, now

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.notices.actions import answer_question, ask_question
from langmoi.notices.model import TaskKind
from langmoi.notices.models import Question
from langmoi.notices.tasks import tasks_of
from langmoi.people.models import Post

pytestmark = pytest.mark.django_db
SAID = "Vì sao tỷ lệ này giảm?"


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")


@pytest.fixture
def ask(people, december, leader):
    def act(text=SAID, *, by=leader, due_on=DUE, indicator="17.6", unit=people.unit, **more):
        told = {"due_on": due_on, "by": by, "on": TODAY, "at": now(), **more}
        return ask_question(unit, MONTH, indicator, text, **told)

    return act


def answer(question, by, text="Do rà soát lại sổ hộ."):
    return answer_question(question, text, by=by, on=TODAY, at=now())


def test_it_waits_for_the_officer_and_comes_back_dated(ask, people, leader):
    question = ask()
    assert question.post.user == people.officer
    assert TaskKind.QUESTION in [t.kind for t in tasks_of(people.officer, on=TODAY)]

    answered = answer(question, people.officer)

    assert (answered.answered_by, answered.answer) == (people.officer, "Do rà soát lại sổ hộ.")
    assert answered.answered_at is not None
    assert TaskKind.QUESTION not in [t.kind for t in tasks_of(people.officer, on=TODAY)]
    actions = list(AuditEntry.objects.values_list("action", flat=True))
    assert actions[-2:] == ["question.ask", "question.answer"]


def test_without_an_officer_it_goes_to_the_chairman_and_without_both_to_the_district(ask, people):
    Post.objects.filter(user=people.officer).update(valid_to=date(2019, 12, 1))
    assert ask().post.user == people.chairman
    Post.objects.filter(unit=people.unit).update(valid_to=date(2019, 12, 1))
    assert ask().post.user == people.reviewer


def test_where_nobody_answers_for_the_unit_the_question_is_refused(ask, people, leader):
    Post.objects.exclude(user=leader).update(valid_to=date(2019, 12, 1))
    with pytest.raises(DomainError, match="Chưa có ai được giao phụ trách"):
        ask()


def test_only_who_holds_the_post_answers_also_after_it_was_handed_over(ask, people, person):
    question = ask()
    with pytest.raises(NotAllowed, match="người giữ chức vụ được hỏi"):
        answer(question, people.chairman)
    Post.objects.filter(user=people.officer).update(valid_to=date(2019, 12, 19))
    heir = person("heir", "commune_officer", "23542", "commune", valid_from=TODAY)
    with pytest.raises(NotAllowed):
        answer(question, people.officer)
    assert answer(question, heir).answered_by == heir


def test_of_two_answers_the_first_stands(ask, people):
    question = ask()
    answer(question, people.officer)
    with pytest.raises(DomainError, match="vừa được người khác trả lời"):
        answer(Question.objects.get(), people.officer, "Khác")
    assert Question.objects.get().answer == "Do rà soát lại sổ hộ."


@pytest.mark.parametrize(
    ("told", "match"),
    [
        ({"text": "  "}, "thiếu nội dung câu hỏi"),
        ({"text": "a" * 2001}, "dài hơn 2.000"),
        ({"indicator": "99.9"}, "không có chỉ tiêu"),
        ({"due_on": date(2019, 12, 19)}, "đã qua"),
        ({"figure": "income_per_capita"}, "không thuộc chỉ tiêu"),
    ],
)
def test_a_question_that_cannot_be_is_refused_and_leaves_nothing(ask, told, match):
    with pytest.raises(DomainError, match=match):
        ask(**told)
    assert not Question.objects.exists()


def test_readers_and_people_of_other_places_may_not_ask(ask, people, stranger, person):
    other = person("other", "district_chairman", "613", "district")
    for user in (people.reader, people.officer, stranger, other):
        with pytest.raises(NotAllowed, match="Chỉ lãnh đạo"):
            ask(by=user)


def test_a_unit_that_does_not_file_has_no_figures_to_ask_about(ask, kontum):
    with pytest.raises(DomainError, match="không nộp phiếu"):
        ask(unit=kontum.unit)


def test_questions_are_seen_in_their_place_only(ask, people, person):
    question = ask()
    other = person("other", "district_chairman", "613", "district")
    seen = {u: Question.objects.visible_to(u, on=TODAY).count() for u in (people.signer, other)}
    assert seen == {people.signer: 1, other: 0}
    assert str(question) == "câu hỏi về chỉ tiêu 17.6 tháng 12/2019 của xã Sa Nghĩa"
