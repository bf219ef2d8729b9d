"""Rules of the province on money: entered, ended, taken back; drafts kept and dropped.

Who enters a rule while another does waits; a second value for the same reach and day is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day, show_period
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.core.numbers import show_number
from langmoi.core.text import normalise
from langmoi.funding.counterpart import Reach
from langmoi.funding.groups import group_names
from langmoi.funding.models import CounterpartDraft, CounterpartRule, IntegrationRule, Programme
from langmoi.funding.models.rules import STATUSES, FundingRule
from langmoi.funding.rule_access import can_try, ruled_province
from langmoi.funding.rule_files import periods_meet
from langmoi.funding.rule_queries import reach_in_words
from langmoi.funding.sources import CENTRAL, all_sources, contents, source_name, source_of
from langmoi.law.model import Period
from langmoi.people.access import posts_known
from langmoi.people.models import User
from langmoi.places.models import Unit

R = TypeVar("R", CounterpartRule, IntegrationRule)
MOST_RATIO = Decimal(100)


@dataclass(frozen=True)
class Resting:
    """Days, document and how sure a rule is."""

    valid_from: date
    valid_to: date | None
    document: str
    status: str
    note: str = ""
    is_illustrative: bool = False


@dataclass(frozen=True)
class NewRate:
    reach: Reach
    ratio: Decimal
    rest: Resting


@dataclass(frozen=True)
class NewPermission:
    source: str
    programme: int | None
    contents: Sequence[str]
    priority: int
    rest: Resting


@transaction.atomic
def add_rate(told: NewRate, *, by: User, on: date, at: datetime) -> CounterpartRule:
    """A ratio of the province's for a reach, from a day on."""
    province = _hold_province(by, on)
    refuse_ratio(told.ratio)
    _refuse_reach(told.reach, told.rest.valid_from)
    reach = told.reach
    same = CounterpartRule.objects.standing().filter(
        unit=province, source=reach.source, group=reach.group, content=reach.content
    )
    _refuse_second(same, told.rest, f"mức đối ứng cho {reach_in_words(reach)}")
    rule = CounterpartRule.objects.create(
        unit=province,
        source=reach.source,
        group=reach.group,
        content=reach.content,
        ratio=told.ratio,
        **_rest(told.rest, by, at),
    )
    _record("rate", rule, by, ratio=f"{told.ratio:f}", reach=reach_in_words(reach))
    return rule


@transaction.atomic
def add_permission(told: NewPermission, *, by: User, on: date, at: datetime) -> IntegrationRule:
    """What a source may pay for, from a day on."""
    province = _hold_province(by, on)
    source_of(told.source, told.rest.valid_from)
    if told.programme and not Programme.objects.filter(pk=told.programme).exists():
        raise DomainError("Không có chương trình này trong danh mục. Hãy chọn lại chương trình.")
    if unknown := set(told.contents) - set(contents()):
        raise DomainError(f"Không có nội dung “{sorted(unknown)[0]}”. Hãy chọn trong danh sách.")
    if not 1 <= told.priority <= 99:
        raise DomainError("Thứ tự ưu tiên phải từ 1 đến 99. Hãy ghi lại thứ tự.")
    same = IntegrationRule.objects.filter(
        unit=province, source=told.source, programme=told.programme, taken_back_at=None
    )
    _refuse_second(same, told.rest, f"quy tắc cho nguồn {source_name(told.source)}")
    rule = IntegrationRule.objects.create(
        unit=province,
        source=told.source,
        programme_id=told.programme,
        contents=sorted(told.contents),
        priority=told.priority,
        **_rest(told.rest, by, at),
    )
    _record("permission", rule, by, source=told.source, contents=rule.contents)
    return rule


@transaction.atomic
def end_rule(rule: R, last_day: date, *, seen: int, by: User, on: date) -> R:
    """The rule holds to that day and no longer, so that the next one can begin."""
    held = _hold_rule(rule, seen, by, on)
    if last_day < held.valid_from:
        raise DomainError(
            f"Quy tắc có từ {show_day(held.valid_from)}. Hãy ghi ngày cuối không trước ngày ấy, "
            "hoặc rút quy tắc nếu đã ghi nhầm."
        )
    if held.valid_to is not None and last_day > held.valid_to:
        raise DomainError(
            f"Quy tắc đã hết từ {show_day(held.valid_to)}, không kéo dài được. "
            "Hãy ghi một quy tắc mới."
        )
    held.valid_to = last_day
    return _saved(held, "end", by, last_day=str(last_day))


@transaction.atomic
def take_back_rule(rule: R, why: str, *, seen: int, by: User, on: date, at: datetime) -> R:
    """The rule was entered by mistake: nothing is held against it any more; the row stays."""
    held = _hold_rule(rule, seen, by, on)
    held.why_taken_back = one_line(why, "lý do rút", 300)
    held.taken_back_at, held.taken_back_by = at, by
    return _saved(held, "take_back", by, why=held.why_taken_back)


@transaction.atomic
def save_draft(
    name: str, year: int, rates: Sequence[dict[str, str]], *, by: User, on: date, at: datetime
) -> CounterpartDraft:
    """Ratios that were tried, kept under a name; they are in force nowhere."""
    if not can_try(by, on=on):
        raise NotAllowed("Chỉ cơ quan chuẩn bị mức đối ứng của tỉnh được lưu phương án thử.")
    name = one_line(name, "tên phương án", 150)
    if not rates:
        raise DomainError("Phương án chưa có mức nào. Hãy ghi ít nhất một mức rồi lưu.")
    for told in rates:
        refuse_ratio(Decimal(told["ratio"]))
        _refuse_reach(Reach(told["source"], told["group"], told["content"]), on)
    unit = _own_unit(by, on)
    try:
        with transaction.atomic():
            draft = CounterpartDraft.objects.create(
                unit_id=unit, name=name, year=year, rates=list(rates), made_by=by, made_at=at
            )
    except IntegrityError as error:
        raise DomainError(f"Đã có phương án “{name}”. Hãy đặt tên khác.") from error
    record("funding.draft", draft, by=by, year=year, rates=list(rates))
    return draft


@transaction.atomic
def drop_draft(draft: CounterpartDraft, *, by: User, on: date, at: datetime) -> None:
    """Whoever made it puts it away; of two who do so one is told."""
    if draft.made_by_id != by.pk:
        raise NotAllowed("Chỉ người lập được bỏ phương án này.")
    gone = CounterpartDraft.objects.filter(pk=draft.pk, dropped_at__isnull=True)
    if not gone.update(dropped_at=at):
        raise DomainError("Phương án này đã bỏ trước đó. Hãy tải lại danh sách.")
    record("funding.drop_draft", draft, by=by)


def one_line(told: str, what: str, most: int) -> str:
    text = normalise(told)
    if not text:
        raise DomainError(f"Chưa ghi {what}. Hãy ghi rồi lưu lại.")
    if len(text) > most:
        raise DomainError(f"Phần {what} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    return text


def _own_unit(by: User, on: date) -> int:
    return next(post.unit_id for post in posts_known(by, on=on))


def _hold_province(by: User, on: date) -> Unit:
    """The province's row, locked: whoever enters a rule of it meanwhile waits here."""
    province = ruled_province(by, on=on)
    if province is None:
        raise NotAllowed(
            "Chỉ Văn phòng Điều phối NTM tỉnh được ghi quy tắc về vốn. Hãy báo nơi ấy ghi."
        )
    held = Unit.objects.select_for_update().get(pk=province)
    renew()
    return held


def _hold_rule(rule: R, seen: int, by: User, on: date) -> R:
    province = _hold_province(by, on)
    held = type(rule).objects.select_for_update().filter(pk=rule.pk, unit=province).first()
    if held is None:
        raise NotFound("Không tìm thấy quy tắc này. Hãy tải lại danh sách.")
    if held.taken_back_at is not None or held.version != seen:
        raise DomainError(
            "Quy tắc này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
            "hãy tải lại trang, xem bản mới rồi làm tiếp."
        )
    return held


def refuse_ratio(ratio: Decimal) -> None:
    if ratio < 0 or ratio > MOST_RATIO:
        raise DomainError(
            f"Tỷ lệ đối ứng phải từ 0 đến {MOST_RATIO}: số đồng của địa phương cho một đồng của "
            "trung ương. Hãy ghi lại, ví dụ 1 hoặc 1,5."
        )
    if ratio.normalize().as_tuple().exponent < -4:  # type: ignore[operator]
        raise DomainError(f"Tỷ lệ {show_number(ratio)} có quá 4 chữ số lẻ. Hãy làm tròn.")


def _refuse_reach(reach: Reach, day: date) -> None:
    if not (reach.source == CENTRAL or reach.source.startswith(f"{CENTRAL}.")):
        raise DomainError("Mức đối ứng chỉ đặt cho nguồn trung ương. Hãy chọn lại nguồn.")
    if reach.source not in all_sources():
        raise DomainError(f"Không có nguồn mã “{reach.source}”. Hãy chọn trong danh sách.")
    source_of(reach.source, day)
    if reach.group and reach.group not in group_names():
        raise DomainError(f"Không có nhóm xã “{reach.group}”. Hãy chọn trong danh sách.")
    if reach.content and reach.content not in contents():
        raise DomainError(f"Không có nội dung “{reach.content}”. Hãy chọn trong danh sách.")


def _refuse_second(same: Iterable[FundingRule], told: Resting, what: str) -> None:
    if told.valid_to is not None and told.valid_to < told.valid_from:
        raise DomainError("Ngày cuối trước ngày đầu. Hãy xem lại hai ngày.")
    period = Period(told.valid_from, told.valid_to)
    for other in same:
        if periods_meet(period, Period(other.valid_from, other.valid_to)):
            raise DomainError(
                f"Đã có {what} {show_period(other.valid_from, other.valid_to)}. "
                "Hãy ghi ngày kết thúc của quy tắc ấy trước, hoặc chọn ngày khác."
            )


def _rest(told: Resting, by: User, at: datetime) -> dict[str, Any]:
    if told.status not in dict(STATUSES):
        raise DomainError("Chưa chọn độ tin cậy của quy tắc. Hãy chọn trong danh sách.")
    return {
        "valid_from": told.valid_from,
        "valid_to": told.valid_to,
        "document": one_line(told.document, "văn bản", 300),
        "status": told.status,
        "note": normalise(told.note)[:500],
        "is_illustrative": told.is_illustrative,
        "made_by": by,
        "made_at": at,
    }


def _saved(rule: R, step: str, by: User, **told: Any) -> R:
    rule.version += 1
    rule.save()
    _record(step, rule, by, version=rule.version, **told)
    return rule


def _record(step: str, rule: FundingRule, by: User, **told: Any) -> None:
    days = [str(rule.valid_from), str(rule.valid_to or "")]
    record(f"funding_rule.{step}", rule, by=by, rule=rule.pk, days=days, **told)
