"""Comments of residents: taken without account, moderated, answered by a day; nothing twice."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from at_once import at_once

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.models import AuditEntry
from langmoi.public.comments import (
    MOST_OF_ADDRESS,
    NewComment,
    answer_comment,
    moderate_comment,
    send_comment,
)
from langmoi.public.models import Comment, CommentState
from langmoi.public.switch import switch_public
from tests.public.conftest import AT, DAY, DECEMBER, NOVEMBER, WHEN


def publish(comment, by, reason=""):
    return moderate_comment(comment, publish=True, reason=reason, by=by, **WHEN)


def hide(comment, by, reason="Có tên người khác."):
    return moderate_comment(comment, publish=False, reason=reason, by=by, **WHEN)


def test_a_comment_waits_for_moderation_three_working_days(say):
    comment = say(name="Nguyễn Văn A", contact="0905 000 000")

    assert (comment.state, comment.moderate_by) == (CommentState.NEW, date(2019, 12, 25))
    assert comment.due_on is None


def test_the_trail_tells_of_a_comment_but_not_whom_it_is_from(say):
    say("Rác chưa thu gom.", name="Nguyễn Văn A", contact="0905 000 000")

    entry = AuditEntry.objects.get(action="comment.send")
    assert entry.actor == "người dân"
    assert not {"Nguyễn", "0905", "Rác"} & set(str(entry.detail).split())


@pytest.mark.parametrize(
    "text", ["😀 Đường tốt 👍🏽", "<script>alert(1)</script> & “x”", "x" * 2000]
)
def test_what_people_write_is_kept_as_they_wrote_it(say, text):
    assert say(text).text == text


@pytest.mark.parametrize(("text", "said"), [("x" * 10_000, "2.000"), (" \r\n ", "thiếu nội dung")])
def test_too_much_and_nothing_are_refused(say, text, said):
    with pytest.raises(DomainError, match=said):
        say(text)
    assert not Comment.objects.exists()


def test_the_same_form_sent_twice_is_kept_once(say):
    token = uuid4()
    assert say(token=token) == say(token=token)

    assert Comment.objects.count() == 1
    assert AuditEntry.objects.filter(action="comment.send").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_is_kept_once(say):
    token = uuid4()
    first, second = at_once(lambda: say(token=token), lambda: say(token=token))

    assert first.pk == second.pk
    assert AuditEntry.objects.filter(action="comment.send").count() == 1


def test_an_address_that_sends_too_many_must_wait_and_others_need_not(say):
    for _ in range(MOST_OF_ADDRESS):
        say()
    with pytest.raises(DomainError, match="15 phút"):
        say()

    assert say(address="203.0.113.8")
    assert Comment.objects.count() == MOST_OF_ADDRESS + 1


def test_all_addresses_together_are_counted_too(say, monkeypatch):
    monkeypatch.setattr("langmoi.public.comments.MOST_OF_ALL", 2)
    for n in range(2):
        say(address=f"203.0.113.{n}")
    with pytest.raises(DomainError, match="15 phút"):
        say(address="")


def test_only_what_the_page_shows_takes_comments(opened, say, office):
    def send(month=NOVEMBER, criterion="17"):
        told = NewComment("x", uuid4())
        return send_comment(opened, month, criterion, told, address="", **WHEN)

    for wrong in ({"month": DECEMBER}, {"criterion": "20"}, {"month": date(2030, 1, 1)}):
        with pytest.raises(NotFound):
            send(**wrong)
    switch_public(False, since=DAY, reason="thử", by=office, **WHEN)
    with pytest.raises(NotFound):
        send()


def test_publishing_gives_ten_working_days_to_answer(say, office):
    comment = publish(say(), office)

    # Ten working days after 20/12/2019; the first of January is none of them.
    assert comment.due_on == date(2020, 1, 6)
    assert AuditEntry.objects.filter(action="comment.publish", actor="office").count() == 1


def test_hiding_needs_a_reason_and_the_reason_is_kept(say, district_officer):
    comment = say()
    with pytest.raises(DomainError, match="thiếu lý do"):
        hide(comment, district_officer, " ")
    hide(comment, district_officer)

    assert (comment.state, comment.reason) == (CommentState.HIDDEN, "Có tên người khác.")
    assert AuditEntry.objects.get(action="comment.hide").detail["reason"] == "Có tên người khác."


def test_a_comment_hidden_and_published_again_keeps_its_first_day(say, office):
    comment = publish(say(), office)
    first = comment.due_on
    publish(hide(comment, office), office)

    assert comment.due_on == first


@pytest.mark.parametrize("who", ["clerk", "stranger", "reader"])
def test_only_the_office_and_the_communes_district_moderate(say, who, request):
    with pytest.raises(NotAllowed):
        publish(say(), request.getfixturevalue(who))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_moderate_at_once_one_wins_and_the_other_is_told(say, office, district_officer):
    pk = say().pk
    one, two = Comment.objects.get(pk=pk), Comment.objects.get(pk=pk)

    answers = at_once(lambda: publish(one, office), lambda: hide(two, district_officer))

    (told,) = [str(answer) for answer in answers if isinstance(answer, DomainError)]
    assert "người khác xử lý" in told
    assert AuditEntry.objects.filter(action__in=("comment.publish", "comment.hide")).count() == 1
    assert first_broken_entry() is None


def test_the_commune_answers_in_its_committees_name(say, office, clerk):
    comment = publish(say(), office)
    answer_comment(comment, "Xã đã hợp đồng xe.", by=clerk, **WHEN)

    assert comment.answered_as == "UBND xã Sa Nghĩa"
    assert comment.answered_at == AT
    assert not comment.was_answered_late


def test_the_district_may_answer_and_is_named(say, office, district_officer):
    comment = publish(say(), office)
    answer_comment(comment, "Huyện đã bố trí vốn.", by=district_officer, **WHEN)

    assert comment.answered_as == "UBND huyện Sa Thầy"


def test_what_is_not_published_or_answered_already_is_not_answered(say, office, clerk):
    comment = say()
    with pytest.raises(DomainError, match="người khác xử lý"):
        answer_comment(comment, "Đã rõ.", by=clerk, **WHEN)
    publish(comment, office)
    answer_comment(comment, "Đã rõ.", by=clerk, **WHEN)
    with pytest.raises(DomainError, match="người khác xử lý"):
        answer_comment(comment, "Đã rõ nữa.", by=clerk, **WHEN)
    assert Comment.objects.get().answer == "Đã rõ."


@pytest.mark.parametrize("who", ["office", "stranger", "reader"])
def test_others_do_not_answer(say, office, who, request):
    comment = publish(say(), office)
    with pytest.raises(NotAllowed):
        answer_comment(comment, "x", by=request.getfixturevalue(who), **WHEN)


def test_the_inbox_has_new_ones_for_moderators_then_published_ones_for_who_answers(
    say, office, district_officer, clerk, stranger
):
    from langmoi.notices.tasks import tasks_of

    def kinds(user):
        found = tasks_of(user, on=DAY)
        return [(str(t.kind), t.due_on) for t in found if t.kind in ("moderate", "comment")]

    comment = say()
    assert kinds(office) == kinds(district_officer) == [("moderate", date(2019, 12, 25))]
    assert kinds(clerk) == kinds(stranger) == []

    publish(comment, office)
    assert kinds(office) == kinds(stranger) == []
    assert kinds(clerk) == kinds(district_officer) == [("comment", date(2020, 1, 6))]


def test_the_inbox_asks_as_often_for_many_comments_as_for_one(say, clerk, office):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from langmoi.notices.comments import comment_tasks

    def count():
        with CaptureQueriesContext(connection) as queries:
            list(comment_tasks(clerk, DAY))
        return len(queries)

    publish(say(), office)
    few = count()
    for n in range(4):
        publish(say(address=f"203.0.113.{n}"), office)
    assert count() == few
