"""The demo's province ten times as large and five years long: copies of its rows, for a benchmark.

Every district with its communes is there ten times, each copy by its own name and code, and the
months after the demo's last are copies of earlier ones. Hashes are copied, too: nobody verifies
them here.
"""

from __future__ import annotations

from typing import Any

TIMES = 10
MONTHS_MORE = 24

_SHIFT, _KEYS = 100_000, 10_000_000  # of units; of all other rows

_UNITS = """
INSERT INTO places_unit (id)
SELECT id + %(copy)s * {shift} FROM places_unit WHERE id IN (SELECT unit_id FROM below);
INSERT INTO places_unitversion (
    unit_id, code, name, type, level, parent_id, valid_from, valid_to, source, search_key, sort_key
)
SELECT v.unit_id + %(copy)s * {shift}, v.code || chr(96 + %(copy)s), v.name || ' ' || %(copy)s,
    v.type, v.level,
    CASE WHEN v.parent_id IN (SELECT unit_id FROM below) THEN v.parent_id + %(copy)s * {shift}
        ELSE v.parent_id END,
    v.valid_from, v.valid_to, v.source, v.search_key || ' ' || %(copy)s,
    v.sort_key || ' ' || %(copy)s
FROM places_unitversion AS v WHERE v.unit_id IN (SELECT unit_id FROM below);
INSERT INTO places_unitfact (unit_id, kind, value, valid_from, valid_to, certainty, source)
SELECT unit_id + %(copy)s * {shift}, kind,
    CASE WHEN kind = 'tile' THEN jsonb_build_object(
        'x', (value->>'x')::int + %(copy)s %% 5 * 15, 'y', (value->>'y')::int + %(copy)s / 5 * 20
    ) ELSE value END,
    valid_from, valid_to, certainty, source
FROM places_unitfact WHERE unit_id IN (SELECT unit_id FROM below);
"""
_FILINGS = """
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO reporting_filing (
    id, unit_id, month, criteria_set, latest_id, state, draft_version, notes, explanations, official
)
SELECT id + {keys}, unit_id + {units}, (month + interval '{months} months')::date, criteria_set,
    latest_id + {keys}, state, draft_version, notes, explanations, official
FROM reporting_filing WHERE latest_id IS NOT NULL AND id < {below} AND {which};
INSERT INTO reporting_revision (
    id, filing_id, number, unit_code, figures, zone, indicators, criteria, criteria_met,
    law_version, source, made_by_id, made_at, previous_hash, hash
)
SELECT r.id + {keys}, r.filing_id + {keys}, r.number, r.unit_code, r.figures, r.zone, r.indicators,
    r.criteria, r.criteria_met, r.law_version, r.source, r.made_by_id, r.made_at,
    r.previous_hash, r.hash
FROM reporting_revision AS r JOIN reporting_filing ON reporting_filing.latest_id = r.id
WHERE reporting_filing.id < {below} AND {which};
"""
_BELOW = """
CREATE TEMPORARY TABLE below AS SELECT DISTINCT unit_id FROM places_unitversion
WHERE level IN ('district', 'commune') AND (valid_to IS NULL OR valid_to >= '2014-01-01')
    AND (valid_from IS NULL OR valid_from < '2025-07-01')
"""
_MONTHS = """
INSERT INTO reporting_reportingmonth (month, state, due_on, closed_at, closed_by_id)
SELECT (month + interval '{months} months')::date, state, due_on, closed_at, closed_by_id
FROM reporting_reportingmonth WHERE month > (
    SELECT max(month) - interval '{months} months' FROM reporting_reportingmonth
)
"""


def enlarge() -> dict[str, int]:
    """Fill the database; how many communes, months and revisions there are afterwards."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MONTHS.format(months=MONTHS_MORE))
        cursor.execute("SELECT max(month) FROM reporting_filing")
        last = cursor.fetchone()[0]
        late = f"month > date '{last}' - interval '{MONTHS_MORE} months'"
        _copy(cursor, keys=_KEYS, units=0, months=MONTHS_MORE, which=late, below=_KEYS)
        cursor.execute(_BELOW)
        for copy in range(1, TIMES):
            cursor.execute(_UNITS.format(shift=_SHIFT), {"copy": copy})
            told = {"keys": copy * 2 * _KEYS, "units": copy * _SHIFT, "months": 0}
            _copy(cursor, **told, which="true", below=2 * _KEYS)
        cursor.execute(
            "SELECT count(DISTINCT unit_id), count(DISTINCT month) FROM reporting_filing"
        )
        communes, months = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM reporting_revision")
        revisions = cursor.fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {"communes": communes, "months": months, "revisions": revisions}


def _copy(cursor: Any, **told: object) -> None:
    cursor.execute(_FILINGS.format(**told))


if __name__ == "__main__":
    import json
    import sys

    from langmoi.commands.django import setup

    setup()
    sys.stdout.write(json.dumps(enlarge()) + "\n")
