"""Rules that the province's office enters itself, each with its document; none is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.numbers import plain, read_number
from langmoi.direction.trail import line
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.recognition.access import can_set_rules
from langmoi.recognition.models import Kind, RuleOverride
from langmoi.recognition.regime_file import PARAMETERS, Form, Parameter, regimes

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Entered:
    """A value as typed: “90”, “20”, “có”, “không”, or words."""

    regime: str
    kind: Kind
    parameter: str
    value: str
    valid_from: date
    document: str


@transaction.atomic
def override_rule(
    province: Unit, told: Entered, *, by: User, on: date, at: datetime
) -> RuleOverride:
    """From a day on another value holds for a kind under a regime, by the document told."""
    if not can_set_rules(by, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được nhập mức của tỉnh.")
    regime = next((one for one in regimes() if one.id == told.regime), None)
    parameter = PARAMETERS.get(told.parameter)
    if regime is None or parameter is None or told.kind not in regime.kinds:
        raise DomainError("Không có nội dung này trong quy định đã chọn. Hãy tải lại trang.")
    if not regime.period.covers(told.valid_from):
        raise DomainError(
            f"Ngày áp dụng nằm ngoài thời gian hiệu lực của {regime.name}. Hãy ghi lại ngày."
        )
    try:
        with transaction.atomic():
            made = RuleOverride.objects.create(
                unit=province,
                regime=regime.id,
                kind=told.kind,
                parameter=parameter.id,
                value=_read(parameter, told.value),
                valid_from=told.valid_from,
                document=line(told.document, "văn bản của tỉnh", 200, needed=True),
                by=by,
                at=at,
            )
    except IntegrityError as error:
        raise DomainError(
            "Nội dung này đã có mức từ ngày đó. Hãy bỏ mức cũ trước, kèm lý do."
        ) from error
    record(
        "recognition_rule.add",
        made,
        by=by,
        regime=made.regime,
        kind=made.kind,
        parameter=made.parameter,
        value=made.value,
        since=str(made.valid_from),
        document=made.document,
    )
    return made


@transaction.atomic
def take_back_override(
    override: RuleOverride, why: str, *, by: User, on: date, at: datetime
) -> RuleOverride:
    """The value counts no more; its row stays."""
    if not can_set_rules(by, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được bỏ mức của tỉnh.")
    found = RuleOverride.objects.select_for_update().get(pk=override.pk)
    if found.taken_back_at is not None:
        raise DomainError("Mức này đã bỏ trước đó. Hãy tải lại trang để xem.")
    found.why_taken_back = line(why, "lý do bỏ", 300, needed=True)
    found.taken_back_at = at
    found.save(update_fields=["why_taken_back", "taken_back_at"])
    record(
        "recognition_rule.take_back",
        found,
        by=by,
        parameter=found.parameter,
        value=found.value,
        why=found.why_taken_back,
    )
    return found


def _read(parameter: Parameter, text: str) -> str:
    """The value as it is kept."""
    if parameter.form is Form.TEXT:
        return line(text, parameter.label.lower(), 500, needed=True)
    if parameter.form is Form.FLAG:
        words = {"có": "true", "không": "false", "true": "true", "false": "false"}
        if text.strip().lower() not in words:
            raise DomainError(f"{parameter.label}: hãy chọn có hoặc không.")
        return words[text.strip().lower()]
    is_share = parameter.form is Form.SHARE
    most = HUNDRED if is_share else Decimal(366)
    number = read_number(text, minimum=Decimal(0), maximum=most, whole=not is_share)
    if not 0 < number <= most:
        raise DomainError(f"{parameter.label} phải lớn hơn 0 và không quá {most}. Hãy ghi lại.")
    return plain(number)
