"""The official outcome of a criterion: as computed, unless district or department disagrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from langmoi.law.sets import load_set
from langmoi.people.models import Agency, User
from langmoi.reporting.chain import chain_on
from langmoi.reporting.models import CriterionReview, Filing, Opinion, Revision, StepKind

NOT_MET = "not_met"


@dataclass(frozen=True)
class Objection:
    """Why an official outcome is not the computed one; of the district where no agency is named."""

    criterion: str
    indicator: str
    agency: Agency | None
    reason: str
    by: User
    at: datetime

    @property
    def kind(self) -> StepKind:
        return StepKind.REVIEW if self.agency is None else StepKind.OPINION


def official_criteria(filing: Filing) -> dict[str, str]:
    """Each criterion's official outcome by what is known now; empty without a revision.

    Computed, district's and departments' words stay stored apart: this only derives.
    """
    return officials_of([filing])[filing.pk]


def officials_of(filings: Collection[Filing]) -> dict[int, dict[str, str]]:
    """The official outcomes of many filings, in two queries; by the chain of each one's month."""
    for filing in filings:
        if filing.latest is not None:
            filing.latest.filing = filing  # known here; else each would be a query of its own
    objections = objections_to([f.latest for f in filings if f.latest is not None])
    found: dict[int, dict[str, str]] = {}
    for filing in filings:
        revision = filing.latest
        outcomes = dict(revision.criteria) if revision is not None else {}
        heard = chain_on(filing.month).not_met_where_disagreed_by
        for objection in objections.get(revision.pk, ()) if revision is not None else ():
            if objection.kind in heard and objection.criterion in outcomes:
                outcomes[objection.criterion] = NOT_MET
        found[filing.pk] = outcomes
    return found


def objections_to(revisions: Collection[Revision]) -> Mapping[int, list[Objection]]:
    """Every disagreement with these revisions, by revision; in two queries."""
    found: dict[int, list[Objection]] = defaultdict(list)
    sets = {revision.pk: revision.filing.criteria_set for revision in revisions}
    refused = {"revision_id__in": sets, "agrees": False}
    for review in CriterionReview.objects.filter(**refused).select_related("by"):
        told = Objection(review.criterion, "", None, review.reason, review.by, review.at)
        found[review.revision_id].append(told)
    for opinion in Opinion.objects.filter(**refused).select_related("by", "agency"):
        number = criterion_of(sets[opinion.revision_id], opinion.indicator)
        told = Objection(
            number, opinion.indicator, opinion.agency, opinion.reason, opinion.by, opinion.at
        )
        found[opinion.revision_id].append(told)
    return found


def criterion_of(set_id: str, indicator: str) -> str:
    """The number of the criterion that the indicator belongs to; empty where the set has none."""
    for criterion in load_set(set_id).criteria:
        if any(i.number == indicator for i in criterion.indicators):
            return criterion.number
    return ""
