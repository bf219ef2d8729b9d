"""What waits for a person, and who is late: computed from the chain's state, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from langmoi.core.months import show_month
from langmoi.people.contacts import Contact
from langmoi.people.models import Agency
from langmoi.places.models import UnitVersion


class TaskKind(StrEnum):
    """What is to be done; the order is that of the month."""

    VILLAGE = "village"
    ENTER = "enter"
    CORRECT = "correct"
    SUBMIT = "submit"
    DIFFERENCE = "difference"
    REVIEW = "review"
    SIGN = "sign"
    OPINION = "opinion"
    CLOSE = "close"
    CORRECTION = "correction"
    QUESTION = "question"
    MODERATE = "moderate"
    COMMENT = "comment"
    TASK_ACCEPT = "task_accept"
    TASK_REDO = "task_redo"
    TASK_REPORT = "task_report"
    TASK_CONFIRM = "task_confirm"
    TASK_EXTEND = "task_extend"
    TASK_URGE = "task_urge"
    TASK_ESCALATED = "task_escalated"
    DIFFICULTY_TAKE_UP = "difficulty_take_up"
    DIFFICULTY_ANSWER = "difficulty_answer"
    DIFFICULTY_SENT_UP = "difficulty_sent_up"
    DIFFICULTY_ANSWERED = "difficulty_answered"
    DELEGATION = "delegation"
    VISIT = "visit"
    CONCLUSION = "conclusion"
    OCOP_EXPIRY = "ocop_expiry"
    LINKAGE_END = "linkage_end"
    DOSSIER = "dossier"
    DOSSIER_CONFIRM = "dossier_confirm"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    TaskKind.VILLAGE: "Ghi phiếu thôn",
    TaskKind.ENTER: "Nhập phiếu tháng",
    TaskKind.CORRECT: "Sửa chỉ tiêu bị trả lại",
    TaskKind.SUBMIT: "Gửi phiếu tháng",
    TaskKind.DIFFERENCE: "Đối chiếu số liệu với ngành",
    TaskKind.REVIEW: "Rà soát phiếu của xã",
    TaskKind.SIGN: "Ký kết quả rà soát",
    TaskKind.OPINION: "Cho ý kiến của ngành",
    TaskKind.CLOSE: "Chốt số liệu tháng",
    TaskKind.CORRECTION: "Duyệt đính chính",
    TaskKind.QUESTION: "Trả lời câu hỏi",
    TaskKind.MODERATE: "Duyệt góp ý của người dân",
    TaskKind.COMMENT: "Trả lời góp ý của người dân",
    TaskKind.TASK_ACCEPT: "Tiếp nhận nhiệm vụ",
    TaskKind.TASK_REDO: "Làm lại nhiệm vụ bị trả lại",
    TaskKind.TASK_REPORT: "Báo cáo kết quả nhiệm vụ",
    TaskKind.TASK_CONFIRM: "Xác nhận kết quả nhiệm vụ",
    TaskKind.TASK_EXTEND: "Trả lời xin gia hạn nhiệm vụ",
    TaskKind.TASK_URGE: "Đôn đốc nhiệm vụ quá hạn",
    TaskKind.TASK_ESCALATED: "Chỉ đạo nhiệm vụ quá hạn lâu",
    TaskKind.DIFFICULTY_TAKE_UP: "Tiếp nhận vướng mắc",
    TaskKind.DIFFICULTY_ANSWER: "Trả lời vướng mắc",
    TaskKind.DIFFICULTY_SENT_UP: "Vướng mắc chuyển lên, cần trả lời",
    TaskKind.DIFFICULTY_ANSWERED: "Xem trả lời vướng mắc",
    TaskKind.DELEGATION: "Ghi quyết định thành lập đoàn kiểm tra",
    TaskKind.VISIT: "Đi kiểm tra, ghi kết quả",
    TaskKind.CONCLUSION: "Viết kết luận của đoàn kiểm tra",
    TaskKind.OCOP_EXPIRY: "Chấm lại sản phẩm OCOP",
    TaskKind.LINKAGE_END: "Ghi tiếp liên kết sản xuất",
    TaskKind.DOSSIER: "Xử lý hồ sơ xét, công nhận",
    TaskKind.DOSSIER_CONFIRM: "Xác nhận tiêu chí của hồ sơ xét, công nhận",
}


@dataclass(frozen=True)
class Task:
    """One thing that waits for a person: what, about whom, by when; month None: of no month."""

    kind: TaskKind
    month: date | None
    due_on: date | None
    detail: str
    unit: UnitVersion | None = None
    agency: Agency | None = None
    pk: int | None = None  # of the filing, question, comment, task… that it is about

    @property
    def key(self) -> str:
        """The same for the same piece of work on every day, so that reminders can be counted."""
        about = self.pk or (self.unit.unit_id if self.unit else 0)
        agency = self.agency.pk if self.agency else 0
        month = f"{self.month:%Y-%m}" if self.month else ""
        return f"{self.kind}:{month}:{about}:{agency}"

    @property
    def title(self) -> str:
        """What is to be done, of which month where it belongs to one."""
        of_month = f", tháng {show_month(self.month)}" if self.month else ""
        return f"{self.kind.label}{of_month}"

    def days_left(self, on: date) -> int | None:
        """Below zero where it is overdue; None without a deadline."""
        return (self.due_on - on).days if self.due_on else None


@dataclass(frozen=True)
class LateRow:
    """A unit or department that has not done its step in time, and who answers for it."""

    month: date
    step: str
    step_label: str
    who: str
    unit: UnitVersion | None
    due_on: date
    days: int
    what: str
    accountable: Contact | None
    others: tuple[Contact, ...] = ()
