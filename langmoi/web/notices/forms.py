"""The forms of questions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from langmoi.law.model import CriteriaSet


class QuestionForm(forms.Form):
    """A question on one indicator, with the day by which it wants an answer."""

    indicator = forms.ChoiceField(
        label="Chỉ tiêu",
        error_messages={
            "required": "Hãy chọn chỉ tiêu cần hỏi.",
            "invalid_choice": "Không có chỉ tiêu này trong bộ tiêu chí của tháng. Hãy chọn lại.",
        },
    )
    text = forms.CharField(
        label="Câu hỏi",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Hãy ghi nội dung câu hỏi.",
            "max_length": "Câu hỏi dài hơn 2.000 ký tự. Hãy ghi ngắn lại.",
        },
    )
    due_on = forms.DateField(
        label="Cần trả lời trước ngày",
        error_messages={
            "required": "Hãy ghi hạn trả lời, như 31/12/2019.",
            "invalid": "Không đọc được ngày này. Hãy ghi như 31/12/2019.",
        },
    )

    def __init__(self, *args: Any, criteria_set: CriteriaSet, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(i.number, f"{i.number}. {i.text}") for i in criteria_set.indicators]

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.today:
            raise forms.ValidationError("Hạn trả lời đã qua. Hãy chọn từ hôm nay trở đi.")
        return due_on


class AnswerForm(forms.Form):
    text = forms.CharField(
        label="Trả lời",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Hãy ghi nội dung trả lời.",
            "max_length": "Câu trả lời dài hơn 2.000 ký tự. Hãy ghi ngắn lại.",
        },
    )
