"""Conditions: open, closed or unknown, and what is to be done."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import TODAY
from recognition_world import RESULTS, Way, file_closed, owing, survey, when, world_of

from langmoi.core.errors import DomainError
from langmoi.recognition.actions import Entered, override_rule
from langmoi.recognition.gates import gates_of, gates_of_all
from langmoi.recognition.models import Kind


def gate(way, name):
    way.dossier.refresh_from_db()
    return next(one for one in gates_of(way.dossier, TODAY) if one.name == name)


def test_debt_closes_the_gate_with_its_amount_and_its_work(way):
    way.to("appraise")
    project = owing(way.world, 350_000_000)

    found = gate(way, "debt")

    assert (found.is_open, found.amount) == (False, 350_000_000)
    assert f"350 triệu đồng ở công trình “{project.name}”" in found.said
    with pytest.raises(DomainError, match="Còn nợ đọng 350 triệu đồng"):
        way.vote()


def test_a_debt_that_comes_after_the_council_still_stops_the_decision(way):
    way.to("vote")
    owing(way.world, 1)

    with pytest.raises(DomainError, match="Chưa ghi quyết định công nhận được. Còn nợ đọng"):
        way.decide()


def test_coverage_of_58_percent_is_not_60(world):
    way = Way(world)
    survey(world, households=100, answers=58, satisfied=58, published=False)
    way.to("appraise")

    found = gate(way, "survey")

    assert found.is_open is False
    assert "58/100 hộ trả lời (58%, cần từ 60%)" in found.said
    assert found.remedy == "Cần thêm ít nhất 2 phiếu."
    assert "mức tạm" in found.said


def test_exactly_60_percent_is_enough(world):
    way = Way(world)
    survey(world, households=100, answers=60, satisfied=48)
    way.to("assess")

    assert gate(way, "survey").is_open is True


def test_without_a_survey_nothing_is_decided(world):
    way = Way(world)
    way.to("appraise")

    assert gate(way, "survey").is_open is None
    with pytest.raises(DomainError, match="Chưa có đợt lấy ý kiến"):
        way.vote()


def test_a_survey_that_is_not_published_does_not_open_the_gate(world):
    way = Way(world)
    survey(world, households=100, answers=90, satisfied=90, published=False)
    way.to("assess")

    assert gate(way, "survey").is_open is None and gate(way, "survey").blocks


def test_an_unmet_criterion_is_named_and_the_dossier_is_not_sent(kontum):
    world = world_of(kontum, met=[str(n) for n in range(1, 20) if n not in (10, 17)])
    way = Way(world)
    survey(world)

    with pytest.raises(DomainError, match="Còn 2 tiêu chí chưa đạt .* 11/2019: 10, 17"):
        way.to("submit")


def test_one_day_of_notice_too_few(way):
    way.to("assess")
    way.notice(begins=date(2019, 11, 20), ends=date(2019, 12, 8))

    found = gate(way, "notice")
    assert found.is_open is False and "Mới công khai 19 ngày" in found.said


def test_a_notice_before_the_results_is_refused(way):
    way.to("assess")

    with pytest.raises(DomainError, match="trước ngày chốt kết quả"):
        way.notice(begins=date(2019, 11, 13))


def test_a_notice_that_ends_before_it_begins_is_refused(way):
    way.to("assess")

    with pytest.raises(DomainError, match="trước ngày bắt đầu"):
        way.notice(begins=date(2019, 11, 20), ends=date(2019, 11, 19))


def test_an_unanswered_comment_keeps_the_notice_open(way):
    from langmoi.recognition.actions import add_comment, answer_comment

    way.to("notice")
    told = way.told(way.world.officer)
    comment = add_comment(way.dossier, "Đường thôn 2 chưa xong.", date(2019, 12, 1), **told)
    assert "1 ý kiến của người dân chưa trả lời" in gate(way, "notice").said

    answer_comment(comment, "Đã nghiệm thu ngày 30/11.", **way.told(way.world.officer))
    assert gate(way, "notice").is_open is True


def test_more_in_favour_than_were_there(way):
    way.to("assess")

    with pytest.raises(DomainError, match="nhiều hơn số người dự"):
        way.meeting(present=10, agreeing=11)


def test_a_meeting_below_90_percent_does_not_carry(way):
    way.to("assess")
    way.meeting(present=40, agreeing=35)
    assert gate(way, "meeting").is_open is False

    way.meeting(present=40, agreeing=36)
    assert gate(way, "meeting").is_open is True


def test_the_districts_no_stops_the_dossier(way):
    way.to("submit")
    way.verify(against=("9",))
    way.district_meeting()

    with pytest.raises(DomainError, match="Huyện kết luận chưa đạt tiêu chí 9"):
        way.hand_over()


def test_a_department_that_is_silent_or_says_no_stops_the_appraisal(way):
    way.to("hand_over")
    assert "2 sở, ngành chưa xác nhận: SXD, SYT" in gate(way, "agencies").said
    with pytest.raises(DomainError, match="chưa xác nhận"):
        way.appraise()

    way.confirm_criteria(against=("9",))
    assert gate(way, "agencies").is_open is False


def test_a_value_of_the_province_wins_and_is_said_to(way):
    told = Entered(
        "qd-2540-2016", Kind.COMMUNE, "notice_days", "10", date(2019, 1, 1), "Công văn 5/VPĐP"
    )
    override_rule(way.world.province, told, by=way.world.office, **when())
    way.to("assess")
    way.notice(begins=date(2019, 12, 1), ends=date(2019, 12, 10))

    found = gate(way, "notice")
    assert found.is_open is True
    assert found.rule.is_override and found.rule.document == "Công văn 5/VPĐP"


def test_many_dossiers_are_read_in_as_many_queries_as_one(way, django_assert_max_num_queries):
    way.to("verify")
    gates_of_all([way.dossier], TODAY)

    with django_assert_max_num_queries(20):
        gates_of_all([way.dossier], TODAY)


def test_assessing_again_with_a_later_month_opens_the_gate(kontum):
    world = world_of(kontum, met=18)
    way = Way(world)
    way.to("assess")
    assert gate(way, "criteria").is_open is False

    from langmoi.recognition.actions import assess

    later = date(2019, 12, 1)
    file_closed(world, 19, later)
    assess(way.dossier, later, **way.told(world.officer))
    assert later > RESULTS and gate(way, "criteria").is_open is True
