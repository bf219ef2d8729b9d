"""The audit chain: written in the transaction of the change, checkable from outside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from langmoi.core.models import AuditEntry

GENESIS = "0" * 64
_CHAIN_LOCK = 0x1A06  # one writer at a time: a chain has one end
_LOCK_AND_LAST = """
    SELECT pg_advisory_xact_lock(%s);
    SELECT hash FROM core_auditentry ORDER BY id DESC LIMIT 1
"""


def digest(previous: str, content: Mapping[str, Any]) -> str:
    """The hash of a row, over the hash before it and the row's own content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def record(action: str, subject: object, *, by: object, **detail: Any) -> AuditEntry:
    """Add the line of a change; only inside the transaction of that change."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit line belongs to its change.")
    named = str(subject)[:200]  # naming may ask the database: not while others wait for the lock
    last = _lock_chain()
    entry = AuditEntry(
        at=timezone.now(), actor=str(by), action=action, subject=named, detail=detail
    )
    entry.previous_hash, entry.hash = last, digest(last, _content(entry))
    entry.save(force_insert=True)
    return entry


def _lock_chain() -> str:
    """Wait for the chain's end, and say its hash; all other writers wait from here on.

    Both in one message to the server: the second statement sees what was written meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_AND_LAST, [_CHAIN_LOCK])
        cursor.nextset()
        last = cursor.fetchone()
    return last[0] if last else GENESIS


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
