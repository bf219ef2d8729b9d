"""How pages say and colour the state of a difficulty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from langmoi.difficulties.models import Difficulty, DifficultyState
from langmoi.difficulties.queries import OPEN, OVERDUE
from langmoi.difficulties.rules import OTHER, causes
from langmoi.law.model import Criterion

S = DifficultyState
_LOOKS = {
    S.WAITING: ("soon", "hourglass"),
    S.IN_PROGRESS: ("info", "clock"),
    S.ANSWERED: ("info", "message"),
    S.REOPENED: ("soon", "rotate"),
    S.ESCALATED: ("soon", "arrow-up"),
    S.CLOSED: ("done", "circle-check"),
    S.WITHDRAWN: ("plain", "archive"),
}
# What the address may ask of a list.
STATES = {
    "chua-giai-quyet": (OPEN, "Chưa giải quyết"),
    "qua-han": (OVERDUE, "Quá hạn trả lời"),
    "cho-tiep-nhan": (S.WAITING, "Chờ tiếp nhận"),
    "dang-xu-ly": (S.IN_PROGRESS, "Đang xử lý"),
    "da-tra-loi": (S.ANSWERED, "Đã trả lời, chờ bên nêu"),
    "mo-lai": (S.REOPENED, "Mở lại"),
    "chuyen-cap-tren": (S.ESCALATED, "Chuyển cấp trên"),
    "ket-thuc": (S.CLOSED, "Kết thúc"),
    "da-rut": (S.WITHDRAWN, "Đã rút"),
}
NOT_TOLD = "Chưa xác định"


@dataclass(frozen=True)
class Look:
    label: str
    css: str
    icon: str


def look_of(one: Difficulty, on: date) -> Look:
    """Its state; overdue stands before everything else."""
    late = one.days_overdue(on)
    if late:
        return Look(f"quá hạn {late} ngày", "over", "alert-triangle")
    css, icon = _LOOKS[DifficultyState(one.state)]
    return Look(one.get_state_display(), css, icon)


def cause_words(cause: str, text: str = "") -> str:
    if cause == OTHER and text:
        return f"{causes()[OTHER]}: {text}"
    return causes().get(cause, cause or NOT_TOLD)


def criterion_words(criterion: Criterion | None, id: str, indicator: str = "") -> str:
    """“15. Y tế” or, of one indicator, “15.1 (15. Y tế)”; the id where no set knows it."""
    if criterion is None:
        return id
    whole = f"{criterion.number}. {criterion.name}"
    one = next((i for i in criterion.indicators if i.id == indicator), None)
    return f"{one.number} ({whole})" if one else whole
