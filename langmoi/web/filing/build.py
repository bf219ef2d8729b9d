"""Building what the filing page shows from the draft, the judge, and what others say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.core.numbers import plain
from langmoi.law.explain import Explanation
from langmoi.law.filing import FilingVerdict
from langmoi.law.model import CriteriaSet, Criterion, Figure, Group, Indicator, Kind
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.reporting.access import open_steps
from langmoi.reporting.drafting import (
    LastValue,
    Warning_,
    current_figures,
    judge_draft,
    open_figures,
    warnings_of,
)
from langmoi.reporting.evidence.actions import SIGNED_COPY
from langmoi.reporting.evidence.queries import evidence_before, evidence_of
from langmoi.reporting.evidence.required import MissingPapers, missing_papers, required_papers
from langmoi.reporting.expected import Expected
from langmoi.reporting.models import DraftSave, Evidence, Filing, SendBack
from langmoi.reporting.sending import unmended
from langmoi.reporting.villages import ItemSum
from langmoi.reporting.warnings import beside
from langmoi.web.figures import said_in_full, said_parts, said_value
from langmoi.web.filing.model import (
    Beside,
    Clash,
    CriterionView,
    FigureView,
    FilingPage,
    GroupView,
    IndicatorView,
    WarningView,
)
from langmoi.web.filing.reading import DEN, NO, NUM, YES, same
from langmoi.web.overview.reasons import reasons_of


@dataclass(frozen=True)
class JustNow:
    """What the save that this page answers came to; empty for a page merely opened."""

    criterion: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    clashes: Mapping[str, Clash] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    verdict: FilingVerdict | None = None
    save: DraftSave | None = None


@dataclass(frozen=True)
class _Sources:
    """Everything that the views of one filing are made of, asked for once."""

    criteria_set: CriteriaSet
    filing: Filing
    figures: Mapping[str, Any]
    shown: frozenset[str]  # criteria that are shown whole; of the others only how they stand
    last: Mapping[str, LastValue]
    warnings: Mapping[str, list[Warning_]]
    explanations: Mapping[str, list[Explanation]]
    outcomes: Mapping[str, str]
    expected: Mapping[str, Sequence[Expected]]
    sums: Mapping[str, ItemSum]
    evidence: Mapping[str, list[Evidence]]
    reusable: Mapping[str, list[Evidence]]
    missing_papers: Mapping[str, MissingPapers]
    sent_back: Mapping[str, list[SendBack]]
    just_now: JustNow
    is_edited: bool
    opened: frozenset[str] | None
    unmended: frozenset[str]


def build_page(
    filing: Filing,
    user: User,
    on: date,
    just_now: JustNow | None = None,
    *,
    only: Collection[str] | None = None,
    closed: bool | None = None,
) -> FilingPage:
    """The page as this person sees it that day.

    only: the criteria whose pieces are wanted, for an answer to a save; of the others the page
    then knows how they stand, not what their fields say. closed: whether the month is.
    """
    steps = open_steps(user, filing, on, closed=closed)
    is_edited = "save" in steps and filing.draft is not None
    sources = _gather(filing, just_now or JustNow(), is_edited=is_edited, only=only)
    saved = sources.just_now.save or _last_save(filing)
    return FilingPage(
        filing=filing,
        groups=_groups(sources),
        steps=steps,
        is_edited=is_edited,
        saved_at=saved.at if saved else None,
        saved_by=saved.by.full_name if saved else "",
        signed_copies=tuple(sources.evidence.get(SIGNED_COPY, ())),
    )


def _last_save(filing: Filing) -> DraftSave | None:
    return DraftSave.objects.filter(filing=filing).select_related("by").last()


def _gather(
    filing: Filing, just_now: JustNow, *, is_edited: bool, only: Collection[str] | None
) -> _Sources:
    criteria_set = load_set(filing.criteria_set)
    criteria = [c for c in criteria_set.criteria if only is None or c.number in only]
    explained = {i.number for c in criteria for i in c.indicators}
    judged = judge_draft(filing, explained=explained, verdict=just_now.verdict)
    known = beside([filing])[filing.pk]
    warnings: dict[str, list[Warning_]] = {}
    for warning in warnings_of(filing, known=known) if is_edited else ():
        warnings.setdefault(warning.figure, []).append(warning)
    explanations: dict[str, list[Explanation]] = {}
    for explanation in judged.explanations:
        explanations.setdefault(explanation.indicator, []).append(explanation)
    evidence = evidence_of(filing)
    papers = missing_papers(filing, judged.verdict.indicators, evidence)
    return _Sources(
        criteria_set=criteria_set,
        filing=filing,
        figures=current_figures(filing),
        shown=frozenset(c.number for c in criteria),
        last=known.last,
        warnings=warnings,
        explanations=explanations,
        outcomes={**judged.verdict.indicators, **_criteria(judged.verdict.criteria)},
        expected=known.expected,
        sums={found.item.figure: found for found in known.sums if found.told},
        evidence=evidence,
        reusable=evidence_before(filing) if is_edited and only is None else {},
        missing_papers={lacking.indicator: lacking for lacking in papers},
        sent_back=_sent_back(filing),
        just_now=just_now,
        is_edited=is_edited,
        opened=open_figures(filing) if is_edited else None,
        unmended=frozenset(unmended(filing, current_figures(filing))) if is_edited else frozenset(),
    )


def _sent_back(filing: Filing) -> dict[str, list[SendBack]]:
    """What waits to be mended, by indicator; nothing where nothing was ever sent."""
    found: dict[str, list[SendBack]] = {}
    if filing.latest_id is None:
        return found
    waiting = SendBack.objects.filter(filing=filing, answered_by__isnull=True)
    for item in waiting.select_related("by"):
        found.setdefault(item.indicator, []).append(item)
    return found


def _criteria(outcomes: Mapping[str, str]) -> dict[str, str]:
    """Criteria share their numbers with no indicator, yet stay apart: “tc 9”."""
    return {f"tc {number}": outcome for number, outcome in outcomes.items()}


def _groups(sources: _Sources) -> tuple[GroupView, ...]:
    found = []
    for group in sources.criteria_set.groups or (Group("", "Tiêu chí"),):
        members = tuple(
            _criterion(criterion, sources)
            for criterion in sources.criteria_set.criteria
            if criterion.group == group.id or not group.id
        )
        mark, _, name = group.name.partition(". ")
        if members:
            found.append(GroupView(mark if name else "", name or mark, members))
    return tuple(found)


def _criterion(criterion: Criterion, sources: _Sources) -> CriterionView:
    return CriterionView(
        criterion,
        sources.outcomes[f"tc {criterion.number}"],
        tuple(
            _indicator(indicator, sources, in_full=criterion.number in sources.shown)
            for indicator in criterion.indicators
        ),
        is_shown_open=sources.just_now.criterion == criterion.number,
    )


def _indicator(indicator: Indicator, sources: _Sources, *, in_full: bool) -> IndicatorView:
    figures = dict.fromkeys(test.figure for test in indicator.tests)
    fact = indicator.arises_when
    number = indicator.number
    return IndicatorView(
        indicator=indicator,
        outcome=sources.outcomes[number],
        reasons=reasons_of(sources.explanations.get(number, ()), indicator, sources.criteria_set),
        figures=tuple(_figure(figure, sources, in_full=in_full) for figure in figures),
        fact=_figure(fact, sources, in_full=in_full) if fact else None,
        evidence=tuple(sources.evidence.get(number, ())),
        reusable=tuple(sources.reusable.get(number, ())),
        papers=required_papers(sources.filing, indicator),
        missing_papers=sources.missing_papers.get(number),
        sent_back=tuple(sources.sent_back.get(number, ())),
        is_unmended=number in sources.unmended,
    )


def _figure(figure_id: str, sources: _Sources, *, in_full: bool) -> FigureView:
    figure = sources.criteria_set.figure(figure_id)
    value, last = sources.figures.get(figure_id), sources.last.get(figure_id)
    just_now, filing = sources.just_now, sources.filing
    return FigureView(
        figure=figure,
        value=value,
        last_month=last.month if last else None,
        note=filing.notes.get(figure_id, ""),
        error=just_now.faults.get(figure_id, ""),
        moved=just_now.moved.get(figure_id, ""),
        clash=just_now.clashes.get(figure_id),
        warnings=tuple(
            WarningView(w.id, w.text, filing.explanations.get(w.id, ""), w.explained)
            for w in sources.warnings.get(figure_id, ())
        ),
        is_same=last is not None and same(figure, value, last.value),
        is_open=sources.is_edited and (sources.opened is None or figure_id in sources.opened),
        **(_words(figure, sources) if in_full else _NO_WORDS),
    )


_NO_WORDS: Mapping[str, Any] = {
    "echo": "",
    "typed": {},
    "last": "",
    "last_parts": "",
    "beside": (),
    "villages": None,
}


def _words(figure: Figure, sources: _Sources) -> dict[str, Any]:
    """What is written in and beside the figure's fields."""
    value, last = sources.figures.get(figure.id), sources.last.get(figure.id)
    just_now = sources.just_now
    return {
        "echo": "" if value is None else said_in_full(figure, value),
        "typed": _typed(figure, value, just_now.typed if figure.id in just_now.faults else {}),
        "last": said_value(figure, last.value) if last else "",
        "last_parts": said_parts(last.value) if last else "",
        "beside": tuple(_beside(figure, value, e) for e in sources.expected.get(figure.id, ())),
        "villages": _villages(figure, value, sources.sums.get(figure.id)),
    }


def _typed(figure: Figure, value: Any, kept: Mapping[str, str]) -> dict[str, str]:
    """What the fields hold: the value as people write it, or what they typed just now."""
    fields = fields_of(figure, value)
    names = {NUM: "num", DEN: "den", "": "one"}
    return {names[name]: kept.get(figure.id + name, text) for name, text in fields}


def fields_of(figure: Figure, value: Any) -> list[tuple[str, str]]:
    """The value as its fields on the page, by what their names end in."""
    if figure.kind is Kind.SHARE:
        parts = value if isinstance(value, dict) else {}
        return [(NUM, _said(parts.get("num"))), (DEN, _said(parts.get("den")))]
    if figure.kind is Kind.BOOLEAN:
        return [("", "" if value is None else YES if value else NO)]
    return [("", _said(value))]


def _said(value: str | None) -> str:
    """For a field: no dots, since “1.120” typed again could be read in two ways."""
    return "" if value is None else plain(Decimal(value)).replace(".", ",")


def _beside(figure: Figure, value: Any, expected: Expected) -> Beside:
    differs = value is not None and not same(figure, value, expected.value)
    agency = expected.agency.short_name
    return Beside(said_in_full(figure, expected.value), agency, differs)


def _villages(figure: Figure, value: Any, found: ItemSum | None) -> Beside | None:
    if found is None:
        return None
    if not found.is_whole:
        return Beside("", f"mới có {found.told}/{found.villages} thôn", False)
    equal = same(figure, value, found.value)
    shown = said_in_full(figure, found.value)
    return Beside(shown, f"{found.villages} thôn", value is not None and not equal, equal)
