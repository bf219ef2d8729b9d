"""What every public page shares: it is there only while switched on, and says when it changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import condition, require_safe

from langmoi import __version__
from langmoi.core.errors import NotFound
from langmoi.core.installation import installation
from langmoi.core.memory import stamp
from langmoi.law.sets import load_set, set_ids
from langmoi.places.queries import province_on
from langmoi.public.queries import closed_months
from langmoi.public.switch import is_public
from langmoi.reporting.models import ReportingMonth
from langmoi.web.http import Request

View = Callable[..., HttpResponse | StreamingHttpResponse]
# Every table that a public page is drawn from changes together with one of these: an official
# outcome only with a revision or the close of its month.
TABLES = (
    "core_installation",
    "funding_moneyline",
    "funding_project",
    "places_unitfact",
    "places_unitversion",
    "public_comment",
    "public_publicswitch",
    "reporting_reportingmonth",
    "reporting_revision",
)
OFF = "Trang này không công khai."


def public_page(view: View) -> View:
    """A page for everyone while the public page is on; else there is none, for anybody.

    Caches may keep it but must ask each time: a corrected figure shows on the next request.
    """

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponse | StreamingHttpResponse:
        refuse_unpublished(request.today)
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    answered: View = require_safe(condition(etag_func=_etag)(opened))
    return answered


def refuse_unpublished(on: date) -> None:
    if not is_public(on):
        raise NotFound(OFF)


def _etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    """Of the program, its law, the day, and all that the page is drawn from."""
    today = request.today  # type: ignore[attr-defined]  # put there by TodayMiddleware
    laws = "".join(load_set(set_id).version for set_id in set_ids())
    told = f"{__version__} {laws} {today} {stamp(*TABLES)} {request.get_full_path()}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def published_month(month: date | None) -> ReportingMonth:
    """The closed month, without one the newest; what is not closed is not there."""
    found = next((m for m in closed_months() if month in (None, m.month)), None)
    if found is None:
        raise NotFound("Tháng này chưa chốt nên chưa công khai.")
    return found


def public_answer(
    request: Request, template: str, context: dict[str, Any], month: ReportingMonth | None = None
) -> HttpResponse:
    """The page drawn without asking who looks: it is the same for everyone."""
    return HttpResponse(render_to_string(template, frame(request, month) | context))


def frame(request: Request, month: ReportingMonth | None = None) -> dict[str, Any]:
    """What the head and foot of a public page show."""
    found = installation()
    months = closed_months()
    return {
        "is_demo": found is not None and found.is_demo,
        "province": province_on(found.province_code, request.today) if found else None,
        "reporting_month": month,
        "month": month.month if month else None,
        "months": months,
        "is_newest_month": month is not None and month.month == months[0].month,
        "today": request.today,
    }
