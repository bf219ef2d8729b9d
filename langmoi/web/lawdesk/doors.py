"""What every page of the law desk asks first: who reads, and which draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any, TypedDict, cast

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from langmoi.core.clock import now
from langmoi.law.model import CriteriaSet
from langmoi.law.parcel import read_texts, trees_of
from langmoi.lawdesk.access import can_check, can_publish, can_read, can_write
from langmoi.lawdesk.drafts import Trees, latest
from langmoi.lawdesk.models import DraftPaper, SetDraft, SetDraftSave
from langmoi.people.models import User
from langmoi.web.http import Request

View = Callable[..., HttpResponse]


class Signed(TypedDict):
    """Who does something, on which day, at which moment."""

    by: User
    on: date
    at: datetime


def signed(request: Request) -> Signed:
    return {"by": request.user, "on": request.today, "at": now()}


def desk_only(view: View) -> View:
    """For those who read drafts; for others these pages do not exist."""

    @login_required
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_read(request.user, on=request.today):
            raise Http404
        return view(request, *args, **kwargs)

    # The scan stands beside the form, in a frame.
    return cast(View, csp_update({"frame-src": ["'self'"]})(cast(Any, guarded)))


@dataclass(frozen=True)
class Desk:
    """A draft as its pages need it; nothing is read that a page does not ask for."""

    request: Request
    draft: SetDraft

    @cached_property
    def save(self) -> SetDraftSave:
        return latest(self.draft)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        texts: Mapping[str, str] = self.save.texts
        return texts

    @cached_property
    def trees(self) -> Trees:
        return trees_of(self.texts)

    @cached_property
    def law(self) -> CriteriaSet:
        return read_texts(self.texts)

    @cached_property
    def papers(self) -> list[DraftPaper]:
        return list(self.draft.papers.select_related("file", "by"))

    @property
    def can_write(self) -> bool:
        return self.draft.is_open and can_write(self.request.user, on=self.request.today)

    @property
    def can_check(self) -> bool:
        return self.draft.is_open and can_check(self.request.user, on=self.request.today)

    @property
    def can_publish(self) -> bool:
        return self.draft.is_open and can_publish(self.request.user, on=self.request.today)


def desk_of(request: Request, pk: int) -> Desk:
    return Desk(request, get_object_or_404(SetDraft, pk=pk))
