"""The forms of reports: which one is wanted, and what only an issued one bears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from langmoi.people.models import Agency
from langmoi.places.models import UnitVersion
from langmoi.publishing.access import definitions_for, senders_of
from langmoi.publishing.definitions import audiences_of, definition
from langmoi.publishing.orders import Order
from langmoi.web.http import Request

OWN_RECEIVERS = ""


@dataclass(frozen=True)
class Choice:
    """One report that the person may prepare: in whose name, of which kind, for whom."""

    value: str
    label: str
    group: str


def choices_for(request: Request) -> list[Choice]:
    """Every report that the person's own posts let them prepare."""
    return [
        choice
        for version, agency in senders_of(request.user, on=request.today)
        for choice in _of_sender(request, version, agency)
    ]


def _of_sender(request: Request, version: UnitVersion, agency: Agency | None) -> list[Choice]:
    found = []
    who = "department" if agency else version.level
    name = agency.name if agency else version.full_name
    group = name[:1].upper() + name[1:]
    for wanted in definitions_for(request.user, version, agency, on=request.today):
        key = f"{version.unit_id}:{agency.pk if agency else ''}:{wanted.id}"
        if not wanted.audiences:
            found.append(Choice(f"{key}:", wanted.name, group))
        for audience in audiences_of(wanted, who):
            label = f"{wanted.name}, gửi {audience.name}"
            found.append(Choice(f"{key}:{audience.id}", label, group))
    return found


def order_from(value: str, choices: list[Choice], month: date) -> Order | None:
    """The order behind a choice of the list; None for what is not in it."""
    if value not in {choice.value for choice in choices}:
        return None
    unit, agency, kind, audience = value.split(":")
    order = Order(kind, int(unit), month, audience, int(agency) if agency else None)
    return order if definition(kind) else None


class IssueForm(forms.Form):
    """Number, day and signer, as the office's register has them."""

    number = forms.IntegerField(
        min_value=1,
        max_value=99_999,
        error_messages={
            "required": "Hãy ghi số văn bản, như 12.",
            "invalid": "Số văn bản chỉ gồm chữ số, như 12.",
            "min_value": "Số văn bản từ 1 trở lên.",
            "max_value": "Số văn bản quá lớn. Hãy ghi lại.",
        },
    )
    symbol = forms.CharField(
        max_length=40,
        error_messages={
            "required": "Hãy ghi ký hiệu, phần sau “BC-”, như UBND.",
            "max_length": "Ký hiệu dài quá 40 ký tự. Hãy ghi lại.",
        },
    )
    dated = forms.DateField(
        error_messages={
            "required": "Hãy ghi ngày ban hành, như 20/11/2019.",
            "invalid": "Không đọc được ngày này. Hãy ghi như 20/11/2019.",
        },
    )
    signer = forms.CharField(
        max_length=150,
        error_messages={
            "required": "Hãy ghi họ tên người ký.",
            "max_length": "Họ tên dài quá 150 ký tự. Hãy ghi lại.",
        },
    )


class TemplateForm(forms.Form):
    """A Word file; what is inside is for the check to say."""

    file = forms.FileField(
        required=False,
        error_messages={
            "empty": "Tệp vừa chọn rỗng (0 byte). Hãy mở lại bằng Word, lưu, rồi chọn lại.",
            "invalid": "Chưa nhận được tệp. Hãy chọn lại tệp Word (.docx).",
            "missing": "Chưa nhận được tệp. Hãy chọn lại tệp Word (.docx).",
        },
    )

    def content(self) -> bytes:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        return b"".join(file.chunks()) if file else b""

    def file_name(self) -> str:
        file = self.cleaned_data["file"]
        return PurePath(file.name or "mau.docx").name if file else ""
