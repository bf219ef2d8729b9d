"""The forms of comments: what residents write, what moderators and committees say."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from langmoi.public.models import LONGEST_TEXT


class PlainText(forms.CharField):
    """Text of people, counted as they count it: a line end is one character."""

    def __init__(self, label: str, missing: str, **kwargs: Any) -> None:
        errors = {
            "required": missing,
            "max_length": f"{label} dài hơn 2.000 ký tự. Hãy ghi ngắn lại.",
            "null_characters_not_allowed": "Nội dung có ký tự không đọc được. Hãy gõ lại.",
        }
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(label=label, error_messages=errors, widget=forms.Textarea, **kwargs)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", str(value or "").replace("\r\n", "\n"))
        return str(super().to_python(text) or "")


class CommentForm(forms.Form):
    """A comment; `website` is for programs that fill in every field: people do not see it."""

    text = PlainText("Góp ý", "Hãy ghi nội dung góp ý.")
    name = forms.CharField(
        label="Họ tên",
        max_length=100,
        required=False,
        error_messages={"max_length": "Họ tên dài hơn 100 ký tự. Hãy ghi ngắn lại."},
    )
    contact = forms.CharField(
        label="Số điện thoại hoặc e-mail",
        max_length=150,
        required=False,
        error_messages={"max_length": "Cách liên hệ dài hơn 150 ký tự. Hãy ghi ngắn lại."},
    )
    website = forms.CharField(required=False)
    token = forms.UUIDField(
        initial=uuid4,
        error_messages={
            "required": "Trang đã mở quá lâu. Hãy tải lại trang rồi gửi lại.",
            "invalid": "Trang đã mở quá lâu. Hãy tải lại trang rồi gửi lại.",
        },
    )


class ModerationForm(forms.Form):
    """What is done with a comment, by someone who saw it in this state."""

    publish = forms.TypedChoiceField(
        choices=[("1", "Công khai"), ("0", "Ẩn")], coerce=lambda chosen: chosen == "1"
    )
    seen = forms.CharField(max_length=10)
    reason = PlainText("Lý do", "", required=False)


class CommentAnswerForm(forms.Form):
    text = PlainText("Trả lời", "Hãy ghi nội dung trả lời.")


class SwitchForm(forms.Form):
    """The public page on or off, from a day on."""

    is_on = forms.TypedChoiceField(
        choices=[("1", "Bật"), ("0", "Tắt")],
        coerce=lambda chosen: chosen == "1",
        error_messages={
            "required": "Hãy chọn bật hoặc tắt.",
            "invalid_choice": "Hãy chọn bật hoặc tắt.",
        },
    )
    since = forms.DateField(
        error_messages={
            "required": "Hãy ghi ngày, như 31/12/2019.",
            "invalid": "Không đọc được ngày này. Hãy ghi như 31/12/2019.",
        }
    )
    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Hãy ghi lý do, ví dụ văn bản cho phép.",
            "max_length": "Lý do dài hơn 300 ký tự. Hãy ghi ngắn lại.",
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since < self.today:
            raise forms.ValidationError("Ngày này đã qua. Hãy chọn từ hôm nay trở đi.")
        return since
