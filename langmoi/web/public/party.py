"""The Party's documents on the programme, to read: number, date, what is known and how surely."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.errors import NotAllowed
from langmoi.core.installation import installation
from langmoi.public.access import can_read_party_documents
from langmoi.public.terms import party_documents
from langmoi.web.http import Request


@login_required
@require_safe
def party_page(request: Request) -> HttpResponse:
    if not can_read_party_documents(request.user, on=request.today):
        raise NotAllowed("Trang này dành cho văn phòng cấp ủy và lãnh đạo.")
    found = installation()
    documents = party_documents(found.province_code) if found else []
    return render(request, "public/party.html", {"documents": documents})
