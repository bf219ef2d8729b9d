"""Two people at once, and a program that dies in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from at_once import at_once
from django.db import connection
from workbooks import BINH, MONTH, NGHIA, TODAY, fill, workbook

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError
from langmoi.core.models import AuditEntry
from langmoi.reporting.models import Filing, Revision, Upload
from langmoi.reporting.queries import first_broken_revision
from langmoi.reporting.workbook.load import import_workbook

pytestmark = pytest.mark.django_db(transaction=True)
INCOME = "income_per_capita"


def importing(content, by, **told):
    return lambda: import_workbook(
        content, file_name="a.xlsx", month=MONTH, by=by, on=TODAY, **told
    )


def test_two_imports_of_one_commune_follow_each_other_and_none_is_lost(december, office, clerk):
    one = fill(workbook(NGHIA), {(NGHIA, INCOME): 30})
    two = fill(workbook(NGHIA), {(NGHIA, "postal_point"): "Đạt"})

    answers = at_once(importing(one, office), importing(two, clerk))

    assert not [a for a in answers if isinstance(a, DomainError)]
    assert Filing.objects.get().latest.figures == {INCOME: "30", "postal_point": True}
    assert [r.number for r in Revision.objects.order_by("number")] == [1, 2]
    assert first_broken_revision() is None
    assert first_broken_entry() is None


def test_of_two_who_confirm_what_they_saw_at_once_one_is_asked_to_look_again(
    december, check, office, clerk
):
    one = fill(workbook(NGHIA), {(NGHIA, INCOME): 30})
    two = fill(workbook(NGHIA), {(NGHIA, INCOME): 31})

    answers = at_once(
        importing(one, office, seen=check(one).seen), importing(two, clerk, seen=check(two).seen)
    )

    refused = [a for a in answers if isinstance(a, DomainError)]
    assert len(refused) == 1
    assert "được người khác thay đổi" in str(refused[0])
    assert Revision.objects.count() == 1


def test_the_same_file_at_once_is_written_once(december, office, clerk):
    content = fill(workbook(NGHIA), {(NGHIA, INCOME): 30})

    answers = at_once(importing(content, office), importing(content, clerk))

    assert sorted(len(answer.revisions) for answer in answers) == [0, 1]
    assert Upload.objects.count() == Revision.objects.count() == 1


IMPORT = """
import sys
from langmoi.cli import main
sys.exit(main(["filings", "import", sys.argv[1], "--month", "2019-12", "--by", "office"]))
"""
SLOW = """
    CREATE FUNCTION wait_here() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.unit_code = '{code}' THEN PERFORM pg_sleep(60); END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER wait_here BEFORE INSERT ON reporting_revision
        FOR EACH ROW EXECUTE FUNCTION wait_here();
"""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"


@pytest.fixture
def slow_write(december):
    """The write of the last commune's revision waits, so that a test can interrupt it."""
    with connection.cursor() as cursor:
        cursor.execute(SLOW.format(code=BINH))
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER wait_here ON reporting_revision; DROP FUNCTION wait_here();")


def test_an_import_killed_in_the_middle_leaves_nothing_half_written(
    slow_write, office, tmp_path, settings
):
    path = tmp_path / "thang-12.xlsx"
    path.write_bytes(fill(workbook(), {(NGHIA, INCOME): 30, (BINH, INCOME): 31}))
    before = AuditEntry.objects.count()
    place = connection.settings_dict
    address = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
    environment = {**os.environ, "DATABASE_URL": address, "LANGMOI_TODAY": str(TODAY)}

    child = subprocess.Popen([sys.executable, "-c", IMPORT, path], env=environment)
    try:
        wait_until(lambda: one_value(WAITING) == 1)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    terminate_sleepers()

    assert not Revision.objects.exists()
    assert not Filing.objects.exists()
    assert not Upload.objects.exists()
    assert AuditEntry.objects.count() == before


def terminate_sleepers():
    """The server notices a dead client only when it next speaks to it; the test cannot wait."""
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    with connection.cursor() as cursor:
        cursor.execute(ended)
    wait_until(lambda: one_value(WAITING) == 0)


def one_value(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def wait_until(holds):
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("waited for a minute in vain")
