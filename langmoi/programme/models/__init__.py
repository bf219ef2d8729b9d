"""The tables of targets and the work programme; every model is imported from here."""

from langmoi.programme.models.items import ItemEvent, Origin, ProgrammeItem
from langmoi.programme.models.targets import Target, TargetDocument, TargetEvent, TargetKind

__all__ = [
    "ItemEvent",
    "Origin",
    "ProgrammeItem",
    "Target",
    "TargetDocument",
    "TargetEvent",
    "TargetKind",
]
