"""The days and places of the tests of direction: July 2019, when the directive was given."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 7, 22)
AT = datetime(2019, 7, 22, 3, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}


def unit(code, level):
    from langmoi.places.queries import unit_by_code

    return unit_by_code(code, TODAY, level).unit


def on(day):
    """The day and a moment of it, as steps ask for them."""
    return {"on": day, "at": datetime(day.year, day.month, day.day, 3, tzinfo=UTC)}
