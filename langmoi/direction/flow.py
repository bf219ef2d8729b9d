"""The steps of a task in an assignee's hands: from which state to which, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from langmoi.direction.models import TaskState

S = TaskState


class Side(StrEnum):
    ASSIGNEE = "assignee"
    ISSUER = "issuer"
    LEADER = "leader"  # who heads the place whose document it is


@dataclass(frozen=True)
class Step:
    """A step of the story; target None: the state stays, or is the one before (resume)."""

    name: str
    label: str  # what was done, as the story tells it
    side: Side
    sources: frozenset[TaskState]
    target: TaskState | None = None


def _steps(*steps: Step) -> dict[str, Step]:
    return {step.name: step for step in steps}


WORKED_ON = frozenset({S.ISSUED, S.IN_PROGRESS, S.SENT_BACK})
UNFINISHED = frozenset(S) - {S.DONE, S.WITHDRAWN}

STEPS = _steps(
    Step("issue", "giao nhiệm vụ", Side.ISSUER, frozenset()),
    Step("accept", "tiếp nhận", Side.ASSIGNEE, frozenset({S.ISSUED}), S.IN_PROGRESS),
    Step("progress", "báo cáo tiến độ", Side.ASSIGNEE, WORKED_ON, S.IN_PROGRESS),
    Step("complete", "báo hoàn thành", Side.ASSIGNEE, WORKED_ON, S.REPORTED),
    Step("ask_extension", "xin gia hạn", Side.ASSIGNEE, WORKED_ON),
    Step("confirm", "xác nhận hoàn thành", Side.ISSUER, frozenset({S.REPORTED}), S.DONE),
    Step("send_back", "trả lại", Side.ISSUER, frozenset({S.REPORTED}), S.SENT_BACK),
    # Not while a report waits: a day moved then would turn a late report into one in time.
    Step("extend", "gia hạn", Side.ISSUER, WORKED_ON | {S.SUSPENDED}),
    Step("suspend", "tạm hoãn", Side.ISSUER, WORKED_ON, S.SUSPENDED),
    Step("resume", "cho thực hiện tiếp", Side.ISSUER, frozenset({S.SUSPENDED})),
    # Both change nothing but the story: a reminder, and what the chairman says about it.
    Step("remind", "đôn đốc", Side.ISSUER, WORKED_ON),
    Step("instruct", "cho ý kiến chỉ đạo", Side.LEADER, UNFINISHED),
    Step("withdraw", "thu hồi", Side.ISSUER, UNFINISHED, S.WITHDRAWN),
)
