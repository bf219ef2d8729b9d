"""What people fill in on the pages of review, opinion, closing and correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from langmoi.core.days import parse_day
from langmoi.core.errors import DomainError
from langmoi.core.months import parse_month
from langmoi.core.text import normalise


class DayField(forms.CharField):
    """A day as people write it, 31/12/2019; what cannot be read is said in a sentence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


class MonthField(forms.CharField):
    """A month: 2020-01 or 01/2020."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return parse_month(text)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


def words(needed: str = "", *, most: int = 2000) -> forms.CharField:
    """A text that must be given where `needed` says what is missing."""
    errors = {
        "required": needed,
        "max_length": f"Viết gọn lại: tối đa {most:,} ký tự.".replace(",", "."),
    }
    return forms.CharField(
        required=bool(needed), max_length=most, strip=True, error_messages=errors
    )


class WordForm(forms.Form):
    """Yes, or no with a reason: the district's word, or a department's."""

    agrees = forms.ChoiceField(
        choices=[("1", "Đồng ý"), ("0", "Không đồng ý")],
        error_messages={
            "required": "Hãy chọn “Đồng ý” hoặc “Không đồng ý”.",
            "invalid_choice": "Hãy chọn “Đồng ý” hoặc “Không đồng ý”.",
        },
    )
    reason = words()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["agrees"] = told.get("agrees") == "1"
        is_no = self.data.get(self.add_prefix("agrees")) == "0"
        if is_no and "reason" not in self.errors and not told.get("reason"):
            self.add_error("reason", "Không đồng ý thì phải ghi lý do để xã biết chỗ cần xem lại.")
        return told


class SolutionForm(forms.Form):
    """What will be done, by whom, until when."""

    text = words("Hãy ghi giải pháp: làm việc gì để đạt tiêu chí này.")
    responsible = words("Hãy ghi người chịu trách nhiệm: chức vụ, đơn vị.", most=200)
    due_on = DayField(
        error_messages={"required": "Hãy ghi hạn hoàn thành, ví dụ 31/03/2020."}, label="hạn"
    )


class ReasonForm(forms.Form):
    """A reason that must be given."""

    reason = words("Hãy ghi lý do.")


class DecisionForm(forms.Form):
    """Yes or no to a correction; a no needs its reason."""

    approve = forms.ChoiceField(
        choices=[("1", "Duyệt"), ("0", "Không duyệt")],
        error_messages={"required": "Hãy chọn “Duyệt” hoặc “Không duyệt”."},
    )
    note = words()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["approve"] = told.get("approve") == "1"
        if self.data.get("approve") == "0" and not told.get("note"):
            self.add_error("note", "Không duyệt thì phải ghi lý do để người đề nghị biết.")
        return told


class CloseForm(forms.Form):
    """Closing; whether a reason is needed is for the rule to say."""

    reason = words()


class OpenForm(forms.Form):
    """The next month and by when communes file."""

    month = MonthField(error_messages={"required": "Hãy chọn tháng cần mở."})
    due_on = DayField(error_messages={"required": "Hãy ghi hạn nộp phiếu, ví dụ 18/01/2020."})


class ExtensionForm(forms.Form):
    """More time for one unit's step, with the reason."""

    unit = forms.IntegerField(error_messages={"required": "Hãy chọn đơn vị được gia hạn."})
    step = forms.CharField(error_messages={"required": "Hãy chọn việc được gia hạn."})
    due_on = DayField(error_messages={"required": "Hãy ghi hạn mới, ví dụ 23/12/2019."})
    reason = words("Hãy ghi lý do gia hạn.", most=300)


class ReopenForm(forms.Form):
    """One indicator of a closed month, open again until a day."""

    indicator = forms.CharField(error_messages={"required": "Hãy chọn chỉ tiêu cần mở lại."})
    reason = words("Hãy ghi lý do mở lại.")
    due_on = DayField(error_messages={"required": "Hãy ghi hạn sửa, ví dụ 10/01/2020."})


@dataclass(frozen=True)
class BackItem:
    """An indicator picked to be sent back, as typed; `errors` says what is missing."""

    indicator: str
    reason: str
    due_text: str
    due_on: date | None
    errors: tuple[str, ...]


def read_back_items(data: Mapping[str, Any], indicators: list[str]) -> list[BackItem]:
    """The indicators picked (back-<number>), each with its reason and due date."""
    return [_back_item(data, number) for number in indicators if data.get(f"back-{number}")]


def _back_item(data: Mapping[str, Any], number: str) -> BackItem:
    reason = normalise(str(data.get(f"back-reason-{number}", "")))
    due_text = str(data.get(f"back-due-{number}", "")).strip()
    errors = [] if reason else [f"Chỉ tiêu {number}: hãy ghi lý do trả lại."]
    due_on = None
    try:
        due_on = parse_day(due_text)
    except DomainError as error:
        said = str(error) if due_text else "hãy ghi hạn sửa, ví dụ 22/12/2019."
        errors.append(f"Chỉ tiêu {number}: {said}")
    return BackItem(number, reason, due_text, due_on, tuple(errors))
