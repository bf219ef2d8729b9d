"""The month's filings as their reviewers see them, in a fixed number of reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from langmoi.assessment.rollup import counted
from langmoi.core.months import reference_day
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.places.models import UnitVersion
from langmoi.places.queries import districts_of, filing_communes
from langmoi.reporting.chain import Chain, chain_on
from langmoi.reporting.changes import revisions_before
from langmoi.reporting.deadlines import due_days
from langmoi.reporting.models import (
    CriterionReview,
    Filing,
    FilingState,
    Opinion,
    Revision,
    SendBack,
    Solution,
    StepKind,
)
from langmoi.reporting.reviewing import solutions_of
from langmoi.reporting.revisions import figures_of
from langmoi.reporting.workbook.changes import is_same
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.review.words import Due, StateWord, state_word


@dataclass(frozen=True)
class Line:
    """One commune of the month: its filing, what it is held against, and what was said about it.

    `before` is the revision that changes are counted from: the one sent before, else the last
    month's. Reviews and opinions are those of the latest revision.
    """

    month: date
    today: date
    unit: UnitVersion
    district: UnitVersion | None
    criteria_set: CriteriaSet
    filing: Filing | None
    before: Revision | None
    reviews: Mapping[str, CriterionReview]
    opinions: Mapping[str, tuple[Opinion, ...]]
    sent_back: tuple[SendBack, ...]
    solutions: Mapping[str, Solution]
    due: Due | None = None

    @property
    def head(self) -> Revision | None:
        return self.filing.latest if self.filing else None

    @property
    def state(self) -> StateWord:
        return state_word(self.filing)

    @property
    def is_waiting(self) -> bool:
        """Whether the filing waits for its review or its signature."""
        return self.head is not None and self.state.key == FilingState.SUBMITTED

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """The figures that are not as they were before; none where there is nothing to compare."""
        if self.head is None or self.before is None:
            return ()
        now, then = self.head.figures, self.before.figures
        return tuple(
            f.id for f in self.criteria_set.figures if not is_same(now.get(f.id), then.get(f.id))
        )

    @cached_property
    def changed_indicators(self) -> frozenset[str]:
        figures = set(self.changes)
        return frozenset(
            indicator.number
            for indicator in self.criteria_set.indicators
            if figures & figures_of(indicator)
        )

    @property
    def gained(self) -> int | None:
        """Criteria gained since what it is held against."""
        if self.head is None or self.before is None:
            return None
        return self.head.criteria_met - self.before.criteria_met

    @cached_property
    def standing(self) -> dict[str, str]:
        """Each criterion as it stands: as computed, not met where somebody disagrees with it."""
        found = dict(self.head.criteria) if self.head else {}
        numbers = criterion_of(self.criteria_set)
        objected = {n for n, review in self.reviews.items() if not review.agrees}
        for indicator, opinions in self.opinions.items():
            if any(not opinion.agrees for opinion in opinions):
                objected.add(numbers.get(indicator, ""))
        return {n: "not_met" if n in objected else outcome for n, outcome in found.items()}

    @property
    def unmet(self) -> tuple[str, ...]:
        return tuple(number for number, outcome in self.standing.items() if outcome == "not_met")

    @property
    def unreviewed(self) -> tuple[str, ...]:
        return tuple(number for number in self.standing if number not in self.reviews)

    @property
    def unsolved(self) -> tuple[str, ...]:
        """Criteria that stand as not met without a solution whose day is still to come."""
        return tuple(n for n in self.unmet if not is_in_time(self.solutions.get(n), self.today))

    @property
    def solved(self) -> int:
        return len(self.unmet) - len(self.unsolved)

    @property
    def disagreed(self) -> tuple[str, ...]:
        return tuple(
            c.number
            for c in self.criteria_set.criteria
            if c.number in self.reviews and not self.reviews[c.number].agrees
        )

    def newly_met(self, indicator: str) -> bool:
        """Whether the indicator is met now and was not before."""
        if self.head is None or self.before is None:
            return False
        now, then = self.head.indicators.get(indicator), self.before.indicators.get(indicator)
        return now == "met" and not counted(then)


@dataclass(frozen=True)
class MonthLines:
    """The communes of a scope in a month, by code, with the law and the chain of the month."""

    month: date
    criteria_set: CriteriaSet
    chain: Chain
    lines: tuple[Line, ...]

    def filed(self) -> list[Line]:
        return [line for line in self.lines if line.head is not None]

    def of(self, filing: Filing) -> Line:
        return next(line for line in self.lines if line.unit.unit_id == filing.unit_id)


def month_lines(month: date, units: Collection[int], *, today: date, step: StepKind) -> MonthLines:
    """The lines of the communes among these units; `step` says whose deadline the lines bear."""
    day = reference_day(month)
    criteria_set = set_of_month(month)
    communes = filing_communes(day, within=units)
    keys = [commune.unit_id for commune in communes]
    found = _Found.read(month, today, keys, criteria_set.id)
    districts = districts_of(keys, day)
    days = due_days(month, step, keys)
    lines = []
    for commune in communes:
        line = found.line(commune, districts.get(commune.unit_id), criteria_set)
        is_done = line.filing is not None and line.filing.state == FilingState.SIGNED
        due = Due(days[commune.unit_id], today, is_done)
        lines.append(replace(line, due=due))
    return MonthLines(month, criteria_set, chain_on(month), tuple(lines))


@dataclass(frozen=True)
class _Found:
    month: date
    today: date
    filings: Mapping[int, Filing]
    before: Mapping[int, Revision]
    reviews: Mapping[int, Mapping[str, CriterionReview]]
    opinions: Mapping[int, Mapping[str, tuple[Opinion, ...]]]
    sent_back: Mapping[int, tuple[SendBack, ...]]
    solutions: Mapping[int, Mapping[str, Solution]] = field(default_factory=dict)

    @classmethod
    def read(cls, month: date, today: date, keys: Sequence[int], set_id: str) -> _Found:
        filings = {
            filing.unit_id: filing
            for filing in Filing.objects.filter(
                month=month, unit_id__in=keys, criteria_set=set_id
            ).select_related("latest", "latest__made_by", "unit")
        }
        heads = [f.latest_id for f in filings.values() if f.latest_id]
        return cls(
            month=month,
            today=today,
            filings=filings,
            before=_before(list(filings.values())),
            reviews=_reviews(heads),
            opinions=_opinions(heads),
            sent_back=_sent_back([f.pk for f in filings.values()]),
            solutions=_solutions(filings.values()),
        )

    def line(
        self, unit: UnitVersion, district: UnitVersion | None, criteria_set: CriteriaSet
    ) -> Line:
        filing = self.filings.get(unit.unit_id)
        head = filing.latest_id if filing else None
        return Line(
            month=self.month,
            today=self.today,
            unit=unit,
            district=district,
            criteria_set=criteria_set,
            filing=filing,
            before=self.before.get(unit.unit_id),
            reviews=self.reviews.get(head or 0, {}),
            opinions=self.opinions.get(head or 0, {}),
            sent_back=self.sent_back.get(filing.pk, ()) if filing else (),
            solutions=self.solutions.get(unit.unit_id, {}),
        )


def _before(filings: Collection[Filing]) -> dict[int, Revision]:
    """By unit: what the latest revision is held against."""
    units = {filing.pk: filing.unit_id for filing in filings}
    return {units[filing]: found for filing, found in revisions_before(filings).items()}


def _reviews(heads: Sequence[int]) -> dict[int, dict[str, CriterionReview]]:
    found: dict[int, dict[str, CriterionReview]] = defaultdict(dict)
    for review in CriterionReview.objects.filter(revision_id__in=heads).select_related("by"):
        found[review.revision_id][review.criterion] = review
    return found


def _opinions(heads: Sequence[int]) -> dict[int, dict[str, tuple[Opinion, ...]]]:
    found: dict[int, dict[str, tuple[Opinion, ...]]] = defaultdict(dict)
    rows = Opinion.objects.filter(revision_id__in=heads).select_related("by", "agency")
    for opinion in rows.order_by("at", "pk"):
        of_revision = found[opinion.revision_id]
        of_revision[opinion.indicator] = (*of_revision.get(opinion.indicator, ()), opinion)
    return found


def _sent_back(filings: Sequence[int]) -> dict[int, tuple[SendBack, ...]]:
    found: dict[int, tuple[SendBack, ...]] = defaultdict(tuple)
    rows = SendBack.objects.filter(filing_id__in=filings).select_related("by", "answered_by")
    for back in rows.order_by("at", "pk"):
        found[back.filing_id] = (*found[back.filing_id], back)
    return found


def _solutions(filings: Iterable[Filing]) -> dict[int, dict[str, Solution]]:
    found: dict[int, dict[str, Solution]] = defaultdict(dict)
    for (unit, criterion), solution in solutions_of(list(filings)).items():
        found[unit][criterion] = solution
    return found


def is_in_time(solution: Solution | None, today: date) -> bool:
    return solution is not None and solution.due_on >= today


def criterion_of(criteria_set: CriteriaSet) -> dict[str, str]:
    """The number of each indicator's criterion: {"17.6": "17"}."""
    return {i.number: c.number for c in criteria_set.criteria for i in c.indicators}


def indicator_of(criteria_set: CriteriaSet) -> dict[str, str]:
    """The first indicator that reads each figure."""
    found: dict[str, str] = {}
    for indicator in criteria_set.indicators:
        for figure in figures_of(indicator):
            found.setdefault(figure, indicator.number)
    return found


def set_of(filing: Filing) -> CriteriaSet:
    return load_set(filing.criteria_set)
