"""Outstanding construction debt of one project: how much, how old, who must pay. Pure.

Debt is the value accepted less the capital allocated (Public Investment Law); what is allocated and
not yet paid out is no debt. What was allocated has paid what was accepted first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from langmoi.funding.planned import is_of
from langmoi.funding.shares import apportion

OLD_BEFORE = date(2015, 1, 1)  # debts before it are treated apart (Public Investment Law, 101.4)


class Payer(StrEnum):
    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"
    UNKNOWN = "unknown"  # no structure of sources that tells

    @property
    def label(self) -> str:
        return _PAYERS[self]


_PAYERS = {
    Payer.CENTRAL: "ngân sách trung ương",
    Payer.PROVINCE: "ngân sách tỉnh",
    Payer.DISTRICT: "ngân sách huyện",
    Payer.COMMUNE: "ngân sách xã",
    Payer.OTHER: "nguồn khác",
    Payer.UNKNOWN: "chưa rõ nguồn",
}
_BRANCHES = (
    ("1.1", Payer.CENTRAL),
    ("1.2.1", Payer.PROVINCE),
    ("1.2.2", Payer.DISTRICT),
    ("1.2.3", Payer.COMMUNE),
)


def payer_of(source: str) -> Payer:
    return next((payer for branch, payer in _BRANCHES if is_of(source, branch)), Payer.OTHER)


class Age(StrEnum):
    UNDER_1 = "under_1"
    UNDER_2 = "under_2"
    UNDER_3 = "under_3"
    OLDER = "older"
    BEFORE_2015 = "before_2015"

    @property
    def label(self) -> str:
        return _AGES[self]


_AGES = {
    Age.UNDER_1: "dưới 1 năm",
    Age.UNDER_2: "từ 1 đến dưới 2 năm",
    Age.UNDER_3: "từ 2 đến dưới 3 năm",
    Age.OLDER: "từ 3 năm trở lên",
    Age.BEFORE_2015: "trước 01/01/2015",
}


def age_of(day: date, on: date) -> Age:
    """By whole years since the acceptance; what is from before 2015 stands apart."""
    if day < OLD_BEFORE:
        return Age.BEFORE_2015
    years = on.year - day.year - ((on.month, on.day) < (day.month, day.day))
    return (Age.UNDER_1, Age.UNDER_2, Age.UNDER_3, Age.OLDER)[min(max(years, 0), 3)]


@dataclass(frozen=True)
class Dated:
    day: date
    amount: int


@dataclass(frozen=True)
class Debt:
    """What of a project's accepted value has no capital yet; `unpaid` by acceptance, oldest first.

    `amount` is the sum of `unpaid`, of `by_payer` and of `by_age`.
    """

    accepted: int
    allocated: int
    unpaid: tuple[Dated, ...]
    by_payer: Mapping[Payer, int]
    by_age: Mapping[Age, int]

    @property
    def amount(self) -> int:
        return sum(one.amount for one in self.unpaid)

    @property
    def oldest_on(self) -> date | None:
        return self.unpaid[0].day if self.unpaid else None


def debt_of(
    accepted: Sequence[Dated],
    allocated: Mapping[str, int],
    structure: Mapping[str, int],
    *,
    on: date,
) -> Debt:
    """Of one project that day; `allocated` and the approved `structure` by code of source."""
    given = sum(allocated.values())
    unpaid = tuple(first_in_first_out(accepted, given))
    ages: Counter[Age] = Counter()
    for one in unpaid:
        ages[age_of(one.day, on)] += one.amount
    owed = sum(one.amount for one in unpaid)
    return Debt(
        accepted=sum(one.amount for one in accepted),
        allocated=given,
        unpaid=unpaid,
        by_payer=who_pays(owed, allocated, structure),
        by_age=dict(ages),
    )


def first_in_first_out(accepted: Sequence[Dated], allocated: int) -> list[Dated]:
    """What is left of each acceptance once the capital has covered the oldest ones."""
    left = []
    for one in sorted(accepted, key=lambda one: one.day):
        covered = min(one.amount, allocated)
        allocated -= covered
        if one.amount > covered:
            left.append(Dated(one.day, one.amount - covered))
    return left


def who_pays(
    owed: int, allocated: Mapping[str, int], structure: Mapping[str, int]
) -> dict[Payer, int]:
    """The debt among those who have not yet given their part of the approved structure.

    In proportion to what each still has to give; where all have given theirs, nobody is named.
    """
    if not owed:
        return {}
    due: Counter[Payer] = Counter()
    for source, amount in structure.items():
        due[payer_of(source)] += amount
    for source, amount in allocated.items():
        due[payer_of(source)] -= amount
    shares = apportion(owed, {payer: max(0, due[payer]) for payer in Payer if due[payer] > 0})
    return {payer: part for payer, part in shares.items() if part} or {Payer.UNKNOWN: owed}
