"""Every write of registers, in one place for those who call it."""

from langmoi.registers.configuring import save_kind
from langmoi.registers.entering import NewEntry, add_entry, change_entry, take_back_entry
from langmoi.registers.moving import Move, move_entry, take_back_state
from langmoi.registers.papers import attach, take_off
from langmoi.registers.recording import NewRecord, add_record, take_back_record

__all__ = [
    "Move",
    "NewEntry",
    "NewRecord",
    "add_entry",
    "add_record",
    "attach",
    "change_entry",
    "move_entry",
    "save_kind",
    "take_back_entry",
    "take_back_record",
    "take_back_state",
    "take_off",
]
