"""A second person compares values with the document, one by one; never their author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.law.library import HEAD
from langmoi.law.model import Status
from langmoi.law.parcel import documents_of, read_texts, trees_of
from langmoi.law.yaml_writer import Tree
from langmoi.lawdesk.access import can_check
from langmoi.lawdesk.authors import kept_values
from langmoi.lawdesk.drafts import Trees, latest, lock_open, rewritten, save_version
from langmoi.lawdesk.edits import block_of, reach_of
from langmoi.lawdesk.models import DraftPaper, DraftValue, SetDraft
from langmoi.lawdesk.values import (
    ConditionValue,
    ThresholdValue,
    Value,
    ZoneRuleValue,
    values_of,
)
from langmoi.people.models import User

# What was read somewhere and stands in the gazette all the same; what was assumed stays assumed.
TO_BE_CHECKED = (Status.REPORTED, Status.RECALLED)


@dataclass(frozen=True)
class Compared:
    """A value that the person has before them, with what is kept of it."""

    value: Value
    kept: DraftValue


@transaction.atomic
def check_values(
    draft: SetDraft, seen: Mapping[str, str], *, by: User, on: date, at: datetime
) -> int:
    """Note that these values (key → digest, as shown) were compared; how many were.

    A value read in a source becomes `checked`, and needs the scan of its document beside it; a
    placeholder stays one. All or none: raises NotAllowed for the author of one of them,
    DomainError for one that is otherwise by now.
    """
    if not can_check(by, on=on):
        raise NotAllowed(
            "Chỉ Văn phòng Điều phối NTM tỉnh và các sở, ngành được đối chiếu mức với văn bản."
        )
    locked = lock_open(draft)
    texts = latest(locked).texts
    compared = _compared(locked, texts, seen)
    for one in compared:
        _refuse_author(one, by)
    sure = [one.value for one in compared if one.value.status in TO_BE_CHECKED]
    _refuse_without_scan(locked, sure, texts)
    if sure:
        trees = trees_of(texts)
        for value in sure:
            _mark_checked(trees, value)
        told = ", ".join(dict.fromkeys(value.called for value in sure))
        changed = rewritten(texts, trees)
        save_version(locked, changed, f"Đối chiếu {told}", by=by, author=by, at=at)
    keys = [one.value.key for one in compared]
    rows = DraftValue.objects.filter(draft=locked, key__in=keys, checked_by=None)
    count = rows.update(checked_by=by, checked_at=at)
    if count:
        record("law.check", locked, by=by, set=locked.set_id, values=keys)
    return count


def _compared(draft: SetDraft, texts: Mapping[str, str], seen: Mapping[str, str]) -> list[Compared]:
    values = {value.key: value for value in values_of(read_texts(texts))}
    kept = kept_values(draft)
    for key, digest in seen.items():
        if key not in values or kept[key].digest != digest:
            raise DomainError(
                "Chưa ghi: có mức đã đổi sau khi bạn mở trang này. Hãy tải lại trang, xem mức mới "
                "rồi đối chiếu lại."
            )
    return [Compared(values[key], kept[key]) for key in seen if kept[key].checked_by_id is None]


def _refuse_author(one: Compared, by: User) -> None:
    called = one.value.called
    if one.kept.author_id == by.pk:
        raise NotAllowed(
            f"{called[0].upper()}{called[1:]} do chính bạn ghi nên bạn không tự đối chiếu được. "
            "Hãy nhờ người thứ hai đối chiếu với văn bản."
        )
    if one.value.status is Status.UNKNOWN:
        raise DomainError(
            f"{called[0].upper()}{called[1:]} chưa rõ nên chưa có gì để đối chiếu. "
            "Hãy ghi mức trước."
        )


def _refuse_without_scan(draft: SetDraft, sure: list[Value], texts: Mapping[str, str]) -> None:
    there = set(DraftPaper.objects.filter(draft=draft).values_list("document", flat=True))
    for value in sure:
        if value.basis.document not in there:
            document = documents_of(texts)[value.basis.document]
            raise DomainError(
                f"Chưa đối chiếu được {value.called}: chưa có bản quét của "
                f"{document.kind} {document.number}. Hãy đính kèm bản quét ở mục Văn bản."
            )


def _mark_checked(trees: Trees, value: Value) -> None:
    """Give this one value its status; out of a row of an annex it is taken first."""
    if isinstance(value, ThresholdValue):
        entries = _indicator(trees, value)["thresholds"]
        place = next(place for place, entry in enumerate(entries) if _is_of(entry, value))
        entries[place : place + 1] = _taken_out(entries[place], value.threshold.zone)
    elif isinstance(value, ConditionValue):
        _indicator(trees, value)["arises_when"]["status"] = Status.CHECKED.value
    elif isinstance(value, ZoneRuleValue):
        rules = trees[HEAD]["zone_rules"]
        next(r for r in rules if r["fact"] == value.rule.fact)["status"] = Status.CHECKED.value
    else:
        trees[HEAD]["not_applicable"]["status"] = Status.CHECKED.value


def _indicator(trees: Trees, value: ThresholdValue | ConditionValue) -> Tree:
    return block_of(trees, value.criterion.id, value.indicator.id).indicator


def _is_of(entry: Tree, value: ThresholdValue) -> bool:
    threshold = value.threshold
    if entry.get("part", "") != threshold.part or entry["from"] != str(threshold.period.start):
        return False
    if "by_zone" in entry:
        return threshold.zone in entry["by_zone"]
    return reach_of(entry) == (threshold.zone or ",".join(threshold.places))


def _taken_out(entry: Tree, zone: str | None) -> list[Tree]:
    if "by_zone" not in entry:
        return [{**entry, "status": Status.CHECKED.value}]
    rest = {key: v for key, v in entry.items() if key != "by_zone"}
    mine = {**rest, "zone": zone, "value": entry["by_zone"][zone], "status": Status.CHECKED.value}
    others = {key: v for key, v in entry["by_zone"].items() if key != zone}
    return [mine, {**entry, "by_zone": others}] if others else [mine]
