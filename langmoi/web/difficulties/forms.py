"""Forms of difficulties and guidance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse

from langmoi.difficulties.actions import Asked
from langmoi.difficulties.rules import causes
from langmoi.law.model import Criterion
from langmoi.people.models import Agency
from langmoi.web.difficulties.papers import PaperFields
from langmoi.web.people.people_forms import DayField, PlainForm

BETWEEN = "|"  # criterion|indicator in one choice
Choice = tuple[str, str]


def rows(label: str, *, count: int = 3, required: bool = True) -> forms.CharField:
    widget = forms.Textarea({"rows": count})
    return forms.CharField(label=label, max_length=8000, required=required, widget=widget)


def choose(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = list(choices)
    field.error_messages["invalid_choice"] = "Không có lựa chọn này. Hãy chọn trong danh sách."


def about_choices(criteria: Mapping[str, Criterion]) -> list[Any]:
    """The criteria, each with its indicators below it."""
    return [
        (
            f"{c.number}. {c.name}",
            [
                (c.id, f"{c.number}. Cả tiêu chí {c.name}"),
                *((f"{c.id}{BETWEEN}{i.id}", f"{i.number} {i.text[:90]}") for i in c.indicators),
            ],
        )
        for c in criteria.values()
    ]


def cause_choices(first: str) -> list[Choice]:
    return [("", first), *causes().items()]


class DifficultyForm(PaperFields):
    unit = forms.ChoiceField(label="Địa bàn")
    about = forms.ChoiceField(label="Tiêu chí, chỉ tiêu")
    title = forms.CharField(label="Vướng mắc (một câu)", max_length=200)
    text = rows("Nội dung: vướng ở đâu, đã làm gì, đề nghị gì", count=5)
    cause = forms.ChoiceField(label="Nguyên nhân", required=False)
    cause_text = forms.CharField(label="Nguyên nhân khác (ghi rõ)", max_length=200, required=False)

    def __init__(
        self, *args: Any, units: Iterable[Choice], criteria: Mapping[str, Criterion], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        choose(self, "unit", units)
        choose(self, "about", [("", "Chọn tiêu chí"), *about_choices(criteria)])
        choose(self, "cause", cause_choices("Chưa xác định"))
        looked_up = {"hx-get": reverse("asked_before"), "hx-target": "#before"}
        self.fields["about"].widget.attrs |= looked_up | {"hx-trigger": "change"}

    def asked(self) -> Asked:
        told = self.cleaned_data
        criterion, _, indicator = told["about"].partition(BETWEEN)
        return Asked(
            title=told["title"],
            text=told["text"],
            criterion=criterion,
            indicator=indicator,
            cause=told["cause"],
            cause_text=told["cause_text"],
        )


class NoteForm(PlainForm):
    note = rows("Ghi chú (không bắt buộc)", count=2, required=False)


class ReasonForm(PlainForm):
    reason = rows("Lý do")


class AnswerForm(PaperFields):
    text = rows("Trả lời, hướng dẫn", count=5)
    cause = forms.ChoiceField(label="Nguyên nhân (nếu khác bên nêu)", required=False)
    cause_text = forms.CharField(label="Nguyên nhân khác (ghi rõ)", max_length=200, required=False)
    is_shared = forms.BooleanField(
        label="Nơi khác gặp cùng tiêu chí được đọc trả lời này (không kèm tên nơi hỏi)",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "cause", cause_choices("Giữ như bên nêu"))


class RerouteForm(PlainForm):
    to = forms.ChoiceField(label="Chuyển cho")
    reason = rows("Lý do chuyển")

    def __init__(self, *args: Any, agencies: Collection[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(agency.pk), agency.name) for agency in agencies]
        choose(self, "to", [("", "Chọn nơi giải quyết"), ("district", "UBND huyện"), *named])


class GuidanceForm(PaperFields):
    about = forms.ChoiceField(label="Tiêu chí, chỉ tiêu")
    title = forms.CharField(label="Tên hướng dẫn", max_length=200)
    text = rows("Nội dung hướng dẫn", count=6)
    valid_from = DayField("Áp dụng từ ngày")
    valid_to = DayField("Đến ngày (để trống: đến khi rút)", required=False)

    def __init__(self, *args: Any, criteria: Mapping[str, Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "about", [("", "Chọn tiêu chí"), *about_choices(criteria)])
        self.fields["paper_title"].widget = forms.HiddenInput()
        self.fields["paper_number"].label = "Số, ký hiệu văn bản (nếu có)"
        self.fields["paper_dated_on"].label = "Ngày văn bản"

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data  # its paper is the guidance itself, under the guidance's title
