"""What people say of findings: explained by who spends, accepted or not by somebody else.

A finding is derived; its steps hang on its key. Of two people at one turn the second is told. Steps
on amounts that have changed since are past: the finding is open again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise
from langmoi.funding.lines import take_back_line
from langmoi.funding.models import FindingAct, FindingStep, MoneyLine
from langmoi.funding.rule_access import can_explain, can_judge
from langmoi.funding.subjects import Subject
from langmoi.people.models import User

MOST_TEXT = 1000
BEHIND = (
    "Việc này vừa được người khác ghi, hoặc số tiền vừa thay đổi. Nội dung vừa ghi chưa được lưu: "
    "hãy tải lại trang, xem bản mới rồi làm tiếp."
)


class Standing(StrEnum):
    OPEN = "open"
    EXPLAINED = "explained"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WRONG = "wrong"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_settled(self) -> bool:
        return self in (Standing.ACCEPTED,)


_LABELS = {
    Standing.OPEN: "chưa giải trình",
    Standing.EXPLAINED: "đã giải trình, chờ xem xét",
    Standing.ACCEPTED: "giải trình được chấp nhận",
    Standing.REFUSED: "bị trả lại, cần giải trình lại",
    Standing.WRONG: "kết luận là sai, còn dòng vốn phải xem",
    Standing.CHANGED: "số tiền đã đổi, cần giải trình lại",
}
_AFTER = {
    FindingAct.EXPLAIN: Standing.EXPLAINED,
    FindingAct.ACCEPT: Standing.ACCEPTED,
    FindingAct.REFUSE: Standing.REFUSED,
    FindingAct.WRONG: Standing.WRONG,
}


@dataclass(frozen=True)
class Story:
    """The steps on a finding, in order, and how it stands with the amounts of now."""

    steps: tuple[FindingStep, ...]
    standing: Standing

    @property
    def turn(self) -> int:
        return self.steps[-1].turn if self.steps else 0

    @property
    def last(self) -> FindingStep | None:
        return self.steps[-1] if self.steps else None

    @property
    def explanation(self) -> FindingStep | None:
        """The last one, whatever was said of it."""
        found = [step for step in self.steps if step.act == FindingAct.EXPLAIN]
        return found[-1] if found else None


def stories_of(subjects: Collection[Subject]) -> dict[str, Story]:
    """By key, of findings of one kind; one read."""
    steps: dict[str, list[FindingStep]] = defaultdict(list)
    if subjects:
        kinds = {subject.kind for subject in subjects}
        keys = [subject.key for subject in subjects]
        found = FindingStep.objects.filter(kind__in=kinds, key__in=keys).select_related("by")
        for step in found.order_by("turn"):
            steps[step.key].append(step)
    return {subject.key: _story(subject, steps[subject.key]) for subject in subjects}


def _story(subject: Subject, steps: Iterable[FindingStep]) -> Story:
    told = tuple(steps)
    if not told:
        return Story(told, Standing.OPEN)
    if told[-1].fingerprint != subject.fingerprint:
        return Story(told, Standing.CHANGED)
    return Story(told, _AFTER[FindingAct(told[-1].act)])


@dataclass(frozen=True)
class Seen:
    """What stood on the page of whoever acts: the turn, and the mark of the amounts."""

    turn: int
    fingerprint: str


@transaction.atomic
def explain(
    subject: Subject,
    text: str,
    *,
    seen: Seen,
    by: User,
    on: date,
    at: datetime,
    is_illustrative: bool = False,
) -> FindingStep:
    """Why it is as it is. Allowed until it was accepted, and anew once its amounts change."""
    if not can_explain(by, subject.unit, on=on):
        raise NotAllowed(
            "Chỉ cán bộ, lãnh đạo của địa bàn này và cấp trên được giải trình. "
            "Hãy báo nơi ấy giải trình."
        )
    if _now(subject).standing is Standing.ACCEPTED:
        raise DomainError("Giải trình đã được chấp nhận. Số tiền đổi thì mới giải trình lại.")
    step = _Step(subject, FindingAct.EXPLAIN, _text(text, "giải trình"), is_illustrative)
    return _take(step, seen, by, on, at)


@transaction.atomic
def judge_explanation(
    subject: Subject,
    text: str,
    *,
    is_accepted: bool,
    seen: Seen,
    by: User,
    on: date,
    at: datetime,
    is_illustrative: bool = False,
) -> FindingStep:
    """Accepted, or sent back with a reason: by somebody else than who explained."""
    story = _judged(subject, by, on)
    if story.standing is not Standing.EXPLAINED:
        raise DomainError("Chưa có giải trình đang chờ xem xét. Hãy tải lại trang để xem.")
    told = normalise(text) if is_accepted else _text(text, "lý do trả lại")
    act = FindingAct.ACCEPT if is_accepted else FindingAct.REFUSE
    return _take(_Step(subject, act, told[:MOST_TEXT], is_illustrative), seen, by, on, at)


@transaction.atomic
def find_wrong(
    subject: Subject,
    line: MoneyLine,
    text: str,
    *,
    seen: Seen,
    by: User,
    on: date,
    at: datetime,
) -> FindingStep:
    """It is wrong: the line is taken back by the same action as any other, with this reason."""
    _judged(subject, by, on)
    if line.pk not in subject.lines:
        raise DomainError(
            "Dòng vốn này không thuộc việc đang xem. Hãy chọn một dòng trong danh sách."
        )
    text = _text(text, "lý do", 250)
    step = _take(_Step(subject, FindingAct.WRONG, text, False), seen, by, on, at)
    take_back_line(line, why=text, by=by, on=on, at=at)
    return step


@dataclass(frozen=True)
class _Step:
    subject: Subject
    act: FindingAct
    text: str
    is_illustrative: bool


def _take(step: _Step, seen: Seen, by: User, on: date, at: datetime) -> FindingStep:
    """The next turn: of two who take it, the database lets one through."""
    subject = step.subject
    if seen.fingerprint != subject.fingerprint or seen.turn != _now(subject).turn:
        raise DomainError(BEHIND)
    try:
        with transaction.atomic():
            made = FindingStep.objects.create(
                kind=subject.kind,
                key=subject.key,
                unit_id=subject.unit,
                fingerprint=subject.fingerprint,
                turn=seen.turn + 1,
                act=step.act,
                text=step.text,
                what=subject.what[:500],
                by=by,
                on=on,
                at=at,
                is_illustrative=step.is_illustrative,
            )
    except IntegrityError as error:
        raise DomainError(BEHIND) from error
    about = {"kind": subject.kind, "key": subject.key, "unit": subject.unit}
    record(f"finding.{step.act}", made, by=by, text=step.text, **about)
    return made


def _now(subject: Subject) -> Story:
    return stories_of([subject])[subject.key]


def _judged(subject: Subject, by: User, on: date) -> Story:
    if not can_judge(by, subject.unit, on=on):
        raise NotAllowed(
            "Chỉ huyện và Văn phòng Điều phối NTM tỉnh được xem xét giải trình của địa bàn này."
        )
    story = _now(subject)
    explained = story.explanation
    if explained is not None and explained.by_id == by.pk:
        raise NotAllowed("Người giải trình không tự xem xét giải trình của mình.")
    return story


def _text(told: str, what: str, most: int = MOST_TEXT) -> str:
    text = normalise(told)
    if len(text) < 5:
        raise DomainError(f"Chưa ghi {what}. Hãy ghi vài lời cụ thể rồi lưu lại.")
    if len(text) > most:
        raise DomainError(f"Phần {what} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    return text
