"""Registers that the office makes: the same format, the same loader; what is in use is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, Fault, FaultyInput, NotAllowed
from langmoi.people.models import User
from langmoi.registers.access import can_configure
from langmoi.registers.kind_list import our_kinds
from langmoi.registers.kinds import FieldDef, Kind
from langmoi.registers.models import Entry, RegisterKind, RegisterKindSave
from langmoi.registers.reading import read_kind

MOST_TEXT = 60_000


@transaction.atomic
def save_kind(text: str, *, seen: int, by: User, on: date, at: datetime) -> RegisterKind:
    """The register as told, new (seen 0) or in place of what was seen; every fault by its line."""
    if not can_configure(by, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối tỉnh được lập sổ mới. Hãy đề nghị Văn phòng.")
    kind = read_office_kind(text)
    row = RegisterKind.objects.select_for_update().filter(slug=kind.id).first()
    if (row.version if row else 0) != seen:
        raise DomainError(
            f"Mẫu sổ “{kind.id}” đã có bản khác. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản ấy rồi sửa tiếp."
        )
    if row is None:
        row = _new(kind, text, by, at)
    else:
        refuse_losses(read_kind(row.text, file=row.slug, is_ours=False), kind)
        row.text, row.version = text, row.version + 1
        row.save()
    RegisterKindSave.objects.create(kind=row, version=row.version, text=text, by=by, at=at)
    record("register.configure", kind.name, by=by, kind=kind.id, version=row.version)
    return row


def read_office_kind(text: str) -> Kind:
    """The text of an office's register, read as the program's own are; raises with every fault."""
    if len(text) > MOST_TEXT:
        raise DomainError(f"Mẫu sổ dài hơn {MOST_TEXT} ký tự. Hãy ghi gọn lại.")
    kind = read_kind(text.replace("\r\n", "\n"), file="mẫu sổ", is_ours=False)
    if kind.id in our_kinds():
        raise DomainError(f"Mã “{kind.id}” là sổ có sẵn của hệ thống. Hãy đặt mã khác.")
    return kind


def refuse_losses(before: Kind, after: Kind) -> None:
    """A register in use can grow; what its entries hold must go on to have a name."""
    if not Entry.objects.filter(kind=before.id).exists():
        return
    faults = [
        Fault(said, "Sổ đang dùng chỉ được thêm, không được bớt.") for said in _lost(before, after)
    ]
    if faults:
        raise FaultyInput(f"Chưa lưu mẫu sổ: {faults[0]}", faults)


def _lost(before: Kind, after: Kind) -> Iterator[str]:
    yield from _lost_fields(before.fields, dict(after.by_id), "trường")
    for state in before.states:
        if state.id not in after.states_by_id:
            yield f"Bỏ mất trạng thái “{state.label}” ({state.id})."
    for level in before.levels:
        if level not in after.levels:
            yield f"Bỏ mất cấp {level.label}."
    if before.known_by != after.known_by:
        yield "Phần known_by khác trước."
    for old in before.records:
        new = after.records_by_id.get(old.id)
        if new is None:
            yield f"Bỏ mất loại số liệu “{old.label}” ({old.id})."
            continue
        if new.once_per is not old.once_per:
            yield f"Kỳ của “{old.label}” khác trước."
        yield from _lost_fields(old.fields, dict(new.by_id), f"trường của “{old.label}”")


def _lost_fields(
    before: tuple[FieldDef, ...], after: dict[str, FieldDef], what: str
) -> Iterator[str]:
    for old in before:
        new = after.get(old.id)
        if new is None:
            yield f"Bỏ mất {what} “{old.label}” ({old.id})."
        elif new.type is not old.type:
            yield f"Đổi kiểu của {what} “{old.label}” từ {old.type} sang {new.type}."
        else:
            for choice in old.choices:
                if choice.id not in new.labels:
                    yield f"Bỏ mất lựa chọn “{choice.label}” của {what} “{old.label}”."


def _new(kind: Kind, text: str, by: User, at: datetime) -> RegisterKind:
    try:
        with transaction.atomic():
            return RegisterKind.objects.create(slug=kind.id, text=text, made_by=by, made_at=at)
    except IntegrityError as error:
        raise DomainError(
            f"Mẫu sổ “{kind.id}” vừa được người khác lập. Hãy mở lại trang để xem."
        ) from error
