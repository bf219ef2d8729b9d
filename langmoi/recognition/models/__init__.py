"""Dossiers on their way to a title, what is said of them, and the decisions."""

from langmoi.recognition.models.consulting import (
    ApprovalMeeting,
    NoticeComment,
    OrganisationOpinion,
    PublicNotice,
)
from langmoi.recognition.models.deciding import (
    Announcement,
    Decision,
    DecisionState,
    RuleOverride,
)
from langmoi.recognition.models.dossiers import (
    Dossier,
    DossierEvent,
    DossierPaper,
    DossierPart,
    DossierState,
    Kind,
    RegistrationList,
)
from langmoi.recognition.models.judging import (
    Ballot,
    Council,
    CouncilMember,
    Verdict,
    VerdictSide,
    Verification,
)
from langmoi.recognition.models.losing import HeirChoice, TitleLoss, TitleSuccession

__all__ = [
    "Announcement",
    "ApprovalMeeting",
    "Ballot",
    "Council",
    "CouncilMember",
    "Decision",
    "DecisionState",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "DossierPart",
    "DossierState",
    "HeirChoice",
    "Kind",
    "NoticeComment",
    "OrganisationOpinion",
    "PublicNotice",
    "RegistrationList",
    "RuleOverride",
    "TitleLoss",
    "TitleSuccession",
    "Verdict",
    "VerdictSide",
    "Verification",
]
