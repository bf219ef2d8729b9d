"""What `langmoi law check` says."""

from __future__ import annotations

import argparse

from langmoi.core.console import complain, say, say_json
from langmoi.core.numbers import show_number
from langmoi.law.check import LawCheck, check_law, own_statuses
from langmoi.law.model import Status


def check_sets(args: argparse.Namespace) -> int:
    found = check_law(args.dir)
    if args.json:
        say_json(
            {
                "ok": not found.faults,
                "sets": sorted(found.sets),
                "broken": found.broken,
                "documents": found.documents,
                "cases": found.cases,
                "thresholds": {s.value: found.statuses[s] for s in Status},
                "faults": [fault.as_dict() for fault in found.faults],
            }
        )
    else:
        _say_check(found)
    return 1 if found.faults else 0


def _say_check(found: LawCheck) -> None:
    for fault in found.faults:
        complain(str(fault))
    for criteria_set in found.sets.values():
        own = sum(own_statuses(criteria_set).values())
        state = "" if criteria_set.is_complete else " – chưa đầy đủ, không dùng để đánh giá"
        say(
            f"{criteria_set.id}: {len(criteria_set.criteria)} tiêu chí, "
            f"{len(criteria_set.indicators)} chỉ tiêu, {show_number(own)} mức{state}"
        )
    for name in found.broken:
        say(f"{name}: không dùng được, xem các chỗ phải sửa ở trên")
    say()
    total = len(found.sets) + len(found.broken)
    if found.faults:
        say(f"Có {len(found.faults)} chỗ phải sửa trong {total} bộ và {found.cases} ca kiểm thử.")
    else:
        say(
            f"Đúng: {total} bộ tiêu chí, {found.documents} văn bản, {found.cases} ca kiểm thử "
            "đều ra kết quả như mong đợi."
        )
    counts = [f"{show_number(found.statuses[s])} {s.label}" for s in Status]
    say(f"Mức theo trạng thái ({show_number(found.statuses.total())}): {'; '.join(counts)}.")
