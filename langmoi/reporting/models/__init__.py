"""The tables of the month; every model is imported from here."""

from langmoi.reporting.models.chain import (
    Correction,
    CorrectionState,
    CriterionReview,
    FilingEvent,
    Opinion,
    SendBack,
    Solution,
)
from langmoi.reporting.models.entry import DraftSave, ExpectedValue, VillageSheet
from langmoi.reporting.models.evidence import Evidence, EvidenceFile
from langmoi.reporting.models.filings import (
    Filing,
    FilingState,
    Revision,
    RevisionSource,
    Upload,
    UploadState,
)
from langmoi.reporting.models.months import Deadline, MonthState, ReportingMonth, StepKind

__all__ = [
    "Correction",
    "CorrectionState",
    "CriterionReview",
    "Deadline",
    "DraftSave",
    "Evidence",
    "EvidenceFile",
    "ExpectedValue",
    "Filing",
    "FilingEvent",
    "FilingState",
    "MonthState",
    "Opinion",
    "ReportingMonth",
    "Revision",
    "RevisionSource",
    "SendBack",
    "Solution",
    "StepKind",
    "Upload",
    "UploadState",
    "VillageSheet",
]
