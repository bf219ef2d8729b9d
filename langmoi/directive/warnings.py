"""What is odd in a directive, said to the person who checks the reading."""

from __future__ import annotations

from collections.abc import Iterator

from langmoi.core.days import show_day
from langmoi.directive.agency_names import FIELDS
from langmoi.directive.folding import fold, pattern
from langmoi.directive.model import Directive, Task

FEWEST_DAYS = 3
_DEPARTMENT = pattern(r"sở\s+(?!, )")
_KNOWN = pattern(rf"sở\s+{FIELDS}(?:\s+(?:tỉnh|thành phố).*)?")


def warnings_of(found: Directive) -> Iterator[str]:
    """One full sentence for each."""
    if not (found.head.number or "").strip("-/")[:1].isdigit():
        yield "Văn bản chưa có số. Hãy ghi số khi văn bản được phát hành."
    if found.head.date is None:
        yield "Văn bản chưa có ngày ban hành, nên hạn tính từ ngày ký chưa tính được."
    for task in found.tasks:
        yield from _of_time(found, task)
    yield from _of_agencies(found)
    if not found.tasks:
        yield "Không thấy nhiệm vụ nào. Hãy xem tệp có đúng là văn bản giao việc không."
    if found.unread:
        yield f"Có {len(found.unread)} đoạn chưa đọc được. Hãy xem từng đoạn."


def _of_time(found: Directive, task: Task) -> Iterator[str]:
    time, written = task.time, found.head.date
    if time is None:
        return
    if time.due is None:
        if not time.recurring and any(char.isdigit() for char in time.text):
            yield f"{_where(task)}: chưa tính được ngày từ “{time.text}”. Hãy ghi hạn bằng tay."
        return
    if written and time.due < written:
        yield (
            f"{_where(task)}: hạn {show_day(time.due)} trước ngày ban hành {show_day(written)}. "
            "Hãy kiểm tra lại."
        )
    elif written and (time.due - written).days <= FEWEST_DAYS:
        days = (time.due - written).days
        yield (
            f"{_where(task)}: hạn {show_day(time.due)} chỉ sau ngày ban hành {days} ngày. "
            "Hãy kiểm tra lại."
        )


def _where(task: Task) -> str:
    return f"Mục {task.clause}" if task.clause else f"“{task.text[:40]}…”"


def _of_agencies(found: Directive) -> Iterator[str]:
    """Departments that the list does not know, and tasks that nobody is named for."""
    names = {name for task in found.tasks for name in (*task.lead, *task.cooperating)}
    for name in sorted(names):
        key = fold(name)
        if _DEPARTMENT.match(key) and not _KNOWN.fullmatch(key):
            yield f"Không nhận ra cơ quan “{name}”. Hãy kiểm tra tên."
    nobody = [task.clause or task.text[:40] for task in found.tasks if not task.lead]
    if nobody:
        yield f"Chưa rõ ai thực hiện ở mục: {', '.join(nobody)}. Hãy chọn cơ quan."
