"""A village's meeting and its votes: what cannot be, and whether a decision was passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from langmoi.registers.village_rules import DecisionRule, decision_rule


class Passed(StrEnum):
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Passed.PASSED: "được thông qua",
    Passed.NOT_PASSED: "chưa được thông qua",
    Passed.UNKNOWN: "chưa xác định",
}


@dataclass(frozen=True)
class Ballots:
    """A question that a meeting voted on, in households."""

    question: str
    in_favour: int
    against: int
    abstained: int

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True)
class Turnout:
    """How many households a village has (None: not told), were invited and came."""

    households: int | None
    invited: int | None
    attending: int


@dataclass(frozen=True)
class VoteResult:
    passed: Passed
    rule: DecisionRule | None
    why: str


def turnout_faults(turnout: Turnout, *, known_households: int | None = None) -> list[str]:
    """Everything in the counts of a meeting that cannot be."""
    faults = []
    whole, invited, came = turnout.households, turnout.invited, turnout.attending
    if min(whole or 0, invited or 0, came) < 0:
        return ["Số hộ không thể nhỏ hơn 0. Hãy ghi lại."]
    if invited is not None and came > invited:
        faults.append(f"Có {came} hộ dự họp nhưng chỉ mời {invited} hộ. Hãy xem lại hai số này.")
    if whole is not None and max(came, invited or 0) > whole:
        most = max(came, invited or 0)
        faults.append(f"Có {most} hộ được mời hoặc dự họp, thôn có {whole} hộ. Hãy xem lại số hộ.")
    if known_households is not None and max(whole or 0, came) > known_households:
        most = max(whole or 0, came)
        faults.append(
            f"Biên bản ghi {most} hộ, phiếu thôn gần nhất ghi {known_households} hộ. "
            "Hãy sửa số hộ ở biên bản, hoặc cập nhật phiếu thôn trước."
        )
    return faults


def ballot_fault(ballots: Ballots, attending: int) -> str:
    """Why these ballots cannot have been cast; empty where they can."""
    if min(ballots.in_favour, ballots.against, ballots.abstained) < 0:
        return f"“{ballots.question}”: số phiếu không thể nhỏ hơn 0. Hãy ghi lại."
    if ballots.cast > attending:
        return (
            f"“{ballots.question}”: {ballots.in_favour} tán thành + {ballots.against} không tán "
            f"thành + {ballots.abstained} không có ý kiến = {ballots.cast} phiếu, nhiều hơn "
            f"{attending} hộ dự họp. Hãy xem lại số phiếu trong biên bản."
        )
    return ""


def result_of(ballots: Ballots, households: int | None, on: date) -> VoteResult:
    """Whether the decision was passed by the rule of that day; the share is of all households.

    Exactly half is not more than half. Without a rule or without the number of households
    nothing is said.
    """
    rule = decision_rule(on)
    if rule is None or rule.more_than is None:
        why = "Chưa rõ tỷ lệ tán thành phải có theo quy định của ngày họp."
        return VoteResult(Passed.UNKNOWN, rule, why)
    if not households:
        return VoteResult(Passed.UNKNOWN, rule, "Biên bản chưa ghi tổng số hộ của thôn.")
    share = f"{ballots.in_favour}/{households} hộ tán thành"
    if ballots.in_favour * 100 > rule.more_than * households:
        return VoteResult(Passed.PASSED, rule, f"{share}, trên {rule.more_than}%.")
    return VoteResult(Passed.NOT_PASSED, rule, f"{share}, không quá {rule.more_than}%.")
