"""Integration of programmes: which source may pay for which content, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from langmoi.funding.planned import is_of
from langmoi.law.model import Period, Status


@dataclass(frozen=True)
class Permission:
    """What a source (of one programme, or of any) may pay for from a day to a day.

    `contents` empty: for all. `priority`: 1 is asked first.
    """

    key: str
    period: Period
    source: str
    programme: int | None
    contents: frozenset[str]
    priority: int
    document: str
    status: Status
    note: str = ""
    is_illustrative: bool = False

    def allows(self, content: str) -> bool:
        return not self.contents or content in self.contents


@dataclass(frozen=True)
class Paid:
    """Money of a project, from a source on a day, for the project's content."""

    key: int
    project: int
    content: str
    source: str
    programme: int | None
    amount: int
    day: date


@dataclass(frozen=True)
class Violation:
    paid: Paid
    rule: Permission


def permission_for(rules: Collection[Permission], paid: Paid) -> Permission | None:
    """The rule in force that day for the source: the programme's own, then the closest source."""
    fitting = [
        rule
        for rule in rules
        if rule.period.covers(paid.day)
        and is_of(paid.source, rule.source)
        and rule.programme in (None, paid.programme)
    ]
    return max(
        fitting, key=lambda rule: (rule.programme is not None, len(rule.source)), default=None
    )


@dataclass(frozen=True)
class Judged:
    """`without_rule`: money for which no rule is known that day; nothing is said of it."""

    violations: tuple[Violation, ...]
    without_rule: tuple[Paid, ...]
    kept: int


def judge(paid: Iterable[Paid], rules: Collection[Permission]) -> Judged:
    wrong, unknown, kept = [], [], 0
    for one in paid:
        rule = permission_for(rules, one)
        if rule is None:
            unknown.append(one)
        elif rule.allows(one.content):
            kept += 1
        else:
            wrong.append(Violation(one, rule))
    return Judged(tuple(wrong), tuple(unknown), kept)


def in_order(rules: Collection[Permission], content: str, on: date) -> list[Permission]:
    """The sources that may pay for the content that day, whom to ask first on top."""
    open_to = [r for r in rules if r.period.covers(on) and r.allows(content)]
    return sorted(open_to, key=lambda rule: (rule.priority, rule.source))
