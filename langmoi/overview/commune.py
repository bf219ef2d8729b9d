"""One commune in one month: outcomes with reasons, history, and where the figures come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from langmoi.core.clock import HANOI
from langmoi.core.errors import DomainError
from langmoi.core.text import capital
from langmoi.law.explain import Explanation
from langmoi.law.filing import FilingRow, explain_filing
from langmoi.law.model import CriteriaSet, Criterion, Indicator
from langmoi.law.sets import load_set
from langmoi.overview.detail import (
    CommuneMonth,
    CriterionDetail,
    FigureLine,
    HistoryPoint,
    IndicatorDetail,
    RevisionInfo,
)
from langmoi.overview.lines import MonthView, commune_lines, view_of
from langmoi.overview.model import CommuneLine
from langmoi.overview.standings import MonthStates, criteria_met
from langmoi.people.models import Post
from langmoi.reporting.models import Filing, Revision
from langmoi.reporting.official import Objection, objections_to


class _Filed(NamedTuple):
    """One month that the commune filed for."""

    month: date
    set_id: str
    criteria_met: int
    revision_key: int


def commune_month(unit_key: int, month: date) -> CommuneMonth:
    """The commune's month with every outcome explained; a late one with its last closed month.

    Outcomes are those stored with the revision; explanations come from the law files of today, and
    an indicator that they judge otherwise is marked (is_law_changed). Raises DomainError for a
    month that was not opened and for a unit that does not file.
    """
    view = view_of(month, unit_key)
    if not view.unit.files:
        raise DomainError(
            f"{capital(view.unit.full_name)} không lập phiếu (chỉ xã lập phiếu). Hãy chọn một xã."
        )
    (line,) = commune_lines(view, [view.unit])
    return CommuneMonths(view, [line]).of(line)


class CommuneMonths:
    """Communes in one month; what they filed is read at once for all of them."""

    def __init__(self, view: MonthView, lines: Sequence[CommuneLine]) -> None:
        self._view = view
        self._filed = _filed([line.unit.key for line in lines], view.month)
        self._shown = {line.unit.key: _shown(self._filed, line) for line in lines}
        self._before = {key: _before(self._filed[key], f) for key, f in self._shown.items()}
        used = [*self._shown.values(), *self._before.values()]
        self._revisions = _revisions([filed.revision_key for filed in used if filed])
        revisions = {line.unit.key: self._revision(self._shown[line.unit.key]) for line in lines}
        self._posts = _posts([r for r in revisions.values() if r])
        overruled = [
            r for line in lines if (r := revisions[line.unit.key]) and _is_overruled(line, r)
        ]
        self._objections = objections_to(overruled) if overruled else {}

    def of(self, line: CommuneLine) -> CommuneMonth:
        """The month of one of the lines' communes."""
        view, key = self._view, line.unit.key
        shown = self._shown[key]
        criteria_set = load_set(shown.set_id) if shown else view.criteria_set
        revision, earlier = self._revision(shown), self._revision(self._before[key])
        figures = _figure_lines(criteria_set, revision, earlier)
        objections = self._objections.get(revision.pk, []) if revision else []
        return CommuneMonth(
            line=line,
            month=view.month,
            is_closed=view.is_closed,
            criteria_set=criteria_set,
            criteria=_criteria(criteria_set, line, revision, figures, objections),
            figures=tuple(figures.values()),
            history=_history(self._filed[key], view.states),
            revision=self._info(revision, criteria_set) if revision else None,
        )

    def _revision(self, filed: _Filed | None) -> Revision | None:
        return self._revisions.get(filed.revision_key) if filed else None

    def _info(self, revision: Revision, criteria_set: CriteriaSet) -> RevisionInfo:
        return _revision_info(revision, criteria_set, self._posts.get(revision.pk))


def _filed(unit_keys: Sequence[int], month: date) -> Mapping[int, list[_Filed]]:
    rows = (
        Filing.objects.filter(unit_id__in=unit_keys, month__lte=month, latest__isnull=False)
        .order_by("month", "latest_id")
        .values_list(
            "unit_id", "month", "criteria_set", "latest__criteria_met", "official", "latest_id"
        )
    )
    found: dict[int, list[_Filed]] = {key: [] for key in unit_keys}
    for unit, at, set_id, met, official, key in rows:
        counted = met if official is None else _met(set_id, official)
        found[unit].append(_Filed(at, set_id, counted, key))
    return found


def _shown(filed: Mapping[int, Sequence[_Filed]], line: CommuneLine) -> _Filed | None:
    """The filing that the line's figures are of."""
    mine = reversed(filed[line.unit.key])
    return next((f for f in mine if f.month == line.figures_month), None)


def _met(set_id: str, official: Mapping[str, str]) -> int:
    counts = load_set(set_id).not_applicable_counts
    return criteria_met(official, not_applicable_counts=counts)


def _before(filed: Sequence[_Filed], shown: _Filed | None) -> _Filed | None:
    earlier = [f for f in filed if shown and f.month < shown.month]
    return earlier[-1] if earlier else None


def _revisions(keys: Sequence[int]) -> Mapping[int, Revision]:
    found = Revision.objects.select_related("filing", "made_by", "upload").filter(pk__in=keys)
    return {revision.pk: revision for revision in found.defer("upload__content")}


def _figure_lines(
    criteria_set: CriteriaSet, revision: Revision | None, earlier: Revision | None
) -> dict[str, FigureLine]:
    """Every figure of the set; the values before are hints, whatever set they were filed under."""
    now = revision.figures if revision else {}
    then = earlier.figures if earlier else {}
    month = earlier.filing.month if earlier else None
    return {
        figure.id: FigureLine(figure, now.get(figure.id), then.get(figure.id), month)
        for figure in criteria_set.figures
    }


def _criteria(
    criteria_set: CriteriaSet,
    line: CommuneLine,
    revision: Revision | None,
    figures: Mapping[str, FigureLine],
    objections: Sequence[Objection],
) -> tuple[CriterionDetail, ...]:
    """Every criterion of the set with its indicators; empty where there are no figures."""
    if revision is None:
        return ()
    explained = _explained(criteria_set, revision)

    def detail(indicator: Indicator) -> IndicatorDetail:
        return IndicatorDetail(
            indicator=indicator,
            outcome=revision.indicators.get(indicator.number, "not_assessed"),
            explanations=tuple(explained[indicator.number]),
            figures=tuple(figures[figure_id] for figure_id in _figures_of(indicator)),
        )

    def criterion_detail(criterion: Criterion) -> CriterionDetail:
        return CriterionDetail(
            criterion=criterion,
            outcome=line.criteria.get(criterion.number, "not_assessed"),
            is_newly_met=criterion.number in line.newly_met,
            indicators=tuple(detail(indicator) for indicator in criterion.indicators),
            computed=revision.criteria.get(criterion.number, "not_assessed"),
            objections=tuple(o for o in objections if o.criterion == criterion.number),
        )

    return tuple(criterion_detail(criterion) for criterion in criteria_set.criteria)


def _is_overruled(line: CommuneLine, revision: Revision) -> bool:
    return any(line.criteria.get(n) != o for n, o in revision.criteria.items())


def _explained(criteria_set: CriteriaSet, revision: Revision) -> Mapping[str, list[Explanation]]:
    """Explanations by number of the indicator, by the law of the month that the figures are of."""
    row = FilingRow(revision.unit_code, revision.filing.month, revision.zone, revision.figures)
    found: dict[str, list[Explanation]] = defaultdict(list)
    for explanation in explain_filing(row, criteria_set):
        found[explanation.indicator].append(explanation)
    return found


def _figures_of(indicator: Indicator) -> list[str]:
    """The figures that an indicator reads, the fact that decides whether it arises first."""
    fact = [indicator.arises_when] if indicator.arises_when else []
    return list(dict.fromkeys(fact + [test.figure for test in indicator.tests]))


def _history(filed: Sequence[_Filed], states: MonthStates) -> tuple[HistoryPoint, ...]:
    return tuple(
        HistoryPoint(
            month=now.month,
            criteria_met=now.criteria_met,
            set_id=now.set_id,
            is_closed=states.get(now.month, False),
            is_new_set=before is not None and before.set_id != now.set_id,
        )
        for before, now in zip([None, *filed], filed, strict=False)
    )


def _posts(revisions: Sequence[Revision]) -> Mapping[int, Post]:
    """The first post of each revision's maker on its day; a query for each day."""
    by_day: dict[date, list[Revision]] = defaultdict(list)
    for revision in revisions:
        by_day[_day_of(revision)].append(revision)
    found: dict[int, Post] = {}
    for day, made in by_day.items():
        makers = {revision.made_by_id for revision in made}
        posts = Post.objects.on(day).filter(user__in=makers).order_by("-pk")
        first = {post.user_id: post for post in posts}
        found |= {r.pk: first[r.made_by_id] for r in made if r.made_by_id in first}
    return found


def _day_of(revision: Revision) -> date:
    return revision.made_at.astimezone(HANOI).date()


def _revision_info(
    revision: Revision, criteria_set: CriteriaSet, post: Post | None
) -> RevisionInfo:
    return RevisionInfo(
        number=revision.number,
        made_at=revision.made_at,
        by=revision.made_by.get_full_name(),
        post=post.get_role_display() if post else "",
        source=revision.get_source_display(),
        file_name=revision.upload.file_name if revision.upload else "",
        hash=revision.hash,
        law_version=revision.law_version,
        is_law_version_current=revision.law_version == criteria_set.version,
    )
