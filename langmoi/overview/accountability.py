"""What a chairman answers for: results from the first to the last day of each term, and why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from langmoi.core.clock import HANOI
from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day
from langmoi.law.model import Criterion
from langmoi.overview.forecasts import Outlook, outlook
from langmoi.overview.lines import unit_lines
from langmoi.overview.model import CommuneLine, UnitRef
from langmoi.overview.series import SeriesPoint, series
from langmoi.people.models import Post, Role
from langmoi.places.models import Level, UnitVersion
from langmoi.reporting.deadlines import dues_through
from langmoi.reporting.models import Filing, FilingEvent, Solution, StepKind

CHAIRMAN = {Level.DISTRICT: Role.DISTRICT_CHAIRMAN, Level.COMMUNE: Role.COMMUNE_CHAIRMAN}
# The step that the unit's head takes with their name.
SIGNING = {Level.DISTRICT: StepKind.SIGN, Level.COMMUNE: StepKind.SUBMIT}


@dataclass(frozen=True)
class Signing:
    """Who took the head's step of a month, in what capacity; by whom it is done moves no blame."""

    month: date
    by: str
    capacity: str
    filings: int
    last_on: date
    due_on: date

    @property
    def days_late(self) -> int:
        return max((self.last_on - self.due_on).days, 0)


@dataclass(frozen=True)
class Reason:
    """A commune that misses a criterion: what it notes itself, and what will be done."""

    commune: UnitRef
    notes: tuple[str, ...]
    solution: Solution | None


@dataclass(frozen=True)
class Unmet:
    criterion: Criterion
    reasons: tuple[Reason, ...]

    @property
    def without_solution(self) -> int:
        return sum(reason.solution is None for reason in self.reasons)


@dataclass(frozen=True)
class Term:
    """One chairman's time in office. Figures are those of closed months only.

    `start` is the last month closed by their first day or, where there is none (`is_late_start`),
    the first there is; `end` the last by their last day or now.
    """

    post: Post
    start: SeriesPoint | None
    end: SeriesPoint | None
    is_late_start: bool
    taken_from: Post | None
    handed_to: Post | None
    signings: tuple[Signing, ...]

    @property
    def is_current(self) -> bool:
        return self.handed_to is None and self.post.valid_to is None

    @property
    def is_comparable(self) -> bool:
        """Whether the same criteria set judged both ends: else nothing is subtracted."""
        return bool(self.start and self.end and self.start.set_id == self.end.set_id)

    @property
    def has_new_borders(self) -> bool:
        return bool(self.start and self.end and self.start.communes != self.end.communes)

    @property
    def gained(self) -> int | None:
        """Criteria over all communes of each end; borders that changed are said beside it."""
        if not (self.is_comparable and self.start and self.end):
            return None
        return self.end.sum - self.start.sum

    @property
    def met_all_gained(self) -> int | None:
        if not (self.is_comparable and self.start and self.end):
            return None
        return self.end.met_all - self.start.met_all


@dataclass(frozen=True)
class Account:
    """A unit's chairmen, the present one first, and why criteria are not met in the last month."""

    unit: UnitVersion
    terms: tuple[Term, ...]
    last: SeriesPoint | None
    unmet: tuple[Unmet, ...]
    forecast: Outlook | None
    forecast_by: date | None
    no_forecast: str  # why there is none, in a sentence


def account_of(unit: UnitVersion, *, on: date) -> Account:
    """The sheet of a district or a commune as known on the day."""
    points = [p for p in series(unit.unit_id) if p.is_closed and reference_day(p.month) <= on]
    last = points[-1] if points else None
    forecast, by, why = _forecast(unit, last)
    return Account(
        unit=unit,
        terms=_terms(unit, points, on),
        last=last,
        unmet=_unmet(unit, last.month) if last else (),
        forecast=forecast,
        forecast_by=by,
        no_forecast=why,
    )


def chairmen_of(unit_keys: Iterable[int], level: Level, on: date) -> dict[int, Post]:
    """Who heads each of the units that day; one query."""
    posts = Post.objects.on(on).filter(unit_id__in=list(unit_keys), role=CHAIRMAN[level])
    return {post.unit_id: post for post in posts.select_related("user").order_by("valid_from")}


def _terms(unit: UnitVersion, points: Sequence[SeriesPoint], on: date) -> tuple[Term, ...]:
    posts = list(
        Post.objects.filter(
            unit_id=unit.unit_id, role=CHAIRMAN[Level(unit.level)], valid_from__lte=on
        )
        .select_related("user")
        .order_by("valid_from", "pk")
    )
    signings = _signings(unit, points)
    around: list[Post | None] = [None, *posts, None]
    found = [
        _term(post, before, after, points, signings, on)
        for before, post, after in zip(around, posts, around[2:], strict=False)
    ]
    return tuple(reversed(found))


def _term(
    post: Post,
    before: Post | None,
    after: Post | None,
    points: Sequence[SeriesPoint],
    signings: Sequence[Signing],
    on: date,
) -> Term:
    last_day = min(post.valid_to or on, on)
    begun = [p for p in points if reference_day(p.month) <= post.valid_from]
    ended = [p for p in points if reference_day(p.month) <= last_day]
    within = [p for p in ended if p not in begun]
    return Term(
        post=post,
        start=begun[-1] if begun else next(iter(within), None),
        end=ended[-1] if ended else None,
        is_late_start=not begun and bool(within),
        taken_from=before if before and _follows(before, post) else None,
        handed_to=after if after and _follows(post, after) else None,
        signings=tuple(s for s in signings if post.valid_from <= s.last_on <= last_day),
    )


def _follows(before: Post, after: Post) -> bool:
    """Whether the one began on the day after the other ended."""
    return before.valid_to is not None and before.valid_to + timedelta(days=1) == after.valid_from


def _signings(unit: UnitVersion, points: Sequence[SeriesPoint]) -> list[Signing]:
    """Month by month and person by person, from the events of the chain; three queries."""
    step = SIGNING[Level(unit.level)]
    keys = UnitVersion.objects.filter(Q(unit_id=unit.unit_id) | Q(parent_id=unit.unit_id))
    events = FilingEvent.objects.filter(
        filing__unit_id__in=keys.values("unit_id"), step=step.value
    ).order_by("filing__month", "at")
    found: dict[tuple[date, str, str], list[tuple[int, datetime]]] = defaultdict(list)
    for month, by, capacity, filing, at in events.values_list(
        "filing__month", "by__full_name", "capacity", "filing_id", "at"
    ):
        found[month, by, capacity].append((filing, at))
    dues = dues_through({month for month, _, _ in found}, step, unit.unit_id)
    return [
        Signing(
            month=month,
            by=by,
            capacity=capacity,
            filings=len({filing for filing, _ in told}),
            last_on=max(at for _, at in told).astimezone(HANOI).date(),
            due_on=dues[month],
        )
        for (month, by, capacity), told in found.items()
    ]


def _unmet(unit: UnitVersion, month: date) -> tuple[Unmet, ...]:
    """Criteria that communes of the unit miss, the most missed first; three queries more."""
    view, lines = unit_lines(month, unit.unit_id)
    notes = _notes(lines, view.criteria_set.criteria)
    solutions = _solutions(lines, month)
    found = []
    for criterion in view.criteria_set.criteria:
        missing = [line for line in lines if line.criteria.get(criterion.number) == "not_met"]
        reasons = tuple(
            Reason(
                line.unit,
                notes.get((line.unit.key, criterion.number), ()),
                solutions.get((line.unit.key, criterion.number)),
            )
            for line in missing
        )
        if reasons:
            found.append(Unmet(criterion, reasons))
    return tuple(sorted(found, key=lambda unmet: -len(unmet.reasons)))


def _notes(
    lines: Sequence[CommuneLine], criteria: Sequence[Criterion]
) -> Mapping[tuple[int, str], tuple[str, ...]]:
    """What communes wrote beside their figures, by commune and criterion."""
    criterion_of = {
        figure: criterion.number
        for criterion in criteria
        for indicator in criterion.indicators
        for figure in (test.figure for test in indicator.tests)
    }
    months = {line.unit.key: line.figures_month for line in lines if line.figures_month}
    rows = Filing.objects.filter(unit_id__in=months, month__in=set(months.values()))
    found: dict[tuple[int, str], tuple[str, ...]] = defaultdict(tuple)
    for key, month, notes in rows.exclude(notes={}).values_list("unit_id", "month", "notes"):
        for figure, note in notes.items() if months[key] == month else ():
            if note and figure in criterion_of:
                found[key, criterion_of[figure]] += (note,)
    return found


def _solutions(lines: Sequence[CommuneLine], month: date) -> Mapping[tuple[int, str], Solution]:
    """The last solution of each commune and criterion that was in force."""
    rows = Solution.objects.filter(unit_id__in=[li.unit.key for li in lines], month__lte=month)
    rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=reference_day(month)))
    return {(s.unit_id or 0, s.criterion): s for s in rows.order_by("pk")}


def _forecast(
    unit: UnitVersion, last: SeriesPoint | None
) -> tuple[Outlook | None, date | None, str]:
    """To the next December that is at least three months away; else why it cannot be told."""
    if last is None:
        return None, None, "Chưa có tháng nào đã chốt nên chưa dự báo được."
    year = last.month.year + (last.month.month > 9)
    by = date(year, 12, 1)
    try:
        return outlook(unit.unit_id, by=by), by, ""
    except DomainError as error:
        return None, by, str(error)
