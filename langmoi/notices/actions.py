"""Every write of questions: atomic, and with its audit line."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import reference_day, show_month
from langmoi.law.model import Indicator
from langmoi.notices.access import ASKING_ROLES, can_answer, can_ask, post_to_ask
from langmoi.notices.models import Question
from langmoi.people.capacity import capacity_of
from langmoi.people.models import User
from langmoi.places.models import Unit, UnitVersion
from langmoi.places.queries import version_of
from langmoi.reporting.workbook.contents import set_of_month

LONGEST = 2000


@transaction.atomic
def ask_question(
    unit: Unit,
    month: date,
    indicator: str,
    text: str,
    *,
    due_on: date,
    by: User,
    on: date,
    at: datetime,
    figure: str = "",
) -> Question:
    """Ask about one indicator (or one figure of it) of a commune's month.

    The question goes to the post that answers for the commune's figures; it comes back as a dated
    answer.
    """
    if not can_ask(by, unit.pk, on=on):
        raise NotAllowed(
            "Chỉ lãnh đạo và cơ quan theo dõi phụ trách xã này được hỏi về số liệu của xã."
        )
    commune = _commune(unit, month)
    found = _indicator(indicator, month)
    _check_figure(figure, found)
    text = _text(text, "câu hỏi")
    if due_on < on:
        raise DomainError(f"Hạn trả lời {show_day(due_on)} đã qua. Hãy chọn hạn từ hôm nay trở đi.")
    post = post_to_ask(unit.pk, on=on)
    if post is None:
        raise DomainError(
            f"Chưa có ai được giao phụ trách số liệu của {commune} nên chưa gửi được câu hỏi. "
            "Hãy đề nghị người quản trị giao chức vụ ở xã này trước."
        )
    question = Question.objects.create(
        unit=unit,
        month=month,
        indicator=found.number,
        figure=figure,
        text=text,
        due_on=due_on,
        asked_by=by,
        capacity=capacity_of(by, ASKING_ROLES, unit, on)[:200],
        asked_at=at,
        post=post,
    )
    told = {"question": question.pk, "to": str(post), "text": text, "unit": question.unit_id}
    record("question.ask", question, by=by, **told)
    return question


@transaction.atomic
def answer_question(question: Question, text: str, *, by: User, on: date, at: datetime) -> Question:
    """Answer once; the answer stays as it was given."""
    if not can_answer(by, question, on=on):
        raise NotAllowed(f"Chỉ người giữ chức vụ được hỏi ({question.post}) được trả lời câu này.")
    text = _text(text, "câu trả lời")
    # One conditional UPDATE: of two people who answer at once, exactly one does.
    waiting = Question.objects.filter(pk=question.pk, answered_at__isnull=True)
    if not waiting.update(answer=text, answered_by=by, answered_at=at):
        raise DomainError("Câu hỏi này vừa được người khác trả lời. Hãy tải lại trang để xem.")
    question.refresh_from_db()
    told = {"question": question.pk, "text": text, "unit": question.unit_id}
    record("question.answer", question, by=by, **told)
    return question


def _commune(unit: Unit, month: date) -> UnitVersion:
    found = version_of(unit.pk, reference_day(month))
    if found is None or not found.files:
        raise DomainError(
            f"{unit} không nộp phiếu tháng {show_month(month)} nên không có số liệu để hỏi. "
            "Hãy chọn xã hoặc tháng khác."
        )
    return found


def _indicator(number: str, month: date) -> Indicator:
    for indicator in set_of_month(month).indicators:
        if indicator.number == number:
            return indicator
    raise DomainError(
        f"Bộ tiêu chí của tháng {show_month(month)} không có chỉ tiêu “{number}”. "
        "Hãy chọn chỉ tiêu trong danh sách."
    )


def _check_figure(figure: str, indicator: Indicator) -> None:
    if figure and figure not in {test.figure for test in indicator.tests}:
        raise DomainError(
            f"Số liệu “{figure}” không thuộc chỉ tiêu {indicator.number}. Hãy chọn lại số liệu."
        )


def _text(text: str, what: str) -> str:
    text = text.strip()
    if not text:
        raise DomainError(f"Còn thiếu nội dung {what}. Hãy ghi nội dung rồi gửi lại.")
    if len(text) > LONGEST:
        raise DomainError(f"Nội dung {what} dài hơn 2.000 ký tự. Hãy ghi ngắn lại.")
    return text
