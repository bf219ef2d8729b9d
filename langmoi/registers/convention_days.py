"""The days of a convention: by when its file is sent, decided on, a suspension decided; and late.

Each step goes by the rule in force on the day on which its time begins, so a convention adopted
on 15/08/2023 knows nothing of a decree that holds from the 16th.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from langmoi.registers.village_rules import Basis, ConventionRule, convention_rule
from langmoi.reporting.workdays import add_working_days, working_days_between


@dataclass(frozen=True)
class Dated:
    """One state of a convention and the day from which it holds."""

    state: str
    since: date


@dataclass(frozen=True)
class Wait:
    """One step that has its days. `due_on` is None where no rule is known for its beginning."""

    name: str
    began_on: date
    due_on: date | None
    done_on: date | None
    basis: Basis | None
    days_late: int

    @property
    def is_open(self) -> bool:
        return self.done_on is None

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


Days = Callable[[ConventionRule], int | None]

SEND = "Trưởng thôn gửi hồ sơ đề nghị công nhận"
DECIDE = "Quyết định công nhận"
# By what they are to the days: the adoption of a first text, and of a change.
ADOPTED = ("adopted", "amending")
SENT = ("sent", "amending_sent")
DECIDED = ("recognised", "amended")


def waits_of(states: Iterable[Dated], on: date) -> list[Wait]:
    """The steps with days of a convention's states, as of a day; states later than it are none.

    The adoption of a change begins them anew; what an earlier one waited for is left behind.
    """
    known = sorted((s for s in states if s.since <= on), key=lambda told: told.since)
    begun = max((n for n, told in enumerate(known) if told.state in ADOPTED), default=0)
    adopted = _first(known[begun:], ADOPTED)
    sent = _first(known[begun:], SENT)
    decided = _first(known[begun:], DECIDED)
    waits = []
    if adopted:
        waits.append(_wait(SEND, adopted, sent or decided, on, lambda rule: rule.file_days))
    if sent:
        waits.append(_wait(DECIDE, sent, decided, on, lambda rule: rule.decision_days))
    return waits


def suspension_due(reported_on: date) -> date | None:
    """By when a suspension is to be decided of which a report told that day; None: no rule."""
    rule = convention_rule(reported_on)
    if rule is None or rule.suspension_days is None:
        return None
    return add_working_days(reported_on, rule.suspension_days)


def _first(states: Iterable[Dated], wanted: tuple[str, ...]) -> date | None:
    return next((told.since for told in states if told.state in wanted), None)


def _wait(name: str, began: date, done: date | None, on: date, days: Days) -> Wait:
    rule = convention_rule(began)
    count = days(rule) if rule else None
    due = add_working_days(began, count) if count is not None else None
    late = working_days_between(due, done or on) if due else 0
    return Wait(name, began, due, done, rule.basis if rule else None, late)


def state_fault(state: str, since: date, label: str) -> str:
    """Why a convention cannot come into this state on this day; empty where it can."""
    rule = convention_rule(since)
    if rule is None or state in rule.states:
        return ""
    return (
        f"Ngày {since:%d/%m/%Y} áp dụng {rule.basis.document}, chưa có bước “{label}”. "
        "Hãy xem lại ngày, hoặc chọn bước khác."
    )


def decider_fault(level: str, decided_on: date) -> str:
    """Why this level could not recognise a convention that day; empty where it could.

    Before the first known rule nothing is known of it, and nothing is refused.
    """
    rule = convention_rule(decided_on)
    if rule is None or level == rule.recognised_by:
        return ""
    return (
        f"Ngày {decided_on:%d/%m/%Y} {rule.recogniser} công nhận hương ước, quy ước "
        f"({rule.basis.text}). Hãy xem lại cấp quyết định hoặc ngày quyết định."
    )
