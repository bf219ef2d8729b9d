"""Named groups of communes: what stands behind each number of the pages, as one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from langmoi.core.numbers import show_change
from langmoi.overview.model import CommuneLine

NEAR = (1, 2)  # criteria missing


@dataclass(frozen=True)
class Seen:
    """A commune with what its groups are told apart by."""

    line: CommuneLine
    unplanned: tuple[str, ...]  # criteria not met and without a solution

    @property
    def has_all(self) -> bool:
        line = self.line
        return line.criteria_met is not None and line.criteria_met == len(line.criteria)

    @property
    def is_near(self) -> bool:
        return self.line.criteria_met is not None and len(self.line.missing()) in NEAR


@dataclass(frozen=True)
class Group:
    """A list of communes: `title` follows “85 xã”, `detail` says what puts a commune there."""

    title: str
    holds: Callable[[Seen], bool]
    heading: str = ""
    detail: Callable[[Seen], str] = lambda seen: ""


def _numbers(numbers: Iterable[str]) -> str:
    """In the order of the set: “6, 10, 17”."""
    return ", ".join(sorted(numbers, key=lambda n: (len(n), n)))


def _title(seen: Seen) -> str:
    title = seen.line.recognition
    if title is None:
        return ""
    if title.decided_on:
        return f"{title.decision} ngày {title.decided_on:%d/%m/%Y}".strip()
    return f"biết đến ngày {title.known_by:%d/%m/%Y}" if title.known_by else title.decision


def _figures(seen: Seen) -> str:
    month = seen.line.figures_month
    return f"số tháng {month:%m/%Y}" if month else "chưa có số liệu"


MISSING = "Còn thiếu tiêu chí"
GROUPS = {
    "tat-ca": Group("trong tháng", lambda s: True, MISSING, lambda s: _numbers(s.line.missing())),
    "dat-du": Group("đạt đủ tiêu chí", lambda s: s.has_all),
    "moi-dat-du": Group(
        "mới đạt đủ tiêu chí trong tháng",
        lambda s: s.has_all and bool(s.line.change_previous),
        "Tiêu chí mới đạt",
        lambda s: _numbers(s.line.newly_met),
    ),
    "cong-nhan": Group(
        "đã được công nhận", lambda s: s.line.recognition is not None, "Công nhận", _title
    ),
    "cho-cong-nhan": Group(
        "đạt đủ tiêu chí, chưa công nhận", lambda s: s.has_all and s.line.recognition is None
    ),
    "chua-ro-cong-nhan": Group(
        "chưa rõ ngày công nhận", lambda s: s.line.is_recognition_unknown
    ),
    "da-nop": Group("đã nộp phiếu", lambda s: s.line.has_filed),
    "chua-nop": Group("chưa nộp phiếu", lambda s: not s.line.has_filed, "Đang tính theo", _figures),
    "thay-doi": Group(
        "có số tiêu chí đạt thay đổi so với tháng trước",
        lambda s: bool(s.line.change_previous),
        "Mới đạt; mất",
        lambda s: f"{_numbers(s.line.newly_met) or '–'}; {_numbers(s.line.lost) or '–'}",
    ),
    "thay-doi-nam": Group(
        "có số tiêu chí đạt thay đổi so với tháng 12 năm trước",
        lambda s: bool(s.line.change_december),
        "So với tháng 12 năm trước",
        lambda s: show_change(s.line.change_december or 0),
    ),
    "mat-tieu-chi": Group(
        "mất tiêu chí so với tháng trước",
        lambda s: bool(s.line.lost),
        "Tiêu chí mất",
        lambda s: _numbers(s.line.lost),
    ),
    "sap-dat": Group(
        "còn thiếu 1–2 tiêu chí",
        lambda s: s.is_near,
        MISSING,
        lambda s: _numbers(s.line.missing()),
    ),
    "chua-co-giai-phap": Group(
        "có tiêu chí chưa đạt mà chưa có giải pháp",
        lambda s: bool(s.unplanned),
        "Tiêu chí chưa có giải pháp",
        lambda s: _numbers(s.unplanned),
    ),
}  # fmt: skip
