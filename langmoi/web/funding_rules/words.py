"""Findings on money in words: each entry of a list says what was held against what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from langmoi.core.days import show_day, show_period
from langmoi.core.numbers import show_millions, show_number
from langmoi.funding.counterpart import Asked, Check, Origin, Rate, Standing
from langmoi.funding.rule_queries import reach_in_words

CARRIED = "Vốn năm trước chuyển sang không tính: đã đòi đối ứng ở năm kế hoạch của nó."


@dataclass(frozen=True)
class AskedView:
    """Central money held against one rule, with what that makes."""

    rate: Rate | None
    amount: int
    required: Fraction | None
    days: str

    @property
    def said(self) -> str:
        return said_of(self)


def asked_views(asked: Sequence[Asked]) -> list[AskedView]:
    """One for each rule, with the days of the plans that it was held against."""
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        groups.setdefault(one.rate.key if one.rate else "", []).append(one)
    return [_view(group) for group in groups.values()]


def _view(group: Sequence[Asked]) -> AskedView:
    known = [one.required for one in group]
    required = None if None in known else sum((r for r in known if r is not None), Fraction(0))
    days = sorted({one.money.day for one in group})
    span = show_day(days[0]) + (f" đến {show_day(days[-1])}" if len(days) > 1 else "")
    return AskedView(group[0].rate, sum(one.money.amount for one in group), required, span)


def said_of(view: AskedView) -> str:
    """“500 triệu đồng vốn trung ương (kế hoạch ngày 01/03/2019) × 1 = cần 500 triệu đồng”."""
    plan = f"{show_millions(view.amount)} triệu đồng vốn trung ương (kế hoạch ngày {view.days})"
    if view.rate is None:
        return f"{plan}: không có quy định đối ứng nào cho ngày này nên không tính"
    if view.rate.ratio is None or view.required is None:
        return f"{plan}: {view.rate.document} chưa rõ mức nên không tính"
    required = show_fraction(view.required)
    return f"{plan} × {show_number(view.rate.ratio)} = cần {required} triệu đồng"


def show_fraction(dong: Fraction) -> str:
    """In triệu đồng; a part of one đồng is told as “hơn”."""
    whole = dong.numerator // dong.denominator
    return show_millions(whole) if dong == whole else f"hơn {show_millions(whole)}"


def outcome_of(check: Check) -> str:
    """What comes of it: what there is, and what is missing."""
    given = f"Địa phương đã bố trí {show_millions(check.local)} triệu đồng"
    if check.standing is Standing.UNKNOWN:
        return f"{given}; chưa tính được phần thiếu."
    if check.missing:
        return f"{given}, còn thiếu {show_millions(check.missing)} triệu đồng."
    return f"{given}, đủ mức đối ứng."


def explanation_of(check: Check) -> str:
    """The whole reckoning of an entry in one text, for a file."""
    told = "; ".join(view.said + basis_of(view.rate) for view in asked_views(check.asked))
    return f"{told}. {outcome_of(check)}"


def basis_of(rate: Rate | None) -> str:
    if rate is None:
        return ""
    mark = ", số liệu minh họa" if rate.is_illustrative else ""
    return f" ({rate.document}; {rate.status.label}{mark})"


def show_ratio(ratio: Fraction | None) -> str:
    """“0,85”: two decimals, for reading only; nothing is judged by it."""
    if ratio is None:
        return "–"
    exact = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    sign = "" if Fraction(rounded) == ratio else "≈ "
    return sign + show_number(rounded)


@dataclass(frozen=True)
class RateView:
    """A rule with its reach and days in words."""

    rate: Rate

    @property
    def reach(self) -> str:
        return reach_in_words(self.rate.reach)

    @property
    def days(self) -> str:
        return show_period(self.rate.period.start, self.rate.period.end)


def rate_in_words(rate: Rate) -> str:
    """“1,5 (Ngân sách trung ương; mọi xã; mọi nội dung)”, with its days where it is in force."""
    ratio = "chưa rõ mức" if rate.ratio is None else show_number(rate.ratio)
    said = f"{ratio} ({reach_in_words(rate.reach)})"
    if rate.origin is Origin.DRAFT:
        return said
    return f"{said}, {show_period(rate.period.start, rate.period.end)}"
