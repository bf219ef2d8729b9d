"""The form of a document of the register: nothing of it is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError
from langmoi.core.text import normalise, slug
from langmoi.law.model import Document
from langmoi.law.yaml_writer import NULL, Plain, Tree

REQUIRED = {"required": "Hãy ghi mục này."}


class DayField(forms.CharField):
    """A day as people write it; empty where it is not known."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return Plain(parse_day(text).isoformat()) if text else NULL
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


class DocumentForm(forms.Form):
    """Number and day together are the key; a day that is not known stays empty."""

    kind = forms.CharField(label="Loại", max_length=60, error_messages=REQUIRED)
    number = forms.CharField(label="Số, ký hiệu", max_length=60, error_messages=REQUIRED)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=120, error_messages=REQUIRED)
    issued_on = DayField(label="Ngày ban hành (chưa rõ thì để trống)", required=False)
    effective_on = DayField(label="Ngày có hiệu lực (chưa rõ thì để trống)", required=False)
    title = forms.CharField(label="Trích yếu", max_length=400, error_messages=REQUIRED)
    source = forms.CharField(label="Nguồn (địa chỉ trang đã đọc)", max_length=400, required=False)
    note = forms.CharField(label="Ghi chú", max_length=400, required=False)

    def __init__(self, data: Any, *, document: Tree | None, taken: Mapping[str, Document]) -> None:
        self.document, self.taken = document, taken
        shown = (
            {key: show_tree(document.get(key, "")) for key in self.base_fields} if document else {}
        )
        super().__init__(data, initial=shown)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control"
            if name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    def tree(self) -> Tree:
        """The document as the register writes it."""
        told = {
            key: value if isinstance(value, Plain) else normalise(value)
            for key, value in self.cleaned_data.items()
        }
        for key in ("source", "note"):
            if not told[key]:
                del told[key]
        return {"id": self.document["id"] if self.document else self._new_id(), **told}

    def _new_id(self) -> str:
        """“qd-51-2025-qd-ttg” from what people call the document."""
        day = self.cleaned_data["issued_on"]
        year = "" if day == NULL else f"-{day[:4]}"
        number = re.sub(r"-+", "-", slug(self.cleaned_data["number"]))
        base = f"vb-{number}{year}"
        count = 1
        found = base
        while found in self.taken:
            count += 1
            found = f"{base}-{count}"
        return found


def show_tree(value: str) -> str:
    if value == NULL and isinstance(value, Plain):
        return ""
    return show_day(parse_day(value)) if isinstance(value, Plain) else value
