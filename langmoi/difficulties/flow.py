"""The steps of a difficulty: from which state to which, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from langmoi.difficulties.models import UNFINISHED, Desk, DifficultyState

S = DifficultyState


class Side(StrEnum):
    RAISER = "raiser"
    DESK = "desk"  # on whose desk it lies
    DISTRICT = "district"  # of the place: may solve it itself
    OFFICE = "office"  # the province's coordination office: sees that it lies where it belongs


@dataclass(frozen=True)
class Step:
    """A step of the story; target None: the state stays."""

    name: str
    label: str  # what was done, as the story tells it
    sides: tuple[Side, ...]
    sources: frozenset[DifficultyState]
    target: DifficultyState | None = None


def _steps(*steps: Step) -> dict[str, Step]:
    return {step.name: step for step in steps}


OPEN = frozenset(UNFINISHED)
UNTAKEN = frozenset({S.WAITING, S.REOPENED, S.ESCALATED})
RAISER, DESK, DISTRICT, OFFICE = (Side.RAISER,), (Side.DESK,), (Side.DISTRICT,), (Side.OFFICE,)

STEPS = _steps(
    Step("raise", "nêu vướng mắc", RAISER, frozenset(), S.WAITING),
    Step("accept", "tiếp nhận", DESK, UNTAKEN, S.IN_PROGRESS),
    Step("take_up", "huyện nhận giải quyết", DISTRICT, OPEN - {S.ESCALATED}, S.IN_PROGRESS),
    Step("reroute", "chuyển cơ quan khác", DESK + OFFICE, OPEN, S.WAITING),
    Step("answer", "trả lời", DESK, OPEN, S.ANSWERED),
    Step("reopen", "mở lại", RAISER, frozenset({S.ANSWERED}), S.REOPENED),
    Step("close", "đồng ý với trả lời", RAISER, frozenset({S.ANSWERED}), S.CLOSED),
    Step("escalate", "chuyển cấp trên", DESK + RAISER, OPEN | {S.ANSWERED}, S.ESCALATED),
    Step("withdraw", "rút lại", RAISER, OPEN, S.WITHDRAWN),
)
# To which desk it goes from each; a leader has nobody above.
ABOVE = {Desk.DISTRICT: Desk.AGENCY, Desk.AGENCY: Desk.OFFICE, Desk.OFFICE: Desk.LEADER}
