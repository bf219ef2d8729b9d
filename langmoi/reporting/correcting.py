"""Changing a closed month: asked for by one, decided by another, both readable for ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.months import reference_day, show_month
from langmoi.core.text import capital
from langmoi.law.filing import check_document
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.places.queries import version_of
from langmoi.reporting.access import can_correct, can_decide_correction
from langmoi.reporting.chain import chain_on
from langmoi.reporting.models import (
    Correction,
    CorrectionState,
    Filing,
    FilingState,
    MonthState,
    ReportingMonth,
    RevisionSource,
)
from langmoi.reporting.official import officials_of
from langmoi.reporting.revisions import add_revision
from langmoi.reporting.sending import listed, missing_figures
from langmoi.reporting.trail import (
    advance,
    capacity,
    hold_filing,
    leave_trace,
    refuse_unknown,
    required,
)
from langmoi.reporting.workbook.changes import is_same
from langmoi.reporting.workbook.contents import set_of_month


@transaction.atomic
def ask_correction(
    filing: Filing,
    figures: Mapping[str, Any],
    *,
    notes: Mapping[str, str] | None = None,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> Correction:
    """Ask to change figures of a closed month (None takes one back); nothing changes yet.

    notes: by figure, those that are new (an empty one takes a note back).
    One request at a time for a filing, so that the decision is on figures that still stand.
    """
    held = hold_filing(filing, "ask_correction")
    if not can_correct(by, held, on):
        raise NotAllowed(
            f"Bạn không được đề nghị đính chính phiếu của {held.unit}. "
            "Hãy để lãnh đạo xã, huyện hoặc Văn phòng Điều phối NTM tỉnh đề nghị."
        )
    said = required(reason, "lý do đính chính")
    changes = _changes(held, figures)
    if held.corrections.filter(state=CorrectionState.ASKED).exists():
        raise DomainError(
            "Phiếu này đã có một đề nghị đính chính đang chờ duyệt. "
            "Hãy chờ Văn phòng Điều phối NTM tỉnh quyết định rồi đề nghị tiếp."
        )
    noted = _noted(held, notes or {})
    correction = Correction.objects.create(
        filing=held, figures=changes, notes=noted, reason=said, asked_by=by, asked_at=at
    )
    acting = capacity(by, chain_on(held.month).asks_correction, held, on)
    told: dict[str, Any] = {"correction": correction.pk, "figures": changes, "notes": noted}
    leave_trace(held, "ask_correction", by=by, capacity=acting, at=at, note=said, **told)
    return correction


@transaction.atomic
def ask_late_filing(
    unit_key: int,
    month: date,
    figures: Mapping[str, Any],
    *,
    notes: Mapping[str, str] | None = None,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> Correction:
    """Ask to file for a closed month in which the unit never did; nothing counts yet.

    A correction of nothing: once somebody else approves it, it is the filing's first revision.
    Refused for a unit that does not file, a filing that was sent, and figures with a gap that no
    note explains.
    """
    version = version_of(unit_key, reference_day(month))
    if version is None or not version.files:
        raise DomainError(f"Đơn vị này không lập phiếu tháng {show_month(month)}. Hãy chọn một xã.")
    if not ReportingMonth.objects.filter(month=month, state=MonthState.CLOSED).exists():
        raise DomainError(
            f"Tháng {show_month(month)} chưa chốt số liệu nên không cần nộp muộn. "
            "Hãy nhập và gửi phiếu như thường."
        )
    filing, _ = Filing.objects.get_or_create(
        unit_id=unit_key, month=month, criteria_set=set_of_month(month).id
    )
    if filing.latest_id is not None:
        raise DomainError(
            f"{capital(version.full_name)} đã có phiếu tháng {show_month(month)}. "
            "Muốn sửa, hãy đề nghị đính chính."
        )
    correction = ask_correction(filing, figures, notes=notes, reason=reason, by=by, on=on, at=at)
    noted = _notes_after(filing, correction)
    if missing := missing_figures(filing, correction.figures, noted):
        raise DomainError(
            f"Chưa đề nghị được: còn {len(missing)} số liệu chưa có: {listed(missing)}. "
            "Hãy nhập đủ, đánh dấu “không phát sinh”, hoặc ghi chú vì sao chưa có."
        )
    return correction


@transaction.atomic
def decide_correction(
    correction: Correction, *, approve: bool, note: str, by: User, on: date, at: datetime
) -> Correction:
    """Approve (a new revision, the official outcome derived anew) or refuse with a reason."""
    step = "correct" if approve else "refuse_correction"
    held = hold_filing(correction.filing, step)
    found = Correction.objects.select_related("asked_by").get(pk=correction.pk)
    if found.state != CorrectionState.ASKED:
        raise DomainError(
            f"Đề nghị đính chính này đã có người quyết định ({found.get_state_display()}). "
            "Hãy tải lại trang để xem."
        )
    if found.asked_by_id == by.pk:
        raise NotAllowed(
            "Bạn đã đề nghị đính chính này nên không duyệt được: không ai tự duyệt việc của mình. "
            "Hãy để người khác duyệt."
        )
    if not can_decide_correction(by, found, on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được duyệt đính chính.")
    said = note.strip() if approve else required(note, "lý do không duyệt")
    if approve:
        found.revision = _apply(held, found, by=by, at=at)
    found.state = CorrectionState.APPROVED if approve else CorrectionState.REFUSED
    found.decided_by, found.decided_at, found.decision_note = by, at, said
    found.save()
    acting = capacity(by, chain_on(held.month).decides_correction, held, on)
    told: dict[str, Any] = {"correction": found.pk, "figures": found.figures}
    told["notes"] = found.notes
    told["asked_by"] = str(found.asked_by)
    if approve:
        told["official"] = held.official
    leave_trace(held, step, by=by, capacity=acting, at=at, note=said, **told)
    return found


def _apply(held: Filing, correction: Correction, *, by: User, at: datetime) -> Any:
    is_first = held.latest is None
    figures = _after(_standing(held), correction.figures)
    revision = add_revision(held, figures, source=RevisionSource.CORRECTION, by=by, at=at)
    # Filed late, it is sent and never was reviewed; what was being entered is done with.
    sent = {"state": FilingState.SUBMITTED, "draft": None} if is_first else {}
    official, notes = officials_of([held])[held.pk], _notes_after(held, correction)
    advance(held, "correct", official=official, notes=notes, **sent)
    return revision


def _notes_after(filing: Filing, correction: Correction) -> dict[str, str]:
    """The filing's notes once the correction's are laid over them."""
    return {k: text for k, text in {**filing.notes, **correction.notes}.items() if text}


def _noted(filing: Filing, notes: Mapping[str, str]) -> dict[str, str]:
    """The notes that would really change; refused for figures that the set does not know."""
    known = {figure.id for figure in load_set(filing.criteria_set).figures}
    refuse_unknown(list(notes), known, "số liệu")
    said = {key: text.strip() for key, text in notes.items()}
    return {key: text for key, text in said.items() if text != filing.notes.get(key, "")}


def _standing(filing: Filing) -> Mapping[str, Any]:
    """What was last sent; nothing where the unit never filed."""
    return filing.latest.figures if filing.latest is not None else {}


def _changes(filing: Filing, figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures that would really change; refused where they are unreadable or none."""
    standing = _standing(filing)
    changes = {k: v for k, v in figures.items() if not is_same(standing.get(k), v)}
    if not changes:
        raise DomainError(
            "Số liệu đề nghị giống số liệu đang có. Hãy ghi số liệu mới cần đính chính."
        )
    if faults := check_document(_after(standing, changes), load_set(filing.criteria_set)):
        raise FaultyInput(f"Chưa đề nghị được: {len(faults)} số liệu cần sửa.", faults)
    return changes


def _after(standing: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in {**standing, **changes}.items() if v is not None}
