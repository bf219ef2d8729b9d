"""The thresholds of a draft one by one: what each says, who wrote it, whether it was compared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from langmoi.core.numbers import plain
from langmoi.law.model import CriteriaSet, Criterion, Indicator, Status, Threshold
from langmoi.lawdesk.models import DraftValue, SetDraft
from langmoi.people.models import User


@dataclass(frozen=True)
class Value:
    """A threshold where it stands."""

    criterion: Criterion
    indicator: Indicator
    threshold: Threshold

    @property
    def key(self) -> str:
        t = self.threshold
        reach = t.zone or ",".join(t.places)
        return f"{self.indicator.id}|{t.part}|{reach}|{t.period.start}"[:300]

    @property
    def digest(self) -> str:
        """Over what counts in law: the value, its reach and days, its basis, and the test."""
        t = self.threshold
        tests = [(x.figure, x.operator.value) for x in self.indicator.tests if x.part == t.part]
        value = plain(t.value) if isinstance(t.value, Decimal) else t.value
        told = (value, t.period, t.basis, t.zone, t.places, t.left_to_province, tests)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def values_of(criteria_set: CriteriaSet) -> list[Value]:
    """The set's own values; those of the set that it extends are not its to check."""
    layer = 1 if criteria_set.extends else 0
    return [
        Value(criterion, indicator, threshold)
        for criterion in criteria_set.criteria
        for indicator in criterion.indicators
        for threshold in indicator.thresholds
        if threshold.layer == layer
    ]


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
        if row.digest == value.digest:
            continue
        row.digest, row.author, row.written_at = value.digest, by, at
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
    if value.threshold.status is Status.UNKNOWN or kept.checked_by_id is not None:
        return False
    return kept.author_id is not None or value.threshold.status is Status.CHECKED
