"""The monthly chain of a date, read from data/chains.yaml: who does what, and by when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day, show_month
from langmoi.law.model import Period
from langmoi.people.models import Role
from langmoi.places.models import Certainty, Level
from langmoi.reporting.models import StepKind
from langmoi.reporting.workdays import add_working_days

_FILE = Path(__file__).parent / "data/chains.yaml"
Roles = tuple[Role, ...]


@dataclass(frozen=True)
class ChainStep:
    """A step with a deadline: whose it is, and how many working days after the cut-off."""

    kind: StepKind
    label: str
    level: Level
    roles: Roles
    working_days: int


@dataclass(frozen=True)
class Chain:
    """Who does what from a first to a last day, by the reference day of the month."""

    id: str
    name: str
    period: Period
    cut_off_day: int
    steps: tuple[ChainStep, ...]
    enters: Roles
    enters_on_behalf: Roles
    reopens: Roles
    asks_correction: Roles
    decides_correction: Roles
    not_met_where_disagreed_by: frozenset[StepKind]
    source: str
    certainty: Certainty

    def step(self, kind: StepKind) -> ChainStep:
        return next(step for step in self.steps if step.kind == kind)

    def roles(self, kind: StepKind) -> Roles:
        return self.step(kind).roles

    @property
    def has_district(self) -> bool:
        return any(step.level == Level.DISTRICT for step in self.steps)

    @property
    def writers(self) -> Roles:
        """Who may type a filing's figures, the unit's own people or others for them."""
        return self.enters + self.enters_on_behalf

    @property
    def submitters(self) -> Roles:
        """The unit's leaders; and who enters for a unit without network submits for it too."""
        return self.roles(StepKind.SUBMIT) + self.enters_on_behalf

    def cut_off(self, month: date) -> date:
        return month.replace(day=self.cut_off_day)

    def due_on(self, kind: StepKind, month: date, *, province: str | None = None) -> date:
        """The day by which the step is due, where nobody set another."""
        days = self.step(kind).working_days
        return add_working_days(self.cut_off(month), days, province=province)


def chain_on(month: date) -> Chain:
    """The chain in force on the month's reference day; raises DomainError where there is none."""
    day = reference_day(month)
    for chain in all_chains():
        if chain.period.covers(day):
            return chain
    raise DomainError(
        f"Chưa có quy trình nào cho tháng {show_month(month)}. "
        "Hãy đề nghị người quản trị bổ sung quy trình của thời gian đó."
    )


@cache
def all_chains() -> tuple[Chain, ...]:
    """Every chain of the data file, as listed."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(_chain(entry) for entry in told)


def _chain(told: dict[str, Any]) -> Chain:
    disagreed = told["official"]["not_met_where_disagreed_by"]
    return Chain(
        id=told["id"],
        name=told["name"],
        period=Period(told["from"], told.get("to")),
        cut_off_day=told["cut_off_day"],
        steps=tuple(_step(entry) for entry in told["steps"]),
        enters=_roles(told["enters"]),
        enters_on_behalf=_roles(told["enters_on_behalf"]),
        reopens=_roles(told["reopens"]),
        asks_correction=_roles(told["asks_correction"]),
        decides_correction=_roles(told["decides_correction"]),
        not_met_where_disagreed_by=frozenset(StepKind(kind) for kind in disagreed),
        source=told["source"].strip(),
        certainty=Certainty(told["certainty"]),
    )


def _step(told: dict[str, Any]) -> ChainStep:
    return ChainStep(
        StepKind(told["step"]),
        told["label"],
        Level(told["level"]),
        _roles(told["roles"]),
        told["working_days"],
    )


def _roles(names: Collection[str]) -> Roles:
    return tuple(Role(name) for name in names)
