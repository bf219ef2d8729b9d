"""Tables of money and works."""

from langmoi.funding.contributions import Contribution, ContributionQuerySet, Donor
from langmoi.funding.models.findings import FindingAct, FindingKind, FindingStep
from langmoi.funding.models.money import MoneyKind, MoneyLine, MoneyLineQuerySet, Programme
from langmoi.funding.models.projects import (
    DATES,
    Builder,
    Mechanism,
    Project,
    ProjectCriterion,
    ProjectPlace,
    ProjectQuerySet,
    ProjectSource,
)
from langmoi.funding.models.rules import CounterpartDraft, CounterpartRule, IntegrationRule
from langmoi.funding.models.story import (
    FundingUpload,
    ProjectEvent,
    ProjectPaper,
    UploadKind,
    UploadState,
)

__all__ = [
    "DATES",
    "Builder",
    "Contribution",
    "ContributionQuerySet",
    "Donor",
    "CounterpartDraft",
    "CounterpartRule",
    "FindingAct",
    "FindingKind",
    "FindingStep",
    "FundingUpload",
    "IntegrationRule",
    "Mechanism",
    "MoneyKind",
    "MoneyLine",
    "MoneyLineQuerySet",
    "Programme",
    "Project",
    "ProjectCriterion",
    "ProjectEvent",
    "ProjectPaper",
    "ProjectPlace",
    "ProjectQuerySet",
    "ProjectSource",
    "UploadKind",
    "UploadState",
]
