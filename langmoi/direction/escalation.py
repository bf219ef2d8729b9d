"""When what is overdue goes to the chairman: the rule as data, dated, with its status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data/escalation.yaml"
PLACEHOLDER = "placeholder"


@dataclass(frozen=True)
class EscalationRule:
    """A task goes up once it is overdue by so many days."""

    first: date | None
    last: date | None
    days: int
    document: str
    status: str

    @property
    def basis(self) -> str:
        """What the number of days rests on, as people must see it."""
        if self.status == PLACEHOLDER:
            return "mức tạm đặt, chưa có văn bản quy định"
        return self.document


def escalation_rule(on: date) -> EscalationRule:
    """The rule of that day; of several the last in the file."""
    holding = [
        rule
        for rule in _rules()
        if (rule.first is None or rule.first <= on) and (rule.last is None or on <= rule.last)
    ]
    if not holding:
        raise ValueError(f"{FILE.name}: no rule holds on {on}.")
    return holding[-1]


@lru_cache(maxsize=1)
def _rules() -> tuple[EscalationRule, ...]:
    return tuple(_read(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _read(entry: dict[str, Any]) -> EscalationRule:
    return EscalationRule(
        entry["from"], entry["to"], entry["days"], entry["document"] or "", entry["status"]
    )
