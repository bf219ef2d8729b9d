"""Every write of delegations, in one place for those who call it."""

from langmoi.delegations.checking import (
    CheckClash,
    Told,
    add_photo,
    finish_visit,
    record_check,
    remove_photo,
)
from langmoi.delegations.concluding import (
    NewRecommendation,
    add_recommendation,
    drop_recommendation,
    give_out,
)
from langmoi.delegations.hindering import raise_on_visit
from langmoi.delegations.preparing import (
    NewMember,
    NewVisit,
    Plan,
    add_delegation,
    add_member,
    add_visits,
    change_delegation,
    change_visit,
    drop_member,
    drop_visit,
)
from langmoi.delegations.steps import (
    begin,
    conclude,
    decide,
    end,
    number_decision,
    propose,
    send_back,
)

__all__ = [
    "CheckClash",
    "NewMember",
    "NewRecommendation",
    "NewVisit",
    "Plan",
    "Told",
    "add_delegation",
    "add_member",
    "add_photo",
    "add_recommendation",
    "add_visits",
    "begin",
    "change_delegation",
    "change_visit",
    "conclude",
    "decide",
    "drop_member",
    "drop_recommendation",
    "drop_visit",
    "end",
    "finish_visit",
    "raise_on_visit",
    "give_out",
    "number_decision",
    "propose",
    "record_check",
    "remove_photo",
    "send_back",
]
