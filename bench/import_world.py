"""A province of 102 communes in a database of its own, and the workbook of a month's figures."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.harness import command

MONTH, TODAY = date(2019, 12, 1), date(2019, 12, 20)
OFFICE = "office"
ZONE = "central_highlands"


@contextmanager
def database() -> Iterator[None]:
    """An embedded PostgreSQL of its own, thrown away after; nobody's data is touched."""
    kept = {name: os.environ.pop(name, None) for name in ("LANGMOI_HOME", "DATABASE_URL")}
    with TemporaryDirectory() as home:
        os.environ["LANGMOI_HOME"] = home
        try:
            # In a process of its own: what runs here must not hold the server that is thrown away.
            command(sys.executable, "-m", "bench.import_world")
            yield
        finally:
            os.environ.pop("LANGMOI_HOME")
            os.environ.update({name: value for name, value in kept.items() if value is not None})


def workbook_path() -> Path:
    return Path(os.environ["LANGMOI_HOME"]) / "workbook.xlsx"


def _prepare() -> None:
    """Kon Tum with its wards and townships counted as communes: 102 rows, every figure filled."""
    from langmoi.commands.server import migrate_database

    migrate_database()
    from langmoi.law.sets import set_for
    from langmoi.people.models import Post, Role, User
    from langmoi.places.load import load_province
    from langmoi.places.models import FactKind, Level, UnitFact, UnitVersion
    from langmoi.places.queries import filing_communes, unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.models import RevisionSource
    from langmoi.reporting.workbook.template import write_workbook

    load_province()
    UnitVersion.objects.filter(level=Level.COMMUNE).update(type="commune")
    communes = filing_communes(TODAY)
    assert len(communes) == 102
    UnitFact.objects.filter(kind=FactKind.ZONE).delete()
    UnitFact.objects.bulk_create(
        UnitFact(unit_id=c.unit_id, kind=FactKind.ZONE, value=ZONE, certainty="illustrative")
        for c in communes
    )
    office = User.objects.create(username=OFFICE, full_name=OFFICE)
    province = unit_by_code("62", TODAY)
    assert province is not None
    Post.objects.create(
        user=office, role=Role.PROVINCE_OFFICE, unit=province.unit, valid_from=date(2016, 1, 1)
    )
    open_month(MONTH, by=office)
    criteria_set = set_for(MONTH)
    rows = [
        NewFigures(c.unit_id, c.code, ZONE, synthetic_figures(n, criteria_set))
        for n, c in enumerate(communes)
    ]
    told: dict[str, Any] = {"month": MONTH, "criteria_set": criteria_set, "by": office}
    file_figures(rows, source=RevisionSource.WORKBOOK, **told)
    keys = [c.unit_id for c in communes]
    write_workbook(workbook_path(), month=MONTH, unit_keys=keys, filled=True)


def synthetic_figures(number: int, criteria_set: Any) -> dict[str, Any]:
    """Every figure of the set, no two communes alike."""
    figures: dict[str, Any] = {}
    for place, figure in enumerate(f for f in criteria_set.figures if not f.is_fact):
        if figure.kind == "boolean":
            figures[figure.id] = bool((number + place) % 3)
        elif figure.kind == "share":
            figures[figure.id] = {"num": str(100 + number), "den": str(400 + number + place)}
        else:
            figures[figure.id] = str(20 + number)
    return figures


def ready() -> None:
    """Django set up, connected, and the law read, as in a server that has been running."""
    from langmoi.commands.django import setup

    setup()
    from django.db import connection

    from langmoi.law.rules import rule_table
    from langmoi.law.sets import set_for

    connection.ensure_connection()
    rule_table(set_for(MONTH))


def nothing_filed() -> None:
    """Empty the tables that an import writes, so that each repetition starts alike."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # past the append-only triggers
        cursor.execute("DELETE FROM reporting_revision; DELETE FROM reporting_filing")
        cursor.execute("DELETE FROM reporting_upload")
        cursor.execute("SET session_replication_role = DEFAULT")


if __name__ == "__main__":
    _prepare()
