"""Titles in danger: computed of each month from official outcomes, a warning and no more.

A title ends by a decision that somebody enters (revoking.py), never by a count. “Recognised” and
“meets all” stay apart: a commune that fails criteria keeps its title until it is decided otherwise.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.months import reference_day
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.law.sets import load_set
from langmoi.places.models import FactKind, UnitFact, UnitVersion
from langmoi.places.queries import facts_on, filing_communes
from langmoi.recognition.loss_rules import (
    Ground,
    LossRule,
    ValidityRule,
    ground_of,
    key_numbers,
    loss_rule_on,
    validity_on,
)
from langmoi.reporting.models import Filing


@dataclass(frozen=True)
class Held:
    """A commune with the title that it bears on a day."""

    commune: UnitVersion
    title: UnitFact

    @property
    def told(self) -> dict[str, Any]:
        return self.title.value if isinstance(self.title.value, dict) else {}

    @property
    def decided_on(self) -> date | None:
        day = self.told.get("decided_on")
        return date.fromisoformat(str(day)) if day else None


@dataclass(frozen=True)
class Standing:
    """A recognised commune against the condition, by its official outcomes of the month."""

    held: Held
    criteria_set: CriteriaSet | None
    failing: tuple[Criterion, ...]
    key: tuple[Criterion, ...]  # of the failing, those that weigh more
    unknown: int  # criteria without an outcome
    ground: Ground | None

    @property
    def commune(self) -> UnitVersion:
        return self.held.commune

    @property
    def is_official(self) -> bool:
        """Whether the commune has official outcomes of that month at all."""
        return self.criteria_set is not None


@dataclass(frozen=True)
class LossMonth:
    """A month: without a rule there are titles, but no standings."""

    month: date
    rule: LossRule | None
    titles: tuple[Held, ...]
    standings: tuple[Standing, ...]

    @property
    def in_danger(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.standings if one.ground)

    @property
    def without_outcome(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.standings if not one.is_official)


@dataclass(frozen=True)
class Renewal:
    """A title that has to be given anew; `due_on` None where its day of decision is not known."""

    held: Held
    rule: ValidityRule
    due_on: date | None

    def is_over(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


def titles_held(on: date, unit_keys: Collection[int] | None = None) -> list[Held]:
    """The communes of that day that bear the title then, by code."""
    communes = filing_communes(on, within=unit_keys)
    facts = facts_on(FactKind.RECOGNISED, on, [c.unit_id for c in communes])
    return [Held(c, facts[c.unit_id]) for c in communes if bears_title(facts.get(c.unit_id))]


def bears_title(fact: UnitFact | None) -> bool:
    """A later fact may say that a title no longer holds."""
    return fact is not None and fact.value is not False and fact.value is not None


def loss_month(month: date, unit_keys: Collection[int] | None = None) -> LossMonth:
    """The recognised communes of the month against the condition of its reference day.

    Only official outcomes count, so of a month that is not closed there are none yet. Three reads.
    """
    day = reference_day(month)
    titles = tuple(titles_held(day, unit_keys))
    rule = loss_rule_on(day)
    if rule is None:
        return LossMonth(month, None, titles, ())
    keys = [held.commune.unit_id for held in titles]
    filings = Filing.objects.filter(month=month, unit__in=keys, official__isnull=False)
    rows: dict[int, tuple[str, dict[str, str]]] = {
        unit: (set_id, official or {})
        for unit, set_id, official in filings.values_list("unit_id", "criteria_set", "official")
    }
    standings = [_standing(held, rule, rows.get(held.commune.unit_id)) for held in titles]
    return LossMonth(month, rule, titles, tuple(sorted(standings, key=_worst_first)))


def _standing(held: Held, rule: LossRule, row: tuple[str, dict[str, str]] | None) -> Standing:
    if row is None:
        return Standing(held, None, (), (), 0, None)
    set_id, official = row
    law = load_set(set_id)
    failing = tuple(c for c in law.criteria if official.get(c.number) == Outcome.NOT_MET.key)
    weighing = key_numbers(rule, law)
    open_ = (Outcome.NOT_ASSESSED.key, None)
    return Standing(
        held,
        law,
        failing,
        tuple(c for c in failing if c.number in weighing),
        sum(official.get(c.number) in open_ for c in law.criteria),
        ground_of(rule, law, [c.number for c in failing]),
    )


def _worst_first(one: Standing) -> tuple[bool, int, str]:
    return one.ground is None, -len(one.failing), one.commune.code


def renewals(on: date, unit_keys: Collection[int] | None = None) -> list[Renewal]:
    """Titles whose rule asks to give them anew, by when; of those without a day, by their year."""
    found = []
    for held in titles_held(on, unit_keys):
        decided, year = held.decided_on, str(held.told.get("standard_year") or "")
        since = decided or (date(int(year), 12, 31) if year.isdigit() else None)
        rule = validity_on(since) if since else None
        if rule is not None:
            due = years_after(decided, rule.years) if decided else None
            found.append(Renewal(held, rule, due))
    return sorted(found, key=lambda one: (one.due_on or date.max, one.held.commune.code))


def years_after(day: date, years: int) -> date:
    """The same day so many years on; of 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
