"""A workbook counts as entered and sent on behalf, and takes its place in the chain."""

from __future__ import annotations

import pytest
from chain_world import INCOME, MONTH, NGHIA, SANITATION, figures_meeting

from langmoi.core.errors import DomainError
from langmoi.law.sets import set_for
from langmoi.reporting.actions import NewFigures, file_figures
from langmoi.reporting.models import FilingState, RevisionSource, SendBack


@pytest.fixture
def take(people):
    def run(figures, by=people.reviewer):
        row = NewFigures(people.unit.pk, NGHIA, "central_highlands", figures)
        return file_figures(
            [row],
            month=MONTH,
            criteria_set=set_for(MONTH),
            by=by,
            source=RevisionSource.WORKBOOK,
        )

    return run


def test_an_import_is_sent_at_once_with_its_event(december, take, people, act):
    (revision,) = take(figures_meeting(17))

    filing = revision.filing
    filing.refresh_from_db()
    assert filing.state == FilingState.SUBMITTED
    assert filing.draft is None
    (event,) = filing.events.all()
    assert (event.step, event.revision, event.detail["on_behalf"]) == ("import", revision, True)


def test_an_import_over_a_signed_filing_is_refused(signed, take):
    with pytest.raises(DomainError, match="đã ký kết quả rà soát"):
        take(figures_meeting(10))


def test_an_import_does_not_run_over_what_a_commune_is_entering(filled, take):
    with pytest.raises(DomainError, match="đang nhập phiếu trên phần mềm"):
        take(figures_meeting(10))
    filled.refresh_from_db()
    assert filled.draft[INCOME] == figures_meeting(17)[INCOME]


def test_an_import_answers_what_was_sent_back_and_keeps_words_on_the_rest(submitted, take, act):
    act.agree(submitted)
    act.send_back(submitted, "17.6")

    (revision,) = take(figures_meeting(17) | {SANITATION: {"num": "900", "den": "1000"}})

    assert SendBack.objects.get().answered_by == revision
    assert revision.reviews.count() == 18
