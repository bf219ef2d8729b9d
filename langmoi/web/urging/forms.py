"""The forms of a reminder and of the chairman's words."""

from __future__ import annotations

from django import forms

from langmoi.direction.trail import LONGEST_NOTE
from langmoi.web.people.people_forms import PlainForm


class ReminderForm(PlainForm):
    note = forms.CharField(
        label="Đôn đốc bằng cách nào (không bắt buộc)", required=False, max_length=500
    )


class InstructionForm(PlainForm):
    text = forms.CharField(
        label="Ý kiến chỉ đạo",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
