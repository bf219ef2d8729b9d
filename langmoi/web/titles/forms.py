"""Decisions on titles: the one that revokes, its taking back, and the one on an heir's title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from langmoi.recognition.models import HeirChoice
from langmoi.recognition.revoking import Revoked
from langmoi.recognition.succession import Chosen
from langmoi.web.people.people_forms import DayField, PlainForm

NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."


class ChoosingForm(PlainForm):
    """A form that begins with one of the things on the page."""

    which = forms.ChoiceField(error_messages={"invalid_choice": NO_CHOICE})

    def __init__(
        self, *args: Any, offered: Sequence[tuple[str, str]], label: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices, field.label = offered, label


class RevokeForm(ChoosingForm):
    number = forms.CharField(label="Số quyết định thu hồi", max_length=60)
    dated_on = DayField("Ngày quyết định")
    signer = forms.CharField(label="Người ký", max_length=200)
    reason = forms.CharField(label="Lý do thu hồi", max_length=1000)

    def revoked(self) -> Revoked:
        told = self.cleaned_data
        return Revoked(told["number"], told["dated_on"], told["signer"], told["reason"])


class TakeBackForm(ChoosingForm):
    why = forms.CharField(label="Vì sao hủy", max_length=1000)


class HeirForm(ChoosingForm):
    choice = forms.ChoiceField(label="Quyết định", choices=HeirChoice.choices)
    number = forms.CharField(label="Số văn bản", max_length=60)
    dated_on = DayField("Ngày văn bản")
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def chosen(self) -> Chosen:
        told = self.cleaned_data
        return Chosen(HeirChoice(told["choice"]), told["number"], told["dated_on"], told["note"])
