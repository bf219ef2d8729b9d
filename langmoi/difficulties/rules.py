"""What may be configured: the closed list of causes, and how long an answer may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from langmoi.core.errors import DomainError
from langmoi.law.model import Status
from langmoi.reporting.workdays import add_working_days, working_days_between

_DATA = Path(__file__).parent / "data"
OTHER = "other"


@dataclass(frozen=True)
class AnsweringRule:
    """How many working days an answer may take where it is asked from that day on."""

    since: date
    working_days: int
    status: Status
    document: str

    @property
    def text(self) -> str:
        """The rule in words, with what stands behind it."""
        basis = self.document or f"{self.status.label}: chưa tìm thấy quy định"
        return f"{self.working_days} ngày làm việc ({basis})"


@cache
def causes() -> dict[str, str]:
    """The names of the causes by id, in the order in which they are offered."""
    told = yaml.safe_load((_DATA / "causes.yaml").read_text(encoding="utf-8"))
    return {cause["id"]: cause["name"] for cause in told["causes"]}


@cache
def answering_rules() -> tuple[AnsweringRule, ...]:
    told = yaml.safe_load((_DATA / "answering.yaml").read_text(encoding="utf-8"))
    found = (
        AnsweringRule(r["from"], r["working_days"], Status(r["status"]), r["document"])
        for r in told["rules"]
    )
    return tuple(sorted(found, key=lambda rule: rule.since))


def answering_rule(on: date) -> AnsweringRule:
    """The rule in force that day."""
    in_force = [rule for rule in answering_rules() if rule.since <= on]
    if not in_force:
        raise DomainError(
            "Chưa có thời hạn trả lời khó khăn, vướng mắc cho ngày này. "
            "Hãy thêm một dòng vào bảng thời hạn trả lời."
        )
    return in_force[-1]


def answer_due(on: date) -> date:
    """By when what is asked that day is to be answered."""
    return add_working_days(on, answering_rule(on).working_days)


def days_taken(asked_on: date, answered_on: date) -> int:
    """Working days after the day it was asked, the day of the answer counted."""
    return working_days_between(asked_on, answered_on)
