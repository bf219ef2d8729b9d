"""The tables of delegations; every model is imported from here."""

from langmoi.delegations.models.delegations import (
    Delegation,
    DelegationState,
    Member,
    MemberRole,
)
from langmoi.delegations.models.findings import Check, CheckPhoto, CheckResult, Recommendation
from langmoi.delegations.models.visits import Visit

__all__ = [
    "Check",
    "CheckPhoto",
    "CheckResult",
    "Delegation",
    "DelegationState",
    "Member",
    "MemberRole",
    "Recommendation",
    "Visit",
]
