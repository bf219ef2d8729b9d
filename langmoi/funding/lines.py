"""Lines of money: added, and taken back with a reason; never changed, never deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.core.numbers import show_millions
from langmoi.core.text import normalise
from langmoi.funding.access import can_write_money
from langmoi.funding.asked import NewLine
from langmoi.funding.checks import wrong
from langmoi.funding.line_checks import Holder, faults_of_line, faults_of_taking_back
from langmoi.funding.models import MoneyLine, Project
from langmoi.funding.projects import hold, refuse, tell
from langmoi.funding.sources import CARRIED_OVER, source_name
from langmoi.people.models import User
from langmoi.places.models import Unit


@transaction.atomic
def add_line(told: NewLine, *, by: User, on: date, at: datetime) -> MoneyLine:
    """Write the line, or raise FaultyInput with every fault by its field.

    Of two people who spend the same capital the second waits for the first, then is told.
    """
    holder = _holder(told, by, on)
    told = _as_kept(told)
    refuse(faults_of_line(told, holder, holder.lines, on))
    line = MoneyLine.objects.create(
        project=holder.project,
        unit_id=holder.unit,
        source=told.source,
        programme_id=told.programme,
        kind=told.kind,
        year=told.year,
        day=told.day,
        amount=told.amount,
        is_carried_over=told.is_carried_over,
        document=told.document,
        item=told.item,
        note=told.note,
        certainty=told.certainty,
        by=by,
        at=at,
    )
    _tell(line, "line", said_of(line), by=by, at=at)
    return line


@transaction.atomic
def take_back_line(line: MoneyLine, *, why: str, by: User, on: date, at: datetime) -> MoneyLine:
    """The line counts no more; it stays to be read, with who took it back and why."""
    holder = _holder_of(line, by, on)
    held = MoneyLine.objects.select_for_update().filter(pk=line.pk).first()
    if held is None:
        raise NotFound("Không tìm thấy dòng vốn này. Hãy tải lại trang.")
    if held.taken_back_at is not None:
        raise DomainError("Dòng này đã được rút trước đó. Hãy tải lại trang để xem.")
    why = normalise(why)
    faults = faults_of_taking_back(held, holder.lines)
    if not why or len(why) > 300:
        faults.append(wrong("why", "Hãy ghi lý do rút, không quá 300 ký tự."))
    refuse(faults)
    held.taken_back_at, held.taken_back_by, held.why_taken_back = at, by, why
    held.save(update_fields=["taken_back_at", "taken_back_by", "why_taken_back"])
    _tell(held, "take_back", f"{said_of(held)}. Lý do: {why}", by=by, at=at)
    return held


def said_of(line: MoneyLine) -> str:
    """“Giải ngân 1.200 triệu đồng, năm 2018, Ngân sách trung ương”."""
    carried = ", vốn năm trước chuyển sang" if line.is_carried_over else ""
    kind = line.get_kind_display().capitalize()
    amount = f"{kind} {show_millions(line.amount)} triệu đồng, năm {line.year}"
    return f"{amount}, {source_name(line.source)}{carried}"


def _holder(told: NewLine, by: User, on: date) -> Holder:
    """Whose money it is, locked to the end of the transaction."""
    if told.project is not None:
        project = hold(Project(pk=told.project), seen=None, by=by, on=on)
        return Holder(project.unit_id, project)
    if told.unit is None:
        raise DomainError("Chưa ghi vốn của công trình hay đơn vị nào. Hãy chọn.")
    return _unit_holder(told.unit, by, on)


def _holder_of(line: MoneyLine, by: User, on: date) -> Holder:
    if line.project_id is not None:
        project = hold(Project(pk=line.project_id), seen=None, by=by, on=on)
        return Holder(project.unit_id, project)
    return _unit_holder(line.unit_id, by, on)


def _unit_holder(unit: int, by: User, on: date) -> Holder:
    if Unit.objects.select_for_update().filter(pk=unit).first() is None:
        raise NotFound("Không tìm thấy đơn vị này. Hãy chọn lại.")
    renew()
    if not can_write_money(by, unit, on=on):
        raise NotAllowed("Chỉ tỉnh, huyện và xã của đơn vị này được ghi vốn của đơn vị.")
    return Holder(unit)


def _as_kept(told: NewLine) -> NewLine:
    """Texts in normal form; what stands under carry-over is carried over."""
    texts = {name: normalise(getattr(told, name)) for name in ("document", "item", "note")}
    carried = told.is_carried_over or told.source == CARRIED_OVER
    return replace(told, **texts, is_carried_over=carried)  # type: ignore[arg-type]


def _tell(line: MoneyLine, step: str, said: str, *, by: User, at: datetime) -> None:
    """In the project's story, or of a unit's own money in the audit chain alone."""
    if line.project is not None:
        tell(line.project, step, by=by, at=at, note=said, detail={"line": line.pk})
        return
    about = {"line": line.pk, "unit": line.unit_id}
    record(f"money.{step}", line.unit, by=by, note=said, **about)
