"""Fifty documents of five tasks, each given to districts and departments: rows for a benchmark.

They are put in as they would stand, without the steps that lead there; nobody reads their story.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

PER_DOCUMENT, ASSIGNEES = 5, 20
FIRST = date(2019, 1, 7)
TEXT = (
    "Tổ chức rà soát, đánh giá kết quả thực hiện từng tiêu chí của từng xã trên địa bàn, xác định "
    "rõ nguyên nhân chưa đạt, giải pháp và người chịu trách nhiệm; báo cáo kết quả đợt {}."
)


def main(tasks: int) -> str:
    """Fill the database; gives the cookie of the province's office."""
    from bench.saves_people import session_of
    from langmoi.commands.django import setup

    setup()
    from django.db import transaction

    from langmoi.people.models import User

    office = User.objects.get(username="vanphong")
    with transaction.atomic():
        _fill(tasks // (PER_DOCUMENT * ASSIGNEES), office)
    return f"sessionid={session_of(office)}"


def _fill(documents: int, office: Any) -> None:
    from langmoi.direction.models import Assignment, Directive, DirectiveTask, TaskInstance
    from langmoi.places.queries import unit_by_code

    province = unit_by_code("62", FIRST, "province")
    assert province is not None
    at = datetime(2019, 1, 7, 3, tzinfo=UTC)
    told = {"made_by": office, "made_at": at}
    papers = Directive.objects.bulk_create(
        Directive(
            unit=province.unit,
            number=f"{100 + n}/UBND-NNTN",
            dated_on=FIRST + timedelta(days=7 * n),
            issuer="Ủy ban nhân dân tỉnh",
            title=f"V/v thực hiện Chương trình nông thôn mới, đợt {n}",
            **told,
        )
        for n in range(documents)
    )
    tasks = DirectiveTask.objects.bulk_create(
        DirectiveTask(
            directive=paper,
            position=n + 1,
            clause=f"{n + 1}",
            text=TEXT.format(f"{paper.number}.{n}"),
            nature="request" if n == PER_DOCUMENT - 1 else "order",
            issued_at=at,
            **told,
        )
        for paper in papers
        for n in range(PER_DOCUMENT)
    )
    to = _assignees()
    given = Assignment.objects.bulk_create(
        Assignment(task=task, duty="lead", **one) for task in tasks for one in to
    )
    TaskInstance.objects.bulk_create(_instance(one, n) for n, one in enumerate(given))


def _assignees() -> list[dict[str, int]]:
    from langmoi.people.models import Agency
    from langmoi.places.models import Level
    from langmoi.places.queries import unit_versions

    districts = [{"unit_id": v.unit_id} for v in unit_versions(FIRST, level=Level.DISTRICT)]
    agencies = Agency.objects.order_by("pk").values_list("pk", flat=True)
    found = districts + [{"agency_id": key} for key in agencies]
    assert len(found) >= ASSIGNEES, len(found)
    return found[:ASSIGNEES]


def _instance(given: Any, n: int) -> Any:
    """Of ten five are done in time, one late; one is overdue, reported, in hand, not begun."""
    from langmoi.direction.models import TaskInstance

    due = given.task.directive.dated_on + timedelta(days=30)
    kind = n % 10
    told: dict[str, Any] = {"due_on": due, "state": "done", "finished_on": due}
    if kind == 5:
        told["finished_on"] = due + timedelta(days=4)
    elif kind > 5:
        later = date(2020, 1, 31) if kind > 6 else due
        states = {6: "in_progress", 7: "reported", 8: "in_progress", 9: "issued"}
        told = {"due_on": later, "state": states[kind]}
        if kind == 7:
            told["reported_on"] = due
    return TaskInstance(assignment=given, **told)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
