"""The criteria sets that ship with the program, and those put into use here."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from langmoi.core.months import reference_day, show_month
from langmoi.law.documents import DATA, load_documents
from langmoi.law.faults import LawGap
from langmoi.law.library import Library, set_folders
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.law.published import published_sets, stamp
from langmoi.law.read_set import Head

KON_TUM = "62"


def in_use() -> Library:
    """The sets under langmoi/law/data/sets and LANGMOI_HOME/law, read when first asked for."""
    return _in_use(stamp())


@lru_cache(maxsize=4)
def _in_use(state: tuple[str, int]) -> Library:
    published = published_sets(Path(state[0])) if state[1] else {}
    return Library({**published, **set_folders(DATA / "sets")}, load_documents())


def set_ids() -> list[str]:
    return sorted(in_use().folders)


def load_set(set_id: str) -> CriteriaSet:
    """The set, merged with the one it extends; the same object each time.

    Raises NotFound for an unknown id, BrokenLaw with every fault where its files hold faults.
    """
    return in_use().load(set_id)


def set_for(month: date, *, province: str | None = KON_TUM, level: str = "commune") -> CriteriaSet:
    """The set in force on the month's reference day; a province's own wins over the nation's.

    Of two, the one in force from a later day; of two from one day, the one put into use here.
    Raises LawGap where no set of that level is in force.
    """
    day = reference_day(month)
    heads = [in_use().head(set_id) for set_id in set_ids()]
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
    return load_set(max(fitting, key=_rank).id)


def _rank(head: Head) -> tuple[bool, date, bool]:
    is_own = not in_use().folders[head.id].is_relative_to(DATA)
    return head.province is not None, head.in_force.start, is_own


def criteria_known(on: date, level: str = "commune") -> dict[str, Criterion]:
    """Every criterion of any set by its id, which all sets share.

    First those of the set in force that day, named as it names them; then what other sets have.
    """
    sets = [found for found in map(load_set, set_ids()) if found.level == level]
    sets.sort(key=lambda found: (found.in_force.covers(on), found.in_force.start), reverse=True)
    known: dict[str, Criterion] = {}
    for criterion in (criterion for found in sets for criterion in found.criteria):
        known.setdefault(criterion.id, criterion)
    return known
