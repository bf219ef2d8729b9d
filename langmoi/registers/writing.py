"""What every write of a register shares: the entry locked as it was seen, the words of refusals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, Fault, FaultyInput, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.core.text import normalise, search_key
from langmoi.people.models import User
from langmoi.places.models import UnitVersion
from langmoi.places.queries import version_of
from langmoi.registers.access import may_write_at
from langmoi.registers.kinds import FieldType, Kind, Need, Writer
from langmoi.registers.models import Entry
from langmoi.registers.values import show_value

MOVED = (
    "Mục này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
    "hãy mở lại trang, xem bản mới rồi làm tiếp."
)


def hold(
    entry: Entry, kind: Kind, seen: int, by: User, on: date, writers: Collection[Writer] = ()
) -> Entry:
    """The entry locked to the end of the transaction, as it was seen; the second waits, is told."""
    # Of the row itself only: a join would lock the unit's row as well.
    held = Entry.objects.select_for_update().filter(pk=entry.pk, kind=kind.id).first()
    renew()
    if held is None or held.taken_back_at is not None:
        raise NotFound("Không tìm thấy mục này. Hãy tải lại danh sách.")
    refuse_writing(kind, held.unit_id, by, on, writers)
    if held.version != seen:
        raise DomainError(MOVED)
    return held


def refuse_writing(
    kind: Kind, unit: int, by: User, on: date, writers: Collection[Writer] = ()
) -> None:
    if not may_write_at(by, kind, unit, on=on, writers=writers):
        raise NotAllowed(
            f"Tài khoản này không được ghi sổ “{kind.name}” cho đơn vị ấy. "
            "Hãy báo đơn vị hoặc cơ quan giữ sổ ghi."
        )


def unit_on(kind: Kind, unit: int, on: date) -> UnitVersion:
    """The unit as it is that day; refused where there is none, or it is of another level."""
    found = version_of(unit, on)
    if found is None:
        raise DomainError(f"Ngày {show_day(on)} không có đơn vị này. Hãy chọn đơn vị đang có.")
    if found.level not in kind.levels:
        levels = ", ".join(level.label for level in kind.levels)
        raise DomainError(f"Sổ “{kind.name}” ghi theo {levels}. Hãy chọn đơn vị cấp ấy.")
    return found


def one_line(told: str, what: str, most: int, *, needed: bool = False) -> str:
    """The text on one line, no longer than there is room for."""
    text = normalise(told)
    if needed and not text:
        raise DomainError(f"Chưa ghi {what}. Hãy ghi rồi lưu lại.")
    if len(text) > most:
        raise DomainError(f"Phần {what} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    return text


def document_of(told: str, need: Need, what: str) -> str:
    """The number of the paper, where the kind asks for one or has room for it."""
    found = one_line(told, f"số văn bản của “{what}”", 200)
    if need is Need.REQUIRED and not found:
        raise DomainError(f"“{what}” phải có văn bản. Hãy ghi số, ký hiệu và ngày của văn bản.")
    if need is Need.NONE and found:
        raise DomainError(f"“{what}” không ghi văn bản. Hãy bỏ trống ô văn bản.")
    return found


def refuse(faults: Sequence[Fault], what: str) -> None:
    """Raises FaultyInput with all of them; the first is in the sentence."""
    if not faults:
        return
    more = f" Còn {len(faults) - 1} chỗ khác cần sửa." if len(faults) > 1 else ""
    raise FaultyInput(f"Chưa ghi {what}: {faults[0]}{more}", list(faults))


def known_as(kind: Kind, name: str, kept: dict[str, Any]) -> str:
    """What tells the entry from others of its kind and place."""
    parts = [search_key(name), *(str(kept.get(field, "")) for field in kind.known_by)]
    return "|".join(parts)[:700]


def search_key_of(kind: Kind, name: str, kept: dict[str, Any]) -> str:
    """The name and the short texts, so that a list finds a tax code too."""
    texts = [show_value(f, kept.get(f.id)) for f in kind.fields if f.type is FieldType.TEXT]
    return search_key(" ".join([name, *texts]))[:700]


def moved_on(entry: Entry, step: str, by: User, **told: Any) -> Entry:
    """The entry saved under its next version, with its audit line."""
    entry.version += 1
    entry.save()
    leave_line(entry, step, by, version=entry.version, **told)
    return entry


def leave_line(entry: Entry, step: str, by: User, **told: Any) -> None:
    about = {"entry": entry.pk, "kind": entry.kind, "unit": entry.unit_id}
    record(f"register.{step}", entry, by=by, **about, **told)
