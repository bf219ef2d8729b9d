"""Who wrote each value of a draft, and who compared it with the document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from langmoi.law.model import CriteriaSet, Status
from langmoi.lawdesk.models import DraftValue, SetDraft
from langmoi.lawdesk.values import Value, digest_of_value, values_of
from langmoi.people.models import User


def note_authors(
    draft: SetDraft, criteria_set: CriteriaSet, *, by: User | None, at: datetime
) -> None:
    """What is new or otherwise is this person's from now on, and not compared yet."""
    kept = {row.key: row for row in DraftValue.objects.filter(draft=draft)}
    values = {value.key: value for value in values_of(criteria_set)}
    made: list[DraftValue] = []
    changed: list[DraftValue] = []
    for key, value in values.items():
        row = kept.get(key) or DraftValue(draft=draft, key=key)
        digest = digest_of_value(value)
        if row.digest == digest:
            continue
        row.digest, row.author, row.written_at = digest, by, at
        row.checked_by = row.checked_at = None
        (changed if row.pk else made).append(row)
    DraftValue.objects.bulk_create(made)
    DraftValue.objects.bulk_update(
        changed, ["digest", "author", "written_at", "checked_by", "checked_at"]
    )
    DraftValue.objects.filter(draft=draft).exclude(key__in=values).delete()


def kept_values(draft: SetDraft) -> Mapping[str, DraftValue]:
    rows = DraftValue.objects.filter(draft=draft).select_related("author", "checked_by")
    return {row.key: row for row in rows}


def needs_check(value: Value, kept: DraftValue) -> bool:
    """Whether someone here wrote it and no second person has compared it.

    What is unknown says so and is not compared; what the file calls checked is not believed.
    """
    if value.status is Status.UNKNOWN or kept.checked_by_id is not None:
        return False
    return kept.author_id is not None or value.status is Status.CHECKED
