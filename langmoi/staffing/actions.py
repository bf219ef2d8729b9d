"""Every write of staffing, in one place for those who call it."""

from langmoi.staffing.counting import Counted, Group, set_official_count
from langmoi.staffing.posts import (
    Course,
    NewHolder,
    NewPosition,
    add_position,
    add_training,
    close_position,
    fill_position,
    vacate_position,
)

__all__ = [
    "Counted",
    "Course",
    "Group",
    "NewHolder",
    "NewPosition",
    "add_position",
    "add_training",
    "close_position",
    "fill_position",
    "set_official_count",
    "vacate_position",
]
