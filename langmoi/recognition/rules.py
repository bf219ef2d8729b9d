"""Which rule holds for a kind of title on a day: the province's own value before the regime's.

Where no regime is known for the kind or the day there is none, and nothing is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.core.memory import kept
from langmoi.core.numbers import show_number
from langmoi.law.model import Status
from langmoi.recognition.models import Kind, RuleOverride
from langmoi.recognition.regime_file import (
    PARAMETERS,
    Form,
    Parameter,
    Regime,
    Rule,
    Value,
    regimes,
)


@dataclass(frozen=True)
class RulesInForce:
    """What a regime and the province ask of a kind on a day."""

    regime: Regime
    rules: dict[str, Rule]

    def get(self, parameter: str) -> Rule:
        """The rule; an unknown one where the regime says nothing of it."""
        found = self.rules.get(parameter)
        return found or Rule(PARAMETERS[parameter], None, "", "", Status.UNKNOWN)

    def asks(self, parameter: str) -> bool | None:
        """Whether it is asked for; None where that is not known."""
        value = self.get(parameter).value
        return value if isinstance(value, bool) else None

    def number(self, parameter: str) -> Decimal | None:
        value = self.get(parameter).value
        return value if isinstance(value, Decimal) else None


def regime_on(kind: Kind | str, day: date) -> Regime | None:
    """The regime of that kind that day; None where none is known."""
    covering = (one for one in regimes() if one.period.covers(day))
    return next((one for one in covering if Kind(kind) in one.kinds), None)


def rules_on(kind: Kind | str, day: date) -> RulesInForce | None:
    """The rules of that kind that day; None where no regime is known."""
    regime = regime_on(kind, day)
    if regime is None:
        return None
    key = ("recognition rules", regime.id, str(kind), day)
    return RulesInForce(
        regime, kept(key, lambda: _rules(regime, Kind(kind), day), "recognition_ruleoverride")
    )


def known_rules(kind: Kind | str, day: date) -> RulesInForce:
    """The same; DomainError where no regime is known."""
    if found := rules_on(kind, day):
        return found
    raise DomainError(no_regime(kind, day))


def no_regime(kind: Kind | str, day: date) -> str:
    return (
        f"Chưa biết quy định xét, công nhận {Kind(kind).label} áp dụng ngày {show_day(day)}, nên "
        "không tính và không ghi bước nào. Hãy chờ có văn bản và bổ sung vào danh mục quy định."
    )


def _rules(regime: Regime, kind: Kind, day: date) -> dict[str, Rule]:
    found = dict(regime.rules)
    entered = RuleOverride.objects.filter(
        regime=regime.id, kind=kind, valid_from__lte=day, taken_back_at__isnull=True
    )
    for row in entered.order_by("valid_from", "pk"):
        parameter = PARAMETERS[row.parameter]
        value = read_value(parameter, row.value)
        before = found.get(row.parameter) or Rule(parameter, None, "", "", Status.UNKNOWN)
        found[row.parameter] = replace(
            before,
            value=value,
            document=row.document,
            clause="",
            status=Status.REPORTED,
            is_override=True,
        )
    return found


def read_value(parameter: Parameter, text: str) -> Value:
    """A value as it is kept; DomainError where it is none of that form."""
    if parameter.form is Form.TEXT:
        return text
    if parameter.form is Form.FLAG:
        if text not in ("true", "false"):
            raise DomainError(f"{parameter.label}: hãy chọn có hoặc không.")
        return text == "true"
    return Decimal(text)


def show_value(rule: Rule) -> str:
    """“90%”, “20 ngày”, “có”, “không”, “chưa rõ”."""
    value, parameter = rule.value, rule.parameter
    if value is None:
        return "chưa rõ"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, str):
        return value
    if parameter.form is Form.SHARE:
        return f"{show_number(value)}%"
    return f"{show_number(value)} {parameter.unit}".rstrip()


def show_basis(rule: Rule) -> str:
    """The document, its clause and how sure the value is."""
    said = "; ".join(part for part in (rule.document, rule.clause) if part)
    return f"{said} ({rule.status.label})" if said else rule.status.label


def reaches(part: int, whole: int, percent: Decimal) -> bool:
    """Whether part of whole is at least the percentage, exactly."""
    return whole > 0 and part * 100 >= percent * whole
