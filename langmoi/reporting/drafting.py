"""Entering a filing: opened prefilled, saved again and again, merged figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.months import reference_day, show_month
from langmoi.core.text import capital
from langmoi.law.filing import FilingVerdict, check_document
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.places.models import UnitVersion
from langmoi.places.queries import version_of
from langmoi.reporting.access import acts_at, can_enter
from langmoi.reporting.actions import refuse_unless_open
from langmoi.reporting.carried import LastValue, last_values
from langmoi.reporting.chain import chain_on
from langmoi.reporting.judging import DraftVerdict, current_figures, judge_draft, verdict_on
from langmoi.reporting.models import DraftSave, Filing, FilingEvent, FilingState
from langmoi.reporting.revisions import figures_of
from langmoi.reporting.trail import advance, capacity, hold_to_save, leave_trace
from langmoi.reporting.warnings import Warning_, warnings_of
from langmoi.reporting.workbook.changes import is_same
from langmoi.reporting.workbook.contents import set_of_month

__all__ = [
    "Conflict",
    "DraftVerdict",
    "LastValue",
    "SaveResult",
    "Warning_",
    "current_figures",
    "held_draft",
    "judge_draft",
    "last_values",
    "open_draft",
    "open_figures",
    "prefix_of",
    "save_draft",
    "save_held",
    "warnings_of",
]

NOTE, EXPLANATION = "notes.", "explanations."


@dataclass(frozen=True)
class Conflict:
    """A figure that someone else saved since the page was read: both values, nothing lost.

    A note's figure is “notes.<figure>”, an explanation's “explanations.<warning>”.
    """

    figure: str
    theirs: Any
    yours: Any
    by: User
    at: datetime


@dataclass(frozen=True)
class SaveResult:
    """The filing after the save; `version` is what the next save starts from.

    `version_before` is what this one found: others saved where that is not what the person read.
    `save` is None where nothing was to be changed.
    """

    filing: Filing
    version: int
    version_before: int
    conflicts: list[Conflict]
    verdict: FilingVerdict
    save: DraftSave | None


@transaction.atomic
def open_draft(unit_key: int, month: date, *, by: User, on: date, at: datetime) -> Filing:
    """The unit's filing of the month; where there is none yet, one prefilled with its last values.

    A filing that was sent already is given as it is. Raises NotAllowed for who does not enter
    for the unit, DomainError for a month that takes nothing and a unit that does not file.
    """
    refuse_unless_open(month)
    version = _filing_unit(unit_key, month)
    if not acts_at(by, chain_on(month).writers, unit_key, on):
        raise NotAllowed(_not_entering(version.full_name))
    criteria_set = set_of_month(month)
    filing, _ = Filing.objects.get_or_create(
        unit_id=unit_key, month=month, criteria_set=criteria_set.id
    )
    # Of two who open at once one prefills; the other waits here and finds it done.
    rows = Filing.objects.select_for_update(of=("self",)).select_related("latest", "unit")
    filing = rows.get(pk=filing.pk)
    if filing.draft is None and filing.state == FilingState.DRAFT:
        carried = {figure: last.value for figure, last in last_values(filing).items()}
        advance(filing, "open", draft=current_figures(filing) or carried)
        acting = capacity(by, chain_on(month).writers, filing, on)
        leave_trace(filing, "open", by=by, capacity=acting, at=at, prefilled=len(carried))
    return filing


@contextmanager
def held_draft(unit_key: int, month: date, *, by: User, on: date) -> Iterator[Filing]:
    """The unit's filing of the month as it stands now, locked to the end of the block.

    Raises NotAllowed for who does not enter for the unit, DomainError where nothing can be saved.
    """
    with transaction.atomic():
        held = hold_to_save(unit_key, month)
        if not can_enter(by, held, on):
            raise NotAllowed(_not_entering(str(held.unit)))
        yield held


def save_draft(
    filing: Filing,
    changes: Mapping[str, Any],
    *,
    base_version: int,
    by: User,
    on: date,
    at: datetime,
    notes: Mapping[str, str] | None = None,
    explanations: Mapping[str, str] | None = None,
) -> SaveResult:
    """Hold the draft and save it; see held_draft and save_held."""
    with held_draft(filing.unit_id, filing.month, by=by, on=on) as held:
        return save_held(
            held,
            changes,
            base_version=base_version,
            by=by,
            at=at,
            notes=notes,
            explanations=explanations,
        )


def save_held(
    held: Filing,
    changes: Mapping[str, Any],
    *,
    base_version: int,
    by: User,
    at: datetime,
    notes: Mapping[str, str] | None = None,
    explanations: Mapping[str, str] | None = None,
) -> SaveResult:
    """Write changed figures (None takes one back), notes and explanations of warnings.

    held: from held_draft. base_version: the version that the person read. Where others saved
    since, their figures that differ from these are conflicts and stay theirs; all the rest is
    written. An accepted save is one DraftSave row and one audit line; a save that changes nothing
    leaves none. Raises FaultyInput with every unreadable figure, and then writes nothing.
    """
    _check(held, changes, base_version)
    wanted = _flat(changes, notes or {}, explanations or {})
    merge = _merge(held, wanted, base_version)
    parts = _laid_over(held, merge.changes)
    # Judged before anything is written: from the audit line on, everybody's writes wait for this.
    verdict = verdict_on(held, parts[""])
    before, save = held.draft_version, None
    if merge.changes:
        save = _write(held, parts, merge.changes, by=by, at=at)
    return SaveResult(held, held.draft_version, before, merge.conflicts, verdict, save)


def open_figures(filing: Filing) -> frozenset[str] | None:
    """The figures that may be changed now; None means all.

    After single indicators of a signed filing were reopened, only theirs.
    """
    if filing.state != FilingState.SENT_BACK:
        return None
    steps = FilingEvent.objects.filter(filing=filing, step__in=("send_back", "reopen"))
    last = steps.order_by("-pk").first()
    if last is None or last.step != "reopen":
        return None
    reopened = set(last.detail["indicators"])
    indicators = load_set(filing.criteria_set).indicators
    return frozenset().union(*(figures_of(i) for i in indicators if i.number in reopened))


@dataclass(frozen=True)
class _Merge:
    changes: dict[str, list[Any]]  # {key: [old, new]}
    conflicts: list[Conflict]


def _merge(filing: Filing, wanted: Mapping[str, Any], base_version: int) -> _Merge:
    current = _flat(filing.draft or {}, filing.notes, filing.explanations)
    theirs = _saved_since(filing, base_version)
    merge = _Merge({}, [])
    for key, value in wanted.items():
        old = current.get(key)
        if _stands(key, old, value):
            continue
        if key in theirs:
            save = theirs[key]
            merge.conflicts.append(Conflict(key, old, value, save.by, save.at))
        else:
            merge.changes[key] = [old, value]
    return merge


def _stands(key: str, old: Any, new: Any) -> bool:
    """Whether the value is there already; notes are words, never read as numbers."""
    return bool(old == new) if key.startswith((NOTE, EXPLANATION)) else is_same(old, new)


def _saved_since(filing: Filing, version: int) -> dict[str, DraftSave]:
    """The last save of each key after that version."""
    if version >= filing.draft_version:
        return {}
    saves = DraftSave.objects.filter(filing=filing, version__gt=version).select_related("by")
    return {key: save for save in saves.order_by("version") for key in save.changes}


def _laid_over(filing: Filing, changes: Mapping[str, list[Any]]) -> dict[str, dict[str, Any]]:
    """The draft's figures, notes and explanations as they are once the changes are written."""
    parts: dict[str, dict[str, Any]] = {
        "": dict(filing.draft or {}),
        NOTE: dict(filing.notes),
        EXPLANATION: dict(filing.explanations),
    }
    for key, (_, value) in changes.items():
        prefix = prefix_of(key)
        name = key.removeprefix(prefix)
        if value is None:
            parts[prefix].pop(name, None)
        else:
            parts[prefix][name] = value
    return parts


def prefix_of(key: str) -> str:
    """Which part of what is being entered a key of a save is about: figures, notes or reasons."""
    return next((p for p in (NOTE, EXPLANATION) if key.startswith(p)), "")


def _write(
    filing: Filing,
    parts: Mapping[str, dict[str, Any]],
    changes: Mapping[str, list[Any]],
    *,
    by: User,
    at: datetime,
) -> DraftSave:
    """The draft, its save, and last the audit line, whose lock all writers share."""
    version = filing.draft_version + 1
    fields = {"": "draft", NOTE: "notes", EXPLANATION: "explanations"}
    changed = {fields[prefix]: parts[prefix] for prefix in {prefix_of(key) for key in changes}}
    advance(filing, "save", **changed, draft_version=version)
    save = DraftSave.objects.create(filing=filing, version=version, changes=changes, by=by, at=at)
    told = {"filing": filing.pk, "month": str(filing.month), "unit": filing.unit_id}
    record("filing.save", filing, by=by, version=version, changes=changes, **told)
    return save


def _flat(
    figures: Mapping[str, Any], notes: Mapping[str, str], explanations: Mapping[str, str]
) -> dict[str, Any]:
    """Figures, notes and explanations in one document, so that all merge by one rule."""
    said = {NOTE + key: text.strip() or None for key, text in notes.items()}
    said |= {EXPLANATION + key: text.strip() or None for key, text in explanations.items()}
    return {**figures, **said}


def _check(filing: Filing, changes: Mapping[str, Any], base_version: int) -> None:
    if not 0 <= base_version <= filing.draft_version:
        raise DomainError(
            f"Chưa lưu: trang này ở lần lưu {base_version}, còn phiếu mới đến lần "
            f"{filing.draft_version}. Hãy tải lại trang rồi nhập lại chỗ vừa sửa."
        )
    criteria_set = load_set(filing.criteria_set)
    faults = check_document({k: v for k, v in changes.items() if v is not None}, criteria_set)
    if faults:
        raise FaultyInput(f"Chưa lưu: có {len(faults)} số liệu cần sửa.", faults)
    allowed = open_figures(filing)
    if allowed is not None and (shut := sorted(set(changes) - allowed)):
        names = {figure.id: figure.name for figure in criteria_set.figures}
        said = "; ".join(names.get(figure, figure) for figure in shut)
        raise DomainError(
            f"Chưa lưu: phiếu chỉ được mở lại cho một số chỉ tiêu, không gồm: {said}. "
            "Hãy đề nghị mở lại thêm chỉ tiêu nếu cần sửa."
        )


def _filing_unit(unit_key: int, month: date) -> UnitVersion:
    version = version_of(unit_key, reference_day(month))
    if version is None or not version.files:
        name = capital(version.full_name) if version else "Đơn vị đã chọn"
        raise DomainError(
            f"{name} không lập phiếu tháng {show_month(month)} (chỉ xã lập phiếu). Hãy chọn một xã."
        )
    return version


def _not_entering(unit: str) -> str:
    return (
        f"Bạn không được nhập phiếu của {unit}. Hãy dùng tài khoản của người phụ trách ở xã, "
        "hoặc đề nghị người quản trị giao việc."
    )
