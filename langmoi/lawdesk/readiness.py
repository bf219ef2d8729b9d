"""What a draft still lacks before it may be put into use, and the draft as if it were complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from langmoi.core.errors import FaultyInput
from langmoi.law.faults import BrokenLaw, LawFault
from langmoi.law.library import HEAD
from langmoi.law.model import CriteriaSet, Status
from langmoi.law.parcel import read_texts
from langmoi.law.yaml_writer import TRUE, Plain, read_tree, write_tree
from langmoi.lawdesk.authors import kept_values, needs_check
from langmoi.lawdesk.drafts import latest
from langmoi.lawdesk.models import DraftValue, SetDraft
from langmoi.lawdesk.values import Value, values_of


@dataclass(frozen=True)
class Readiness:
    """The gaps in days and zones, the values nobody compared; statuses of all values."""

    faults: list[LawFault]
    unchecked: list[Value]
    statuses: Counter[Status]

    @property
    def is_ready(self) -> bool:
        return not self.faults and not self.unchecked


def readiness(draft: SetDraft) -> Readiness:
    texts = latest(draft).texts
    return readiness_of(texts, kept_values(draft))


def readiness_of(texts: Mapping[str, str], kept: Mapping[str, DraftValue]) -> Readiness:
    values = values_of(read_texts(texts))
    faults: list[LawFault] = []
    try:
        read_texts(completed(texts))
    except BrokenLaw as error:
        faults = error.law_faults
    return Readiness(
        faults=faults,
        unchecked=[value for value in values if needs_check(value, kept[value.key])],
        statuses=Counter(value.status for value in values),
    )


def completed(texts: Mapping[str, str], effective_on: date | None = None) -> dict[str, str]:
    """The files as they would be put into use, from that day; never kept by themselves."""
    head = read_tree(texts[HEAD])
    wanted = {**head, "complete": TRUE}
    wanted.pop("incomplete_reason", None)
    if effective_on is not None:
        wanted["in_force"] = {**head["in_force"], "from": Plain(effective_on.isoformat())}
    return dict(texts) if wanted == head else {**texts, HEAD: write_tree(wanted)}


def law_of(draft: SetDraft) -> CriteriaSet:
    """The draft as law, to ask “what if”. Raises FaultyInput with its gaps."""
    try:
        return read_texts(completed(latest(draft).texts))
    except BrokenLaw as error:
        raise FaultyInput(
            f"Bản thảo {draft.pk} còn {len(error.faults)} chỗ phải bổ sung nên chưa đánh giá thử "
            "được. Hãy bổ sung các chỗ dưới đây trước.",
            error.faults,
        ) from error
