"""The tables of difficulties and guidance; every model is imported from here."""

from langmoi.difficulties.models.difficulties import (
    UNFINISHED,
    Desk,
    Difficulty,
    DifficultyQuerySet,
    DifficultyState,
    Origin,
)
from langmoi.difficulties.models.guidance import Guidance
from langmoi.difficulties.models.story import DifficultyEvent, DifficultyPaper

__all__ = [
    "UNFINISHED",
    "Desk",
    "Difficulty",
    "DifficultyEvent",
    "DifficultyPaper",
    "DifficultyQuerySet",
    "DifficultyState",
    "Guidance",
    "Origin",
]
