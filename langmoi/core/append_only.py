"""Triggers that refuse to change or delete rows, for tables that only grow."""

from __future__ import annotations

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION langmoi_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(table: str) -> migrations.RunSQL:
    """A migration step after which the table's rows can be added and read, nothing else."""
    return migrations.RunSQL(
        f"""
        {FUNCTION}
        CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION langmoi_refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION langmoi_refuse_change();
        """,
        f"DROP TRIGGER no_change ON {table}; DROP TRIGGER no_truncate ON {table};",
    )
