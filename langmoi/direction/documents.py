"""Putting documents in and changing them, with their lineage: what each one carries out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import search_key
from langmoi.direction.access import can_issue, issuing_post
from langmoi.direction.models import Directive
from langmoi.direction.trail import line
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.reporting.models import EvidenceFile

LONGEST_TEXT = 1_000_000
LINES = {
    "number": ("số, ký hiệu", 60),
    "issuer": ("cơ quan ban hành", 200),
    "title": ("trích yếu", 500),
    "file_name": ("tên tệp", 255),
}
NEEDED = ("issuer", "title")


@dataclass(frozen=True)
class Document:
    """What a document says of itself, as typed or read; its text is kept as it is."""

    issuer: str
    title: str
    number: str = ""
    dated_on: date | None = None
    text: str = ""
    carries_out: int | None = None  # the key of the directive that it carries out
    file: EvidenceFile | None = None
    file_name: str = ""


@transaction.atomic
def add_directive(told: Document, unit: Unit, *, by: User, on: date, at: datetime) -> Directive:
    """Put in a document that the offices of this unit follow."""
    if issuing_post(by, unit, on=on) is None:
        raise NotAllowed(f"Chỉ văn phòng của {unit} được nhập văn bản chỉ đạo ở nơi này.")
    directive = Directive(unit=unit, made_by=by, made_at=at)
    _fill(directive, told, by, on)
    _save(directive)
    record("directive.add", directive, by=by, **_told(directive))
    return directive


@transaction.atomic
def change_directive(
    directive: Directive, told: Document, *, seen: int, by: User, on: date
) -> Directive:
    """Change what the document says of itself, for instance its number once it has one."""
    held = hold_directive(directive, seen=seen, by=by, on=on)
    if told.text != held.text and held.tasks.filter(span_start__isnull=False).exists():
        raise DomainError(
            "Toàn văn đã có nhiệm vụ dẫn tới từng đoạn nên không thay được. "
            "Hãy bỏ các nhiệm vụ chưa giao, hoặc nhập văn bản thay thế."
        )
    _fill(held, told, by, on)
    held.version += 1
    _save(held)
    record("directive.change", held, by=by, version=held.version, **_told(held))
    return held


def hold_directive(directive: Directive, *, seen: int, by: User, on: date) -> Directive:
    """The document locked to the end of the transaction, as the user saw it, and theirs to write.

    Of two who save at once the second waits here and is told that it has moved on.
    """
    held = Directive.objects.select_for_update().get(pk=directive.pk)
    if not can_issue(by, held, on=on):
        raise NotAllowed(f"Chỉ văn phòng theo dõi văn bản của {held.issuer} được làm việc này.")
    if held.version != seen:
        raise DomainError(
            "Văn bản này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản mới rồi làm tiếp."
        )
    return held


def lineage(directive: Directive) -> list[Directive]:
    """From the document at the top (a Party notice) down to this one."""
    above = [directive]
    # Two who change two documents at once could close a circle: it is walked only once.
    while (parent := above[-1].carries_out) is not None and parent not in above:
        above.append(parent)
    return above[::-1]


def branch_of(directive: Directive) -> list[Directive]:
    """This document and all that carry it out, level by level: what each level did with it."""
    found = {directive.pk: directive}
    layer = [directive]
    while layer:
        below = Directive.objects.filter(carries_out__in=layer).order_by("dated_on", "pk")
        layer = [one for one in below if one.pk not in found]
        found |= {one.pk: one for one in layer}
    return list(found.values())


def _fill(directive: Directive, told: Document, by: User, on: date) -> None:
    for name, (what, most) in LINES.items():
        text = line(getattr(told, name), what, most, needed=name in NEEDED)
        setattr(directive, name, text)
    if len(told.text) > LONGEST_TEXT:
        raise DomainError("Toàn văn dài hơn 1.000.000 ký tự. Hãy gửi dưới dạng tệp.")
    directive.text, directive.file = told.text, told.file
    shown = (directive.number, directive.title, directive.issuer)
    directive.search_key = search_key(" ".join(shown))
    directive.dated_on = told.dated_on
    directive.carries_out = _parent(directive, told.carries_out, by, on)


def _parent(directive: Directive, key: int | None, by: User, on: date) -> Directive | None:
    """The document carried out: one that the user sees, not later, and not below this one."""
    if key is None:
        return None
    parent = Directive.objects.visible_to(by, on=on).filter(pk=key).first()
    if parent is None:
        raise DomainError("Không tìm thấy văn bản được triển khai. Hãy chọn lại trong danh sách.")
    if directive.dated_on and parent.dated_on and parent.dated_on > directive.dated_on:
        raise DomainError(
            f"Văn bản ngày {show_day(directive.dated_on)} không thể triển khai văn bản sau nó "
            f"({show_day(parent.dated_on)}). Hãy kiểm tra lại ngày của hai văn bản."
        )
    if directive.pk in [one.pk for one in lineage(parent)]:
        raise DomainError(
            f"Chính {parent} triển khai văn bản này. Hãy chọn văn bản cấp trên của nó."
        )
    return parent


def _save(directive: Directive) -> None:
    try:
        with transaction.atomic():
            directive.save()
    except IntegrityError as error:
        raise DomainError(
            f"Đã có {directive}. Hãy tìm văn bản ấy trong danh sách thay vì nhập lại."
        ) from error


def _told(directive: Directive) -> dict[str, Any]:
    return {
        "directive": directive.pk,
        "unit": directive.unit_id,
        "number": directive.number,
        "dated_on": str(directive.dated_on) if directive.dated_on else None,
        "issuer": directive.issuer,
        "title": directive.title,
        "carries_out": directive.carries_out_id,
        "file": directive.file.sha256 if directive.file else None,
        "characters": len(directive.text),
    }
