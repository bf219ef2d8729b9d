"""What a survey came to: coverage while it runs, shares once it is over, small cells never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db import connection
from django.db.models import Count

from langmoi.law.model import Status
from langmoi.surveys.models import (
    Choice,
    SurveyCampaign,
    SurveyQuestion,
    SurveyState,
    SurveyVillage,
)
from langmoi.surveys.questions import OVERALL
from langmoi.surveys.statistics import Interval, interval

LEAST = 5  # answers of a cell that may be shown
Share = tuple[int, int]
_TOLD = """
    SELECT village.campaign_id, village.id, told.key, told.value, count(*)
    FROM surveys_surveyanswer AS answer
    JOIN surveys_surveyvillage AS village ON village.id = answer.village_id,
    jsonb_each_text(answer.choices) AS told
    WHERE village.campaign_id = ANY(%s)
    GROUP BY village.campaign_id, village.id, told.key, told.value
"""


@dataclass(frozen=True)
class VillageResult:
    """A village; `satisfied` is None where the cell is hidden or the survey is not over."""

    name: str
    households: int
    asked: int
    answers: int
    satisfied: Share | None
    is_hidden: bool = False

    @property
    def coverage(self) -> Share:
        return self.answers, self.households


@dataclass(frozen=True)
class QuestionResult:
    key: str
    criterion: str
    text: str
    satisfied: Share
    interval: Interval | None

    @property
    def margin(self) -> Decimal | None:
        return self.interval.margin * 100 if self.interval else None


@dataclass(frozen=True)
class SurveyResult:
    """The result as far as it may be told at this stage."""

    campaign: SurveyCampaign
    households: int
    answers: int
    satisfied: Share | None
    interval: Interval | None
    needed_coverage: Decimal
    needed_share: Decimal
    villages: tuple[VillageResult, ...]
    questions: tuple[QuestionResult, ...]

    @property
    def coverage(self) -> Share:
        """Papers that came back, of all the households of the commune."""
        return self.answers, self.households

    @property
    def margin(self) -> Decimal | None:
        """Half the width of the interval at 95 %, in percentage points."""
        return self.interval.margin * 100 if self.interval else None

    @property
    def short_villages(self) -> tuple[VillageResult, ...]:
        """Where the coverage must hold in each village: those in which it does not."""
        if not self.campaign.in_each_village:
            return ()
        return tuple(v for v in self.villages if not reaches(v.coverage, self.needed_coverage))

    @property
    def is_covered(self) -> bool:
        return reaches(self.coverage, self.needed_coverage) and not self.short_villages

    @property
    def is_satisfied(self) -> bool | None:
        return None if self.satisfied is None else reaches(self.satisfied, self.needed_share)

    @property
    def is_enough(self) -> bool | None:
        """Whether it opens the gate; None while the share is not known."""
        if not self.is_covered:
            return False
        return self.is_satisfied

    @property
    def missing(self) -> int:
        """How many more papers the coverage of the commune needs."""
        least = -(-self.needed_coverage * self.households // 100)
        return max(int(least) - self.answers, 0)

    @property
    def status(self) -> Status:
        return Status(self.campaign.rule_status)


def reaches(share: Share, percent: Decimal) -> bool:
    """Exactly, by multiplying across: 60 of 100 reaches 60 %, 59.999 % does not."""
    return share[1] > 0 and share[0] * 100 >= percent * share[1]


def survey_for(unit_key: int, year: int) -> SurveyResult | None:
    """The commune's survey of the year as others may see it: shares once they are published."""
    return surveys_for([(unit_key, year)]).get((unit_key, year))


def surveys_for(wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], SurveyResult]:
    """The same of many communes and years, by both; those without a survey are left out."""
    units, years = {unit for unit, _ in wanted}, {year for _, year in wanted}
    found = SurveyCampaign.objects.filter(unit__in=units, year__in=years)
    found = found.exclude(state__in=(SurveyState.DRAFT, SurveyState.STOPPED))
    campaigns = [c for c in found if (c.unit_id, c.year) in wanted]
    return {(r.campaign.unit_id, r.campaign.year): r for r in results_of(campaigns)}


def result_of(campaign: SurveyCampaign, *, before_publishing: bool = False) -> SurveyResult:
    """The result of the survey; its shares only once published, for the Front once it is closed.

    While it runs nobody sees shares: two looks with one paper between them would tell that paper.
    """
    return results_of([campaign], before_publishing=before_publishing)[0]


def results_of(
    campaigns: Sequence[SurveyCampaign], *, before_publishing: bool = False
) -> list[SurveyResult]:
    """The same of many, in their order; three reads however many."""
    states = {SurveyState.PUBLISHED}
    if before_publishing:
        states.add(SurveyState.CLOSED)
    over = {c.pk for c in campaigns if c.state in states}
    villages = _by_campaign(
        # By name: rows that are grouped lose the model's own order.
        SurveyVillage.objects.filter(campaign__in=campaigns)
        .annotate(back=Count("answers"))
        .order_by("campaign", "order")
    )
    questions = _by_campaign(SurveyQuestion.objects.filter(campaign__in=over)) if over else {}
    told = _told(over) if over else {}
    return [
        _result(
            c,
            villages.get(c.pk, []),
            questions.get(c.pk, []),
            told.get(c.pk, {}) if c.pk in over else None,
        )
        for c in campaigns
    ]


_Told = dict[tuple[int, str], int]  # (village, question) → how many are satisfied
_Row = TypeVar("_Row", SurveyVillage, SurveyQuestion)


def _by_campaign(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.campaign_id].append(row)
    return found


def _result(
    campaign: SurveyCampaign,
    villages: Sequence[SurveyVillage],
    questions: Sequence[SurveyQuestion],
    told: _Told | None,
) -> SurveyResult:
    households = sum(village.households for village in villages)
    answers: int = sum(village.back for village in villages)  # type: ignore[attr-defined]
    if answers < LEAST:
        told = None
    satisfied = (_sum(told, OVERALL), answers) if told is not None else None
    return SurveyResult(
        campaign,
        households,
        answers,
        satisfied,
        interval(satisfied[0], answers, households) if satisfied else None,
        campaign.needed_coverage,
        campaign.needed_share,
        _villages(villages, told),
        _questions(questions, told, answers, households),
    )


def _told(campaigns: Collection[int]) -> dict[int, _Told]:
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [list(campaigns)])
        rows = cursor.fetchall()
    told: dict[int, _Told] = defaultdict(dict)
    for campaign, village, key, choice, n in rows:
        if choice == Choice.SATISFIED:
            told[campaign][village, key] = n
    return told


def _sum(told: _Told, key: str) -> int:
    return sum(n for (_, of), n in told.items() if of == key)


def _villages(villages: Sequence[SurveyVillage], told: _Told | None) -> tuple[VillageResult, ...]:
    backs: list[int] = [village.back for village in villages]  # type: ignore[attr-defined]
    if told is None:
        return tuple(
            VillageResult(v.name, v.households, v.asked, back, None)
            for v, back in zip(villages, backs, strict=True)
        )
    cells = [(told.get((v.pk, OVERALL), 0), n) for v, n in zip(villages, backs, strict=True)]
    shown = shown_cells(cells)
    return tuple(
        VillageResult(
            v.name, v.households, v.asked, cell[1], cell if is_shown else None, not is_shown
        )
        for v, cell, is_shown in zip(villages, cells, shown, strict=True)
    )


def shown_cells(cells: Sequence[Share]) -> list[bool]:
    """Which of the (satisfied, answers) of the villages may stand beside the commune's total.

    A cell is small where fewer than five are satisfied or fewer than five are not. Those are
    hidden; and then the next smallest ones, until the hidden cells together, which anybody gets by
    subtracting what is shown from the total, are two or more villages and no small cell.
    """
    shown = [not _is_small(cell) for cell in cells]
    by_size = sorted(range(len(cells)), key=lambda i: (cells[i][1], i))
    while not all(shown):
        hidden = [cell for cell, is_shown in zip(cells, shown, strict=True) if not is_shown]
        together = (sum(s for s, _ in hidden), sum(n for _, n in hidden))
        if len(hidden) > 1 and not _is_small(together):
            break
        more = next((i for i in by_size if shown[i]), None)
        if more is None:
            break  # all are hidden: only the total is told
        shown[more] = False
    return shown


def _is_small(cell: Share) -> bool:
    satisfied, answers = cell
    return min(satisfied, answers - satisfied) < LEAST


def _questions(
    questions: Sequence[SurveyQuestion], told: _Told | None, answers: int, households: int
) -> tuple[QuestionResult, ...]:
    if told is None:
        return ()
    rows = []
    for question in questions:
        satisfied = _sum(told, question.key)
        rows.append(
            QuestionResult(
                question.key,
                question.criterion,
                question.text,
                (satisfied, answers),
                interval(satisfied, answers, households),
            )
        )
    return tuple(rows)
