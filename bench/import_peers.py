"""The same workbook taken in by others: by hand with COPY, and by django-import-export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.harness import Prepared
from bench.import_world import ready, workbook_path

FIRST_ROW, FIRST_COLUMN, KEYS = 6, 2, 5  # of the workbook's sheets, from 0
CREATE = """
    DROP TABLE IF EXISTS bench_figure;
    CREATE TABLE bench_figure (
        id bigserial PRIMARY KEY,
        unit_code varchar(10) NOT NULL,
        figure varchar(80) NOT NULL,
        value numeric NOT NULL,
        UNIQUE (unit_code, figure)
    );
"""
CHECKS = (
    "SELECT s.* FROM staged s LEFT JOIN places_unitversion u ON u.code = s.unit_code"
    " WHERE u.id IS NULL",
    "SELECT n.* FROM staged n JOIN staged d ON d.unit_code = n.unit_code"
    " AND d.figure = replace(n.figure, '_num', '_den')"
    " WHERE n.figure LIKE '%\\_num' AND n.value > d.value",
    "SELECT * FROM staged WHERE value < 0",
    "SELECT unit_code, figure FROM staged GROUP BY 1, 2 HAVING count(*) > 1",
)
MERGE = """
    INSERT INTO bench_figure (unit_code, figure, value) SELECT unit_code, figure, value FROM staged
    ON CONFLICT (unit_code, figure) DO UPDATE SET value = EXCLUDED.value
    WHERE bench_figure.value <> EXCLUDED.value
"""
WORDS = {"Đạt": 1, "Chưa đạt": 0}


def hand_made() -> Prepared:
    """calamine reads, COPY stages, a few set-based checks, one INSERT; no more than that."""
    _begin()
    return Prepared(_copy_in, _count)


def import_export() -> Prepared:
    return _import_export(use_bulk=False)


def import_export_bulk() -> Prepared:
    return _import_export(use_bulk=True)


def cells() -> Iterator[tuple[str, str, float]]:
    """Unit, figure and value of every filled cell, as calamine gives them."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(workbook_path())
    for name in book.sheet_names[1:]:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        keys = rows[KEYS]
        for row in rows[FIRST_ROW:]:
            for key, value in zip(keys[FIRST_COLUMN:], row[FIRST_COLUMN:], strict=True):
                if value != "":
                    yield row[0], key, WORDS.get(value, value)


def _begin() -> None:
    ready()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(CREATE)


def _copy_in() -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE staged (unit_code text, figure text, value numeric) ON COMMIT DROP"
        )
        with cursor.copy("COPY staged FROM STDIN") as copy:
            for cell in cells():
                copy.write_row(cell)
        cursor.execute("ANALYZE staged")
        for check in CHECKS:
            cursor.execute(check)
            assert not cursor.fetchall()
        cursor.execute(MERGE)


def _count(result: Any) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bench_figure")
        return int(cursor.fetchone()[0])


def _import_export(*, use_bulk: bool) -> Prepared:
    import tablib
    from import_export import resources

    _begin()
    model = _model()

    class FigureResource(resources.ModelResource):
        class Meta:
            fields = ("unit_code", "figure", "value")
            import_id_fields = ("unit_code", "figure")
            skip_unchanged = not use_bulk
            use_transactions = True

    FigureResource._meta.model = model
    FigureResource._meta.use_bulk = FigureResource._meta.skip_diff = use_bulk
    resource = resources.modelresource_factory(model, FigureResource)()

    def take_in() -> None:
        data = tablib.Dataset(*cells(), headers=("unit_code", "figure", "value"))
        assert not resource.import_data(data, raise_errors=True).has_errors()

    return Prepared(take_in, _count)


def _model() -> Any:
    """A model of the table, made when first asked for: models need Django set up."""
    from django.apps import apps
    from django.db import models

    if "benchfigure" in apps.all_models["reporting"]:
        return apps.get_model("reporting", "benchfigure")

    class Meta:
        app_label = "reporting"
        managed = False
        db_table = "bench_figure"

    fields = {
        "unit_code": models.CharField(max_length=10),
        "figure": models.CharField(max_length=80),
        "value": models.DecimalField(max_digits=20, decimal_places=4),
    }
    return type("BenchFigure", (models.Model,), {"__module__": __name__, "Meta": Meta, **fields})
