"""Yearly ratings of farm cooperatives: what a rating must be, and who is late with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.core.numbers import show_change, show_number
from langmoi.registers.cooperative_rules import RatingRule, rating_rule
from langmoi.registers.kind_list import kind_of
from langmoi.registers.lawful import NOT_FARM, is_farm
from langmoi.registers.models import EntryRecord
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import RecordTold, Reminder
from langmoi.registers.values import rule_values

SCORES = (
    "result_score", "benefit_score", "capital_score", "members_score", "awards_score",
    "satisfaction_score",
)  # fmt: skip
RATING = "rating"
UNRATED = "unrated"


def rating_faults(told: RecordTold) -> list[Fault]:
    """What is wrong with a rating of a year; one of before the circular is kept as reported."""
    faults = _sum_faults(told.fields)
    rule = rating_rule(told.year or 0)
    if rule is None:
        return faults
    entry = rule_values(kind_of("cooperative").fields, told.entry.fields)
    if entry.get("field") == NOT_FARM:
        return [
            Fault(
                f"{rule.document} chỉ xếp loại hợp tác xã nông nghiệp.",
                "Hãy xem lại loại hình của hợp tác xã.",
                figure="grade",
            )
        ]
    return faults + _grade_faults(told, rule, entry["founded_on"]) + _day_faults(told)


def score_of(fields: Any) -> Decimal | None:
    """The total told, else the sum of the six where all are there."""
    if fields.get("score") is not None:
        return Decimal(fields["score"])
    if all(fields.get(name) is not None for name in SCORES):
        return sum((Decimal(fields[name]) for name in SCORES), Decimal(0))
    return None


def _sum_faults(fields: Any) -> list[Fault]:
    scores = [fields.get(name) for name in SCORES]
    if None in scores:
        return []
    total = sum((Decimal(score) for score in scores), Decimal(0))
    faults = []
    if total > 100:
        said = f"Tổng sáu tiêu chí là {show_number(total)} điểm, quá 100."
        faults.append(Fault(said, "Hãy xem lại điểm từng tiêu chí.", figure="score"))
    told = fields.get("score")
    if told is not None and told != total:
        said = (
            f"Tổng điểm ghi {show_number(told)}, sáu tiêu chí cộng lại là {show_number(total)}, "
            f"lệch {show_change(told - total, 2)}."
        )
        faults.append(Fault(said, "Hãy sửa tổng hoặc điểm từng tiêu chí.", figure="score"))
    return faults


def _grade_faults(told: RecordTold, rule: RatingRule, founded_on: date) -> list[Fault]:
    year, grade = told.year or 0, told.fields["grade"]
    labels = kind_of("cooperative").records_by_id[RATING].by_id["grade"].labels
    if not rule.is_rated(founded_on, year):
        if grade == UNRATED:
            return []
        said = (
            f"Thành lập ngày {show_day(founded_on)}, hoạt động dưới {rule.least_months} tháng đến "
            f"hết năm {year} nên không xếp loại ({rule.document})."
        )
        return [Fault(said, "Hãy chọn “Không xếp loại”.", figure="grade")]
    if grade == UNRATED:
        said = f"Hợp tác xã đã hoạt động đủ {rule.least_months} tháng trong năm {year}."
        return [Fault(said, "Hãy ghi loại theo điểm.", figure="grade")]
    fined, score = bool(told.fields.get("fined")), score_of(told.fields)
    if not fined and score is None:
        return []
    wanted = rule.grade_of(score or Decimal(0), fined=fined)
    if wanted == grade:
        return []
    why = "Bị xử phạt trong năm" if fined else f"{show_number(score or 0)} điểm"
    bounds = "" if fined else f", {rule.said(wanted)}"
    said = (
        f"{why} là loại {labels[wanted].lower()}{bounds} ({rule.document}); "
        f"phiếu ghi loại {labels[grade].lower()}."
    )
    return [Fault(said, "Hãy xem lại điểm hoặc xếp loại.", figure="grade")]


def _day_faults(told: RecordTold) -> list[Fault]:
    """Each step comes after the one before, none before the year is over or in the future."""
    faults = []
    last: date | None = date(told.year or 0, 12, 31)
    steps = (
        ("sent_on", "Ngày gửi phòng nông nghiệp huyện"),
        ("district_on", "Ngày huyện gửi sở"),
        ("published_on", "Ngày công bố"),
    )
    for name, label in steps:
        day = told.fields.get(name)
        if day is None:
            continue
        if day > told.on:
            said = f"“{label}” {show_day(day)} chưa tới."
            faults.append(Fault(said, "Hãy ghi ngày đã có.", figure=name))
        elif last is not None and day <= last and name == "sent_on":
            said = f"“{label}” {show_day(day)} trước khi hết năm {told.year}."
            faults.append(Fault(said, "Hãy xem lại năm hoặc ngày.", figure=name))
        elif last is not None and day < last:
            said = f"“{label}” {show_day(day)} trước bước liền trước, {show_day(last)}."
            faults.append(Fault(said, "Hãy xem lại các ngày.", figure=name))
        last = day
    return faults


@dataclass(frozen=True)
class LateRating:
    """Who is late with the rating of a year: the cooperative, or its district."""

    row: EntryRow
    year: int
    who: str
    before: date
    done_on: date | None  # late, but done

    @property
    def said(self) -> str:
        who = {"cooperative": "hợp tác xã", "district": "huyện"}[self.who]
        what = "gửi bản tự chấm" if self.who == "cooperative" else "gửi kết quả lên sở"
        base = f"{who} phải {what} xếp loại năm {self.year} trước {show_day(self.before)}"
        if self.done_on:
            return f"{base}, đã gửi ngày {show_day(self.done_on)}"
        return f"{base}, chưa gửi"


def last_rated_year(on: date) -> int:
    return on.year - 1


def late_ratings(rows: Sequence[EntryRow], on: date) -> list[LateRating]:
    """Who has not sent the rating of the year before by its day, as of that day."""
    year = last_rated_year(on)
    rule = rating_rule(year)
    if rule is None:
        return []
    found = []
    for row in rows:
        if not _is_to_rate(row, rule, year):
            continue
        record = row.record_of(RATING, year)
        found += _late(row, record, rule, year, on)
    return found


def _is_to_rate(row: EntryRow, rule: RatingRule, year: int) -> bool:
    founded = row.values.get("founded_on")
    if not is_farm(row) or founded is None or row.state is None:
        return False
    return row.state.state.id == "active" and rule.is_rated(founded, year)


def _late(
    row: EntryRow, record: EntryRecord | None, rule: RatingRule, year: int, on: date
) -> list[LateRating]:
    told = row.record_values(record) if record else {}
    for who, name in (("cooperative", "sent_on"), ("district", "district_on")):
        before, done = rule.before(who, year), told.get(name)
        # A grade that was published has passed these steps, even where their days are not told.
        if done is None and told.get("published_on"):
            continue
        if (done is None and on >= before) or (done is not None and done >= before):
            return [LateRating(row, year, who, before, done)]
    return []


def reminders(rows: Sequence[EntryRow], on: date) -> list[Reminder]:
    """What is not sent and is late; what is late but done is told on the entry only."""
    alone = len(rows) == 1
    found = [late for late in late_ratings(rows, on) if alone or late.done_on is None]
    return [Reminder(_capital(late.said), late.before, True, late.row.entry) for late in found]


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
