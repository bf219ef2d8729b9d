"""The steps of a filing: from which state to which, in an open month or a closed one."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.reporting.models import FilingState

S = FilingState


@dataclass(frozen=True)
class Step:
    """A step of the chain; target None: the filing's state stays as it is."""

    name: str
    label: str  # what was done, as the story of a filing tells it
    sources: frozenset[FilingState]
    target: FilingState | None = None
    in_closed_month: bool = False

    @property
    def leads_to(self) -> str:
        return str(self.target or "")


def _steps(*steps: Step) -> dict[str, Step]:
    return {step.name: step for step in steps}


ENTERED = frozenset({S.DRAFT, S.SENT_BACK})
REVIEWED = frozenset({S.SUBMITTED})
SENT = frozenset({S.SUBMITTED, S.SIGNED})
ANY = frozenset(S)

STEPS = _steps(
    Step("open", "mở phiếu", ENTERED),
    Step("save", "lưu số liệu", ENTERED),
    Step("submit", "gửi phiếu", ENTERED, S.SUBMITTED),
    Step("import", "nhập và gửi bằng tệp Excel", ENTERED | REVIEWED, S.SUBMITTED),
    Step("review", "rà soát tiêu chí", REVIEWED),
    Step("solution", "đặt giải pháp", REVIEWED),
    Step("send_back", "trả lại chỉ tiêu", REVIEWED, S.SENT_BACK),
    Step("sign", "ký kết quả rà soát", REVIEWED, S.SIGNED),
    Step("opinion", "cho ý kiến của ngành", SENT),
    Step("reopen", "mở lại chỉ tiêu", frozenset({S.SIGNED}), S.SENT_BACK),
    Step("close", "chốt số liệu tháng", ANY),
    Step("ask_correction", "đề nghị đính chính", ANY, in_closed_month=True),
    Step("refuse_correction", "không duyệt đính chính", ANY, in_closed_month=True),
    Step("correct", "đính chính", ANY, in_closed_month=True),
)


def allows(name: str, state: str, *, month_is_closed: bool) -> bool:
    """Whether a filing in this state, of a month open or closed, can take the step."""
    step = STEPS[name]
    return FilingState(state) in step.sources and step.in_closed_month == month_is_closed
