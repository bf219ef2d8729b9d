"""Findings explained by who spends, judged by others, reopened when amounts change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from at_once import at_once
from plan_world import KON_DAO, MILLION, WHEN, line, project, unit

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.funding.explaining import (
    Seen,
    Standing,
    explain,
    find_wrong,
    judge_explanation,
    stories_of,
)
from langmoi.funding.models import FindingStep, MoneyLine
from langmoi.funding.rule_actions import NewPermission, Resting, add_permission
from langmoi.funding.spending import double_findings, integration_result, violation_subject

WHY = "Hai nguồn chi hai đoạn khác nhau."


@pytest.fixture
def twice(office):
    """One road paid from central money and from another programme's."""
    made = project(office)
    line(office, made, "allocation", 100, "2", item="Đường thôn 1")
    one = line(office, made, "disbursement", 60, item="Đường thôn 1")
    two = line(office, made, "disbursement", 40, "2", item="Công trình đường thôn 1")
    return one, two


def found():
    [finding] = double_findings({unit().pk})
    return finding.subject


def seen(subject, turn=None):
    turn = stories_of([subject])[subject.key].turn if turn is None else turn
    return Seen(turn, subject.fingerprint)


def standing(subject):
    return stories_of([subject])[subject.key].standing


def told(subject, by, text=WHY, turn=None):
    return explain(subject, text, seen=seen(subject, turn), by=by, **WHEN)


def judged(subject, by, text="Đồng ý.", *, is_accepted=True):
    return judge_explanation(
        subject, text, is_accepted=is_accepted, seen=seen(subject), by=by, **WHEN
    )


def test_a_finding_is_explained_and_accepted_by_somebody_else(twice, clerk, district_officer):
    subject = found()
    assert standing(subject) is Standing.OPEN

    told(subject, clerk)
    assert standing(subject) is Standing.EXPLAINED
    judged(subject, district_officer)

    story = stories_of([subject])[subject.key]
    assert story.standing is Standing.ACCEPTED
    assert (story.explanation.by, story.explanation.text) == (clerk, WHY)
    assert first_broken_entry() is None
    with pytest.raises(DomainError, match="đã được chấp nhận"):
        told(subject, clerk)


def test_nobody_judges_their_own_words(twice, district_officer, office):
    told(found(), district_officer)

    with pytest.raises(NotAllowed, match="không tự xem xét"):
        judged(found(), district_officer)
    judged(found(), office)


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_others_neither_explain_nor_judge(twice, clerk, who, request):
    by = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        told(found(), by)
    told(found(), clerk)
    with pytest.raises(NotAllowed):
        judged(found(), by)


def test_sent_back_it_waits_for_better_words(twice, clerk, district_officer):
    told(found(), clerk)
    with pytest.raises(DomainError, match="Chưa ghi lý do trả lại"):
        judged(found(), district_officer, "", is_accepted=False)

    judged(found(), district_officer, "Nêu rõ lý trình.", is_accepted=False)
    assert standing(found()) is Standing.REFUSED
    with pytest.raises(DomainError, match="Chưa có giải trình đang chờ"):
        judged(found(), district_officer)

    told(found(), clerk, "Km 0 đến km 1 và km 1 đến km 2.")
    assert standing(found()) is Standing.EXPLAINED


def test_once_amounts_change_it_is_open_again(twice, office, clerk, district_officer):
    before = found()
    told(before, clerk)
    judged(before, district_officer)

    line(office, twice[0].project, "disbursement", 5, "2", item="Đường thôn 1")

    assert standing(found()) is Standing.CHANGED
    with pytest.raises(DomainError, match="số tiền vừa thay đổi"):
        explain(found(), WHY, seen=Seen(2, before.fingerprint), by=clerk, **WHEN)
    told(found(), clerk)
    assert standing(found()) is Standing.EXPLAINED


def test_found_wrong_the_line_is_taken_back_by_the_normal_action(twice, clerk, office):
    subject = found()
    told(subject, clerk, "Ghi nhầm nguồn.")
    find_wrong(subject, twice[1], "Ghi nhầm nguồn.", seen=seen(subject), by=office, **WHEN)

    held = MoneyLine.objects.get(pk=twice[1].pk)
    assert (held.why_taken_back, held.taken_back_by) == ("Ghi nhầm nguồn.", office)
    assert double_findings({unit().pk}) == []
    assert [s.act for s in FindingStep.objects.filter(key=subject.key)] == ["explain", "wrong"]


def test_a_line_of_something_else_is_not_taken_back_here(twice, office):
    other = line(office, project(office, KON_DAO), "disbursement", 1)

    with pytest.raises(DomainError, match="không thuộc việc đang xem"):
        find_wrong(found(), other, WHY, seen=seen(found()), by=office, **WHEN)
    assert not FindingStep.objects.exists()


@pytest.mark.parametrize("text", ["", " ok ", "x" * 1001])
def test_words_that_say_nothing_or_too_much_are_refused(twice, clerk, text):
    with pytest.raises(DomainError, match=r"giải trình"):
        told(found(), clerk, text)
    assert not FindingStep.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_explain_at_once_one_is_told(twice, clerk, district_officer):
    subject = found()

    answers = at_once(
        lambda: told(subject, clerk, turn=0), lambda: told(subject, district_officer, turn=0)
    )

    [refused] = [str(one) for one in answers if isinstance(one, DomainError)]
    assert "vừa được người khác ghi" in refused
    assert FindingStep.objects.count() == 1


def test_capital_for_what_its_source_may_not_pay_is_listed_and_explained(office, clerk):
    rest = Resting(date(2019, 1, 1), None, "NQ minh họa", "placeholder")
    add_permission(NewPermission("2", None, ["canal"], 1, rest), by=office, **WHEN)
    made = project(office)
    wrong = line(office, made, "allocation", 100, "2", day=date(2019, 1, 1))
    line(office, made, "allocation", 50, "2", day=date(2018, 12, 31))

    result = integration_result({unit().pk})

    [violation] = result.judged.violations
    subject = violation_subject(violation, result.lines[violation.paid.key])
    assert (violation.paid.key, violation.paid.amount) == (wrong.pk, 100 * MILLION)
    assert [paid.amount for paid in result.judged.without_rule] == [50 * MILLION]
    told(subject, clerk)
    assert standing(subject) is Standing.EXPLAINED
    assert standing(replace(subject, fingerprint="other")) is Standing.CHANGED
