"""The public page is off until the coordination office puts it on, from a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.public.models import PublicSwitch
from langmoi.public.switch import is_public, switch_public
from tests.public.conftest import DAY, WHEN


def test_it_is_off_until_someone_puts_it_on(office):
    assert not is_public(DAY)


def test_from_its_day_on_and_not_before_it_is_on_and_the_trail_says_so(office):
    tomorrow = DAY + timedelta(days=1)
    switch_public(True, since=tomorrow, reason="Văn bản cho phép", by=office, **WHEN)

    assert [is_public(day) for day in (DAY, tomorrow)] == [False, True]
    entry = AuditEntry.objects.get(action="public.switch")
    assert entry.actor == "office"
    assert entry.detail["since"] == str(tomorrow)
    assert entry.detail["reason"] == "Văn bản cho phép"


def test_put_off_on_the_same_day_it_is_off_and_both_rows_stay(office):
    for is_on in (True, False):
        switch_public(is_on, since=DAY, reason="thử", by=office, **WHEN)

    assert not is_public(DAY)
    assert PublicSwitch.objects.count() == 2


@pytest.mark.parametrize("who", ["district_officer", "clerk", "reader"])
def test_nobody_else_switches_it(who, request):
    with pytest.raises(NotAllowed):
        switch_public(True, since=DAY, reason="thử", by=request.getfixturevalue(who), **WHEN)
    assert not is_public(DAY)


@pytest.mark.parametrize(
    ("since", "reason", "said"),
    [(date(2019, 12, 1), "thử", "đã qua"), (DAY, " ", "lý do"), (DAY, "x" * 301, "300")],
)
def test_a_day_gone_by_and_a_missing_reason_are_refused(office, since, reason, said):
    with pytest.raises(DomainError, match=said):
        switch_public(True, since=since, reason=reason, by=office, **WHEN)
