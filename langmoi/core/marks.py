"""Marks: numbers that say whether the rows of a table are still what they were when last read.

A transaction that changes the table puts a mark that was never used before in the place of those
it finds. So whoever sees the same marks sees the same rows; a change that is taken back takes its
mark back; and nobody waits for anybody: a mark that another transaction is just replacing is left
to it. Within the transaction each further statement is told by a setting of its own, which ends
with it (core/memory.py reads both): a long import leaves one mark, not thousands.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations

TABLE = """
CREATE TABLE core_mark (name text NOT NULL, mark bigint PRIMARY KEY);
CREATE SEQUENCE core_mark_next;
CREATE FUNCTION langmoi_move_mark() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved text := 'langmoi.moved_' || TG_TABLE_NAME;
BEGIN
    IF coalesce(current_setting(moved, true), '') = '' THEN
        DELETE FROM core_mark WHERE mark IN (
            SELECT mark FROM core_mark WHERE name = TG_TABLE_NAME FOR UPDATE SKIP LOCKED
        );
        INSERT INTO core_mark VALUES (TG_TABLE_NAME, nextval('core_mark_next'));
        PERFORM set_config(moved, 'yes', true);
    END IF;
    PERFORM set_config('langmoi.written', nextval('core_mark_next')::text, true);
    RETURN NULL;
END $$;
"""
NO_TABLE = """
DROP FUNCTION langmoi_move_mark;
DROP SEQUENCE core_mark_next;
DROP TABLE core_mark;
"""


def marked(table: str, columns: Sequence[str] = ()) -> migrations.RunSQL:
    """A migration step after which the table has marks; columns: those whose change counts."""
    of = f" OF {', '.join(columns)}" if columns else ""
    return migrations.RunSQL(
        f"""
        INSERT INTO core_mark VALUES ('{table}', nextval('core_mark_next'));
        CREATE TRIGGER move_mark AFTER INSERT OR DELETE OR UPDATE{of} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION langmoi_move_mark();
        CREATE TRIGGER move_mark_emptied AFTER TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION langmoi_move_mark();
        """,  # noqa: S608 - a name of ours
        f"""
        DROP TRIGGER move_mark ON {table};
        DROP TRIGGER move_mark_emptied ON {table};
        DELETE FROM core_mark WHERE name = '{table}';
        """,  # noqa: S608 - a name of ours
    )
