"""Workers and the database killed in the midst of saves and submissions: nothing is half-written.

LANGMOI_KILLS=200 kills as often; the result is printed with -s.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from chain_world import INCOME, SANITATION
from django.db import InterfaceError, OperationalError, connection

from langmoi.core.audit import first_broken_entry
from langmoi.core.models import AuditEntry
from langmoi.reporting.models import DraftSave, Filing, FilingEvent, Revision, SendBack
from langmoi.reporting.queries import first_broken_revision

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = int(os.environ.get("LANGMOI_KILLS", "5"))
HERE = Path(__file__).parent
# How many things a worker may be told are written before it dies, at most.
LONGEST = 9


@pytest.fixture
def nursery(filled, act):
    """A process that forks workers on the tests' database."""
    act.save(filled, {SANITATION: {"num": "1000", "den": "1000000"}})
    place = connection.settings_dict
    address = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[2]), str(HERE.parents[1])]),
    }
    command = [sys.executable, str(HERE / "killed_worker.py")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.stdin.close()


def test_what_was_acknowledged_is_there_and_nothing_is_half_written(nursery):
    chance = random.Random(20191220)
    saved, count = {}, Counter()
    for kill in range(KILLS):
        crash = kill % 5 == 4 and connection.settings_dict["HOST"].startswith("/")
        start = max(saved.values(), default=0) + 1001
        told = run_and_kill(nursery, start, chance, crash=crash)
        for word, *rest in told:
            count[word] += 1
            if word == "saved":
                saved[int(rest[0])] = int(rest[1])
        count["database" if crash else "worker"] += 1
        check(saved, count)
    print(f"\nkilled: {dict(count)}")  # noqa: T201 - the count is the result
    assert count["saved"] >= KILLS


def run_and_kill(nursery, start, chance, *, crash):
    """Let a worker save until it has told so much, and kill it, or its side of the database."""
    nursery.stdin.write(f"{start}\n")
    nursery.stdin.flush()
    pid = backend = None
    told, wanted = [], chance.randint(1, LONGEST)
    while len(told) < wanted or pid is None or backend is None:
        word, value, *rest = nursery.stdout.readline().split()
        if word == "worker":
            pid = int(value)
        elif word == "backend":
            backend = int(value)
        else:
            told.append((word, value, *rest))
    time.sleep(chance.random() * 0.04)
    os.kill(backend if crash else pid, signal.SIGKILL)
    while (line := nursery.stdout.readline().split()) != ["dead"]:
        told.append(tuple(line))
    if crash:
        wait_for_the_database()
    else:
        wait_for_the_end_of(backend)
    return told


def wait_for_the_database():
    """The server ends all its sessions after one of them was killed, and starts anew.

    It may take a moment to notice: until our own session has ended a new one would end as well.
    """
    for _ in range(600):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except (OperationalError, InterfaceError):
            break
        time.sleep(0.1)
    else:
        pytest.fail("the database did not notice within a minute that a session was killed")
    for _ in range(600):
        connection.close()
        try:
            connection.ensure_connection()
        except OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the database did not come back within a minute")


def wait_for_the_end_of(backend):
    """The server finishes what it was doing for the dead client, then undoes or keeps it whole."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [backend])
            if cursor.fetchone() is None:
                return
        time.sleep(0.02)
    pytest.fail("the session of a killed worker did not end")


def number_of(changes):
    return int(changes[SANITATION][1]["num"])


def check(saved, count):
    filing = Filing.objects.select_related("latest").get()
    saves = {save.version: save for save in DraftSave.objects.all()}
    kept = {version: number_of(saves[version].changes) for version in saved}
    assert kept == saved
    assert sorted(saves) == list(range(1, filing.draft_version + 1))
    assert AuditEntry.objects.filter(action="filing.save").count() == len(saves)
    assert (filing.draft is None) == (filing.state == "submitted")
    standing = filing.draft or filing.latest.figures
    last = number_of(saves[filing.draft_version].changes)
    assert int(standing[SANITATION]["num"]) == last
    assert last <= 1000 or int(standing[INCOME]) == last % 500
    events = Counter(FilingEvent.objects.values_list("step", flat=True))
    assert events["submit"] == Revision.objects.count() >= count["submitted"]
    assert events["send_back"] == SendBack.objects.count() >= count["sent_back"]
    for step in ("submit", "send_back"):
        assert AuditEntry.objects.filter(action=f"filing.{step}").count() == events[step]
    assert first_broken_revision() is None
    assert first_broken_entry() is None
