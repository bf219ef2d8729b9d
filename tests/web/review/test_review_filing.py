"""The review page: what it shows first, a word on each criterion, sending back, solutions."""

from __future__ import annotations

from datetime import date

import pytest
from review_world import review_all, solve_all


def page(filing):
    return f"/ra-soat/phieu/{filing.pk}/"


def said(answer):
    return answer.content.decode()


def test_what_changed_comes_first_with_the_outcome_before_and_after(as_person, december):
    answer = as_person("officer").get(page(december.nghia))

    changes = answer.context["changes"]
    assert answer.status_code == 200
    assert {change.indicator for change in changes} == {"16.1"}
    assert (changes[0].outcome_before, changes[0].outcome) == ("not_met", "met")
    assert said(answer).index("h-changed") < said(answer).index('id="tc-1"')


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("chairman", 200),
        ("office", 200),
        ("clerk", 200),
        ("department", 200),
        ("reader", 200),
        ("other_officer", 404),
        ("other_clerk", 404),
        ("other_chairman", 404),
    ],
)
def test_the_page_is_there_for_its_place_only(as_person, december, who, status):
    answer = as_person(who).get(page(december.nghia))

    assert answer.status_code == status
    if status == 200:
        may = answer.context["may"]
        assert may.review is (who in ("officer", "chairman"))


WRITES = ["tieu-chi/17/", "giai-phap/17/", "tra-lai/", "ky/", "giu-nguyen/", "mo-lai/"]
BODY = {
    "agrees": "1",
    "text": "Làm",
    "responsible": "Ai đó",
    "due_on": "31/03/2020",
    "back-17.1": "1",
    "back-reason-17.1": "Xem lại",
    "back-due-17.1": "24/12/2019",
    "reason": "Vì thế",
    "indicator": "17.1",
}


@pytest.mark.parametrize("what", WRITES)
@pytest.mark.parametrize("who", ["other_officer", "other_clerk", "other_chairman"])
def test_for_another_place_no_step_exists(as_person, december, what, who):
    told = BODY | {"revision": december.nghia.latest_id}

    assert as_person(who).post(page(december.nghia) + what, told).status_code == 404
    assert not december.nghia.events.filter(step__in=("review", "sign", "send_back")).exists()


@pytest.mark.parametrize("what", ["tieu-chi/17/", "giai-phap/17/", "tra-lai/", "ky/"])
@pytest.mark.parametrize("who", ["clerk", "department", "reader"])
def test_who_has_not_the_role_is_refused(as_person, december, what, who):
    told = BODY | {"revision": december.nghia.latest_id}

    assert as_person(who).post(page(december.nghia) + what, told).status_code == 403
    assert not december.nghia.latest.reviews.exists()


def test_agreeing_is_written_and_shown(as_person, december):
    client, filing = as_person("officer"), december.nghia
    answer = client.post(
        page(filing) + "tieu-chi/16/", {"agrees": "1", "revision": filing.latest_id}, follow=True
    )

    review = filing.latest.reviews.get(criterion="16")
    assert review.agrees and review.by == december.officer
    assert "Đã rà soát 1/19 tiêu chí" in said(answer)


def test_disagreeing_without_a_reason_is_asked_for_one_and_keeps_the_page(as_person, december):
    answer = as_person("officer").post(
        page(december.nghia) + "tieu-chi/16/",
        {"agrees": "0", "reason": " ", "revision": december.nghia.latest_id},
    )

    assert answer.status_code == 422
    assert "Không đồng ý thì phải ghi lý do" in said(answer)
    assert not december.nghia.latest.reviews.exists()


def test_disagreeing_makes_the_criterion_stand_as_not_met(as_person, december):
    client = as_person("officer")
    told = {"agrees": "0", "reason": "Chưa có biên bản.", "revision": december.nghia.latest_id}
    answer = client.post(page(december.nghia) + "tieu-chi/16/", told, follow=True)

    item = next(i for g in answer.context["groups"] for i in g.items if i.criterion.number == "16")
    assert item.outcome == "met"
    assert item.standing == "not_met"
    assert item.needs_solution


def test_a_word_on_a_revision_that_is_no_longer_the_latest_is_refused(as_person, december):
    told = {"agrees": "1", "revision": str(december.nghia.latest_id - 1)}
    answer = as_person("officer").post(page(december.nghia) + "tieu-chi/16/", told)

    assert answer.status_code == 422
    assert "vừa có bản mới" in said(answer)


def test_a_colleagues_word_is_not_overwritten_unseen(as_person, december):
    review_all(december.nghia, december.chairman)
    told = {"agrees": "0", "reason": "Không.", "revision": december.nghia.latest_id}
    client = as_person("officer")

    assert client.post(page(december.nghia) + "tieu-chi/16/", told).status_code == 422
    seen = december.nghia.latest.reviews.get(criterion="16").at.isoformat()
    told["replaces"] = seen
    assert client.post(page(december.nghia) + "tieu-chi/16/", told).status_code == 302
    assert not december.nghia.latest.reviews.get(criterion="16").agrees


@pytest.mark.parametrize("number", ["20", "x", "17.1"])
def test_an_unknown_criterion_is_not_there(as_person, december, number):
    told = {"agrees": "1", "revision": december.nghia.latest_id}

    answer = as_person("officer").post(page(december.nghia) + f"tieu-chi/{number}/", told)
    assert answer.status_code == 404


def test_agreeing_to_all_that_stayed_leaves_what_changed(as_person, december):
    client, filing = as_person("officer"), december.nghia
    client.post(page(filing) + "giu-nguyen/", {"revision": filing.latest_id})
    client.post(page(filing) + "giu-nguyen/", {"revision": filing.latest_id})

    assert filing.latest.reviews.count() == 18
    assert not filing.latest.reviews.filter(criterion="16").exists()


def test_indicators_are_sent_back_with_reason_and_day(as_person, december):
    filing = december.nghia
    told = {
        "revision": filing.latest_id,
        "back-17.6": "1",
        "back-reason-17.6": "Số hộ chưa khớp danh sách thôn.",
        "back-due-17.6": "24/12/2019",
        "back-reason-17.1": "không chọn thì không gửi",
    }
    answer = as_person("officer").post(page(filing) + "tra-lai/", told, follow=True)

    (back,) = filing.sent_back.all()
    assert (back.indicator, back.due_on) == ("17.6", date(2019, 12, 24))
    filing.refresh_from_db()
    assert filing.state == "sent_back"
    assert "Phiếu đang bị trả lại" in said(answer)


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({}, "Chưa chọn chỉ tiêu nào"),
        ({"back-17.6": "1", "back-due-17.6": "24/12/2019"}, "hãy ghi lý do trả lại"),
        ({"back-17.6": "1", "back-reason-17.6": "Xem lại"}, "hãy ghi hạn sửa"),
        (
            {"back-17.6": "1", "back-reason-17.6": "Xem lại", "back-due-17.6": "31/02/2020"},
            "Không có ngày",
        ),
    ],
)
def test_sending_back_says_what_is_missing_and_keeps_what_was_typed(
    as_person, december, told, missing
):
    told = told | {"revision": december.nghia.latest_id}
    answer = as_person("officer").post(page(december.nghia) + "tra-lai/", told)

    assert answer.status_code == 422
    assert missing in said(answer)
    if "back-reason-17.6" in told:
        assert "Xem lại" in said(answer)
    assert not december.nghia.sent_back.exists()


def test_sending_back_twice_happens_once(as_person, december):
    told = {
        "revision": december.nghia.latest_id,
        "back-17.6": "1",
        "back-reason-17.6": "Xem lại.",
        "back-due-17.6": "24/12/2019",
    }
    client = as_person("officer")

    assert client.post(page(december.nghia) + "tra-lai/", told).status_code == 302
    assert client.post(page(december.nghia) + "tra-lai/", told).status_code == 422
    assert december.nghia.sent_back.count() == 1


def test_a_solution_has_text_person_and_day(as_person, december):
    told = {"text": "Mở rộng đường ống.", "responsible": "Chủ tịch xã", "due_on": "31/03/2020"}
    client = as_person("officer")
    answer = client.post(page(december.nghia) + "giai-phap/17/", told, follow=True)

    assert "Mở rộng đường ống." in said(answer)
    solution = december.nghia.unit.solutions.get()
    assert (solution.criterion, solution.due_on) == ("17", date(2020, 3, 31))


@pytest.mark.parametrize("left_out", ["text", "responsible", "due_on"])
def test_a_solution_that_lacks_something_is_shown_again_with_the_rest(
    as_person, december, left_out
):
    told = {"text": "Đường ống mới", "responsible": "Chủ tịch xã", "due_on": "31/03/2020"}
    told[left_out] = ""
    answer = as_person("officer").post(page(december.nghia) + "giai-phap/17/", told)

    assert answer.status_code == 422
    assert any(text in said(answer) for text in told.values() if text)
    assert not december.nghia.unit.solutions.exists()


def test_last_months_solution_is_offered_and_still_counts(as_person, december):
    from langmoi.reporting.models import Solution

    solve_all(december.nghia, december.officer)
    Solution.objects.update(month=date(2019, 11, 1))

    answer = as_person("officer").get(page(december.nghia))

    item = next(i for g in answer.context["groups"] for i in g.items if i.criterion.number == "17")
    assert item.is_earlier and not item.needs_solution
    assert "từ tháng 11/2019" in said(answer)


def test_whoever_typed_the_figures_is_told_why_they_cannot_review(as_person, december):
    from langmoi.reporting.models import DraftSave

    DraftSave.objects.create(
        filing=december.nghia,
        version=1,
        changes={},
        by=december.officer,
        at=december.nghia.latest.made_at,
    )
    answer = as_person("officer").get(page(december.nghia))

    assert not answer.context["may"].review
    assert "không ai duyệt việc của chính mình" in said(answer)


def test_a_filing_that_was_never_sent_has_nothing_to_review(as_person, december):
    from langmoi.reporting.models import Filing

    empty = Filing.objects.create(
        unit_id=december.nghia.unit_id,
        month=date(2019, 12, 1),
        criteria_set="commune-2016-2020",
    )

    assert as_person("officer").get(page(empty)).status_code == 404


def test_a_stranger_to_the_site_is_sent_to_sign_in(client, december):
    answer = client.get(page(december.nghia))

    assert answer.status_code == 302
    assert "/dang-nhap/" in answer.url


def test_the_reviewer_sees_which_papers_are_missing_and_the_reason(as_person, december):
    from langmoi.reporting.models import Filing

    answer = as_person("officer").get(page(december.nghia))
    lacking = answer.context["missing_papers"]
    assert "16.1" in [m.indicator for m in lacking]
    assert f"{len(lacking)} chỉ tiêu đạt mà thiếu minh chứng bắt buộc" in said(answer)

    why = {m.id: "Bản giấy, đang quét." for m in lacking if m.indicator == "16.1"}
    Filing.objects.filter(pk=december.nghia.pk).update(explanations=why)
    assert "Xã giải trình: Bản giấy, đang quét." in said(
        as_person("officer").get(page(december.nghia))
    )
