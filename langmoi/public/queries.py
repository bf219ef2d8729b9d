"""What may be published: closed months, and of each filing the revisions that were official."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from langmoi.core.memory import kept
from langmoi.public.models import Comment
from langmoi.reporting.models import Filing, FilingEvent, MonthState, ReportingMonth, Revision

# The steps after which a revision's outcomes are official.
_OFFICIAL_STEPS = ("close", "correct")


@dataclass(frozen=True)
class Citation:
    """The revision that an official outcome rests on; whoever cites it names number and hash."""

    unit_key: int
    month: date
    number: int
    hash: str


@dataclass(frozen=True)
class CitedRevision:
    """A revision that was official once: its outcomes then, and the newest one's number."""

    citation: Citation
    official_since: datetime
    criteria_set: str
    outcomes: Mapping[str, str]
    newest: int

    @property
    def is_newest(self) -> bool:
        return self.citation.number == self.newest


def closed_months() -> tuple[ReportingMonth, ...]:
    """Every month that may be published, the newest first."""
    months = ReportingMonth.objects.filter(state=MonthState.CLOSED).order_by("-month")
    return kept("closed months", lambda: tuple(months), "reporting_reportingmonth")


def is_closed(month: date) -> bool:
    return any(closed.month == month for closed in closed_months())


def citations(
    unit_keys: Collection[int], months: Collection[date]
) -> dict[tuple[int, date], Citation]:
    """The newest official revision of each unit's filing of these closed months."""
    rows = Filing.objects.filter(
        unit_id__in=unit_keys, month__in=[m for m in months if is_closed(m)], latest__isnull=False
    ).select_related("latest")
    return {
        (filing.unit_id, filing.month): Citation(
            filing.unit_id, filing.month, filing.latest.number, filing.latest.hash
        )
        for filing in rows.only("unit_id", "month", "latest__number", "latest__hash")
        if filing.latest is not None
    }


def cited_revision(unit_key: int, month: date, number: int) -> CitedRevision | None:
    """The revision of a closed month with this number; None for one that never was official."""
    if not is_closed(month):
        return None
    events = FilingEvent.objects.filter(
        filing__unit_id=unit_key,
        filing__month=month,
        revision__number=number,
        step__in=_OFFICIAL_STEPS,
    )
    event = events.select_related("filing__latest", "revision").order_by("pk").first()
    if event is None:
        return None
    filing, revision, newest = event.filing, event.revision, event.filing.latest
    if revision is None or newest is None:
        return None
    return CitedRevision(
        citation=Citation(unit_key, month, revision.number, revision.hash),
        official_since=event.at,
        criteria_set=filing.criteria_set,
        outcomes=_outcomes(filing, revision, event),
        newest=newest.number,
    )


def _outcomes(filing: Filing, revision: Revision, event: FilingEvent) -> Mapping[str, str]:
    """The official outcomes of that revision: frozen with the close, or standing still."""
    if filing.latest_id == revision.pk and filing.official is not None:
        official: Mapping[str, str] = filing.official
        return official
    frozen: Mapping[str, str] = event.detail.get("official") or revision.criteria
    return frozen


def published_comments(unit_key: int, criteria_set: str) -> dict[str, list[Comment]]:
    """What residents said of a commune and may be read, by criterion, the newest first."""
    found: dict[str, list[Comment]] = {}
    rows = Comment.objects.published().filter(unit_id=unit_key, criteria_set=criteria_set)
    # Never read: whom it is from.
    for comment in rows.defer("name", "contact"):
        found.setdefault(comment.criterion, []).append(comment)
    return found
