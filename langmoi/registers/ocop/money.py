"""State money for a certified product by the rule of the day: once a star, the difference above."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from langmoi.core.days import show_day
from langmoi.registers.ocop.rules import ITEMS, MoneyRule, money_on


@dataclass(frozen=True)
class Paid:
    """Money that was paid for a product; of a prize, at so many stars."""

    item: str
    stars: int | None
    amount: int
    on: date


@dataclass(frozen=True)
class Due:
    """What the rule of a day still allows; `amount` None: no rule is known, nothing is computed."""

    item: str
    amount: int | None
    rule: MoneyRule | None
    said: str


def prize_due(stars: int, paid: Collection[Paid], on: date) -> Due:
    """The prize of that many stars, less the prizes that the product has had before."""
    rule = money_on("prize", stars, on)
    if rule is None:
        return Due("prize", None, None, _unknown("prize", on))
    before = sum(one.amount for one in paid if one.item == "prize" and one.on <= on)
    has_had = any(
        one.item == "prize" and one.stars is not None and one.stars >= stars and one.on <= on
        for one in paid
    )
    if has_had:
        said = f"Đã thưởng ở mức {stars} sao trở lên; mỗi mức sao chỉ thưởng một lần."
        return Due("prize", 0, rule, said)
    left = max(rule.most - before, 0)
    said = "Nâng hạng: chỉ nhận phần chênh lệch." if before else "Chưa nhận thưởng."
    return Due("prize", left, rule, said)


def trademark_due(paid: Collection[Paid], on: date) -> Due:
    """What is left of the most for a trademark."""
    rule = money_on("trademark", None, on)
    if rule is None:
        return Due("trademark", None, None, _unknown("trademark", on))
    before = sum(one.amount for one in paid if one.item == "trademark" and one.on <= on)
    return Due("trademark", max(rule.most - before, 0), rule, "Mức tối đa cho một sản phẩm.")


def _unknown(item: str, on: date) -> str:
    return (
        f"Chưa biết mức {ITEMS[item]} áp dụng ngày {show_day(on)}: không tính, "
        "chỉ ghi số đã chi theo chứng từ."
    )
