"""The forms of a document: what it says of itself, and one thing that it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from langmoi.core.errors import DomainError
from langmoi.core.numbers import plain, read_number, show_number
from langmoi.direction.models import Nature, Recurring
from langmoi.direction.reading import Head
from langmoi.direction.targets import (
    BOUND_LABELS,
    WHAT_LABELS,
    Bound,
    TargetUnit,
    What,
    read_target,
)
from langmoi.web.people.people_forms import DayField, PlainForm

NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."


class HeadForm(PlainForm):
    number = forms.CharField(
        label="Số, ký hiệu (chưa có thì để trống)", max_length=60, required=False
    )
    dated_on = DayField("Ngày văn bản (chưa có thì để trống)", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200)
    title = forms.CharField(
        label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    signer = forms.CharField(label="Người ký, tư cách ký", max_length=200, required=False)
    carries_out = forms.ChoiceField(label="Triển khai văn bản", required=False)

    def __init__(self, *args: Any, carried: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "carries_out", carried)

    def head(self) -> Head:
        told = self.cleaned_data
        parent = int(told["carries_out"]) if told["carries_out"] else None
        signer = told.get("signer", "")
        return Head(**{**told, "carries_out": parent, "signer": signer})


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = choices
    field.error_messages["invalid_choice"] = NO_CHOICE


def head_typed(head: Head) -> dict[str, Any]:
    """A head as its form shows it."""
    return {**head.__dict__, "carries_out": str(head.carries_out or "")}


class TaskForm(PlainForm):
    """One passage, or one task by hand; who is asked is chosen beside it (choosing.py)."""

    kind = forms.ChoiceField(label="Đoạn này là")
    clause = forms.CharField(label="Mục, điểm", max_length=40, required=False)
    text = forms.CharField(
        label="Nội dung", max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    due = DayField("Hạn (một ngày)", required=False)
    recurring = forms.ChoiceField(label="Chu kỳ", required=False)
    days_after = forms.IntegerField(
        label="Hạn sau khi hết kỳ (ngày)", min_value=0, max_value=366, required=False
    )
    product = forms.CharField(label="Sản phẩm phải có", max_length=300, required=False)
    what = forms.ChoiceField(label="Mục tiêu đo được từ số liệu", required=False)
    bound = forms.ChoiceField(label="Mức", required=False)
    number = forms.CharField(label="Con số", max_length=12, required=False)
    unit = forms.ChoiceField(label="Tính theo", required=False)
    criteria = forms.CharField(label="Các tiêu chí (18, 19)", max_length=60, required=False)
    by = DayField("Đến ngày", required=False)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", kinds)
        if len(kinds) == len(Nature):  # a task by hand is one of two
            self.fields["kind"].label = "Tính chất"
        choose(self, "recurring", Recurring.choices)
        choose(self, "what", [("", "Không, chỉ ghi bằng lời"), *labelled(WHAT_LABELS)])
        choose(self, "bound", labelled(BOUND_LABELS))
        choose(self, "unit", [("percent", "% số xã"), ("communes", "số xã")])
        self.fields["number"].widget.attrs["inputmode"] = "decimal"
        wrong = "Số ngày phải là số nguyên từ 0 đến 366. Hãy ghi lại."
        messages = self.fields["days_after"].error_messages
        messages |= {"invalid": wrong, "min_value": wrong, "max_value": wrong}

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        told["target"] = None
        if told.get("what"):
            try:
                told["target"] = self._target(told)
            except DomainError as error:
                self.add_error("what", str(error))
        return told

    def _target(self, told: dict[str, Any]) -> dict[str, Any]:
        number = read_number(told.get("number") or "")
        criteria = [part for part in (told.get("criteria") or "").replace(",", " ").split() if part]
        data = {
            "what": told["what"],
            "bound": told.get("bound") or Bound.AT_LEAST,
            "number": plain(number),
            "unit": told.get("unit") or TargetUnit.PERCENT,
            "criteria": criteria if told["what"] == What.MEETING_CRITERIA else [],
            "by": told["by"].isoformat() if told.get("by") else None,
        }
        return read_target(data).as_data()


def labelled(labels: Any) -> list[tuple[str, str]]:
    return [(str(key), words) for key, words in labels.items()]


def target_typed(data: Any) -> dict[str, Any]:
    """A target as the form shows it; the first choices where there is none."""
    if data is None:
        return {"what": "", "bound": "at_least", "unit": "percent"}
    target = read_target(data)
    return {
        "what": str(target.what),
        "bound": str(target.bound),
        "number": show_number(target.number),
        "unit": str(target.unit),
        "criteria": ", ".join(target.criteria),
        "by": target.by,
    }
