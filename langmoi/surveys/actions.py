"""Every write of surveys, in one place for those who call it."""

from langmoi.surveys.answering import (
    BadPapers,
    Paper,
    answer_as_resident,
    cancel_codes,
    enter_papers,
    print_codes,
)
from langmoi.surveys.campaigns import (
    Minutes,
    NewCampaign,
    NewVillageRow,
    add_campaign,
    change_campaign,
    close_campaign,
    open_campaign,
    publish_result,
    stop_campaign,
)
from langmoi.surveys.ruling import NewRule, set_rule
from langmoi.surveys.sheets import import_papers

__all__ = [
    "BadPapers",
    "Minutes",
    "NewCampaign",
    "NewRule",
    "NewVillageRow",
    "Paper",
    "add_campaign",
    "answer_as_resident",
    "cancel_codes",
    "change_campaign",
    "close_campaign",
    "enter_papers",
    "import_papers",
    "open_campaign",
    "print_codes",
    "publish_result",
    "set_rule",
    "stop_campaign",
]
