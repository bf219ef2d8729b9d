"""The day of the tests of targets and work programmes."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}
