"""Saving a draft: prefilled, merged figure by figure, nothing lost, everything in the history."""

from __future__ import annotations

import pytest
from chain_world import INCOME, MONTH, NGHIA, SANITATION, TODAY, now

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.reporting.drafting import judge_draft, open_draft, warnings_of
from langmoi.reporting.models import DraftSave, ExpectedValue, Filing


def test_a_save_is_kept_judged_and_in_the_history_once(draft, act, people):
    result = act.save(draft, {INCOME: "60"}, notes={INCOME: "Theo sổ hộ 2019"})

    draft.refresh_from_db()
    assert draft.draft[INCOME] == "60"
    assert draft.notes == {INCOME: "Theo sổ hộ 2019"}
    assert result.version == draft.draft_version == 1
    assert result.verdict.criteria["10"] == "met"
    assert not result.conflicts
    (save,) = DraftSave.objects.all()
    assert save.changes == {INCOME: [None, "60"], f"notes.{INCOME}": [None, "Theo sổ hộ 2019"]}
    assert AuditEntry.objects.filter(action="filing.save").count() == 1


def test_a_save_that_changes_nothing_leaves_nothing(draft, act):
    act.save(draft, {INCOME: "60"})

    again = act.save(draft, {INCOME: "60.0"})

    assert again.version == 1
    assert DraftSave.objects.count() == 1


def test_a_stale_save_merges_and_tells_both_values_where_they_clash(draft, act, people):
    act.save(draft, {INCOME: "60", "postal_point": True}, base=0)

    late = act.save(draft, {INCOME: "61", SANITATION: {"pct": "80"}}, base=0, by=people.deputy)

    (clash,) = late.conflicts
    assert (clash.figure, clash.theirs, clash.yours) == (INCOME, "60", "61")
    assert clash.by == people.officer
    draft.refresh_from_db()
    assert draft.draft == {INCOME: "60", "postal_point": True, SANITATION: {"pct": "80"}}
    assert late.version == 2


def test_the_same_value_by_two_is_no_conflict(draft, act, people):
    act.save(draft, {INCOME: "60"}, base=0)

    assert not act.save(draft, {INCOME: "60"}, base=0, by=people.deputy).conflicts


def test_after_looking_again_the_other_value_can_be_written(draft, act, people):
    act.save(draft, {INCOME: "60"}, base=0)
    late = act.save(draft, {INCOME: "61"}, base=0, by=people.deputy)

    act.save(draft, {INCOME: "61"}, base=late.version, by=people.deputy)

    draft.refresh_from_db()
    assert draft.draft[INCOME] == "61"


def test_notes_merge_by_the_same_rule(draft, act, people):
    act.save(draft, {}, base=0, notes={INCOME: "một"})

    (clash,) = act.save(draft, {}, base=0, notes={INCOME: "hai"}, by=people.deputy).conflicts

    assert (clash.figure, clash.theirs, clash.yours) == (f"notes.{INCOME}", "một", "hai")


@pytest.mark.parametrize(
    "changes",
    [{INCOME: "sáu mươi"}, {"unknown": "1"}, {SANITATION: {"num": "9", "den": "8"}}, {INCOME: []}],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(draft, act, changes):
    with pytest.raises(FaultyInput):
        act.save(draft, {"postal_point": True, **changes})

    assert not DraftSave.objects.exists()


@pytest.mark.parametrize("version", [-1, 7])
def test_a_version_that_never_was_is_refused(draft, act, version):
    with pytest.raises(DomainError, match="Hãy tải lại trang"):
        act.save(draft, {INCOME: "60"}, base=version)


def test_only_those_who_enter_for_the_commune_save(draft, act, people, stranger):
    for by in (people.signer, people.doctor, people.reader, stranger):
        with pytest.raises(NotAllowed):
            act.save(draft, {INCOME: "60"}, by=by)
    act.save(draft, {INCOME: "60"}, by=people.reviewer)


def test_a_sent_filing_takes_no_save(submitted, act):
    with pytest.raises(DomainError, match="Có thể người khác vừa xử lý"):
        act.save(submitted, {INCOME: "60"})


def test_a_closed_month_takes_no_save(closed, act):
    with pytest.raises(DomainError, match="đề nghị đính chính"):
        act.save(closed, {INCOME: "60"})


def test_opening_twice_gives_the_same_filing_and_one_event(draft, people):
    again = open_draft(people.unit.pk, MONTH, by=people.chairman, on=TODAY, at=now())

    assert again.pk == draft.pk
    assert draft.events.count() == 1
    assert Filing.objects.count() == 1


def test_only_communes_file_and_only_their_own_people_open(december, people, stranger, kontum):
    with pytest.raises(DomainError, match="chỉ xã lập phiếu"):
        open_draft(kontum.unit_id, MONTH, by=people.office, on=TODAY, at=now())
    with pytest.raises(NotAllowed, match="Sa Nghĩa"):
        open_draft(people.unit.pk, MONTH, by=stranger, on=TODAY, at=now())


def test_the_draft_is_judged_with_explanations(filled):
    found = judge_draft(filled)

    assert found.verdict.criteria_met == 17
    assert {e.unit for e in found.explanations} == {NGHIA}


def test_a_difference_from_the_departments_list_must_be_explained(filled, act, people):
    ExpectedValue.objects.create(
        unit=people.unit, month=MONTH, figure=INCOME, value="99", agency=people.health,
        source="Danh sách", by=people.doctor, at=now(),
    )  # fmt: skip

    (warning,) = warnings_of(filled)
    assert not warning.explained
    with pytest.raises(DomainError, match="1 cảnh báo chưa giải trình"):
        act.submit(filled)

    act.save(filled, {}, explanations={warning.id: "Sở dùng số cũ"})
    assert warnings_of(Filing.objects.get(pk=filled.pk))[0].explained
    act.submit(filled)


def test_an_explanation_does_not_answer_for_the_next_jump(filled, act, people):
    ExpectedValue.objects.create(
        unit=people.unit, month=MONTH, figure=INCOME, value="99", agency=people.health,
        source="Danh sách", by=people.doctor, at=now(),
    )  # fmt: skip
    (warning,) = warnings_of(filled)
    act.save(filled, {}, explanations={warning.id: "Sở dùng số cũ"})
    act.save(filled, {INCOME: "70"})
    filled.refresh_from_db()

    assert not warnings_of(filled)[0].explained


def test_a_jump_and_a_lost_yes_are_asked_about(closed, people):
    from datetime import date

    from langmoi.reporting.actions import open_month

    january = date(2020, 1, 1)
    open_month(january, by=people.office)
    filing = open_draft(
        people.unit.pk, january, by=people.officer, on=date(2020, 1, 15), at=now(date(2020, 1, 15))
    )
    filing.draft |= {INCOME: "90", "postal_point": False, SANITATION: {"num": "100", "den": "1000"}}

    asked = {w.figure: w.text for w in warnings_of(filing)}

    assert set(asked) == {INCOME, "postal_point", SANITATION}
    assert "tăng nhiều" in asked[INCOME]
    assert "xuống 100/1.000 (10%)" in asked[SANITATION]
