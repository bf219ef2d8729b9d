"""The audit chain: written in the transaction of the change, checkable from outside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from langmoi.core.models import AuditEntry

GENESIS = "0" * 64
_CHAIN_LOCK = 0x1A06  # one writer at a time: a chain has one end
# Both in one message to the server: the second statement sees what was written while the first
# waited, and nobody waits for this program to answer in between.
_ADD = """
    SELECT pg_advisory_xact_lock(%(lock)s);
    INSERT INTO core_auditentry (at, actor, action, subject, detail, previous_hash, hash)
    SELECT %(at)s, %(actor)s, %(action)s, %(subject)s, %(detail)s::jsonb, last.hash,
        encode(sha256(convert_to(last.hash || chr(10) || %(content)s, 'UTF8')), 'hex')
    FROM (SELECT coalesce(
        (SELECT hash FROM core_auditentry ORDER BY id DESC LIMIT 1), %(genesis)s
    ) AS hash) AS last
    RETURNING id, previous_hash, hash
"""


def digest(previous: str, content: Mapping[str, Any]) -> str:
    """The hash of a row, over the hash before it and the row's own content."""
    return hashlib.sha256(f"{previous}\n{_in_order(content)}".encode()).hexdigest()


def record(action: str, subject: object, *, by: object, **detail: Any) -> AuditEntry:
    """Add the line of a change; only inside the transaction of that change.

    From here to its end all other writers wait: a chain has one end. What is there to do is best
    done before.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit line belongs to its change.")
    entry = AuditEntry(
        at=timezone.now(), actor=str(by), action=action, subject=str(subject)[:200], detail=detail
    )
    told: dict[str, str | int | datetime] = {
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": json.dumps(detail, ensure_ascii=False),
        "content": _in_order(_content(entry)),
        "lock": _CHAIN_LOCK,
        "genesis": GENESIS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADD, told)
        cursor.nextset()
        entry.pk, entry.previous_hash, entry.hash = cursor.fetchone()
    entry._state.adding = False
    return entry


def _in_order(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def first_broken_entry() -> AuditEntry | None:
    """The first row whose hash does not follow from its content and the row before it."""
    previous = GENESIS
    for entry in AuditEntry.objects.order_by("pk").iterator():
        if entry.previous_hash != previous or entry.hash != digest(previous, _content(entry)):
            return entry
        previous = entry.hash
    return None


def _content(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
    }
