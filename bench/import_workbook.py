"""Taking in a workbook of 102 communes with the figures of 49 indicators, beside its peers."""

from __future__ import annotations

from bench.harness import Alone, Measure, Prepared, alone, versions, write_results
from bench.import_world import MONTH, OFFICE, TODAY, database, nothing_filed, ready, workbook_path

TASK = "import a workbook of 102 rows × 49 indicators"
PACKAGES = ("django", "psycopg", "python-calamine", "openpyxl", "django-import-export")
TIMES_HAND_MADE, TIMES_FASTER = 3, 20
NOTES = {
    "calamine + COPY + set checks": "one cell a row; no judging, revisions, audit or fault cells",
    "django-import-export": "one figure a row, as it demands; default options",
    "django-import-export, bulk": "with use_bulk and skip_diff",
}


def run() -> list[Measure]:
    with database():
        hand_made = _alone("bench.import_peers:hand_made", 5)
        slow = _alone("bench.import_peers:import_export", 1)
        bulk = _alone("bench.import_peers:import_export_bulk", 1)
        ours = _alone("bench.import_workbook:import_all", 5)
        again = _alone("bench.import_workbook:import_same", 5)
        check = _alone("bench.import_workbook:check_only", 5)
    assert hand_made is not None
    assert ours is not None
    measures = [
        _measure(
            "langmoi", ours, TIMES_HAND_MADE * hand_made.best, "within 3 times calamine + COPY"
        ),
        _measure("langmoi, unchanged file", again),
        _measure("langmoi, check only", check),
        _measure("calamine + COPY + set checks", hand_made),
        _measure("django-import-export", slow),
        _measure("django-import-export, bulk", bulk),
    ]
    if slow is not None:
        reason = "at least 20 times django-import-export"
        measures.insert(1, _measure("langmoi", ours, slow.best / TIMES_FASTER, reason))
    write_results("import_workbook", measures, versions(*PACKAGES))
    return measures


def _alone(contender: str, repeat: int) -> Alone | None:
    return alone(contender, repeat=repeat)


def _measure(
    contender: str, told: Alone | None, limit: float | None = None, reason: str = ""
) -> Measure:
    return Measure(
        task=TASK,
        contender=contender,
        value=told.best if told else None,
        limit=limit,
        limit_reason=reason,
        peak_mb=told.peak_mb if told else None,
        seconds=told.seconds if told else [],
        note=NOTES.get(contender, ""),
    )


def import_all() -> Prepared:
    """A month without figures; the whole import with judging, hashes, audit line and commit."""
    ready()
    nothing_filed()
    return _import()


def import_same() -> Prepared:
    """The month holds these figures already: the workbook is read and nothing is written."""
    ready()
    nothing_filed()
    _import().run()
    return _import()


def _import() -> Prepared:
    from langmoi.people.models import User
    from langmoi.reporting.workbook.load import import_workbook

    content = workbook_path().read_bytes()
    office = User.objects.get(username=OFFICE)
    return Prepared(
        lambda: import_workbook(
            content, file_name="workbook.xlsx", month=MONTH, by=office, on=TODAY
        ),
        lambda result: len(result.revisions),
    )


def check_only() -> Prepared:
    """What the browser waits for after an upload."""
    ready()
    nothing_filed()
    from langmoi.reporting.workbook.check import check_workbook

    content = workbook_path().read_bytes()
    return Prepared(
        lambda: check_workbook(content, month=MONTH, unit_keys=None),
        lambda found: [len(found.added), len(found.faults)],
    )
