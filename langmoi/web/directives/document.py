"""A document's page: what it says, what it asks of whom, and what each level did with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.direction.access import can_issue, issued_by
from langmoi.direction.documents import lineage
from langmoi.direction.issuing import issue_directive
from langmoi.direction.lists import carried_out
from langmoi.direction.models import Directive, DirectiveTask, Nature, Reading
from langmoi.direction.queries import TaskRow, Wanted, tally_of, task_rows
from langmoi.direction.rates import Tally, percent
from langmoi.direction.register import Register
from langmoi.direction.targets import read_target
from langmoi.people.access import units_in_scope
from langmoi.people.models import Duty
from langmoi.places.queries import names_on
from langmoi.reporting.evidence import store
from langmoi.reporting.models import EvidenceFile
from langmoi.web.directives.choosing import suggestions
from langmoi.web.directives.doors import own_directive, own_reading, seen, visible_directive, who
from langmoi.web.filing.evidence import sealed
from langmoi.web.http import Request


@dataclass(frozen=True)
class TaskShown:
    """A task with those who have it, as far as the user sees them."""

    task: DirectiveTask
    leads: tuple[str, ...]
    helpers: tuple[str, ...]
    tally: Tally
    done: int
    target: str

    @property
    def rate(self) -> Any:
        return None if self.tally.rate is None else percent(self.tally.rate)


@login_required
@require_safe
def directive(request: Request, pk: int) -> HttpResponse:
    found = visible_directive(request, pk)
    may_issue = can_issue(request.user, found, on=request.today)
    rows = task_rows(request.user, Wanted(directives=[pk]), on=request.today)
    tasks = _tasks(request, found, rows, may_issue=may_issue)
    whole = tally_of(rows)
    reading = Reading.objects.filter(directive=found).only("head").first()
    is_within = found.unit_id in units_in_scope(request.user, on=request.today)
    context = {
        "directive": found,
        "keeper": names_on({found.unit_id}, request.today).get(found.unit_id, ""),
        "signer": reading.head.get("signer", "") if reading else "",
        "orders": [one for one in tasks if one.task.nature == Nature.ORDER],
        "requests": [one for one in tasks if one.task.nature == Nature.REQUEST],
        "drafts": [one for one in tasks if one.task.issued_at is None],
        "whole": whole,
        "rate": percent(whole.rate) if whole.rate is not None else None,
        "sees_all": may_issue or is_within,
        "reports": is_within,
        "above": _above(request, found),
        "carried": _carried(request, found),
        "may_issue": may_issue,
        "may_carry": bool(issued_by(request.user, on=request.today) - {found.unit_id}),
        "suggestions": suggestions(Register.of(found.unit_id, request.today)) if may_issue else [],
    }
    return render(request, "directives/directive.html", context)


def _tasks(
    request: Request, found: Directive, rows: list[TaskRow], *, may_issue: bool
) -> list[TaskShown]:
    """Those that were issued; what was not is its own office's only."""
    listed = found.tasks.prefetch_related("assignments__agency").order_by("position")
    tasks = [task for task in listed if may_issue or task.issued_at is not None]
    units = {a.unit_id for task in tasks for a in task.assignments.all() if a.unit_id}
    names = names_on(units, request.today)
    by_task: dict[int, list[TaskRow]] = {}
    for row in rows:
        by_task.setdefault(row.facts.task, []).append(row)
    return [_task(task, by_task.get(task.pk, []), names) for task in tasks]


def _task(task: DirectiveTask, rows: list[TaskRow], names: dict[int, str]) -> TaskShown:
    def named(duty: Duty) -> tuple[str, ...]:
        return tuple(
            one.agency.short_name if one.agency else names.get(one.unit_id or 0, "")
            for one in task.assignments.all()
            if one.duty == duty and one.withdrawn_on is None
        )

    target = str(read_target(task.target)) if task.target else ""
    done = sum(row.finished_on is not None for row in rows)
    leads, helpers = named(Duty.LEAD), named(Duty.CO_OPERATE)
    return TaskShown(task, leads, helpers, tally_of(rows), done, target)


def _above(request: Request, found: Directive) -> list[tuple[Directive, bool]]:
    """What it carries out, from the top, and whether the person may open each.

    The document right above is cited by this one itself; others that are not theirs do not show.
    """
    chain = lineage(found)[:-1]
    keys = [one.pk for one in chain]
    visible = Directive.objects.visible_to(request.user, on=request.today).filter(pk__in=keys)
    seen_ones = set(visible.values_list("pk", flat=True)) if keys else set()
    return [
        (one, one.pk in seen_ones)
        for one in chain
        if one.pk in seen_ones or one.pk == found.carries_out_id
    ]


def _carried(request: Request, found: Directive) -> dict[str, Any]:
    """Each place below, those that made a document of their own counted."""
    branch = carried_out(request.user, found, on=request.today)
    return {
        "same": branch.same,
        "rows": [
            {
                "one": one,
                "own": one.own,
                "rate": percent(one.own.rate) if one.own.rate is not None else None,
            }
            for one in branch.places
        ],
        "with": sum(bool(one.directives) for one in branch.places),
        "without": sum(not one.directives for one in branch.places),
    }


@login_required
@require_POST
def issue(request: Request, pk: int) -> HttpResponse:
    """Give the tasks to those who are to do them."""
    found = own_directive(request, pk)
    made = issue_directive(found, seen=seen(request), **who(request))
    messages.success(request, f"Đã giao nhiệm vụ: {len(made)} việc cho các nơi thực hiện.")
    return redirect("directive", pk)


@login_required
@require_safe
def directive_file(request: Request, pk: int) -> HttpResponse:
    """The file as it was put in, for whoever sees the document."""
    found = visible_directive(request, pk)
    return _download(found.file, found.file_name)


@login_required
@require_safe
def reading_file(request: Request, pk: int) -> HttpResponse:
    found = own_reading(request, pk)
    return _download(found.file, found.file_name)


def _download(file: EvidenceFile | None, name: str) -> HttpResponse:
    if file is None:
        raise Http404
    response = HttpResponse(store.read(file.sha256), content_type=file.kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return sealed(response)
