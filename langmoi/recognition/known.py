"""What is on record of the present round of dossiers: read for many at once, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, F, Q

from langmoi.places.models import Level
from langmoi.recognition.models import (
    ApprovalMeeting,
    Council,
    Dossier,
    OrganisationOpinion,
    PublicNotice,
    Verdict,
    VerdictSide,
    Verification,
)
from langmoi.surveys.results import SurveyResult, surveys_for


@dataclass
class Known:
    """Of one dossier, its present round only; `unanswered`: comments without an answer."""

    notice: PublicNotice | None = None
    comments: int = 0
    unanswered: int = 0
    opinions: list[OrganisationOpinion] = field(default_factory=list)
    meetings: dict[Level, ApprovalMeeting] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    verification: Verification | None = None
    appraisal: Verification | None = None
    councils: list[Council] = field(default_factory=list)
    survey: SurveyResult | None = None  # of the year, whatever the round

    @property
    def of_district(self) -> dict[str, Verdict]:
        return {v.criterion: v for v in self.verdicts if v.side == VerdictSide.DISTRICT}

    @property
    def of_agencies(self) -> dict[str, dict[int, Verdict]]:
        found: dict[str, dict[int, Verdict]] = defaultdict(dict)
        for verdict in self.verdicts:
            if verdict.agency_id is not None:
                found[verdict.criterion][verdict.agency_id] = verdict
        return found

    @property
    def council(self) -> Council | None:
        """The last session."""
        return self.councils[-1] if self.councils else None


def known_of(dossier: Dossier) -> Known:
    return known_of_all([dossier])[dossier.pk]


def known_of_all(dossiers: Collection[Dossier]) -> dict[int, Known]:
    found = {dossier.pk: Known() for dossier in dossiers}
    present = Q(dossier__in=list(found), round=F("dossier__round"))
    notices = PublicNotice.objects.filter(present).annotate(
        told=Count("comments"), open=Count("comments", filter=Q(comments__answer=""))
    )
    for notice in notices:
        one = found[notice.dossier_id]
        one.notice, one.comments, one.unanswered = notice, notice.told, notice.open
    for opinion in OrganisationOpinion.objects.filter(present):
        found[opinion.dossier_id].opinions.append(opinion)
    for meeting in ApprovalMeeting.objects.filter(present):
        found[meeting.dossier_id].meetings[Level(meeting.level)] = meeting
    for verdict in Verdict.objects.filter(present).select_related("agency", "by"):
        found[verdict.dossier_id].verdicts.append(verdict)
    for minutes in Verification.objects.filter(present).select_related("by"):
        name = "appraisal" if minutes.is_appraisal else "verification"
        setattr(found[minutes.dossier_id], name, minutes)
    for council in Council.objects.filter(present).prefetch_related("members").order_by("pk"):
        found[council.dossier_id].councils.append(council)
    surveys = surveys_for({(dossier.unit_id, dossier.year) for dossier in dossiers})
    for dossier in dossiers:
        found[dossier.pk].survey = surveys.get((dossier.unit_id, dossier.year))
    return found
