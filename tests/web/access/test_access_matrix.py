"""Every address × every role × own place and another: generated from the table of addresses.

Run with -s to read the size of the matrix; LANGMOI_WRITE_MATRIX=1 writes access_matrix.tsv anew.
"""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from addresses import CODE, OPEN_TO_ALL, PK, example, patterns
from django.db import transaction
from django.test import Client

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "access_matrix.tsv"
MONTH = "?thang=2019-12"
REFUSED = (403, 404, 405)


def columns(*roles):
    """“role level” for each level where a role may be held."""
    from langmoi.people.models import Role
    from langmoi.people.roles import LEVELS_OF_ROLE

    chosen = [role for role in Role if not roles or role in roles]
    places = ((role, level) for role in chosen for level in LEVELS_OF_ROLE[role])
    return sorted(f"{role.value} {level.value}" for role, level in places)


class Visitor:
    """Someone signed in; whatever they ask for is undone after the answer."""

    def __init__(self, user):
        self.client, self.asked = Client(), 0
        self.client.force_login(user)

    def ask(self, method, address):
        """(status, what can be read of the answer, how many changes were recorded)."""
        from langmoi.core.models import AuditEntry

        self.asked += 1
        with transaction.atomic():
            before = AuditEntry.objects.count()
            answer = self.client.generic(method, address + MONTH)
            text = readable(answer) if answer.status_code == 200 else ""
            changes = AuditEntry.objects.count() - before
            transaction.set_rollback(True)
        return answer.status_code, text, changes


def readable(answer):
    """The words of a page or of a file: workbooks and documents are opened."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(n).decode() for n in archive.namelist() if n.endswith("xml"))


def leaks(text, foreign):
    """What of another district stands in the text: the mark of its people's words, its codes."""
    found = [foreign.mark] if foreign.mark in text else []
    links = rf"/(?:xa|phieu|huyen)/(?:{foreign.commune}|{foreign.district})/"
    cells = rf"[\"'>]{foreign.commune}[\"'<]"
    return found + re.findall(f"{links}|{cells}", text)


@pytest.mark.parametrize("column", columns())
def test_out_of_scope_does_not_exist_and_nothing_leaks(column, world):
    """One person: what opens in the own place stands in the table, the other place is a 404."""
    visitor = Visitor(world.people[column])
    sees_all = column.endswith(" province")
    told, wrong = {}, []
    for name, pattern, arguments in patterns():
        own, text, _ = visitor.ask("GET", example(name, arguments, world.here))
        told[pattern] = str(own)
        if not sees_all and (found := leaks(text, world.there)):
            wrong.append(f"{pattern}: shows {found}")
        if sees_all or name in OPEN_TO_ALL or not set(arguments) & {"pk", "code"}:
            continue
        for method in ("GET", "POST"):
            other, _, changes = visitor.ask(method, example(name, arguments, world.there))
            if other != 404:  # refused before the object was looked for: so it must be for all
                nobodys, _, _ = visitor.ask(method, example(name, arguments, None))
                if other not in REFUSED or other != nobodys or changes:
                    wrong.append(f"{method} {pattern}: {other}, but {nobodys} where there is none")
    assert not wrong, "\n".join(wrong)
    print(f"{column}: {visitor.asked} requests to {len(told)} addresses")  # noqa: T201 - a result
    if os.environ.get("LANGMOI_WRITE_MATRIX"):
        write_column(column, told)
    assert told == {row["address"]: row[column] for row in read_table()}


@pytest.mark.parametrize("column", columns("auditor", "reader", "party_office"))
def test_who_only_reads_changes_nothing_by_any_address(column, world):
    visitor = Visitor(world.people[column])
    answers = {
        pattern: visitor.ask("POST", example(name, arguments, world.here))
        for name, pattern, arguments in patterns()
    }
    assert {p: a for p, a in answers.items() if a[0] != 403 or a[2]} == {}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_no_address_takes_other_methods(method, world):
    visitor = Visitor(world.people["province_office province"])
    answers = {
        pattern: visitor.ask(method, example(name, arguments, world.here))
        for name, pattern, arguments in patterns()
    }
    assert {p: a for p, a in answers.items() if a[0] not in REFUSED or a[2]} == {}


def test_nobody_comes_in_without_signing_in(world):
    for name, pattern, arguments in patterns():
        answer = Client().get(example(name, arguments, world.here))
        assert answer.status_code in (302, 405), pattern
        assert answer.status_code == 405 or answer.url.startswith("/dang-nhap/"), pattern


def test_a_form_from_elsewhere_is_refused_at_every_address(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["province_office province"])
    for name, pattern, arguments in patterns():
        answer = client.post(example(name, arguments, world.here), {"action": "save"})
        assert answer.status_code == 403, pattern


def test_a_forged_host_is_refused_at_every_address(world):
    client = Client(headers={"host": "langmoi.example"})
    for name, pattern, arguments in patterns():
        assert client.get(example(name, arguments, world.here)).status_code == 400, pattern


def test_every_object_named_by_an_address_has_an_example():
    for argument, examples in (("pk", PK), ("code", CODE)):
        assert {name for name, _, told in patterns() if argument in told} == set(examples)


def read_table():
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def write_column(column, told):
    """Put one person's column into the table, the others left as they are."""
    rows = {row["address"]: row for row in read_table()} if TABLE.exists() else {}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        names = ["address", *columns()]
        writer = csv.DictWriter(file, names, delimiter="\t", lineterminator="\n", restval="")
        writer.writeheader()
        for pattern, status in told.items():
            writer.writerow({**rows.get(pattern, {}), "address": pattern, column: status})
