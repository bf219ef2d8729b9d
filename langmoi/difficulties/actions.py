"""Every write of difficulties and guidance, in one place for those who call it."""

from langmoi.difficulties.handling import (
    accept_difficulty,
    answer_difficulty,
    close_difficulty,
    escalate,
    reopen_difficulty,
    reroute,
    take_up,
    withdraw_difficulty,
)
from langmoi.difficulties.publishing import NewGuidance, publish_guidance, withdraw_guidance
from langmoi.difficulties.raising import Asked, raise_difficulty
from langmoi.direction.trail import Paper

__all__ = [
    "Asked",
    "NewGuidance",
    "Paper",
    "accept_difficulty",
    "answer_difficulty",
    "close_difficulty",
    "escalate",
    "publish_guidance",
    "raise_difficulty",
    "reopen_difficulty",
    "reroute",
    "take_up",
    "withdraw_difficulty",
    "withdraw_guidance",
]
