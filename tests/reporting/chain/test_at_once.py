"""Two people at once: exactly one wins and the other is told; saves of both are kept."""

from __future__ import annotations

import pytest
from at_once import at_once
from chain_world import INCOME, SANITATION

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError
from langmoi.reporting.models import (
    CriterionReview,
    DraftSave,
    Filing,
    FilingEvent,
    FilingState,
    Revision,
)
from langmoi.reporting.queries import first_broken_revision

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(answers):
    return [str(answer) for answer in answers if isinstance(answer, DomainError)]


def same(filing):
    """Each thread with its own copy, as two pages have."""
    return Filing.objects.get(pk=filing.pk)


def test_of_two_who_submit_at_once_one_wins_and_the_other_is_told(filled, act, people):
    one, two = same(filled), same(filled)

    answers = at_once(lambda: act.submit(one), lambda: act.submit(two, by=people.deputy))

    (told,) = refusals(answers)
    assert "người khác vừa xử lý" in told
    assert Revision.objects.count() == FilingEvent.objects.filter(step="submit").count() == 1


def test_signing_and_sending_back_at_once_do_not_both_happen(submitted, act, people):
    act.agree(submitted)
    for number in ("18", "19"):
        act.solve(submitted, number)
    one, two = same(submitted), same(submitted)

    answers = at_once(lambda: act.sign(one), lambda: act.send_back(two, "17.6"))

    assert len(refusals(answers)) == 1
    submitted.refresh_from_db()
    assert submitted.state in (FilingState.SIGNED, FilingState.SENT_BACK)
    assert FilingEvent.objects.filter(step__in=("sign", "send_back")).count() == 1


def test_two_reviews_of_one_criterion_at_once_are_not_silently_overwritten(submitted, act, people):
    answers = at_once(
        lambda: act.review(submitted, "10"),
        lambda: act.review(submitted, "10", agrees=False, reason="Sai", by=people.reviewer2),
    )

    assert "đã rà soát tiêu chí 10" in refusals(answers)[0]
    assert CriterionReview.objects.count() == 1


def test_two_saves_of_different_figures_at_once_are_both_kept(draft, act, people):
    answers = at_once(
        lambda: act.save(same(draft), {INCOME: "60"}, base=0),
        lambda: act.save(same(draft), {SANITATION: {"pct": "80"}}, base=0, by=people.deputy),
    )

    assert not refusals(answers)
    draft.refresh_from_db()
    assert draft.draft == {INCOME: "60", SANITATION: {"pct": "80"}}
    assert [save.version for save in DraftSave.objects.order_by("version")] == [1, 2]


def test_two_saves_of_one_figure_at_once_tell_the_second_the_first(draft, act, people):
    answers = at_once(
        lambda: act.save(same(draft), {INCOME: "60"}, base=0),
        lambda: act.save(same(draft), {INCOME: "61"}, base=0, by=people.deputy),
    )

    draft.refresh_from_db()
    clashes = [clash for answer in answers for clash in answer.conflicts]
    assert [(c.theirs, {c.theirs, c.yours}) for c in clashes] == [
        (draft.draft[INCOME], {"60", "61"})
    ]


def test_closing_and_submitting_at_once_leave_no_open_end(filled, act, people):
    answers = at_once(lambda: act.submit(same(filled)), lambda: act.close(reason="Quá hạn"))

    filled.refresh_from_db()
    if refusals(answers):
        assert filled.latest is None
        assert filled.official is None
    else:
        assert filled.official == filled.latest.criteria
    assert first_broken_revision() is None
    assert first_broken_entry() is None


def test_of_two_who_close_at_once_one_wins(december, act, people):
    answers = at_once(
        lambda: act.close(reason="Thử"), lambda: act.close(reason="Thử", by=people.office2)
    )

    assert "đã chốt" in refusals(answers)[0]


def test_of_two_who_decide_at_once_one_wins(closed, act, people):
    correction = act.ask(closed, {INCOME: "10"})

    answers = at_once(
        lambda: act.decide(correction),
        lambda: act.decide(correction, approve=False, note="Không", by=people.office2),
    )

    assert "đã có người quyết định" in refusals(answers)[0]
    assert Revision.objects.count() in (1, 2)
