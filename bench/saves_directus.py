"""The peer: Directus from npm, saving the same values through its REST API.

It is installed into a folder for benchmarks beside the system's temporary files, never into the
product. Its accountability is on: every save leaves a line of activity and a revision, as ours do.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

VERSION = "12.4.0"
FOLDER = Path(tempfile.gettempdir()) / "langmoi-bench" / f"directus-{VERSION}"
PORT = 8797
ADDRESS = f"http://127.0.0.1:{PORT}"
ADMIN = "admin-token-of-the-benchmark"
FIELDS = [f"figure_{number}" for number in range(60)]
COLLECTION = "filings"
# “Run script” steps of flows run in isolated-vm, which is built from source with files from
# elsewhere; no flow runs here, so a module without anything stands in for it.
STAND_IN = {"name": "isolated-vm", "version": "5.0.3", "main": "index.js"}
PACKAGE = {
    "private": True,
    "dependencies": {"directus": VERSION, "isolated-vm": "file:./no-isolated-vm"},
    "overrides": {"isolated-vm": "$isolated-vm"},
}


def install() -> str:
    """Put Directus into its folder where it is not there yet; what went wrong, or nothing."""
    if (FOLDER / "node_modules/directus/cli.js").exists():
        return ""
    stand_in = FOLDER / "no-isolated-vm"
    stand_in.mkdir(parents=True, exist_ok=True)
    (stand_in / "package.json").write_text(json.dumps(STAND_IN), "utf-8")
    (stand_in / "index.js").write_text("module.exports = {};\n", "utf-8")
    (FOLDER / "package.json").write_text(json.dumps(PACKAGE), "utf-8")
    call = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(
        call, cwd=FOLDER, env=_environment(), capture_output=True, text=True, check=False
    )
    return done.stderr[-500:] if done.returncode else ""


@contextmanager
def serving(database_url: str) -> Iterator[str]:
    """Directus on a schema-less database of that server, ready to be set up."""
    environment = _environment() | _settings(database_url)
    cli = ["node", "node_modules/directus/cli.js"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*cli, "bootstrap"], cwd=FOLDER, env=environment, check=True, **quiet)
    quiet |= {"start_new_session": True}
    with subprocess.Popen([*cli, "start"], cwd=FOLDER, env=environment, **quiet) as process:
        try:
            yield ADDRESS
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # node runs as a child of the wheel's command


def _environment() -> dict[str, str]:
    """With the node that the program itself brings."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path}


def _settings(database_url: str) -> dict[str, str]:
    parts = urlsplit(database_url)
    return {
        "DB_CLIENT": "pg",
        "DB_HOST": parse_qs(parts.query)["host"][0],
        "DB_PORT": "5432",
        "DB_DATABASE": parts.path.lstrip("/"),
        "DB_USER": parts.username or "",
        "DB_PASSWORD": "",
        "SECRET": "secret-of-the-benchmark-of-saves",
        "ADMIN_EMAIL": "admin@example.com",
        "ADMIN_PASSWORD": "password-of-the-benchmark",
        "ADMIN_TOKEN": ADMIN,
        "HOST": "127.0.0.1",
        "PORT": str(PORT),
        "PUBLIC_URL": ADDRESS,
        "SERVE_APP": "false",
        "TELEMETRY": "false",
        "LOG_LEVEL": "error",
        "NODE_ENV": "production",
        # Else it turns requests away under load instead of answering them late.
        "PRESSURE_LIMITER_ENABLED": "false",
    }


async def set_up(people: int, filings: int) -> list[dict[str, Any]]:
    """A collection of filings, one for each commune, and people who may change them."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {ADMIN}"}) as admin:
        await _wait(admin)
        await _post(
            admin,
            "collections",
            {
                "collection": COLLECTION,
                "schema": {},
                "meta": {"accountability": "all"},
                "fields": [
                    {
                        "field": "id",
                        "type": "string",
                        "schema": {"is_primary_key": True},
                        "meta": {},
                    },
                    *({"field": f, "type": "decimal", "schema": {}, "meta": {}} for f in FIELDS),
                ],
            },
        )
        policy = await _post(
            admin,
            "policies",
            {
                "name": "officer",
                "admin_access": False,
                "app_access": False,
                "permissions": [
                    {"collection": COLLECTION, "action": action, "fields": ["*"], "permissions": {}}
                    for action in ("read", "update")
                ],
            },
        )
        told = [
            {
                "user": f"officer{number}",
                "token": f"token-of-officer-{number:03d}",
                "path": f"/items/{COLLECTION}/{number % filings}",
                "share": number // filings,
            }
            for number in range(people)
        ]
        await _post(
            admin,
            "users",
            [
                {
                    "email": f"{one['user']}@example.com",
                    "token": one["token"],
                    "status": "active",
                    "policies": [{"policy": policy["id"]}],
                }
                for one in told
            ],
        )
        values = dict.fromkeys(FIELDS, "100.0")
        rows = [{"id": str(number), **values} for number in range(filings)]
        await _post(admin, f"items/{COLLECTION}", rows)
        return told


async def _wait(admin: aiohttp.ClientSession) -> None:
    for _ in range(240):
        try:
            async with admin.get(f"{ADDRESS}/server/ping") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.5)
    raise RuntimeError("Directus did not start within two minutes")


async def _post(admin: aiohttp.ClientSession, path: str, content: Any) -> Any:
    async with admin.post(f"{ADDRESS}/{path}", json=content) as answer:
        told = await answer.json(content_type=None)
        if answer.status >= 400:
            raise RuntimeError(f"Directus, {path}: {told}")
        return told["data"] if told else None


class Person:
    """Someone who changes one figure of a row; of two at a row each has every second figure."""

    def __init__(self, told: dict[str, Any], base: str, seed: int) -> None:
        import random

        self.told, self.base = told, base
        self.chance = random.Random(seed)
        self.headers = {"Authorization": f"Bearer {told['token']}"}
        self.last: dict[str, str] = {}

    async def save(self, session: aiohttp.ClientSession, run: Any) -> None:
        name = self.chance.choice(FIELDS[self.told["share"] :: 2])
        value = f"{self.chance.uniform(80, 100):.2f}"
        before = time.perf_counter()
        try:
            async with session.patch(
                self.base + self.told["path"], json={name: value}, headers=self.headers
            ) as answer:
                text = await answer.text()
        except (TimeoutError, aiohttp.ClientError) as error:
            run.errors.append(f"{type(error).__name__}: {error}")
            return
        after = time.perf_counter()
        if answer.status != 200:
            run.errors.append(f"{answer.status} {text[:200]}")
            return
        self.last[name] = value
        run.accepted.append({"user": self.told["user"], "field": name, "value": value})
        if run.starts_at <= before and after <= run.ends_at:
            run.latencies.append(after - before)

    async def read_back(self, session: aiohttp.ClientSession) -> int:
        async with session.get(self.base + self.told["path"], headers=self.headers) as answer:
            shown = (await answer.json())["data"]
        return sum(float(shown[name]) != float(value) for name, value in self.last.items())


async def items(told: list[dict[str, Any]], base: str, seconds: float, think: float) -> Any:
    from bench.saves_load import run_for

    people = [Person(one, base, seed) for seed, one in enumerate(told)]
    return await run_for(people, seconds, think)
