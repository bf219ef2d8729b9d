"""Every write of recognition, in one place for those who call it."""

from langmoi.recognition.assessing import assess, attach_paper, remove_paper, submit_dossier
from langmoi.recognition.consulting import (
    Met,
    Opined,
    Posted,
    add_comment,
    add_opinion,
    answer_comment,
    set_meeting,
    set_notice,
)
from langmoi.recognition.deciding import (
    Signed,
    announce,
    annul_decision,
    correct_decision,
    decide,
)
from langmoi.recognition.overriding import Entered, override_rule, take_back_override
from langmoi.recognition.registering import (
    approve_list,
    confirm_registration,
    propose,
    propose_again,
    send_back,
    withdraw_dossier,
)
from langmoi.recognition.verifying import (
    Minutes,
    Said,
    appraise,
    confirm_criteria,
    hand_over,
    verify,
)
from langmoi.recognition.voting import Sat, Voted, hold_council

__all__ = [
    "Entered",
    "Met",
    "Minutes",
    "Opined",
    "Posted",
    "Said",
    "Sat",
    "Signed",
    "Voted",
    "add_comment",
    "add_opinion",
    "announce",
    "annul_decision",
    "answer_comment",
    "appraise",
    "approve_list",
    "assess",
    "attach_paper",
    "confirm_criteria",
    "confirm_registration",
    "correct_decision",
    "decide",
    "hand_over",
    "hold_council",
    "override_rule",
    "propose",
    "propose_again",
    "remove_paper",
    "send_back",
    "set_meeting",
    "set_notice",
    "submit_dossier",
    "take_back_override",
    "verify",
    "withdraw_dossier",
]
