"""The people who save: officers of every commune, signed in, each with criteria of their own.

`prepare` writes them to a file for the load; `check` proves afterwards, from the database itself,
that every accepted save is in the history exactly once and that nothing else is.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

MONTH = date(2020, 1, 1)
PEOPLE = 100
OFFICE = "vpdp"


def prepare(path: Path) -> None:
    """Open the month, open every commune's filing in it, and write who saves what."""
    from langmoi.core.clock import now, today
    from langmoi.core.months import reference_day
    from langmoi.people.models import User
    from langmoi.places.queries import filing_communes
    from langmoi.reporting.actions import open_month
    from langmoi.reporting.drafting import open_draft

    office = User.objects.get(username=OFFICE)
    open_month(MONTH, by=office, on=today())
    communes = filing_communes(reference_day(MONTH))[:PEOPLE]
    people = []
    for number in range(PEOPLE):
        commune = communes[number % len(communes)]
        user = _officer(number, commune, office)
        open_draft(commune.unit_id, MONTH, by=user, on=today(), at=now())
        people.append(
            {
                "user": user.username,
                "path": f"/phieu/{commune.code}/?thang={MONTH:%Y-%m}",
                "cookie": session_of(user),
                # Where two work on one filing each has every second criterion.
                "share": [
                    number // len(communes),
                    2 if number + len(communes) < PEOPLE or number >= len(communes) else 1,
                ],
            }
        )
    path.write_text(json.dumps(people), "utf-8")


def _officer(number: int, commune: Any, office: Any) -> Any:
    """The demo's own officer of the commune where there is one; else one made as people are."""
    from langmoi.core.clock import today
    from langmoi.people.actions import create_user, give_post
    from langmoi.people.models import Agency, Post, Role

    role = Role.COMMUNE_OFFICER
    held = Post.objects.on(today()).filter(role=role, unit=commune.unit)
    taken = [post.user for post in held.exclude(user__username__startswith="bench")]
    if taken and number < PEOPLE // 2:
        return taken[0]
    user = create_user(f"bench{number:03d}", f"Cán bộ {number}", None, by=office, on=today())
    agency = Agency.objects.filter(unit=commune.unit).first()
    give_post(user, role, commune.unit, agency=agency, valid_from=today(), by=office, on=today())
    return user


def session_of(user: Any) -> str:
    """A session as signing in makes it; passwords are hashed slowly on purpose, so beforehand."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def check(path: Path) -> dict[str, int]:
    """Hold the accepted saves of that file against history and audit chain; counts of both."""
    from langmoi.core.audit import first_broken_entry
    from langmoi.core.models import AuditEntry
    from langmoi.reporting.models import DraftSave

    accepted = json.loads(path.read_text("utf-8"))
    saves = {
        (save.filing.unit.versions.latest("pk").code, save.version): save
        for save in DraftSave.objects.filter(filing__month=MONTH).select_related("filing", "by")
    }
    lines = Counter(
        (line["filing"], line["version"])
        for line in AuditEntry.objects.filter(
            action="filing.save", detail__month=str(MONTH)
        ).values_list("detail", flat=True)
    )
    wrong = 0
    for one in accepted:
        save = saves.pop((one["path"].split("/")[2], one["version"]), None)
        is_there = save is not None and save.by.username == one["user"]
        is_there = is_there and lines.pop((save.filing_id, save.version), 0) == 1
        wrong += not (is_there and _says(save.changes, one))
    return {
        "accepted": len(accepted),
        "wrong": wrong,
        "beyond": len(saves) + lines.total(),
        "broken": int(first_broken_entry() is not None),
    }


def _says(changes: dict[str, Any], sent: dict[str, Any]) -> bool:
    """Whether the save changed exactly the one figure that was sent, to what was sent."""
    figure, _, part = sent["field"].partition("_num")
    if set(changes) != {figure}:
        return False
    value = changes[figure][1]
    return _number(value["num"] if isinstance(value, dict) else value) == _number(sent["value"])


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def told(argv: list[str]) -> Iterator[str]:
    from langmoi.commands.django import setup

    setup()
    task, path = argv
    if task == "prepare":
        prepare(Path(path))
    else:
        yield json.dumps(check(Path(path)))


if __name__ == "__main__":
    for line in told(sys.argv[1:]):
        sys.stdout.write(line + "\n")
