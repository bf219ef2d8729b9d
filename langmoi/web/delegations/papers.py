"""Papers of a delegation as files, and the checklist to print."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.installation import is_demo
from langmoi.publishing.delegation.files import paper_of, visit_paper_of
from langmoi.web.delegations.checks import groups_of
from langmoi.web.delegations.finding import seen_delegation, seen_visit
from langmoi.web.delegations.visiting import head_of
from langmoi.web.http import Request
from langmoi.web.publishing.files import attachment

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@login_required
@require_safe
def paper(request: Request, pk: int, kind: str, form: str) -> HttpResponse:
    """A draft of the proposal, decision, plan or conclusion; a number only where it has one."""
    found = seen_delegation(request, pk)
    name, content = paper_of(found, kind, form, request.today, is_demo=is_demo())
    return attachment(content, name, TYPES[form])


@login_required
@require_safe
def visit_paper(request: Request, pk: int, kind: str, form: str) -> HttpResponse:
    """The checklist or the minutes of one visit."""
    found = seen_visit(request, pk)
    name, content = visit_paper_of(found, kind, form, request.today, is_demo=is_demo())
    return attachment(content, name, TYPES[form])


@login_required
@require_safe
def checklist(request: Request, pk: int) -> HttpResponse:
    """What to take along: printed on A4, with room to write."""
    found = seen_visit(request, pk)
    groups = groups_of(found) if found.revision is not None else []
    return render(
        request, "delegations/checklist.html", head_of(request, found) | {"groups": groups}
    )
