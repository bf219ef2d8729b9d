"""The criteria sets that ship with the program."""

from __future__ import annotations

from datetime import date
from functools import cache

from langmoi.core.months import reference_day, show_month
from langmoi.law.documents import DATA, load_documents
from langmoi.law.faults import LawGap
from langmoi.law.library import Library, set_folders
from langmoi.law.model import CriteriaSet

KON_TUM = "62"


@cache
def shipped() -> Library:
    """The sets under langmoi/law/data/sets, read when first asked for."""
    return Library(set_folders(DATA / "sets"), load_documents())


def set_ids() -> list[str]:
    return sorted(shipped().folders)


def load_set(set_id: str) -> CriteriaSet:
    """The set, merged with the one it extends; the same object each time.

    Raises NotFound for an unknown id, BrokenLaw with every fault where its files hold faults.
    """
    return shipped().load(set_id)


def set_for(month: date, *, province: str | None = KON_TUM, level: str = "commune") -> CriteriaSet:
    """The set in force on the month's reference day; a province's own wins over the nation's.

    Raises LawGap where no set of that level is in force.
    """
    day = reference_day(month)
    heads = [shipped().head(set_id) for set_id in set_ids()]
    fitting = [
        head
        for head in heads
        if head.level == level and head.in_force.covers(day) and head.province in (None, province)
    ]
    if not fitting:
        raise LawGap(
            f"Không có bộ tiêu chí nào có hiệu lực vào ngày {day:%d/%m/%Y} "
            f"(tháng {show_month(month)}). Hãy chọn tháng khác hoặc bổ sung bộ tiêu chí."
        )
    return load_set(max(fitting, key=lambda head: head.province is not None).id)
