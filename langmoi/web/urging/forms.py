"""The form that writes reminders down."""

from __future__ import annotations

from django import forms

from langmoi.web.people.people_forms import PlainForm


class ReminderForm(PlainForm):
    note = forms.CharField(
        label="Đôn đốc bằng cách nào (không bắt buộc)", required=False, max_length=500
    )
