"""A survey from its making to its result: who runs it, what is refused, how a sample is drawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from survey_world import TODAY, WHEN, closed, codes_of, new, opened, rule, take_in, unit

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.law.model import Status
from langmoi.surveys.actions import (
    NewRule,
    NewVillageRow,
    change_campaign,
    open_campaign,
    publish_result,
    set_rule,
    stop_campaign,
)
from langmoi.surveys.models import SurveyAnswer, SurveyCampaign, SurveyCode, Way
from langmoi.surveys.questions import OVERALL, Question
from langmoi.surveys.rules import rule_on, seen_elsewhere
from langmoi.surveys.sampling import draw_numbers, share_out


def change(campaign, by, **told):
    given = {
        "villages": [NewVillageRow("Thôn 1", 40)],
        "questions": [Question("q2", "Đường làng đi lại thế nào?", "2"), Question(OVERALL, "?")],
        "way": Way.ALL,
        "sample_size": None,
        "seen": campaign.version,
    } | told
    return change_campaign(campaign, **given, by=by, on=TODAY)


def test_a_survey_asks_of_each_criterion_of_the_set_and_of_the_whole(front):
    campaign = new(front)

    questions = list(campaign.questions.all())
    assert [q.criterion for q in questions] == [*map(str, range(1, 20)), ""]
    assert campaign.criteria_set.startswith("kontum")
    assert (campaign.state, campaign.rule_status) == ("draft", "placeholder")


@pytest.mark.parametrize("who", ["front", "district_front"])
def test_the_front_of_the_place_runs_it_to_its_result(request, who):
    by = request.getfixturevalue(who)
    campaign = opened(by)
    take_in(campaign, by, (40, 5))
    found = publish_result(closed(campaign, by), by=by, on=TODAY)

    assert (found.state, found.closed_on, found.published_on) == ("published", TODAY, TODAY)
    assert first_broken_entry() is None


@pytest.mark.parametrize("who", ["clerk", "chairman", "other_front", "office", "district_officer"])
def test_nobody_else_makes_changes_opens_or_closes_one(request, front, who):
    by = request.getfixturevalue(who)
    campaign = new(front)

    for act in (
        lambda: new(by, year=2018),
        lambda: change(campaign, by),
        lambda: open_campaign(campaign, by=by, on=TODAY),
        lambda: closed(campaign, by),
        lambda: publish_result(campaign, by=by, on=TODAY),
        lambda: stop_campaign(campaign, "thử", by=by, on=TODAY),
    ):
        with pytest.raises(NotAllowed, match="Mặt trận"):
            act()


def test_a_front_officer_who_also_works_for_the_commune_runs_nothing_there(person, front):
    from langmoi.people.models import Post

    Post.objects.create(
        user=front, role="commune_officer", unit=unit(), valid_from=date(2019, 1, 1)
    )

    with pytest.raises(NotAllowed):
        new(front)


def test_what_is_prepared_is_seen_by_the_front_alone_then_by_all_of_the_place(
    front, chairman, clerk, stranger, office
):
    campaign = new(front)

    def seen(*people):
        return [SurveyCampaign.objects.visible_to(p, on=TODAY).count() for p in people]

    assert seen(front, chairman, clerk, office, stranger) == [1, 0, 0, 0, 0]
    open_campaign(campaign, by=front, on=TODAY)
    assert seen(front, chairman, clerk, office, stranger) == [1, 1, 1, 1, 0]


def test_a_commune_has_one_survey_a_year_unless_the_first_was_stopped(front):
    campaign = opened(front)
    take_in(campaign, front, (5, 5))
    with pytest.raises(DomainError, match="đã có đợt"):
        new(front)

    with pytest.raises(DomainError, match="lý do"):
        stop_campaign(campaign, " ", by=front, on=TODAY)
    stop_campaign(campaign, "in sai câu hỏi", by=front, on=TODAY)
    assert not SurveyAnswer.objects.exists()
    assert not SurveyCode.objects.exists()
    assert new(front).state == "draft"


def test_questions_and_villages_change_until_it_is_opened_and_not_over_somebody(front):
    campaign = new(front)
    changed = change(campaign, front)

    assert [q.text for q in changed.questions.all()] == ["Đường làng đi lại thế nào?", "?"]
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        change(changed, front, seen=1)
    open_campaign(changed, by=front, on=TODAY)
    with pytest.raises(DomainError, match="Không sửa được: đợt này đang lấy ý kiến"):
        change(changed, front, seen=3)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"villages": [NewVillageRow("Thôn 1", 0)]}, "từ 1 đến 5000"),
        ({"villages": [NewVillageRow("Thôn 1", 5), NewVillageRow("Thôn 1", 6)]}, "hai lần"),
        ({"villages": [NewVillageRow(" ", 5)]}, "trống"),
        ({"questions": [Question("q1", "?")]}, "Câu hỏi chung không bỏ được"),
        ({"questions": [Question(OVERALL, "x" * 401)]}, "dài quá 400"),
        ({"way": Way.SAMPLE}, "Chưa ghi số hộ chọn"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_place(front, told, said):
    campaign = new(front)

    with pytest.raises(DomainError, match=said):
        change(campaign, front, **told)
    assert campaign.villages.count() == 3


def test_a_year_to_come_and_a_place_that_does_not_file_are_refused(front, person):
    with pytest.raises(DomainError, match="2020"):
        new(front, year=2020)
    with pytest.raises(DomainError, match="Chưa mở được: chưa ghi thôn"):
        open_campaign(new(front, villages=()), by=front, on=TODAY)


def test_a_sample_is_shared_among_villages_and_drawn_again_from_its_seed(front):
    campaign = opened(front, way="sample", sample_size=70)

    villages = list(campaign.villages.all())
    assert [v.asked for v in villages] == [35, 21, 14]
    for village in villages:
        again = draw_numbers(campaign.seed, village.name, village.households, village.asked)
        assert village.chosen == again
        assert set(again) <= set(range(1, village.households + 1))
    assert villages[0].chosen != draw_numbers("khác", "Đăk Tân", 50, 35)


def test_a_sample_that_could_never_reach_the_coverage_is_refused(front):
    with pytest.raises(DomainError, match="ít nhất 60 hộ"):
        opened(front, way="sample", sample_size=59)


@pytest.mark.parametrize(
    ("size", "households", "shares"),
    [
        (10, {"a": 50, "b": 30, "c": 20}, [5, 3, 2]),
        (7, {"a": 50, "b": 30, "c": 20}, [4, 2, 1]),
        (3, {"a": 900, "b": 1, "c": 1}, [1, 1, 1]),
        (902, {"a": 900, "b": 1, "c": 1}, [900, 1, 1]),
    ],
)
def test_shares_are_proportional_and_add_up(size, households, shares):
    assert list(share_out(size, households).values()) == shares


def test_a_sample_larger_than_the_commune_is_refused():
    with pytest.raises(DomainError, match="từ 2 đến 20"):
        share_out(21, {"a": 10, "b": 10})


def test_closing_needs_minutes_and_ends_every_code(front):
    from langmoi.surveys.actions import Minutes, close_campaign

    campaign = opened(front)
    codes_of(campaign, front, 5)
    with pytest.raises(DomainError, match="biên bản"):
        close_campaign(campaign, Minutes("", "x"), by=front, on=TODAY)
    with pytest.raises(DomainError, match="âm"):
        close_campaign(campaign, Minutes("x", "x", -1), by=front, on=TODAY)
    closed(campaign, front)

    assert not SurveyCode.objects.exists()
    with pytest.raises(DomainError, match="đã kết thúc"):
        closed(campaign, front)


def test_the_rule_is_provisional_until_the_office_sets_its_own_with_its_document(office, clerk):
    province = unit("62", "province")
    first = rule_on(TODAY, province.pk)
    assert (first.coverage, first.share, first.status) == (60, 80, Status.PLACEHOLDER)
    assert {one.status for one in seen_elsewhere()} <= {Status.REPORTED, Status.RECALLED}

    told = NewRule(TODAY, Decimal(70), Decimal(85), "Hướng dẫn của tỉnh (thử)")
    with pytest.raises(NotAllowed):
        set_rule(told, province, by=clerk, **WHEN)
    with pytest.raises(DomainError, match="văn bản"):
        set_rule(NewRule(TODAY, Decimal(70), Decimal(85), ""), province, by=office, **WHEN)
    with pytest.raises(DomainError, match="không quá 100%"):
        set_rule(NewRule(TODAY, Decimal(170), Decimal(85), "x"), province, by=office, **WHEN)
    set_rule(told, province, by=office, **WHEN)
    with pytest.raises(DomainError, match="ngày khác"):
        set_rule(told, province, by=office, **WHEN)

    assert rule_on(TODAY, province.pk).coverage == 70
    assert rule_on(date(2019, 12, 19), province.pk).coverage == 60


def test_a_day_without_a_rule_says_so(kontum):
    with pytest.raises(DomainError, match="Chưa biết mức"):
        rule_on(date(2016, 12, 31), unit("62", "province").pk)


def test_a_survey_keeps_the_rule_it_was_made_under(front):
    assert new(front, asked=rule(70, 90, True)).in_each_village is True
