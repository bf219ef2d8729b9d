"""The demo's surveys: one on its way below its coverage, one done, one being prepared; invented."""

from __future__ import annotations

from datetime import date

from langmoi.demo.december import December, at_hour
from langmoi.people.models import User
from langmoi.places.models import Certainty, Unit
from langmoi.places.queries import province_on
from langmoi.surveys.actions import (
    Minutes,
    NewCampaign,
    NewVillageRow,
    Paper,
    add_campaign,
    close_campaign,
    enter_papers,
    open_campaign,
    print_codes,
    publish_result,
)
from langmoi.surveys.models import SurveyCampaign
from langmoi.surveys.rules import rule_on

FRONT = "mattran"
MARK = "(số liệu minh họa)"
# Households of each invented village, papers that came back, those not satisfied.
Villages = tuple[tuple[str, int, int, int], ...]
# Sa Nghĩa, 261 of 450 households: 58 % where 60 % is asked.
ON_ITS_WAY = "23542"
RUNNING: Villages = (
    (f"Thôn thứ nhất {MARK}", 170, 102, 9),
    (f"Thôn thứ hai {MARK}", 150, 85, 7),
    (f"Thôn thứ ba {MARK}", 130, 74, 3),
)
# Kon Đào, for the year of its standard.
DONE = "23434"
FINISHED: Villages = (
    (f"Thôn thứ nhất {MARK}", 160, 131, 12),
    (f"Thôn thứ hai {MARK}", 140, 118, 8),
    (f"Thôn thứ ba {MARK}", 120, 101, 3),
    (f"Thôn thứ tư {MARK}", 100, 84, 6),
)
# Sa Bình: villages and questions are written, nothing is printed yet.
PREPARED = "23545"
TO_COME: Villages = ((f"Thôn thứ nhất {MARK}", 90, 0, 0), (f"Thôn thứ hai {MARK}", 70, 0, 0))


def add_surveys(stage: December) -> None:
    """By the steps that the Front takes; the demo's own provisional rule."""
    by = stage.users[FRONT]
    _add(stage, PREPARED, 2019, date(2019, 12, 16), TO_COME, by)
    _hold(stage, ON_ITS_WAY, 2019, date(2019, 12, 2), RUNNING, by)
    campaign = _hold(stage, DONE, 2018, date(2018, 11, 12), FINISHED, by)
    told = Minutes(f"Hội trường UBND xã {MARK}", f"Ban Thường trực Mặt trận và 4 thôn {MARK}", 3)
    close_campaign(campaign, told, by=by, on=date(2018, 11, 26))
    publish_result(campaign, by=by, on=date(2018, 11, 28))


def _add(
    stage: December, code: str, year: int, day: date, villages: Villages, by: User
) -> SurveyCampaign:
    unit: Unit = stage.communes[code].unit
    province = province_on("62", day)
    assert province is not None  # noqa: S101 - the demo is of this province
    rows = tuple(NewVillageRow(name, households) for name, households, _, _ in villages)
    told = NewCampaign(year, villages=rows, certainty=Certainty.ILLUSTRATIVE)
    rule = rule_on(day, province.unit_id)
    return add_campaign(told, unit, rule, by=by, on=day, at=at_hour(day, 8))


def _hold(
    stage: December, code: str, year: int, day: date, villages: Villages, by: User
) -> SurveyCampaign:
    campaign = _add(stage, code, year, day, villages, by)
    open_campaign(campaign, by=by, on=day)
    keys = list(campaign.questions.values_list("key", flat=True))
    for village, (_, _, back, unhappy) in zip(campaign.villages.all(), villages, strict=True):
        codes = print_codes(village, village.asked, by=by, on=day)
        papers = [_paper(code_, i, i < unhappy, keys) for i, code_ in enumerate(codes[:back])]
        enter_papers(campaign, papers, by=by, on=day)
    return campaign


def _paper(code: str, index: int, is_unhappy: bool, keys: list[str]) -> Paper:
    """Roads and water please fewer than the rest; what displeases as a whole displeases there."""
    choices = dict.fromkeys(keys, "not_satisfied" if is_unhappy else "satisfied")
    for key, every in (("q2", 11), ("q3", 14), ("q17", 8)):
        if key in choices and index % every == 0:
            choices[key] = "not_satisfied" if index % 2 else "no_opinion"
    if is_unhappy:
        choices |= dict.fromkeys(keys[3:9], "satisfied")
    return Paper(code, choices)
