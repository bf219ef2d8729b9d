"""The papers that the set requires of a filing: which are there, and which are still missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from langmoi.core.audit import digest
from langmoi.core.months import reference_day
from langmoi.law.lookup import papers_on
from langmoi.law.model import Indicator, RequiredPaper
from langmoi.law.sets import load_set
from langmoi.reporting.evidence.queries import evidence_of
from langmoi.reporting.models import Evidence, Filing


@dataclass(frozen=True)
class MissingPapers:
    """What an indicator that the figures meet still lacks, and the reason that was given.

    The id changes with what is missing: a reason for one paper does not answer for the next.
    """

    id: str
    indicator: str
    papers: tuple[RequiredPaper, ...]
    why: str

    @property
    def is_explained(self) -> bool:
        return bool(self.why.strip())

    @property
    def text(self) -> str:
        names = "; ".join(paper.name for paper in self.papers)
        return f"Chỉ tiêu {self.indicator} thiếu minh chứng bắt buộc: {names}."


def required_papers(filing: Filing, indicator: Indicator) -> tuple[RequiredPaper, ...]:
    """What the filing's set requires of the indicator in its month."""
    return papers_on(indicator, reference_day(filing.month))


def missing_papers(
    filing: Filing,
    outcomes: Mapping[str, str],
    attached: Mapping[str, Sequence[Evidence]] | None = None,
) -> list[MissingPapers]:
    """By indicator, in the order of the set; only of those that the outcomes say are met.

    A file proves a paper while it stands on the month's reference day. attached: the filing's
    evidence, where it was read already.
    """
    indicators = load_set(filing.criteria_set).indicators
    met = [i for i in indicators if outcomes.get(i.number) == "met"]
    wanted = {i.number: papers for i in met if (papers := required_papers(filing, i))}
    if not wanted:
        return []
    if attached is None:
        attached = evidence_of(filing)
    proved = {number: set(_standing(filing, attached.get(number, ()))) for number in wanted}
    first = {i.number: i.tests[0].figure for i in met}
    return [
        _missing(filing, number, first[number], lacking)
        for number, papers in wanted.items()
        if (lacking := tuple(p for p in papers if p.id not in proved[number]))
    ]


def _standing(filing: Filing, files: Collection[Evidence]) -> Iterator[str]:
    """The papers that these files are, where they have not expired."""
    day = reference_day(filing.month)
    for file in files:
        if file.paper and (file.expires_on is None or file.expires_on >= day):
            yield file.paper


def _missing(
    filing: Filing, number: str, figure: str, papers: tuple[RequiredPaper, ...]
) -> MissingPapers:
    """A reason is kept with those for warnings, whose keys name a figure of the indicator."""
    lacking = {"indicator": number, "papers": [paper.id for paper in papers]}
    key = f"evidence.{figure}.{digest('', lacking)[:8]}"
    return MissingPapers(key, number, papers, str(filing.explanations.get(key, "")))
