"""What both districts of the access world have of tasks that documents give."""

from __future__ import annotations

from datetime import UTC, date, datetime

from evidence_files import pdf

# address → name of the thing
PK: dict[str, str] = {"task": "task", "task_step": "task", "task_paper": "task_paper"}
CODE: dict[str, str] = {}  # address → level
DAY = date(2019, 12, 16)
WHEN = {"on": DAY, "at": datetime(2019, 12, 16, 2, tzinfo=UTC)}


def add(place, people, office):
    """The district's order for its commune, on which the commune has reported with a document."""
    from langmoi.direction.actions import (
        Assignee,
        Document,
        NewTask,
        Paper,
        add_directive,
        add_task,
        issue_directive,
        report_progress,
    )
    from langmoi.direction.models import TaskPaper
    from langmoi.people.models import Duty
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.evidence.keeping import NewFile, keep_file

    district = unit_by_code(place.district, DAY, "district").unit
    commune = unit_by_code(place.commune, DAY, "commune").unit
    told = Document(issuer=f"UBND {place.mark}", title=f"V/v {place.mark}", number=place.mark)
    directive = add_directive(told, district, by=people["officer"], **WHEN)
    lead = (Assignee(Duty.LEAD, unit=commune.pk),)
    task = NewTask(text=f"Việc {place.mark}", assignees=lead, product=place.mark)
    add_task(directive, task, seen=directive.version, by=people["officer"], **WHEN)
    (made,) = issue_directive(directive, seen=directive.version, by=people["officer"], **WHEN)
    kept = keep_file(NewFile(pdf(), "bao-cao.pdf")).row()
    papers = [Paper(f"Báo cáo {place.mark}", file=kept)]
    report_progress(made, place.mark, papers=papers, by=people["clerk"], **WHEN)
    place.things["task"] = made.pk
    place.things["task_paper"] = TaskPaper.objects.get(event__instance=made).pk
