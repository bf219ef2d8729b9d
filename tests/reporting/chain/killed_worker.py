"""Run by test_kills.py: forks workers that save and submit until they are killed.

Each line on stdin forks one; what a worker has been told is written goes to stdout at once.
"""

from __future__ import annotations

import itertools
import os
import sys
import traceback
from datetime import datetime
from zoneinfo import ZoneInfo

import django

django.setup()

from chain_world import (  # noqa: E402 - needs Django
    DUE,
    INCOME,
    MONTH,
    SANITATION,
    TODAY,
    explain_papers,
)
from django.db import DatabaseError, connection  # noqa: E402

from langmoi.people.models import User  # noqa: E402
from langmoi.reporting import drafting, steps  # noqa: E402
from langmoi.reporting.models import Filing  # noqa: E402


def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def told(name):
    at = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    return {"by": User.objects.get(username=name), "on": TODAY, "at": at}


def work(start):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        say("backend", cursor.fetchone()[0])
    filing = Filing.objects.get(month=MONTH)
    if filing.state == "submitted":
        give_back(filing)
    explain_papers(filing)
    version = Filing.objects.get(pk=filing.pk).draft_version
    for n in itertools.count(start):
        changes = {SANITATION: {"num": str(n), "den": "1000000"}, INCOME: str(n % 500)}
        result = drafting.save_draft(filing, changes, base_version=version, **told("officer"))
        version = result.version
        say("saved", version, n)
        if n % 3 == 0:
            steps.submit_filing(filing, note="Thử", **told("chairman"))
            say("submitted", n)
            give_back(filing)


def give_back(filing):
    items = [steps.SendBackItem("17.6", "Xem lại", DUE)]
    steps.send_back(filing, items, **told("reviewer"))
    say("sent_back", 0)


def main():
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                work(int(line))
            except DatabaseError:
                os._exit(1)  # its side of the database was killed
            except Exception:  # noqa: BLE001 - whatever else is wrong must be seen, then it dies
                traceback.print_exc()
            finally:
                os._exit(1)
        say("worker", child)
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()
