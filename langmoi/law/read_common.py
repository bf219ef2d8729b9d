"""What all files of law share: basis, status, period, and what entries may refer to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from langmoi.law.model import Basis, Document, Figure, Period, Status
from langmoi.law.yaml_reader import Fields, Item

STATUSES = [status.value for status in Status]
UNKNOWN_RULE = (
    "Quy tắc chưa rõ thì không áp dụng được.",
    "Hãy bỏ quy tắc này, hoặc ghi recalled, placeholder, reported, checked.",
)


@dataclass(frozen=True)
class Known:
    """What the entries of a set may refer to."""

    documents: Mapping[str, Document]
    figures: Mapping[str, Figure]
    zones: Collection[str]
    groups: Collection[str]
    layer: int = 0


def read_basis(item: Item | None, known: Known) -> Basis:
    if item is None:
        return Basis("", "")
    fields = item.fields(required=("document", "clause"))
    basis = Basis(fields.text("document"), fields.text("clause"))
    check_document(fields.get("document"), known)
    return basis


def check_document(item: Item | None, known: Known) -> None:
    if item and item.text() not in known.documents:
        item.fault(
            f"Không có văn bản “{item.text()}” trong danh mục.",
            "Hãy thêm văn bản vào documents.yaml, hoặc sửa mã cho đúng.",
        )


def read_status(fields: Fields) -> Status:
    text = fields.choice("status", STATUSES)
    return Status(text) if text in STATUSES else Status.RECALLED


def read_known_status(fields: Fields, message: str, remedy: str) -> Status:
    """The status of what holds or does not: there is no rule that nobody knows."""
    status = read_status(fields)
    if status is Status.UNKNOWN:
        fields.found["status"].fault(message, remedy)
    return status


def read_period(item: Item | None) -> Period | None:
    """{from: …, to: …}; no `to` means still in force."""
    if item is None:
        return None
    return period_of(item.fields(required=("from",), optional=("to",)), item)


def period_of(fields: Fields, item: Item) -> Period:
    start, end = fields.day("from"), fields.day("to")
    if start and end and end < start:
        item.fault("Ngày hết hiệu lực đứng trước ngày bắt đầu.", "Hãy sửa from hoặc to.")
    return Period(start or date.min, end)
