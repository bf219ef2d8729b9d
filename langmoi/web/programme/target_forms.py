"""Forms of targets: what is typed, turned into what the actions take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from langmoi.places.models import Certainty, UnitVersion
from langmoi.programme.models import Target, TargetDocument, TargetKind
from langmoi.programme.setting import NewDocument, NewTarget
from langmoi.web.people.people_forms import DayField, PlainForm

ROWS = forms.Textarea({"rows": 3})
NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."


class TargetForm(PlainForm):
    unit = forms.ChoiceField(label="Đơn vị")
    kind = forms.ChoiceField(label="Phải đạt gì", choices=TargetKind.choices)
    count = forms.IntegerField(
        label="Số tiêu chí (khi phải đạt ít nhất số tiêu chí)",
        required=False,
        min_value=1,
        max_value=99,
    )
    criteria = forms.CharField(
        label="Các tiêu chí (khi phải đạt tiêu chí đã chọn, ví dụ 18, 19)",
        required=False,
        max_length=200,
    )
    number = forms.IntegerField(
        label="Bao nhiêu xã (của huyện, tỉnh; của một xã thì bỏ trống)",
        required=False,
        min_value=1,
        max_value=999,
    )
    is_share = forms.BooleanField(label="Số trên là phần trăm số xã", required=False)
    by = DayField("Hạn (bỏ trống: văn bản không ghi hạn)", required=False)
    note = forms.CharField(label="Lưu ý", required=False, max_length=500)
    is_illustrative = forms.BooleanField(label="Số liệu minh họa", required=False)

    def __init__(
        self, *args: Any, units: Iterable[UnitVersion], names: Mapping[int, str], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        named = [(str(u.unit_id), _named(u, names)) for u in units]
        choose(self, "unit", [("", "Chọn đơn vị"), *named])
        for name in ("count", "number"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
            self.fields[name].error_messages["invalid"] = "Hãy ghi một số nguyên, ví dụ 15."

    def target(self) -> NewTarget:
        told = dict(self.cleaned_data)
        told.pop("reason", None)
        told.pop("document", None)
        named = tuple(re.findall(r"[^\s,;]+", told.pop("criteria")))
        return NewTarget(**(told | {"unit": int(told["unit"]), "criteria": named}))


class NewTargetForm(TargetForm):
    document = forms.ChoiceField(label="Văn bản giao")

    def __init__(self, *args: Any, documents: Iterable[TargetDocument], **kw: Any) -> None:
        super().__init__(*args, **kw)
        choose(self, "document", [(str(one.pk), str(one)) for one in documents])
        self.order_fields(["document", "unit", "kind"])


class ChangeForm(TargetForm):
    reason = forms.CharField(label="Lý do sửa", max_length=4000, widget=ROWS)


class CarryForm(PlainForm):
    until = DayField("Hạn mới")
    reason = forms.CharField(label="Lý do chuyển", max_length=4000, widget=ROWS)


class DropForm(PlainForm):
    reason = forms.CharField(label="Lý do bỏ", max_length=4000, widget=ROWS)


class DocumentForm(PlainForm):
    unit = forms.ChoiceField(label="Nơi giao")
    number = forms.CharField(label="Số, ký hiệu (bỏ trống nếu chưa rõ)", required=False)
    dated_on = DayField("Ngày văn bản (bỏ trống nếu chưa rõ)", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200)
    title = forms.CharField(label="Nội dung", max_length=500)
    certainty = forms.ChoiceField(
        label="Độ tin cậy", choices=[c for c in Certainty.choices if c[0] != Certainty.CHECKED]
    )
    source = forms.CharField(label="Nguồn", required=False, max_length=500)
    awaits_list = forms.BooleanField(
        label="Kèm danh sách chưa có; nhắc nhập cho đến khi nhập", required=False
    )
    note = forms.CharField(label="Lưu ý", required=False, max_length=500)

    def __init__(self, *args: Any, units: Mapping[int, str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        choose(self, "unit", [(str(key), name) for key, name in units.items()])

    def document(self) -> NewDocument:
        told = dict(self.cleaned_data)
        told.pop("unit")
        return NewDocument(**told)


class RowsForm(PlainForm):
    """Many targets at once: a workbook, or rows pasted from one."""

    document = forms.ChoiceField(label="Văn bản giao")
    file = forms.FileField(label="Tệp Excel (.xlsx) hoặc CSV", required=False)
    pasted = forms.CharField(
        label="Hoặc dán các dòng chép từ Excel, kể cả dòng tên cột",
        required=False,
        widget=forms.Textarea({"rows": 8}),
    )

    def __init__(self, *args: Any, documents: Iterable[TargetDocument], **kw: Any) -> None:
        super().__init__(*args, **kw)
        choose(self, "document", [(str(one.pk), str(one)) for one in documents])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told.get("file") and not told.get("pasted", "").strip():
            raise forms.ValidationError("Chưa có gì để nhập. Hãy chọn tệp hoặc dán các dòng.")
        return told

    def content(self) -> tuple[bytes, str]:
        """The bytes and what they are called."""
        if file := self.cleaned_data["file"]:
            return b"".join(file.chunks()), file.name
        return self.cleaned_data["pasted"].encode(), "cac-dong-da-dan.csv"


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = choices
    field.error_messages["invalid_choice"] = NO_CHOICE


def typed(target: Target) -> dict[str, Any]:
    """A target as its form shows it."""
    names = ("kind", "count", "number", "is_share", "by", "note", "is_illustrative")
    told = {name: getattr(target, name) for name in names}
    return told | {"unit": str(target.unit_id), "criteria": ", ".join(target.criteria)}


def end_of_year(day: date) -> date:
    return date(day.year, 12, 31)


def _named(unit: UnitVersion, names: Mapping[int, str]) -> str:
    above = names.get(unit.parent_id or 0, "")
    return f"{unit.full_name}, {above}" if unit.level == "commune" and above else unit.full_name
