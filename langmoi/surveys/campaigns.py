"""A survey from its making to its result: made, changed, opened, closed, published or stopped."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.text import normalise
from langmoi.law.sets import set_for
from langmoi.people.models import User
from langmoi.places.models import Certainty, Unit
from langmoi.places.queries import version_of
from langmoi.surveys.access import can_run, run_units
from langmoi.surveys.models import (
    SurveyCampaign,
    SurveyQuestion,
    SurveyState,
    SurveyVillage,
    Way,
)
from langmoi.surveys.questions import OVERALL, Question, default_questions
from langmoi.surveys.rules import Rule
from langmoi.surveys.sampling import draw_numbers, share_out

FIRST_YEAR = 2011
MOST_VILLAGES = 60


@dataclass(frozen=True)
class NewVillageRow:
    name: str
    households: int


@dataclass(frozen=True)
class NewCampaign:
    year: int
    way: Way = Way.ALL
    sample_size: int | None = None
    villages: tuple[NewVillageRow, ...] = ()
    certainty: Certainty = Certainty.CHECKED


@dataclass(frozen=True)
class Minutes:
    """The count of the papers: where, who was there, how many papers could not be read."""

    place: str
    people: str
    spoiled: int = 0


@transaction.atomic
def add_campaign(
    told: NewCampaign, unit: Unit, rule: Rule, *, by: User, on: date, at: datetime
) -> SurveyCampaign:
    """A survey in preparation, under the rule given; questions are those of the set in force."""
    if unit.pk not in run_units(by, on=on):
        raise NotAllowed(
            "Chỉ Mặt trận ở địa bàn được lập đợt lấy ý kiến; UBND xã, trưởng thôn không lập."
        )
    commune = version_of(unit.pk, on)
    if commune is None or not commune.files:
        raise DomainError(f"{unit} không phải xã nên không lấy ý kiến. Hãy chọn một xã.")
    if not FIRST_YEAR <= told.year <= on.year:
        raise DomainError(
            f"Năm đánh giá {told.year} không nằm trong {FIRST_YEAR}-{on.year}. Hãy ghi lại năm."
        )
    others = SurveyCampaign.objects.filter(unit=unit, year=told.year)
    if others.exclude(state=SurveyState.STOPPED).exists():
        raise DomainError(f"{unit} đã có đợt lấy ý kiến của năm {told.year}. Hãy mở đợt ấy.")
    criteria_set = set_for(date(told.year, 12, 1))
    campaign = SurveyCampaign.objects.create(
        unit=unit,
        year=told.year,
        criteria_set=criteria_set.id,
        way=told.way,
        sample_size=told.sample_size if told.way == Way.SAMPLE else None,
        seed=secrets.token_hex(8),
        needed_coverage=rule.coverage,
        needed_share=rule.share,
        in_each_village=rule.in_each_village,
        rule_document=rule.document,
        rule_status=rule.status.value,
        certainty=told.certainty,
        made_by=by,
        made_at=at,
    )
    _put_villages(campaign, told.villages)
    _put_questions(campaign, default_questions(criteria_set))
    _record("add", campaign, by, year=told.year, way=str(told.way), seed=campaign.seed)
    return campaign


@transaction.atomic
def change_campaign(
    campaign: SurveyCampaign,
    *,
    villages: Sequence[NewVillageRow],
    questions: Sequence[Question],
    way: Way,
    sample_size: int | None,
    seen: int,
    by: User,
    on: date,
) -> SurveyCampaign:
    """What is asked and where; only until the survey is opened."""
    held = _hold(campaign, by, on, SurveyState.DRAFT, "sửa")
    if held.version != seen:
        raise DomainError("Đợt này vừa được người khác sửa. Hãy tải lại trang rồi sửa tiếp.")
    held.way = way
    held.sample_size = sample_size if way == Way.SAMPLE else None
    if way == Way.SAMPLE and not sample_size:
        raise DomainError("Chưa ghi số hộ chọn. Hãy ghi số hộ, hoặc lấy ý kiến mọi hộ.")
    _put_villages(held, villages)
    _put_questions(held, questions)
    return _moved_on(held, "change", by)


@transaction.atomic
def open_campaign(campaign: SurveyCampaign, *, by: User, on: date) -> SurveyCampaign:
    """Draw whom to ask, from the kept seed; from here on papers are printed and taken in."""
    held = _hold(campaign, by, on, SurveyState.DRAFT, "mở")
    villages = list(held.villages.all())
    if not villages:
        raise DomainError("Chưa mở được: chưa ghi thôn và số hộ. Hãy ghi ở phần “Chuẩn bị”.")
    if held.way == Way.SAMPLE:
        _draw(held, villages)
    held.state, held.opened_on = SurveyState.OPEN, on
    return _moved_on(held, "open", by)


def _draw(campaign: SurveyCampaign, villages: list[SurveyVillage]) -> None:
    total, size = sum(v.households for v in villages), campaign.sample_size or 0
    if size * 100 < campaign.needed_coverage * total:
        least = -(-campaign.needed_coverage * total // 100)
        raise DomainError(
            f"Chưa mở được: chọn {size} trong {total} hộ thì dù hộ nào cũng trả lời vẫn không đủ "
            f"độ bao phủ cần đạt. Hãy chọn ít nhất {least:.0f} hộ, hoặc lấy ý kiến mọi hộ."
        )
    sizes = share_out(size, {village.name: village.households for village in villages})
    for village in villages:
        village.chosen = draw_numbers(
            campaign.seed, village.name, village.households, sizes[village.name]
        )
        village.save(update_fields=["chosen"])


@transaction.atomic
def close_campaign(
    campaign: SurveyCampaign, minutes: Minutes, *, by: User, on: date
) -> SurveyCampaign:
    """No more papers; what has not come back can be used no more."""
    held = _hold(campaign, by, on, SurveyState.OPEN, "kết thúc")
    place, people = normalise(minutes.place).strip(), normalise(minutes.people).strip()
    if not place or not people:
        raise DomainError(
            "Chưa kết thúc được: biên bản kiểm phiếu cần nơi kiểm và thành phần. Hãy ghi đủ."
        )
    if minutes.spoiled < 0:
        raise DomainError("Số phiếu hỏng không thể âm. Hãy ghi lại.")
    if held.opened_on and on < held.opened_on:
        raise DomainError(f"Đợt này bắt đầu ngày {show_day(held.opened_on)}. Hãy ghi ngày sau đó.")
    for village in held.villages.all():
        village.codes.all().delete()
    held.minutes_place, held.minutes_people = place[:200], people[:2000]
    held.spoiled, held.closed_on, held.state = minutes.spoiled, on, SurveyState.CLOSED
    return _moved_on(held, "close", by)


@transaction.atomic
def publish_result(campaign: SurveyCampaign, *, by: User, on: date) -> SurveyCampaign:
    """From here on everyone in whose area the commune lies sees the result."""
    held = _hold(campaign, by, on, SurveyState.CLOSED, "công bố")
    held.state, held.published_on = SurveyState.PUBLISHED, on
    return _moved_on(held, "publish", by)


@transaction.atomic
def stop_campaign(campaign: SurveyCampaign, why: str, *, by: User, on: date) -> SurveyCampaign:
    """Give it up without a result: papers and codes are thrown away; a new one may be made."""
    held = _held(campaign, by, on)
    if held.state not in (SurveyState.DRAFT, SurveyState.OPEN):
        raise DomainError("Chỉ dừng được đợt đang chuẩn bị hoặc đang lấy ý kiến.")
    why = normalise(why).strip()[:300]
    if not why:
        raise DomainError("Chưa ghi lý do dừng. Hãy ghi lý do.")
    for village in held.villages.all():
        village.codes.all().delete()
        village.answers.all().delete()
    held.state, held.why_stopped, held.closed_on = SurveyState.STOPPED, why, None
    return _moved_on(held, "stop", by, why=why)


def _put_villages(campaign: SurveyCampaign, rows: Sequence[NewVillageRow]) -> None:
    names = [normalise(row.name).strip() for row in rows]
    if len(rows) > MOST_VILLAGES:
        raise DomainError(f"Một đợt có nhiều nhất {MOST_VILLAGES} thôn. Hãy xem lại danh sách.")
    for name, row in zip(names, rows, strict=True):
        if not name or len(name) > 100 or names.count(name) > 1:
            raise DomainError(
                f"Tên thôn “{name}” trống, quá dài hoặc ghi hai lần. Hãy ghi mỗi thôn một dòng."
            )
        if not 0 < row.households <= 5000:
            raise DomainError(f"Số hộ của {name} là {row.households}. Hãy ghi từ 1 đến 5000.")
    campaign.villages.all().delete()
    SurveyVillage.objects.bulk_create(
        SurveyVillage(campaign=campaign, name=name, households=row.households, order=order)
        for order, (name, row) in enumerate(zip(names, rows, strict=True), start=1)
    )


def _put_questions(campaign: SurveyCampaign, questions: Sequence[Question]) -> None:
    kept = [q for q in questions if normalise(q.text).strip()]
    if not any(q.key == OVERALL for q in kept):
        raise DomainError("Câu hỏi chung không bỏ được: kết quả tính theo câu ấy. Hãy ghi lại.")
    if any(len(q.text) > 400 for q in kept):
        raise DomainError("Có câu hỏi dài quá 400 ký tự. Hãy viết gọn lại.")
    campaign.questions.all().delete()
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            campaign=campaign,
            key=q.key,
            criterion=q.criterion,
            text=normalise(q.text).strip(),
            order=order,
        )
        for order, q in enumerate(kept, start=1)
    )


def _held(campaign: SurveyCampaign, by: User, on: date) -> SurveyCampaign:
    """The campaign with its row locked: steps and answers queue on it."""
    if not can_run(by, campaign, on=on):
        raise NotAllowed(
            "Chỉ Mặt trận ở địa bàn được làm việc này; UBND xã, trưởng thôn chỉ xem kết quả đã "
            "công bố."
        )
    found = SurveyCampaign.objects.select_for_update().filter(pk=campaign.pk).first()
    if found is None:
        raise NotFound("Không có đợt lấy ý kiến này.")
    return found


def _hold(
    campaign: SurveyCampaign, by: User, on: date, state: SurveyState, what: str
) -> SurveyCampaign:
    held = _held(campaign, by, on)
    if held.state != state:
        raise DomainError(
            f"Không {what} được: đợt này {held.get_state_display()}. Hãy tải lại trang để xem."
        )
    return held


def _moved_on(campaign: SurveyCampaign, step: str, by: User, **told: object) -> SurveyCampaign:
    campaign.version += 1
    campaign.save()
    _record(step, campaign, by, **told)
    return campaign


def _record(step: str, campaign: SurveyCampaign, by: User, **told: object) -> None:
    record(f"survey.{step}", campaign, by=by, campaign=campaign.pk, **told)
