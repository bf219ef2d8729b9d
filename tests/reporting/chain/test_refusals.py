"""What each step refuses: the wrong person, the wrong state, one's own work, missing parts."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import DUE, INCOME, MONTH, SANITATION, TODAY, figures_meeting, now

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.people.models import Post, Substitution
from langmoi.reporting.access import open_steps
from langmoi.reporting.models import Filing, FilingEvent, FilingState, Revision, SendBack


def events():
    return FilingEvent.objects.count()


def test_a_filing_with_a_missing_figure_stays_a_draft(filled, act):
    act.save(filled, {INCOME: None})

    with pytest.raises(DomainError, match="còn 1 số liệu chưa có"):
        act.submit(filled)

    filled.refresh_from_db()
    assert filled.state == FilingState.DRAFT
    assert not Revision.objects.exists()


def test_a_note_says_why_a_figure_is_not_there(filled, act):
    act.save(filled, {INCOME: None}, notes={INCOME: "Cục Thống kê chưa công bố"})

    act.submit(filled)

    filled.refresh_from_db()
    assert filled.latest.criteria["10"] == "not_assessed"


@pytest.mark.parametrize("who", ["officer", "signer", "doctor", "reader"])
def test_only_leaders_of_the_commune_or_who_enters_for_it_submit(filled, act, people, who):
    before = events()
    with pytest.raises(NotAllowed):
        act.submit(filled, by=getattr(people, who))
    assert events() == before


def test_what_the_district_enters_for_a_commune_is_marked_so(filled, act, people):
    act.submit(filled, by=people.reviewer)

    filled.refresh_from_db()
    assert filled.latest.source == "on_behalf"
    assert filled.latest.get_source_display() == "nhập thay xã"
    event = filled.events.get(step="submit")
    assert event.detail["on_behalf"] is True
    assert event.detail["typed_by"] == ["officer"]


def test_a_deputy_submits_for_the_chairman(filled, act, people):
    act.submit(filled, by=people.deputy)

    event = filled.events.get(step="submit")
    assert event.capacity == "KT. Chủ tịch UBND xã Sa Nghĩa, Phó Chủ tịch"


def test_nobody_reviews_or_signs_what_they_sent(filled, act, people):
    act.submit(filled, by=people.reviewer)

    with pytest.raises(NotAllowed, match="không ai tự duyệt việc của mình"):
        act.agree(filled, by=people.reviewer)
    with pytest.raises(NotAllowed, match="không ai tự duyệt việc của mình"):
        act.send_back(filled, "17.6", by=people.reviewer)
    act.agree(filled, by=people.reviewer2)


def test_nobody_reviews_what_they_typed(filled, act, people):
    act.save(filled, {INCOME: "61"}, by=people.reviewer)
    act.submit(filled)

    with pytest.raises(NotAllowed, match="không ai tự duyệt việc của mình"):
        act.review(filled, "10", by=people.reviewer)


@pytest.mark.parametrize("who", ["officer", "chairman", "doctor", "office", "reader"])
def test_only_the_district_reviews(submitted, act, people, who):
    with pytest.raises(NotAllowed):
        act.review(submitted, "10", by=getattr(people, who))


def test_a_disagreement_needs_a_reason_and_a_known_criterion(submitted, act):
    with pytest.raises(DomainError, match="lý do không đồng ý"):
        act.review(submitted, "10", agrees=False, reason="  ")
    with pytest.raises(DomainError, match="không có tiêu chí 99"):
        act.review(submitted, "99")


def test_a_colleagues_word_is_replaced_only_knowingly(submitted, act, people):
    first = act.review(submitted, "10")

    with pytest.raises(DomainError, match="Người reviewer đã rà soát tiêu chí 10: đồng ý"):
        act.review(submitted, "10", agrees=False, reason="Sai", by=people.reviewer2)
    act.review(submitted, "10", agrees=False, reason="Sai", by=people.reviewer2, replaces=first.at)

    assert submitted.latest.reviews.get(criterion="10").agrees is False


def test_sending_back_needs_indicators_reasons_and_days_to_come(submitted, act):
    with pytest.raises(DomainError, match="Chưa chọn chỉ tiêu"):
        act.send_back(submitted)
    with pytest.raises(DomainError, match="lý do trả lại"):
        act.send_back(submitted, "17.6", reason=" ")
    with pytest.raises(DomainError, match="đã qua"):
        act.send_back(submitted, "17.6", due_on=date(2019, 12, 1))
    with pytest.raises(DomainError, match="không có chỉ tiêu 17.99"):
        act.send_back(submitted, "17.99")
    assert not SendBack.objects.exists()


def test_what_was_sent_back_must_be_mended_or_explained(submitted, act):
    act.send_back(submitted, "17.6")

    with pytest.raises(DomainError, match="chưa sửa: 17.6"):
        act.submit(submitted)
    act.submit(submitted, note="Đã đối chiếu, số đúng")

    assert SendBack.objects.get().answered_by.number == 2


def test_words_on_unchanged_criteria_still_stand_after_sending_again(submitted, act, people):
    act.agree(submitted)
    act.opine(submitted, "15.1")
    act.opine(submitted, "17.6")
    act.send_back(submitted, "17.6")
    act.save(submitted, {SANITATION: {"num": "900", "den": "1000"}})
    act.submit(submitted)

    submitted.refresh_from_db()
    reviewed = {review.criterion for review in submitted.latest.reviews.all()}
    assert len(reviewed) == 18
    assert "17" not in reviewed
    assert [o.indicator for o in submitted.latest.opinions.all()] == ["15.1"]


def test_signing_waits_for_reviews_and_solutions(submitted, act):
    with pytest.raises(DomainError, match="còn 19 tiêu chí chưa rà soát"):
        act.sign(submitted)
    act.agree(submitted)
    with pytest.raises(DomainError, match="tiêu chí 18, 19 chưa đạt"):
        act.sign(submitted)


def test_a_criterion_that_the_district_disputes_needs_a_solution_too(submitted, act):
    act.review(submitted, "9", agrees=False, reason="Còn nhà tạm")
    act.agree(submitted)
    act.solve(submitted, "18")
    act.solve(submitted, "19")

    with pytest.raises(DomainError, match="tiêu chí 9 chưa đạt"):
        act.sign(submitted)


@pytest.mark.parametrize("who", ["reviewer", "chairman", "doctor", "office"])
def test_only_leaders_of_the_district_sign(submitted, act, people, who):
    act.agree(submitted)
    with pytest.raises(NotAllowed):
        act.sign(submitted, by=getattr(people, who))


def test_a_signed_filing_moves_only_by_reopening_one_indicator(signed, act, people):
    with pytest.raises(DomainError, match="đã rà soát xong"):
        act.send_back(signed, "17.6")
    with pytest.raises(NotAllowed):
        act.reopen(signed, "17.6", by=people.reviewer)

    act.reopen(signed, "17.6")

    with pytest.raises(DomainError, match="chỉ được mở lại cho một số chỉ tiêu"):
        act.save(signed, {INCOME: "80"})
    act.save(signed, {SANITATION: {"num": "800", "den": "1000"}})
    act.submit(signed)


def test_a_department_speaks_of_its_own_indicators_only(submitted, act, people):
    with pytest.raises(NotAllowed, match="không phụ trách chỉ tiêu 9.2"):
        act.opine(submitted, "9.2")
    with pytest.raises(NotAllowed):
        act.opine(submitted, "17.6", by=people.builder)
    with pytest.raises(NotAllowed):
        act.opine(submitted, "17.6", by=people.chairman)
    with pytest.raises(DomainError, match="lý do không đồng ý"):
        act.opine(submitted, "17.6", agrees=False)


def test_a_draft_has_nothing_to_speak_of(filled, act):
    with pytest.raises(DomainError, match="đang nhập"):
        act.opine(filled, "17.6")


def test_closing_names_what_is_missing_and_wants_a_reason(submitted, act, people):
    with pytest.raises(NotAllowed):
        act.close(by=people.signer, reason="x")
    with pytest.raises(DomainError, match=r"84 xã chưa gửi phiếu, 1 phiếu chưa ký.*, 3 ý kiến"):
        act.close()

    act.close(reason="Đã quá hạn")

    submitted.refresh_from_db()
    assert submitted.official == submitted.latest.criteria
    with pytest.raises(DomainError, match="đã chốt"):
        act.close(reason="Lần nữa")


def test_after_closing_no_step_is_left_but_a_correction(closed, act, people):
    for step in (
        lambda: act.review(closed, "10"),
        lambda: act.send_back(closed, "17.6"),
        lambda: act.opine(closed, "17.6"),
        lambda: act.reopen(closed, "17.6"),
        lambda: act.sign(closed),
        lambda: act.submit(closed),
        lambda: act.solve(closed, "18"),
    ):
        with pytest.raises(DomainError, match="đã chốt số liệu nên"):
            step()
    assert open_steps(people.chairman, closed, TODAY) == {"ask_correction"}


def test_an_open_month_needs_no_correction(signed, act):
    with pytest.raises(DomainError, match="chưa chốt số liệu nên không cần đính chính"):
        act.ask(signed, {INCOME: "10"})


def test_a_correction_is_not_decided_by_who_asked(closed, act, people):
    correction = act.ask(closed, {INCOME: "10"}, by=people.office)

    with pytest.raises(NotAllowed, match="không ai tự duyệt việc của mình"):
        act.decide(correction, by=people.office)
    with pytest.raises(NotAllowed):
        act.decide(correction, by=people.signer)
    with pytest.raises(DomainError, match="lý do không duyệt"):
        act.decide(correction, approve=False, by=people.office2)

    act.decide(correction, approve=False, note="Chưa có căn cứ", by=people.office2)

    closed.refresh_from_db()
    assert closed.latest.figures == figures_meeting(17)
    with pytest.raises(DomainError, match="đã có người quyết định"):
        act.decide(correction, by=people.office2)


def test_a_correction_says_something_new_and_one_waits_at_a_time(closed, act, people):
    with pytest.raises(DomainError, match="giống số liệu đang có"):
        act.ask(closed, {INCOME: figures_meeting(17)[INCOME]})
    act.ask(closed, {INCOME: "10"})
    with pytest.raises(DomainError, match="đang chờ duyệt"):
        act.ask(closed, {INCOME: "11"})


def test_a_substitute_acts_in_the_post_for_the_time_of_the_absence(submitted, act, people):
    post = Post.objects.get(user=people.signer)
    Substitution.objects.create(
        post=post,
        user=people.reviewer2,
        valid_from=TODAY,
        valid_to=DUE,
        reason="Đi công tác",
    )
    act.agree(submitted)
    for number in ("18", "19"):
        act.solve(submitted, number)

    act.sign(submitted, by=people.reviewer2)

    assert "làm thay Người signer" in submitted.events.get(step="sign").capacity


def test_a_right_ends_with_its_post(submitted, act, people):
    Post.objects.filter(user=people.reviewer).update(valid_to=date(2019, 12, 19))

    with pytest.raises(NotAllowed):
        act.review(submitted, "10")


def test_buttons_follow_right_and_state(filled, act, people):
    assert open_steps(people.officer, filled, TODAY) == {"save"}
    assert open_steps(people.chairman, filled, TODAY) == {"save", "submit"}
    assert not open_steps(people.signer, filled, TODAY)

    act.submit(filled)
    filled.refresh_from_db()
    assert open_steps(people.signer, filled, TODAY) == {"review", "solution", "send_back", "sign"}
    assert open_steps(people.reviewer, filled, TODAY) == {"review", "solution", "send_back"}
    assert not open_steps(people.chairman, filled, TODAY)


def test_a_filing_that_is_gone_is_not_found(december, act):
    from langmoi.core.errors import NotFound

    with pytest.raises(NotFound):
        act.review(Filing(pk=1, month=MONTH), "1")


def test_bulk_takes_each_filing_on_its_own(submitted, act, people):
    from langmoi.reporting.steps import agree_to_filings, give_opinion_on_filings, sign_filings

    told = {"on": TODAY, "at": now()}
    assert len(agree_to_filings([submitted], by=people.reviewer, **told).done) == 1
    opinions = give_opinion_on_filings(
        [(submitted, ["15.1", "17.6"])],
        agency=people.health, agrees=True, reason="", by=people.doctor, **told,
    )  # fmt: skip
    assert len(opinions.done) == 1
    refused = sign_filings([submitted], by=people.signer, **told).refused
    assert "giải pháp" in refused[0][1]
    assert [e.step for e in submitted.events.all()] == ["open", "submit", "review", "opinion"]
