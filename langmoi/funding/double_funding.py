"""The same thing paid from two sources: what looks so, by rules that a person can follow. Pure.

A finding is a question, not a verdict: someone explains it, someone else looks at that. Payments
of a project that name no item are none while its approved structure provides for each source.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from langmoi.core.text import search_key

# Words that say nothing of what is built.
_FILLERS = frozenset({"cong", "trinh", "xay", "dung", "du", "an", "hang", "muc"})


class Rule(StrEnum):
    SAME_ITEM = "item"
    SAME_DOCUMENT = "document"

    @property
    def label(self) -> str:
        return {
            Rule.SAME_ITEM: "cùng một nội dung, cùng nơi, cùng năm, chi từ hai nguồn",
            Rule.SAME_DOCUMENT: "cùng một chứng từ và số tiền, ghi ở hai nguồn",
        }[self]


@dataclass(frozen=True)
class Spent:
    """A disbursement as the rules read it. `what` is its item, else the name of its project.

    `is_item`: whether the line itself says what it paid for.
    """

    key: int
    unit: int
    year: int
    source: str
    amount: int
    content: str = ""
    what: str = ""
    document: str = ""
    programme: int | None = None
    project: int | None = None
    is_item: bool = True

    @property
    def payer(self) -> tuple[str, int]:
        return self.source, self.programme or 0


@dataclass(frozen=True)
class Finding:
    """Lines that may pay for one thing twice. `fingerprint` changes when the lines do."""

    rule: Rule
    key: str
    lines: tuple[Spent, ...]
    fingerprint: str

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def first(self) -> Spent:
        return self.lines[0]


def folded(text: str) -> str:
    """The words that say what it is, in no order: “Xây dựng đường thôn 1” is “đường thôn 1”."""
    words = set(search_key(text).split())
    return " ".join(sorted(words - _FILLERS or words))


def findings(lines: Iterable[Spent], structure: Mapping[int, Mapping[str, int]]) -> list[Finding]:
    """Every suspicion once, by key; structure: by project, the amount approved of each source."""
    groups: dict[tuple[Rule, str], list[Spent]] = defaultdict(list)
    for line in lines:
        for found in _groups_of(line):
            groups[found].append(line)
    found_all = []
    for (rule, key), group in groups.items():
        if len({line.payer for line in group}) < 2:
            continue
        names_item = rule is Rule.SAME_ITEM and any(line.is_item for line in group)
        if not names_item and _is_as_approved(group, structure):
            continue
        in_order = tuple(sorted(group, key=lambda line: line.key))
        found_all.append(Finding(rule, key, in_order, fingerprint(in_order)))
    return sorted(_without_repeats(found_all), key=lambda one: (-one.amount, one.key))


def _groups_of(line: Spent) -> Iterable[tuple[Rule, str]]:
    if what := folded(line.what):
        yield Rule.SAME_ITEM, _key(Rule.SAME_ITEM, line.unit, line.year, line.content, what)
    if paper := search_key(line.document):
        yield Rule.SAME_DOCUMENT, _key(Rule.SAME_DOCUMENT, line.unit, paper, line.amount)


def _key(rule: Rule, *parts: object) -> str:
    """Short, the same each time, and no text in it that somebody typed."""
    told = "|".join(str(part) for part in parts)
    return f"{rule}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _is_as_approved(group: Sequence[Spent], structure: Mapping[int, Mapping[str, int]]) -> bool:
    """Whether it is one project whose structure names each source, none beyond its part."""
    projects = {line.project for line in group}
    project = projects.pop() if len(projects) == 1 else None
    if project is None:
        return False
    approved, paid = structure.get(project, {}), defaultdict[str, int](int)
    for line in group:
        paid[line.source] += line.amount
    return all(amount <= approved.get(source, 0) for source, amount in paid.items())


def _without_repeats(found: Sequence[Finding]) -> list[Finding]:
    """The same lines found by two rules are one question, asked by the first rule."""
    seen: dict[tuple[int, ...], Finding] = {}
    for one in sorted(found, key=lambda one: one.rule != Rule.SAME_ITEM):
        seen.setdefault(tuple(line.key for line in one.lines), one)
    return list(seen.values())


def fingerprint(lines: Iterable[Spent]) -> str:
    """Of the lines, their sources and amounts."""
    told = sorted((line.key, line.source, line.programme or 0, line.amount) for line in lines)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]
