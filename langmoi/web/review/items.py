"""The parts of a filing's review page: plain data for its template, built by page.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from langmoi.law.model import Criterion
from langmoi.reporting.evidence.required import MissingPapers
from langmoi.reporting.models import CriterionReview, Evidence, Opinion, SendBack, Solution
from langmoi.web.overview.commune import IndicatorView
from langmoi.web.review.forms import BackItem, SolutionForm, WordForm
from langmoi.web.review.lines import is_in_time
from langmoi.web.review.words import Due
from langmoi.web.words import OUTCOMES


@dataclass(frozen=True)
class Typed:
    """What was typed and not taken, to be shown again with what is missing."""

    word: tuple[str, WordForm] | None = None
    solution: tuple[str, SolutionForm] | None = None
    back: tuple[BackItem, ...] = ()
    back_errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class FigureItem:
    """A figure now and before, with the commune's note."""

    id: str
    name: str
    value: str
    before: str
    is_changed: bool
    note: str


@dataclass(frozen=True)
class Change:
    """A figure that changed, with what it did to its indicator."""

    indicator: str
    name: str
    before: str
    after: str
    outcome_before: str
    outcome: str
    note: str


@dataclass(frozen=True)
class WarningItem:
    indicator: str
    text: str
    explained: str


@dataclass(frozen=True)
class IndicatorItem:
    view: IndicatorView
    figures: tuple[FigureItem, ...]
    warnings: tuple[WarningItem, ...]
    sent_back: tuple[SendBack, ...]
    opinions: tuple[Opinion, ...]
    evidence: tuple[Evidence, ...]
    missing_papers: MissingPapers | None
    back: BackItem | None

    @property
    def number(self) -> str:
        return self.view.number

    @property
    def is_waiting(self) -> bool:
        """Whether it was sent back and the commune has not answered."""
        return any(back.answered_by_id is None for back in self.sent_back)


@dataclass(frozen=True)
class CriterionItem:
    """A criterion with all that its reviewer needs, and what was said of it."""

    criterion: Criterion
    outcome: str
    is_newly_met: bool
    indicators: tuple[IndicatorItem, ...]
    review: CriterionReview | None
    standing: str
    solution: Solution | None
    form: WordForm
    solution_form: SolutionForm
    month: date
    today: date

    @property
    def outcome_label(self) -> str:
        return OUTCOMES[self.outcome].label

    @property
    def replaces(self) -> str:
        """The moment of the word on the page: a colleague's newer one is not overwritten."""
        return self.review.at.isoformat() if self.review else ""

    @cached_property
    def changes(self) -> list[FigureItem]:
        return [f for i in self.indicators for f in i.figures if f.is_changed]

    @cached_property
    def warnings(self) -> list[WarningItem]:
        return [w for i in self.indicators for w in i.warnings if not w.explained]

    @cached_property
    def sent_back(self) -> list[str]:
        return [i.number for i in self.indicators if i.is_waiting]

    @property
    def sent_back_numbers(self) -> str:
        return ", ".join(self.sent_back)

    @property
    def is_unmet(self) -> bool:
        return self.standing == "not_met"

    @property
    def needs_solution(self) -> bool:
        return self.is_unmet and not is_in_time(self.solution, self.today)

    @property
    def is_earlier(self) -> bool:
        """Whether the solution in force comes from an earlier month."""
        return self.solution is not None and self.solution.month < self.month

    @property
    def solution_due(self) -> Due | None:
        return Due(self.solution.due_on, self.today) if self.solution else None

    @property
    def is_open(self) -> bool:
        """Open for what asks for a look; the rest is folded."""
        has_errors = bool(self.form.errors or self.solution_form.errors)
        has_picks = any(i.back for i in self.indicators)
        return bool(self.changes or self.warnings or self.sent_back) or has_errors or has_picks


@dataclass(frozen=True)
class Group:
    name: str
    items: tuple[CriterionItem, ...]


@dataclass(frozen=True)
class May:
    """What the person may do on this page now."""

    review: bool = False
    solve: bool = False
    send_back: bool = False
    agree_all: bool = False
    see_sign: bool = False
    see_list: bool = False
