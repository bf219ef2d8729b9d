"""The request as views see it: a signed-in user, htmx, and the day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from langmoi.people.models import User


class Request(HttpRequest):
    """Types only: what middleware has put on the request."""

    user: User
    htmx: HtmxDetails
    today: date
