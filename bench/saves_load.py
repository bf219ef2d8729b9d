"""The load: 100 people at once over HTTP, each with the page's own fields, as a browser has them.

Run as a process of its own; prints what came of it as JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import aiohttp

WARM_UP = 3.0  # seconds before counting: caches filled, connections open
SMALLEST = 10.0  # of a figure that is changed
TIMEOUT = aiohttp.ClientTimeout(total=60)
Form = dict[str, str]


class Fields(HTMLParser):
    """The fields of each form of a page, by the form's id, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self._text: tuple[str, str] | None = None
        self._form = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = told.get("id", "")
        form, name = told.get("form", self._form), told.get("name", "")
        is_left_out = told.get("type") in ("radio", "checkbox") and "checked" not in told
        if tag == "textarea" and name:
            self._text = (form, name)
            self.forms.setdefault(form, {})[name] = ""
        elif tag == "input" and name and not is_left_out:
            self.forms.setdefault(form, {})[name] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text:
            form, name = self._text
            self.forms[form][name] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        if tag == "form":
            self._form = ""


@dataclass
class Run:
    """What one run came to; latencies in seconds, of the saves answered while it was counted."""

    latencies: list[float] = field(default_factory=list)
    accepted: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    misread: int = 0
    starts_at: float = 0.0
    ends_at: float = 0.0


class Person:
    """Someone at their filing's page: changes one figure, and the page saves its criterion."""

    def __init__(self, told: dict[str, Any], base: str, seed: int) -> None:
        self.told, self.base = told, base
        self.chance = random.Random(seed)
        self.forms: dict[str, Form] = {}
        self.last: dict[str, str] = {}

    async def open(self, session: aiohttp.ClientSession) -> None:
        page = await self._page(session)
        token = next(
            form["csrfmiddlewaretoken"] for form in page.values() if "csrfmiddlewaretoken" in form
        )
        self.headers = {
            "Cookie": f"sessionid={self.told['cookie']}; csrftoken={self.cookie}",
            "X-CSRFToken": token,
            "HX-Request": "true",
        }
        which, of = self.told["share"]
        ours = sorted(name for name, form in page.items() if name[:2] == "f-" and numbers(form))
        self.forms = {name: page[name] for name in ours[which % of :: of]}
        self.first = {name: dict(form) for name, form in self.forms.items()}
        self.fields = [(form, name) for form in self.forms for name in numbers(self.forms[form])]
        self.version = next(iter(self.forms.values()))["version"]

    async def _page(self, session: aiohttp.ClientSession) -> dict[str, Form]:
        cookie = {"Cookie": f"sessionid={self.told['cookie']}"}
        async with session.get(self.base + self.told["path"], headers=cookie) as answer:
            assert answer.status == 200, answer.status
            if "csrftoken" in answer.cookies:
                self.cookie = answer.cookies["csrftoken"].value
            return Fields(await answer.text()).forms

    async def save(self, session: aiohttp.ClientSession, run: Run) -> None:
        number, name = self.chance.choice(self.fields)
        form = self.forms[number]
        value = another(self.first[number][name], form[name], self.chance)
        sent = {**form, name: value, "version": self.version}
        before = time.perf_counter()
        try:
            async with session.post(
                self.base + self.told["path"], data=sent, headers=self.headers
            ) as answer:
                text = await answer.text()
        except (TimeoutError, aiohttp.ClientError) as error:
            run.errors.append(f"{type(error).__name__}: {error}")
            return
        after = time.perf_counter()
        version = answer.headers.get("X-Filing-Version", "")
        if answer.status != 200 or not version or "data-invalid" in text:
            run.errors.append(f"{answer.status} {text[:200]}")
            return
        form[name], self.version = value, version
        self.last[name] = value
        said = {"user": self.told["user"], "path": self.told["path"], "version": int(version)}
        run.accepted.append({**said, "field": name, "value": value})
        if run.starts_at <= before and after <= run.ends_at:
            run.latencies.append(after - before)

    async def read_back(self, session: aiohttp.ClientSession) -> int:
        """How many of the figures last saved the page does not show as they were sent."""
        page = await self._page(session)
        shown = {name: value for form in page.values() for name, value in form.items()}
        return sum(
            as_number(shown.get(name, "nan")) != as_number(value)
            for name, value in self.last.items()
        )


def numbers(form: Form) -> list[str]:
    """The fields to change: figures that are numbers, of shares the numerator, and not small."""
    return [
        name
        for name, value in form.items()
        if not name.endswith("_den")
        and name not in ("version", "criterion")
        and re.fullmatch(r"\d+(,\d+)?", value)
        and as_number(value) >= SMALLEST
    ]


def as_number(value: str) -> float:
    return float(value.replace(",", "."))


def another(first: str, now: str, chance: random.Random) -> str:
    """Another value than now, a little below the first: within what the figure may be."""
    places = len(first.partition(",")[2])
    value = now
    while value == now:
        value = f"{as_number(first) * chance.uniform(0.8, 1):.{places}f}".replace(".", ",")
    return value


async def run_for(people: list[Person], seconds: float, think: float) -> Run:
    """Everybody saves again and again, thinking from half to one and a half of `think` between."""
    begin = time.perf_counter()
    run = Run(starts_at=begin + WARM_UP, ends_at=begin + WARM_UP + seconds)
    # A connection that the server is about to close is not used again, as browsers take care of.
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=1.0)
    async with aiohttp.ClientSession(
        connector=connector, timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        await asyncio.gather(*(_work(p, session, run, think) for p in people))
        run.misread = sum([await person.read_back(session) for person in people])
    return run


async def _work(person: Any, session: aiohttp.ClientSession, run: Run, think: float) -> None:
    await asyncio.sleep(person.chance.random() * think)
    while time.perf_counter() < run.ends_at and len(run.errors) < 50:
        await person.save(session, run)
        if think:
            await asyncio.sleep(think * person.chance.uniform(0.5, 1.5))


async def pages(told: list[dict[str, Any]], base: str, seconds: float, think: float) -> Run:
    people = [Person(one, base, seed) for seed, one in enumerate(told)]
    async with aiohttp.ClientSession(
        timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        for person in people:
            await person.open(session)
    return await run_for(people, seconds, think)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["pages", "items"])
    parser.add_argument("people", type=Path)
    parser.add_argument("base")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--think", type=float, default=0.0, help="seconds, in the mean")
    parser.add_argument("--accepted", type=Path, required=True)
    asked = parser.parse_args()
    told = json.loads(asked.people.read_text("utf-8"))
    if asked.kind == "pages":
        work = pages(told, asked.base, asked.seconds, asked.think)
    else:
        from bench.saves_directus import items

        work = items(told, asked.base, asked.seconds, asked.think)
    run = asyncio.run(work)
    asked.accepted.write_text(json.dumps(run.accepted), "utf-8")
    sys.stdout.write(json.dumps(summary(run, asked.seconds)) + "\n")


def summary(run: Run, seconds: float) -> dict[str, Any]:
    ordered = sorted(run.latencies) or [TIMEOUT.total or 0.0]
    return {
        "rate": len(run.latencies) / seconds,
        "p50": ordered[len(ordered) // 2],
        "p95": ordered[int(len(ordered) * 0.95)],
        "longest": ordered[-1],
        "accepted": len(run.accepted),
        "errors": len(run.errors),
        "first_error": run.errors[0] if run.errors else "",
        "misread": run.misread,
    }


if __name__ == "__main__":
    main()
