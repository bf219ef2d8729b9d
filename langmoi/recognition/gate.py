"""A condition of recognition, and what conditions look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from langmoi.core.numbers import show_number
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.recognition.known import Known
from langmoi.recognition.models import Dossier
from langmoi.recognition.regime_file import Rule
from langmoi.recognition.rules import RulesInForce


@dataclass(frozen=True)
class Gate:
    """A condition. `amount` in đồng where it is about money; `rule` where a dated rule asks it.

    is_open None: not known, for want of the rule (`is_asked` None) or of the facts.
    """

    name: str
    label: str
    is_open: bool | None
    said: str
    remedy: str = ""
    amount: int | None = None
    is_asked: bool | None = True
    rule: Rule | None = None

    @property
    def blocks(self) -> bool:
        return self.is_open is not True and self.is_asked is True


@dataclass(frozen=True)
class Seen:
    """What the gates look at."""

    dossier: Dossier
    known: Known
    rules: RulesInForce
    on: date

    @property
    def law(self) -> CriteriaSet | None:
        filing = self.dossier.filing
        return load_set(filing.criteria_set) if filing is not None else None


def show_share(part: int, whole: int) -> str:
    """Percent with at most two decimals, cut and never rounded up: 59,999 is not 60."""
    if not whole:
        return "0"
    found = (Decimal(part * 100) / whole).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return show_number(found.normalize() + Decimal(0))
