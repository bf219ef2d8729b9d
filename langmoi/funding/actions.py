"""Every write of projects and money, in one place for those who call it."""

from langmoi.funding.asked import (
    CriterionShare,
    NewLine,
    NewProject,
    PlaceShare,
    SourceAmount,
)
from langmoi.funding.lines import add_line, take_back_line
from langmoi.funding.papers import add_paper, remove_paper
from langmoi.funding.projects import (
    add_project,
    asked_of,
    change_project,
    resume_project,
    stop_project,
)

__all__ = [
    "CriterionShare",
    "NewLine",
    "NewProject",
    "PlaceShare",
    "SourceAmount",
    "add_line",
    "add_paper",
    "add_project",
    "asked_of",
    "change_project",
    "remove_paper",
    "resume_project",
    "stop_project",
    "take_back_line",
]
