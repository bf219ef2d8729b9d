"""The rows of the province's places: made once, copied into each test that needs them."""

from __future__ import annotations

PLACES = ("unit", "unitversion", "unitalias", "succession", "unitfact")


def copy_out():
    """Load the province, give its rows by table, and leave the database as it was."""
    from django.db import connection, transaction

    from langmoi.places.load import load_province

    rows = {}
    with transaction.atomic(), connection.cursor() as cursor:
        load_province()
        for table in PLACES:
            with cursor.copy(f"COPY places_{table} TO STDOUT") as copy:
                rows[table] = b"".join(bytes(block) for block in copy)
        transaction.set_rollback(True)
    return rows


def copy_in(rows_by_table):
    """Fill the tables of places with such rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table, rows in rows_by_table.items():
            with cursor.copy(f"COPY places_{table} FROM STDIN") as copy:
                copy.write(rows)
            sequence = "SELECT setval(pg_get_serial_sequence(%s, 'id'), 100000)"
            cursor.execute(sequence, [f"places_{table}"])
