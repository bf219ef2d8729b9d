"""Projects and money to test with, in đồng from triệu đồng."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from langmoi.funding.actions import (
    CriterionShare,
    NewLine,
    NewProject,
    PlaceShare,
    SourceAmount,
    add_line,
    add_project,
)
from langmoi.places.queries import unit_by_code

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}
SA_NGHIA, SA_BINH, KON_DAO = "23542", "23545", "23434"


def millions(amount):
    return int(Decimal(str(amount)) * 1_000_000)


def unit(code=SA_NGHIA, level="commune"):
    return unit_by_code(code, TODAY, level).unit


def road(place=SA_NGHIA, /, **told):
    """A road of 1.000 triệu đồng: 800 central, 200 of the people; owned by its commune."""
    key = unit(place).pk
    asked = NewProject(
        name="Đường trục thôn",
        content="road",
        places=(PlaceShare(key),),
        criteria=(CriterionShare("2"),),
        total=millions(1000),
        structure=(SourceAmount("1.1.1", millions(800)), SourceAmount("5.1", millions(200))),
        owner="Ủy ban nhân dân xã",
        owner_unit=key,
        listed_on=date(2018, 1, 10),
        approved_on=date(2018, 2, 10),
    )
    return replace(asked, **told)


def written(by, place=SA_NGHIA, /, **told):
    return add_project(road(place, **told), by=by, **WHEN)


def line(project, kind="allocation", amount=500, day=date(2018, 3, 1), **told):
    """A line of the project, or of the unit whose key is given as `unit`."""
    asked = NewLine(
        source=told.pop("source", "1.1.1"),
        kind=kind,
        year=told.pop("year", day.year),
        day=day,
        amount=millions(amount),
        project=project.pk if project is not None else None,
        **told,
    )
    return asked


def add(by, *args, **told):
    return add_line(line(*args, **told), by=by, **WHEN)
