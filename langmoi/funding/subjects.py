"""What people explain: a finding of the rules, as it stands now."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.funding.models import FindingKind


@dataclass(frozen=True)
class Subject:
    """A finding as it stands now: `what` says it in one line, `fingerprint` is of its amounts."""

    kind: FindingKind
    key: str
    unit: int
    fingerprint: str
    what: str
    lines: tuple[int, ...] = ()  # keys of its money lines
