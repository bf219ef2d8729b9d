"""The demo's public page: on since November was closed, with a few comments in every state."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from langmoi.demo.account_list import OFFICE
from langmoi.demo.december import December, at_hour
from langmoi.public.comments import NewComment, answer_comment, moderate_comment, send_comment
from langmoi.public.models import Comment
from langmoi.public.switch import switch_public

MONTH = date(2019, 11, 1)
ON = date(2019, 11, 26)
# Commune, criterion, day, what was said, name and contact (invented).
ANSWERED = ("23542", "17", date(2019, 11, 27), "Rác ở cuối thôn chưa có xe đến thu gom (minh họa).")
OVERDUE = (
    "23542",
    "2",
    date(2019, 11, 28),
    "Đường ra khu sản xuất còn lầy vào mùa mưa (minh họa).",
)
WAITING = (
    "23467",
    "10",
    date(2019, 12, 16),
    "Giá dược liệu giảm, thu nhập năm nay thấp (minh họa).",
)
NEW = ("23542", "9", date(2019, 12, 19), "Trong thôn còn hai nhà tạm, đề nghị xem lại (minh họa).")
HIDDEN = ("23542", "11", date(2019, 12, 17), "Quảng cáo vay tiền nhanh (minh họa).")
ANSWER = "Xã đã hợp đồng xe thu gom mỗi tuần hai lần từ 01/12/2019 (minh họa)."


def open_public_page(stage: December) -> None:
    by = stage.users[OFFICE]
    reason = "Tỉnh mẫu: mọi số liệu là số minh họa."
    switch_public(True, since=ON, reason=reason, by=by, on=ON, at=at_hour(ON, 8))
    answered = _published(stage, ANSWERED)
    day = ANSWERED[2] + timedelta(days=5)
    said_by = stage.users[f"xa{ANSWERED[0]}"]
    answer_comment(answered, ANSWER, by=said_by, on=day, at=at_hour(day, 15))
    _published(stage, OVERDUE)
    _published(stage, WAITING)
    _send(stage, NEW)
    _moderated(stage, HIDDEN, publish=False, reason="Quảng cáo, không về tiêu chí này.")


def _published(stage: December, told: tuple[str, str, date, str]) -> Comment:
    return _moderated(stage, told, publish=True, reason="")


def _moderated(
    stage: December, told: tuple[str, str, date, str], *, publish: bool, reason: str
) -> Comment:
    """The office moderates in the afternoon of the day on which it came."""
    comment, day = _send(stage, told), told[2]
    by, at = stage.users[OFFICE], at_hour(day, 16)
    return moderate_comment(comment, publish=publish, reason=reason, by=by, on=day, at=at)


def _send(stage: December, told: tuple[str, str, date, str]) -> Comment:
    code, criterion, day, text = told
    said = NewComment(text, uuid4(), "Người dân (minh họa)", "nguoi-dan@langmoi.invalid")
    unit, at = stage.communes[code].unit, at_hour(day, 10)
    return send_comment(unit, MONTH, criterion, said, address="", on=day, at=at)
