"""Every write of boards and meetings, in one place for those who call it."""

from langmoi.committee.boards import (
    NewBoard,
    NewMember,
    add_board,
    add_member,
    change_board,
    end_member,
)
from langmoi.committee.meetings import (
    Attended,
    Called,
    add_conclusion,
    add_meeting,
    add_meeting_paper,
    change_meeting,
    drop_conclusion,
    issue_conclusions,
    number_conclusion,
    set_attendance,
)

__all__ = [
    "Attended",
    "Called",
    "NewBoard",
    "NewMember",
    "add_board",
    "add_conclusion",
    "add_meeting",
    "add_meeting_paper",
    "add_member",
    "change_board",
    "change_meeting",
    "drop_conclusion",
    "end_member",
    "issue_conclusions",
    "number_conclusion",
    "set_attendance",
]
