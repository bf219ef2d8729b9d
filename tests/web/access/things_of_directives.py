"""What both districts of the access world have of documents that direct, and their reading."""

from __future__ import annotations

from datetime import UTC, date, datetime

READINGS = (
    "reading",
    "reading_file",
    "reading_head",
    "reading_name",
    "reading_looked",
    "take_reading",
    "drop_reading",
    "passage",
)
DIRECTIVES = (
    "directive",
    "directive_file",
    "directive_report",
    "change_directive",
    "new_directive_task",
    "issue_directive",
)
PK: dict[str, str] = {  # address → name of the thing
    **dict.fromkeys(READINGS, "reading"),
    **dict.fromkeys(DIRECTIVES, "directive"),
    "change_directive_task": "directive_task",
    "assign_directive_task": "directive_task",
}
KIND = {"directive_report": "xlsx"}
CODE: dict[str, str] = {}  # address → level
WHEN = {"on": date(2019, 12, 20), "at": datetime(2019, 12, 17, 2, tzinfo=UTC)}


def add(place, people, office):
    """A district's plan with a task of its own, and another text that it reads; each marked."""
    from langmoi.direction.actions import (
        Assignee,
        Document,
        NewTask,
        NewText,
        add_directive,
        add_task,
        begin_reading,
    )
    from langmoi.people.models import Duty
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.evidence.store import keep
    from langmoi.reporting.models import EvidenceFile

    district = unit_by_code(place.district, WHEN["on"], "district").unit
    officer, content = people["officer"], f"Kế hoạch {place.mark}".encode()
    kept = EvidenceFile.objects.create(
        sha256=keep(content, None), kind="text/plain", size=len(content)
    )
    told = Document(
        issuer=f"UBND {place.mark}",
        title=f"Kế hoạch {place.mark}",
        text=f"Kế hoạch {place.mark}",
        file=kept,
        file_name=f"{place.mark}.txt",
    )
    plan = add_directive(told, district, by=officer, **WHEN)
    lead = Assignee(Duty.LEAD, unit=district.pk)
    asked = NewTask(f"Báo cáo {place.mark}.", assignees=(lead,))
    task = add_task(plan, asked, seen=plan.version, by=officer, **WHEN)
    text = "\n\n".join(f"{n}. UBND các xã báo cáo {place.mark} lần {n}." for n in range(1, 14))
    read = NewText(f"UBND huyện yêu cầu:\n\n{text}\n".encode(), f"{place.mark}-doc.txt")
    reading = begin_reading(read, district, by=officer, **WHEN)
    place.things |= {"directive": plan.pk, "directive_task": task.pk, "reading": reading.pk}
