"""Dated rules of village life: who recognises a convention, within which days; what passes a vote.

Where no rule is known for a day nothing is computed: a rule is None, or its value is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from langmoi.law.model import Status

_FILE = Path(__file__).parent / "data/village_rules.yaml"


@dataclass(frozen=True)
class Basis:
    """Where a rule stands, and how sure that is."""

    document: str
    clause: str
    status: Status
    note: str
    source: str

    @property
    def text(self) -> str:
        """“Quyết định 22/2018/QĐ-TTg (chưa kiểm chứng)”; settled ones without the bracket."""
        named = ", ".join(part for part in (self.clause, self.document) if part)
        return named if self.status.is_settled else f"{named} ({self.status.label})"


@dataclass(frozen=True)
class ConventionRule:
    """How conventions are recognised from a day to a day; days are working days, None unknown."""

    since: date
    until: date | None
    basis: Basis
    recognised_by: str  # a level: district or commune
    recogniser: str
    file_days: int | None
    decision_days: int | None
    suspension_days: int | None
    forms: tuple[str, ...]
    states: frozenset[str]


@dataclass(frozen=True)
class DecisionRule:
    """The share of a village's households that a decision must have more than; None unknown."""

    since: date
    until: date | None
    basis: Basis
    more_than: int | None


@dataclass(frozen=True)
class PublishedConventions:
    """A count that a source printed, beside which the register's own is shown."""

    on: date
    with_convention: int
    villages: int
    said: str
    status: Status
    source: str


def convention_rule(on: date) -> ConventionRule | None:
    """The rule in force that day; None before the first that is known."""
    return next((rule for rule in convention_rules() if _holds(rule.since, rule.until, on)), None)


def decision_rule(on: date) -> DecisionRule | None:
    return next((rule for rule in decision_rules() if _holds(rule.since, rule.until, on)), None)


def published_conventions(on: date) -> PublishedConventions | None:
    """The newest published count up to the day; None before the first."""
    known = [published for published in _published() if published.on <= on]
    return known[-1] if known else None


@cache
def convention_rules() -> tuple[ConventionRule, ...]:
    return tuple(
        ConventionRule(
            since=told["from"],
            until=told["to"],
            basis=_basis(told),
            recognised_by=told["recognised_by"],
            recogniser=told["recogniser"],
            file_days=told["file_days"],
            decision_days=told["decision_days"],
            suspension_days=told["suspension_days"],
            forms=tuple(told["forms"]),
            states=frozenset(told["states"]),
        )
        for told in _told()["conventions"]
    )


@cache
def decision_rules() -> tuple[DecisionRule, ...]:
    return tuple(
        DecisionRule(told["from"], told["to"], _basis(told), told["more_than"])
        for told in _told()["decisions"]
    )


@cache
def _published() -> tuple[PublishedConventions, ...]:
    return tuple(
        PublishedConventions(
            on=told["day"],
            with_convention=told["with_convention"],
            villages=told["villages"],
            said=told["said"],
            status=Status(told["status"]),
            source=told["source"],
        )
        for told in _told()["published"]
    )


def _basis(told: Mapping[str, Any]) -> Basis:
    return Basis(
        told["document"], told["clause"], Status(told["status"]), told["note"], told["source"]
    )


def _holds(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on <= until)


@cache
def _told() -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return told
