"""What the filing page shows: criteria, indicators, figures; plain data for the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from langmoi.law.model import Criterion, Figure, Indicator, RequiredPaper
from langmoi.reporting.evidence.required import MissingPapers
from langmoi.reporting.evidence.secrecy import OUTCOMES_ONLY, OUTCOMES_ONLY_CRITERION
from langmoi.reporting.models import Evidence, Filing, SendBack
from langmoi.web.overview.reasons import Reason


@dataclass(frozen=True)
class Beside:
    """A figure as someone else has it: a department's list, or the villages' sheets."""

    text: str
    source: str
    differs: bool
    is_same: bool = False


@dataclass(frozen=True)
class Clash:
    """A figure that two people changed at once: theirs stands, yours waits to be chosen."""

    theirs: str
    yours: str
    by: str
    at: datetime
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WarningView:
    id: str
    text: str
    why: str
    is_explained: bool

    @property
    def asks_for_note(self) -> bool:
        """Whether the reason beside the box “không phát sinh” answers it."""
        return self.id.startswith("not_arising.")


@dataclass(frozen=True)
class FigureView:
    """One figure to fill in: what is there, what was last, what others say of it."""

    figure: Figure
    value: Any
    echo: str
    typed: dict[str, str]
    last: str
    last_parts: str
    last_month: date | None
    note: str
    error: str
    moved: str
    clash: Clash | None
    beside: tuple[Beside, ...]
    villages: Beside | None
    warnings: tuple[WarningView, ...]
    is_same: bool
    is_open: bool

    @property
    def id(self) -> str:
        return self.figure.id

    @property
    def can_restore(self) -> bool:
        """Whether “như kỳ trước” would change it."""
        return self.is_open and self.last_month is not None and not self.is_same

    @property
    def is_missing(self) -> bool:
        if isinstance(self.value, dict):
            whole = self.value.get("num") is not None and self.value.get("den") is not None
            return not whole and self.value.get("pct") is None
        return self.value is None

    @property
    def is_yes(self) -> bool:
        return self.value is True

    @property
    def is_no(self) -> bool:
        return self.value is False

    @property
    def answers(self) -> tuple[str, str]:
        """The two words of a yes/no figure: “đạt”, “chưa đạt”."""
        yes, _, no = self.figure.measure.partition("/")
        return yes or "có", no or "không"

    @property
    def is_percent_alone(self) -> bool:
        return isinstance(self.value, dict) and "pct" in self.value


@dataclass(frozen=True)
class IndicatorView:
    indicator: Indicator
    outcome: str
    reasons: tuple[Reason, ...]
    figures: tuple[FigureView, ...]
    fact: FigureView | None
    evidence: tuple[Evidence, ...]
    reusable: tuple[Evidence, ...]
    papers: tuple[RequiredPaper, ...]
    missing_papers: MissingPapers | None
    sent_back: tuple[SendBack, ...]
    is_unmended: bool

    @property
    def number(self) -> str:
        return self.indicator.number

    @property
    def key(self) -> str:
        """For the id of an element: “17-1”."""
        return self.indicator.number.replace(".", "-")

    @property
    def papers_told(self) -> str:
        """What must be known before a paper is sent; of most indicators nothing."""
        about = self.indicator.id.partition(".")[0]
        return OUTCOMES_ONLY if about == OUTCOMES_ONLY_CRITERION else ""

    @property
    def does_not_arise(self) -> bool:
        return self.fact is not None and self.fact.is_no

    @cached_property
    def is_missing(self) -> bool:
        return not self.does_not_arise and any(f.is_missing for f in self.figures)

    @property
    def shown(self) -> tuple[FigureView, ...]:
        return (*self.figures, self.fact) if self.fact else self.figures

    @property
    def wants_papers(self) -> bool:
        """Whether a required paper is missing and nobody said why."""
        return self.missing_papers is not None and not self.missing_papers.is_explained

    @property
    def unexplained(self) -> tuple[WarningView, ...]:
        return tuple(w for f in self.shown for w in f.warnings if not w.is_explained)

    @property
    def needs_work(self) -> bool:
        return bool(
            self.is_missing
            or self.unexplained
            or self.wants_papers
            or self.sent_back
            or any(f.error or f.clash or f.moved for f in self.shown)
        )

    @property
    def is_same(self) -> bool:
        return all(f.is_same for f in self.shown)


@dataclass(frozen=True)
class CriterionView:
    criterion: Criterion
    outcome: str
    indicators: tuple[IndicatorView, ...]
    is_shown_open: bool = False

    @property
    def is_open(self) -> bool:
        return self.is_shown_open or any(i.needs_work for i in self.indicators)

    @property
    def met(self) -> int:
        return sum(i.outcome in ("met", "not_applicable") for i in self.indicators)

    @property
    def missing(self) -> int:
        return sum(i.is_missing for i in self.indicators)

    @property
    def sent_back(self) -> tuple[SendBack, ...]:
        return tuple(s for i in self.indicators for s in i.sent_back)

    @property
    def can_keep(self) -> bool:
        """Whether “như kỳ trước” would change a figure of it."""
        return any(f.can_restore for i in self.indicators for f in i.shown)

    @property
    def can_fill(self) -> bool:
        """Whether last time's figures would fill one that is missing."""
        return any(f.is_missing and f.can_restore for i in self.indicators for f in i.shown)

    @property
    def same_since(self) -> date | None:
        """The month whose figures all of these still are; None where one of them changed."""
        months = {f.last_month for i in self.indicators for f in i.shown if f.last_month}
        if self.missing or not months or not all(i.is_same for i in self.indicators):
            return None
        return max(months)


@dataclass(frozen=True)
class GroupView:
    mark: str
    name: str
    criteria: tuple[CriterionView, ...]

    @property
    def met(self) -> int:
        return sum(c.outcome in ("met", "not_applicable") for c in self.criteria)


@dataclass(frozen=True)
class Todo:
    """One thing to do before the filing can be sent, and where."""

    text: str
    anchor: str


@dataclass(frozen=True)
class FilingPage:
    filing: Filing
    groups: tuple[GroupView, ...]
    steps: frozenset[str]
    is_edited: bool
    saved_at: datetime | None
    saved_by: str
    signed_copies: tuple[Evidence, ...]

    @cached_property
    def criteria(self) -> list[CriterionView]:
        return [view for group in self.groups for view in group.criteria]

    @cached_property
    def indicators(self) -> list[IndicatorView]:
        return [view for criterion in self.criteria for view in criterion.indicators]

    @property
    def can_edit(self) -> bool:
        return self.is_edited

    @property
    def can_submit(self) -> bool:
        return "submit" in self.steps

    @property
    def is_unchanged(self) -> bool:
        return all(c.same_since for c in self.criteria)

    @property
    def total(self) -> int:
        return len(self.indicators)

    @cached_property
    def done(self) -> int:
        return sum(not i.is_missing for i in self.indicators)

    @property
    def missing(self) -> int:
        return self.total - self.done

    @property
    def met(self) -> int:
        return sum(c.outcome in ("met", "not_applicable") for c in self.criteria)

    @cached_property
    def can_keep(self) -> int:
        """How many criteria last time's figures would fill where some are missing."""
        return sum(c.can_fill for c in self.criteria)

    @property
    def sent_back(self) -> list[SendBack]:
        return [s for i in self.indicators for s in i.sent_back]

    @cached_property
    def todos(self) -> list[Todo]:
        return [todo for i in self.indicators for todo in _todos(i)]

    @property
    def next_missing(self) -> Todo | None:
        return next(iter(self.todos), None)

    def criterion(self, number: str) -> CriterionView | None:
        return next((c for c in self.criteria if c.criterion.number == number), None)


def _todos(view: IndicatorView) -> list[Todo]:
    number, anchor = view.indicator.number, f"ct-{view.key}"
    found = []
    if any(f.error for f in view.shown):
        found.append(Todo(f"Sửa số chưa hiểu được ở {number}", anchor))
    elif not view.does_not_arise and any(f.is_missing and not f.note for f in view.figures):
        found.append(Todo(f"Nhập số liệu {number}", anchor))
    if view.is_unmended:
        found.append(Todo(f"Sửa hoặc thêm minh chứng {number} (bị trả lại)", anchor))
    if view.fact and any(w.asks_for_note for w in view.unexplained):
        found.append(Todo(f"Nêu lý do không phát sinh {number}", anchor))
    elif view.unexplained:
        found.append(Todo(f"Giải trình cảnh báo ở {number}", anchor))
    if view.wants_papers:
        found.append(Todo(f"Đính kèm minh chứng {number}, hoặc giải trình", f"ev-{view.key}"))
    return found
