"""Sa Nghĩa's November, closed; the public page on; people who moderate and answer."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest
from chain_world import ZONE, figures_meeting

from langmoi.core.clock import HANOI

DAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 9, tzinfo=HANOI)
NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)
WHEN = {"on": DAY, "at": AT}


@pytest.fixture
def november(kontum, office):
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.models import RevisionSource
    from langmoi.reporting.steps import close_month
    from langmoi.reporting.workbook.contents import set_of_month

    unit = unit_by_code("23542", DAY, "commune").unit
    for month in (NOVEMBER, DECEMBER):
        open_month(month, by=office)
        file_figures(
            [NewFigures(unit.pk, "23542", ZONE, figures_meeting(15))],
            month=month,
            criteria_set=set_of_month(month),
            by=office,
            source=RevisionSource.FORM,
        )
    close_month(NOVEMBER, by=office, reason="kiểm thử", **WHEN)
    return unit


@pytest.fixture
def opened(november, office):
    from langmoi.public.switch import switch_public

    switch_public(True, since=DAY, reason="kiểm thử", by=office, **WHEN)
    return november


@pytest.fixture
def say(opened):
    """say("…", criterion="17") as a resident does."""
    from langmoi.public.comments import NewComment, send_comment

    def send(text="Rác chưa thu gom.", *, criterion="17", token=None, address="203.0.113.7", **who):
        told = NewComment(text, token or uuid4(), **who)
        return send_comment(opened, NOVEMBER, criterion, told, address=address, **WHEN)

    return send
