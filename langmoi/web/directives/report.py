"""How a document is carried out, as a report to take along (Word, PDF, Excel)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from langmoi.core.installation import is_demo
from langmoi.overview.places import ref
from langmoi.people.access import units_in_scope
from langmoi.places.queries import version_of
from langmoi.publishing.carrying_out import carrying_out, carrying_report
from langmoi.publishing.files import CONTENT_TYPES, writer_for
from langmoi.web.directives.doors import visible_directive
from langmoi.web.http import Request
from langmoi.web.publishing.files import attachment


@login_required
@require_safe
def directive_report(request: Request, pk: int, kind: str) -> HttpResponse:
    """For those in whose scope the document's place lies: others would see half the numbers."""
    found = visible_directive(request, pk)
    unit = version_of(found.unit_id, request.today)
    if unit is None or found.unit_id not in units_in_scope(request.user, on=request.today):
        raise Http404
    carrying = carrying_out(request.user, found, on=request.today)
    told = carrying_report(carrying, ref(unit), is_demo=is_demo(), by=request.user.full_name)
    name = f"tinh-hinh-{pk}-{request.today:%Y-%m-%d}.{kind}"
    return attachment(writer_for(name)(told), name, CONTENT_TYPES[f".{kind}"])
