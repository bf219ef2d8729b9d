"""How the pages of the chain say where a filing stands and by when something is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from langmoi.reporting.models import Filing, FilingState


@dataclass(frozen=True)
class StateWord:
    key: str
    label: str
    css: str
    icon: str


NOT_FILED = StateWord("not_filed", "chưa gửi", "soon", "clock")
_STATES = {
    FilingState.DRAFT: StateWord("draft", "có số liệu, xã chưa gửi", "soon", "pencil"),
    FilingState.SUBMITTED: StateWord("submitted", "đã gửi, chờ rà soát", "info", "hourglass"),
    FilingState.SENT_BACK: StateWord("sent_back", "bị trả lại", "not_met", "arrow-back-up"),
    FilingState.SIGNED: StateWord("signed", "đã ký rà soát", "done", "signature"),
}
STATES = [NOT_FILED, *_STATES.values()]


def state_word(filing: Filing | None) -> StateWord:
    """Where the filing stands; one without a revision has not been sent, whatever is typed in."""
    if filing is None or filing.latest_id is None:
        return NOT_FILED
    return _STATES[FilingState(filing.state)]


@dataclass(frozen=True)
class Due:
    """A day by which something is due, seen from today; `is_done` ends the counting."""

    day: date
    today: date
    is_done: bool = False

    @property
    def left(self) -> int:
        return (self.day - self.today).days

    @property
    def over(self) -> int:
        return -self.left
