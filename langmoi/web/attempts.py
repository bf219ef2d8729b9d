"""Doing what a form asks: a refusal stands on the form, as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langmoi.core.clock import now
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm


def attempt(form: PlainForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was fit and the action done. Who may not at all is refused as elsewhere."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


def who(request: Request) -> dict[str, Any]:
    """Who does it, on which day, at what moment: as actions ask for them."""
    return {"by": request.user, "on": request.today, "at": now()}


def whole(text: str) -> int:
    """A number that stood in the page; 0, which nothing bears, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
