"""Explanations of the judge in words: value, threshold, distance, and the law behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from langmoi.core.numbers import show_number
from langmoi.law.explain import Explanation
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet, Figure, Indicator, Kind, Operator, Threshold

_BOUNDS = {
    Operator.AT_LEAST: "từ {} trở lên",
    Operator.AT_MOST: "không quá {}",
    Operator.EQUALS: "bằng {}",
    Operator.NONE_OF: "không có ({})",
}


@dataclass(frozen=True)
class Reason:
    """One test of an indicator as pages show it. `whole` and the values draw its bar."""

    explanation: Explanation
    label: str
    value: str
    threshold: str
    distance: str
    whole: Decimal | None

    @property
    def outcome(self) -> str:
        return self.explanation.outcome.key

    @property
    def is_failing(self) -> bool:
        return self.explanation.outcome in (Outcome.NOT_MET, Outcome.NOT_ASSESSED)

    @property
    def is_settled(self) -> bool:
        status = self.explanation.status
        return status is not None and status.is_settled

    @property
    def status(self) -> str:
        status = self.explanation.status
        return status.label if status is not None else "chưa rõ mức"


def reasons_of(
    explanations: Iterable[Explanation], indicator: Indicator, criteria_set: CriteriaSet
) -> tuple[Reason, ...]:
    """A reason for each test of the indicator, in the order given."""
    figures = {test.part: criteria_set.figure(test.figure) for test in indicator.tests}
    return tuple(_reason(e, figures[e.part]) for e in explanations)


def _reason(explanation: Explanation, figure: Figure) -> Reason:
    return Reason(
        explanation=explanation,
        label=explanation.label,
        value=_value(explanation, figure),
        threshold=_bound(explanation.operator, explanation.threshold, figure),
        distance=_distance(explanation, figure),
        whole=_whole(explanation, figure),
    )


def said(value: Decimal | bool | None, figure: Figure, places: int | None = None) -> str:
    """A value with its measure: “48,67%”, “3 nhà”, “đạt”."""
    if value is None:
        return ""
    if isinstance(value, bool):
        yes, _, no = figure.measure.partition("/")
        return yes if value else no
    shown = show_number(value, places)
    return f"{shown}%" if figure.measure == "%" else f"{shown} {figure.measure}".strip()


def _value(explanation: Explanation, figure: Figure) -> str:
    """The value; a share with two decimals, or with four where two would hide the difference."""
    value, bound = explanation.value, explanation.threshold
    if figure.kind is not Kind.SHARE or value is None or isinstance(value, bool):
        return said(value, figure)
    places = 2
    if bound is not None and value != bound and round(value, 2) == bound:
        places = 4
    return said(value, figure, places)


def said_bound(operator: Operator, threshold: Threshold | None, figure: Figure) -> str:
    """A threshold in words: “từ 50% trở lên”, “không quá 7%”, “đạt”."""
    return _bound(operator, threshold.value if threshold else None, figure)


def _bound(operator: Operator, bound: Decimal | bool | None, figure: Figure) -> str:
    if bound is None:
        return "chưa rõ mức"
    if operator is Operator.IS_TRUE:
        return said(True, figure)
    return _BOUNDS[operator].format(said(Decimal(bound), figure))


def _distance(explanation: Explanation, figure: Figure) -> str:
    """What is missing or to spare; nothing where there is no distance (yes or no)."""
    distance = explanation.distance
    if distance is None:
        return ""
    if not distance:
        return "bằng ngưỡng"
    far = abs(distance)
    shown = show_number(far, 2 if figure.kind is Kind.SHARE and round(far, 2) else None)
    shown += " điểm %" if figure.measure == "%" else f" {figure.measure}"
    is_below = Decimal(explanation.value or 0) < Decimal(explanation.threshold or 0)
    if explanation.operator in (Operator.AT_LEAST, Operator.EQUALS):
        return f"còn thiếu {shown}" if is_below else f"vượt ngưỡng {shown}"
    return f"cao hơn mức cho phép {shown}" if distance < 0 else f"thấp hơn mức cho phép {shown}"


def _whole(explanation: Explanation, figure: Figure) -> Decimal | None:
    """What a bar of the value is drawn against; None where a bar says nothing."""
    value, bound = explanation.value, explanation.threshold
    if value is None or bound is None or isinstance(value, bool) or isinstance(bound, bool):
        return None
    if figure.measure == "%":
        return Decimal(100)
    return max(value, bound) * Decimal("1.25") if bound else None
