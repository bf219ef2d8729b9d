"""The forms of posts, their holders and courses, and of a commune's count of officials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from langmoi.people.models import User
from langmoi.staffing.actions import Counted, Course, Group, NewHolder, NewPosition
from langmoi.staffing.models import Lack, OfficialCount, Remedy, StaffPosition
from langmoi.web.people.people_forms import DayField, PlainForm

GROUP_ROWS = 4
NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."


class PositionForm(PlainForm):
    unit = forms.ChoiceField(label="Đơn vị", error_messages={"invalid_choice": NO_CHOICE})
    title = forms.CharField(label="Tên vị trí", max_length=200)
    valid_from = DayField("Có từ ngày")

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(key), name) for key, name in units.items()]

    def position(self) -> NewPosition:
        told = self.cleaned_data
        return NewPosition(told["title"], told["valid_from"])


class HolderForm(PlainForm):
    name = forms.CharField(label="Họ tên hoặc chức danh", max_length=150, required=False)
    username = forms.CharField(
        label="Tên đăng nhập, nếu có tài khoản ở đơn vị này", max_length=150, required=False
    )
    valid_from = DayField("Giữ từ ngày")
    is_full_time = forms.BooleanField(label="Chuyên trách", required=False)

    def __init__(self, *args: Any, position: StaffPosition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.position = position

    def clean_username(self) -> User | None:
        """Someone who has or had a post at the same unit; of others the form knows nothing."""
        name = self.cleaned_data["username"].strip()
        if not name:
            return None
        people = User.objects.filter(posts__unit=self.position.unit_id, username__iexact=name)
        found = people.distinct().first()
        if found is None:
            raise forms.ValidationError(
                f"Ở đơn vị này không có người dùng “{name}”. Hãy xem lại, hoặc chỉ ghi họ tên."
            )
        return found

    def holder(self) -> NewHolder:
        told = self.cleaned_data
        return NewHolder(
            told["name"], told["valid_from"], told["is_full_time"], told.get("username")
        )


class LeaveForm(PlainForm):
    last_day = DayField("Ngày cuối giữ vị trí")
    why = forms.CharField(label="Lý do", max_length=300, required=False)


class CloseForm(PlainForm):
    last_day = DayField("Ngày cuối còn vị trí")
    why = forms.CharField(label="Lý do bỏ vị trí", max_length=300)


class CourseForm(PlainForm):
    name = forms.CharField(label="Tên khóa học", max_length=300)
    begun_on = DayField("Từ ngày")
    ended_on = DayField("Đến ngày")
    given_by = forms.CharField(label="Nơi tổ chức", max_length=200)
    has_certificate = forms.BooleanField(label="Có chứng nhận", required=False)

    def course(self) -> Course:
        return Course(**self.cleaned_data)


class CountForm(PlainForm):
    counted_on = DayField("Tính đến ngày")
    total = forms.IntegerField(label="Số cán bộ, công chức của xã", min_value=1, max_value=200)
    below = forms.IntegerField(label="Trong đó chưa đạt chuẩn", min_value=0, max_value=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("total", "below"):
            self.fields[name].widget = forms.TextInput(
                {"inputmode": "numeric", "class": "form-control", "autocomplete": "off"}
            )
            messages = self.fields[name].error_messages
            messages["invalid"] = "Ô này phải là số nguyên. Hãy ghi lại, ví dụ 20."
        self.rows = [
            GroupForm(*args, prefix=f"nhom{n}", initial=first)
            for n, first in enumerate(_padded(kwargs.get("initial") or {}))
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def counted(self) -> Counted:
        told = self.cleaned_data
        groups = tuple(group for row in self.rows if (group := row.group()) is not None)
        return Counted(told["counted_on"], told["total"], told["below"], groups)


class GroupForm(PlainForm):
    """One line of a count; a line without people says nothing."""

    lack = forms.ChoiceField(label="Chưa đạt về", choices=Lack.choices)
    people = forms.IntegerField(label="Số người", min_value=1, max_value=200, required=False)
    remedy = forms.ChoiceField(label="Giải pháp", choices=Remedy.choices, required=False)
    detail = forms.CharField(label="Nội dung giải pháp", max_length=300, required=False)
    responsible = forms.CharField(label="Người chịu trách nhiệm", max_length=200, required=False)
    due_on = DayField("Hạn", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].widget = forms.TextInput(
            {"inputmode": "numeric", "class": "form-control", "autocomplete": "off"}
        )
        self.fields["people"].error_messages["invalid"] = "Số người phải là số nguyên. Hãy ghi lại."

    def group(self) -> Group | None:
        told = self.cleaned_data
        if not told.get("people"):
            return None
        return Group(
            Lack(told["lack"]),
            told["people"],
            Remedy(told["remedy"]),
            told["detail"],
            told["responsible"],
            told["due_on"],
        )


def typed(count: OfficialCount) -> dict[str, Any]:
    """A count as its form shows it."""
    names = ("lack", "people", "remedy", "detail", "responsible", "due_on")
    groups = [{name: getattr(group, name) for name in names} for group in count.groups.all()]
    told = {"counted_on": count.counted_on, "total": count.total, "below": count.below}
    return told | {"groups": groups}


def _padded(initial: Mapping[str, Any]) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = list(initial.get("groups", ()))
    return lines + [{} for _ in range(max(GROUP_ROWS - len(lines), 1))]
