"""The public page of November 2019, on; `look` is someone without an account."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from langmoi.core.clock import HANOI

AT = datetime(2019, 12, 20, 9, tzinfo=HANOI)


@pytest.fixture
def put(months, office):
    """put(True) puts the page on, put(False) off."""
    from langmoi.public.switch import switch_public

    def switch(is_on):
        day = AT.date()
        return switch_public(is_on, since=day, reason="kiểm thử", by=office, on=day, at=AT)

    return switch


@pytest.fixture
def opened(put):
    return put(True)


@pytest.fixture
def look(opened):
    """look(address) gives the text of a page as people without an account get it."""

    def get(address, status=200, **headers):
        answer = Client(REMOTE_ADDR="203.0.113.9").get(address, headers=headers)
        assert answer.status_code == status, answer.content.decode()[:500]
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return content.decode("utf-8", "replace")

    return get
