"""A commune that never filed in a closed month files late: asked, approved, then official."""

from __future__ import annotations

import pytest
from chain_world import MONTH, NGHIA, TODAY, figures_meeting, now

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.overview.queries import commune_month, overview
from langmoi.reporting.integrity import first_broken_link
from langmoi.reporting.models import Correction, Filing, FilingState, Revision
from langmoi.reporting.steps import ask_late_filing

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(december, act):
    """December is closed and Sa Nghĩa never filed."""
    act.close(reason="Quá hạn")


def ask(people, figures=None, *, by=None, reason="Mất điện ba ngày cuối kỳ", notes=None):
    told = {"by": by or people.chairman, "on": TODAY, "at": now(), "reason": reason}
    told["notes"] = notes
    figures = figures_meeting(17) if figures is None else figures
    return ask_late_filing(people.unit.pk, MONTH, figures, **told)


def line_of(found):
    return next(line for line in found.communes if line.unit.code == NGHIA)


def test_nothing_counts_before_it_is_approved_and_all_follows_after(silent, people, act):
    asked = ask(people)
    assert not Revision.objects.exists()
    assert line_of(overview(MONTH)).criteria_met is None

    act.decide(asked)

    filing = Filing.objects.get(unit=people.unit, month=MONTH)
    assert (filing.latest.number, filing.latest.source) == (1, "correction")
    assert filing.official == filing.latest.criteria
    assert (filing.state, filing.draft) == (FilingState.SUBMITTED, None)
    line = line_of(overview(MONTH))
    assert (line.criteria_met, line.has_filed) == (17, True)
    assert commune_month(people.unit.pk, MONTH).line.criteria_met == 17
    steps = list(filing.events.order_by("pk").values_list("step", flat=True))
    assert steps == ["ask_correction", "correct"]
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == ["filing.ask_correction", "filing.correct"]
    assert first_broken_link() is None


def test_refused_it_stays_as_it_was_and_can_be_asked_again(silent, people, act):
    act.decide(ask(people), approve=False, note="Số chưa có chữ ký")

    assert not Revision.objects.exists()
    assert line_of(overview(MONTH)).criteria_met is None
    act.decide(ask(people))
    assert Revision.objects.count() == 1


def test_what_was_being_entered_when_the_month_closed_is_done_with(filled, people, act):
    act.close(reason="Quá hạn")
    act.decide(ask(people, figures_meeting(18)))

    filled.refresh_from_db()
    assert filled.draft is None
    assert filled.latest.criteria_met == 18
    assert first_broken_link() is None


def test_nobody_approves_their_own_late_filing(silent, people, act):
    asked = ask(people, by=people.office)
    with pytest.raises(NotAllowed, match="không ai tự duyệt việc của mình"):
        act.decide(asked, by=people.office)

    act.decide(asked, by=people.office2)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "doctor", "reader"])
def test_who_may_not_ask_for_a_correction_may_not_file_late(silent, people, who):
    with pytest.raises(NotAllowed):
        ask(people, by=getattr(people, who))
    assert not Filing.objects.exists()


def test_a_gap_a_fault_or_no_reason_is_refused_and_leaves_nothing(silent, people):
    short = figures_meeting(17)
    del short["dilapidated_houses"]
    with pytest.raises(DomainError, match="còn 1 số liệu chưa có"):
        ask(people, short)
    with pytest.raises(FaultyInput):
        ask(people, {**figures_meeting(17), "dilapidated_houses": "-1"})
    with pytest.raises(DomainError, match="lý do đính chính"):
        ask(people, reason=" ")

    assert not Filing.objects.exists()
    assert not Correction.objects.exists()


def test_a_note_explains_a_gap_and_is_kept_with_the_filing(silent, people, act):
    short = figures_meeting(17)
    del short["dilapidated_houses"]
    why = {"dilapidated_houses": " Chưa rà soát xong. ", "income_per_capita": "Theo điều tra."}
    asked = ask(people, short, notes=why)
    assert asked.notes["dilapidated_houses"] == "Chưa rà soát xong."

    act.decide(asked)

    filing = Filing.objects.get(unit=people.unit, month=MONTH)
    assert filing.notes == asked.notes
    assert filing.events.get(step="correct").detail["notes"] == asked.notes
    assert first_broken_link() is None


def test_a_note_of_the_draft_is_taken_back_by_an_empty_one(filled, people, act):
    filled.notes = {"income_per_capita": "Cũ.", "dilapidated_houses": "Giữ."}
    filled.save(update_fields=["notes"])
    act.close(reason="Quá hạn")

    act.decide(ask(people, notes={"income_per_capita": "", "dilapidated_houses": "Giữ."}))

    filled.refresh_from_db()
    assert filled.notes == {"dilapidated_houses": "Giữ."}


def test_a_note_on_an_unknown_figure_is_refused(silent, people):
    with pytest.raises(DomainError, match="không có số liệu may_be"):
        ask(people, notes={"may_be": "?"})
    assert not Correction.objects.exists()


def test_one_request_at_a_time(silent, people):
    ask(people)
    with pytest.raises(DomainError, match="đang chờ duyệt"):
        ask(people)
    assert Correction.objects.count() == 1


def test_an_open_month_takes_the_filing_itself(december, people):
    with pytest.raises(DomainError, match="chưa chốt số liệu nên không cần nộp muộn"):
        ask(people)


def test_what_was_filed_is_corrected_not_filed_late(closed, people):
    with pytest.raises(DomainError, match="Muốn sửa, hãy đề nghị đính chính"):
        ask(people)
