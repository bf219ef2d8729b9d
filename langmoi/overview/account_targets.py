"""What a chairman was given to reach, term by term, and how it stands: a part of their sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from langmoi.overview.accountability import Term
from langmoi.overview.target_standings import Progress, TargetStanding, standings_of
from langmoi.places.models import UnitVersion
from langmoi.places.queries import filing_communes
from langmoi.programme.measured import say, say_until
from langmoi.programme.models import Target


@dataclass(frozen=True)
class AccountTarget:
    """One target with its words; `reason` is why it was carried over or dropped."""

    standing: TargetStanding
    unit: str

    @property
    def target(self) -> Target:
        return self.standing.target

    @property
    def what(self) -> str:
        return say(self.target)

    @property
    def until(self) -> str:
        return say_until(self.target)

    @property
    def reason(self) -> str:
        return self.target.ended_why or self.standing.why


@dataclass(frozen=True)
class TermTargets:
    """The targets that fell into a term: due in it or, for who is in office, still to come."""

    term: Term
    targets: tuple[AccountTarget, ...]

    @property
    def reached(self) -> int:
        done = (Progress.REACHED, Progress.LATE)
        return sum(one.standing.progress in done for one in self.targets)

    @property
    def counted(self) -> int:
        """Those that still hold: what was carried over counts with its new day."""
        return sum(one.standing.progress is not Progress.ENDED for one in self.targets)


def account_targets(
    unit: UnitVersion, terms: Sequence[Term], *, month: date, on: date
) -> list[TermTargets]:
    """Of the unit and, for a district, of its communes; a term without any is left out."""
    communes = filing_communes(on)
    names = {c.unit_id: c.full_name for c in communes if c.parent_id == unit.unit_id}
    found = Target.objects.filter(Q(unit=unit.unit_id) | Q(unit__in=names))
    standings = standings_of(found.select_related("document"), month=month, on=on)
    told = [AccountTarget(one, names.get(one.target.unit_id, "")) for one in standings]
    parts = [
        TermTargets(term, tuple(one for one in told if _falls_into(one.target, term, on)))
        for term in terms
    ]
    return [part for part in parts if part.targets]


def _falls_into(target: Target, term: Term, on: date) -> bool:
    """By its day; what is to come, or has no day, is of who is in office now."""
    start, end = term.post.valid_from, term.post.valid_to
    if target.by is None or target.by > on:
        return start <= on and (end is None or end >= on)
    return start <= target.by and (end is None or target.by <= end)
