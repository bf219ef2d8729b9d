"""The office sets what a survey must reach, with the document that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise
from langmoi.law.model import Status
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.surveys.access import can_set_rule
from langmoi.surveys.models import SurveyRule


@dataclass(frozen=True)
class NewRule:
    valid_from: date
    coverage: Decimal
    share: Decimal
    document: str
    in_each_village: bool = False
    status: Status = Status.RECALLED


@transaction.atomic
def set_rule(told: NewRule, province: Unit, *, by: User, on: date, at: datetime) -> SurveyRule:
    """From a day on. Surveys made before keep the rule that they were made under."""
    if not can_set_rule(by, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh ghi mức lấy ý kiến hài lòng.")
    document = normalise(told.document)
    if not document:
        raise DomainError("Chưa ghi văn bản quy định mức. Hãy ghi số, ngày và cơ quan ban hành.")
    for value, what in ((told.coverage, "độ bao phủ"), (told.share, "tỷ lệ hài lòng")):
        if not 0 < value <= 100:
            raise DomainError(f"Mức {what} phải lớn hơn 0 và không quá 100%. Hãy ghi lại.")
    if SurveyRule.objects.filter(unit=province, valid_from=told.valid_from).exists():
        raise DomainError("Đã có mức ghi từ ngày này. Hãy ghi ngày khác.")
    rule = SurveyRule.objects.create(
        unit=province,
        valid_from=told.valid_from,
        coverage=told.coverage,
        share=told.share,
        in_each_village=told.in_each_village,
        document=document[:200],
        status=told.status.value,
        by=by,
        at=at,
    )
    levels = {"coverage": str(told.coverage), "share": str(told.share)}
    record("survey.rule", province, by=by, since=str(told.valid_from), **levels)
    return rule
