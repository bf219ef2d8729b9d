"""A month from the first entry to the correction after closing."""

from __future__ import annotations

import pytest
from chain_world import INCOME, MONTH, SANITATION, figures_meeting

from langmoi.core.audit import first_broken_entry
from langmoi.core.models import AuditEntry
from langmoi.reporting.changes import changed_since, history_of_figure, history_of_indicator
from langmoi.reporting.models import Filing, FilingEvent, FilingState, Revision
from langmoi.reporting.official import official_criteria
from langmoi.reporting.queries import first_broken_revision

BETTER = {SANITATION: {"num": "820", "den": "1000"}}


def test_the_month_of_a_commune_from_entry_to_close(filled, act, people):
    act.submit(filled)
    act.send_back(filled, "17.6", note="Xem lại số hộ có nhà tiêu")
    act.save(filled, BETTER)
    act.submit(filled)
    act.agree(filled)
    for number in ("18", "19"):
        act.solve(filled, number)
    act.sign(filled)
    act.opine(filled, "17.6")
    act.opine(filled, "9.2", by=people.builder, agency=people.housing, agrees=False, reason="Tạm")
    act.close(reason="Các xã khác chưa gửi phiếu.")

    filled.refresh_from_db()
    assert filled.state == FilingState.SIGNED
    assert filled.official["9"] == "not_met"
    assert filled.official["17"] == "met"
    assert filled.latest.criteria["9"] == "met"
    assert [r.number for r in Revision.objects.order_by("number")] == [1, 2]
    assert first_broken_revision() is None
    assert first_broken_entry() is None


def test_the_history_of_an_indicator_tells_the_whole_story(filled, act, people):
    act.submit(filled)
    act.send_back(filled, "17.6")
    act.save(filled, BETTER)
    act.submit(filled)
    act.review(filled, "17")
    act.opine(filled, "17.6")

    story = history_of_indicator(people.unit.pk, "17.6", month=MONTH)

    assert [line.kind for line in story] == [
        "save", "revision", "submit", "send_back", "save", "revision", "submit", "review",
        "opinion",
    ]  # fmt: skip
    assert story[3].text == "17.6: Số chưa khớp sổ hộ."
    assert story[4].before == {"num": "700", "den": "1000"}
    assert story[4].value == BETTER[SANITATION]
    assert story[7].capacity == "Công chức phụ trách NTM huyện Sa Thầy"
    assert [line.kind for line in history_of_figure(people.unit.pk, SANITATION)] == [
        line.kind for line in story
    ]
    assert not [
        line for line in history_of_figure(people.unit.pk, INCOME) if line.kind == "send_back"
    ]


def test_each_step_leaves_one_event_and_one_audit_line(closed, act, people):
    events = list(FilingEvent.objects.order_by("pk").values_list("step", flat=True))
    lines = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))

    assert events == ["open", "submit", "review", "solution", "solution", "sign", "close"]
    assert lines == [
        "month.open", "filing.open", "filing.save", "filing.submit", "filing.review",
        "filing.solution", "filing.solution", "filing.sign", "month.close",
    ]  # fmt: skip


def test_what_changed_since_the_last_submission(submitted, act):
    assert changed_since(submitted) == []

    act.send_back(submitted, "17.6")
    act.save(submitted, BETTER)
    act.submit(submitted)
    submitted.refresh_from_db()

    (change,) = changed_since(submitted)
    assert (change.figure, change.after) == (SANITATION, BETTER[SANITATION])


def test_a_correction_is_asked_by_one_decided_by_another_and_both_stay(closed, act, people):
    correction = act.ask(closed, {INCOME: "10"})
    assert Revision.objects.count() == 1

    act.decide(correction, by=people.office, note="Đúng")

    closed.refresh_from_db()
    correction.refresh_from_db()
    assert closed.official["10"] == "not_met"
    assert closed.official == official_criteria(closed)
    assert closed.state == FilingState.SIGNED
    assert correction.revision == closed.latest
    assert [r.source for r in closed.revisions.all()] == ["form", "correction"]
    assert closed.revisions.first().criteria["10"] == "met"
    assert first_broken_revision() is None


def test_a_new_month_is_prefilled_with_the_last_values_and_their_months(closed, people):
    from datetime import date

    from langmoi.reporting.actions import open_month
    from langmoi.reporting.drafting import last_values, open_draft

    january, today = date(2020, 1, 1), date(2020, 1, 15)
    open_month(january, by=people.office)
    filing = open_draft(people.unit.pk, january, by=people.officer, on=today, at=closed_at(today))

    assert filing.draft == figures_meeting(17)
    assert last_values(filing)[INCOME].month == MONTH
    assert filing.latest is None
    assert Filing.objects.visible_to(people.officer, on=today).count() == 2


def closed_at(day):
    from chain_world import now

    return now(day)


@pytest.mark.parametrize("who", ["officer", "chairman", "reviewer", "signer", "doctor", "reader"])
def test_everyone_sees_the_filing_of_their_place(submitted, people, who):
    from chain_world import TODAY

    assert Filing.objects.visible_to(getattr(people, who), on=TODAY).count() == 1


def test_a_stranger_does_not_see_it(submitted, stranger):
    from chain_world import TODAY

    assert not Filing.objects.visible_to(stranger, on=TODAY).exists()
