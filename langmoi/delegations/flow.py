"""The steps of a delegation: from which state to which."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.delegations.models import DelegationState

S = DelegationState


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    sources: frozenset[DelegationState]
    target: DelegationState


def _steps(*steps: Step) -> dict[str, Step]:
    return {step.name: step for step in steps}


STEPS = _steps(
    Step("propose", "trình đề xuất", frozenset({S.DRAFT}), S.PROPOSED),
    Step("send_back", "trả lại đề xuất", frozenset({S.PROPOSED}), S.DRAFT),
    Step("decide", "ghi quyết định thành lập", frozenset({S.PROPOSED}), S.DECIDED),
    Step("begin", "bắt đầu kiểm tra", frozenset({S.DECIDED}), S.UNDER_WAY),
    Step("conclude", "kết luận", frozenset({S.UNDER_WAY}), S.CONCLUDED),
    Step("end", "kết thúc", frozenset({S.CONCLUDED}), S.ENDED),
)
