"""Forms of the pages on people: what is typed, turned into people, units and days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from langmoi.core.errors import DomainError
from langmoi.people.actions import refuse_role_without_units
from langmoi.people.models import Agency, Role, User
from langmoi.people.queries import roles_on
from langmoi.people.roles import LEVELS_OF_ROLE
from langmoi.places.models import Unit
from langmoi.places.queries import districts_of, find_units

MISSING = "Ô này còn trống. Hãy ghi vào."
DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day as people write it. No picker of the browser: an English one shows month first."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        hints = {"placeholder": "31/12/2019", "inputmode": "numeric", "autocomplete": "off"}
        widget = forms.DateInput(format="%d/%m/%Y", attrs=hints)
        super().__init__(label=label, widget=widget, input_formats=DAYS, **kwargs)
        self.error_messages["invalid"] = "Không hiểu ngày này. Hãy ghi như 31/12/2019."


class PlainForm(forms.Form):
    """Our look, our words; `auto_id` keeps several forms on one page apart."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = MISSING
            is_choice = isinstance(field.widget, forms.Select)
            if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput):
                field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def given(self) -> dict[str, Any]:
        """What was typed; raises DomainError with the first problem, naming its field."""
        if self.is_valid():
            return self.cleaned_data
        name, problems = next(iter(self.errors.items()))
        label = "" if name == NON_FIELD_ERRORS else f"{self.fields[name].label}: "
        raise DomainError(f"{label}{problems[0]}")


class PersonForm(PlainForm):
    full_name = forms.CharField(label="Họ tên hoặc chức danh", max_length=150)
    email = forms.EmailField(label="E-mail", required=False, max_length=254)
    phone = forms.CharField(label="Điện thoại", required=False, max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = (
            "Đây không phải địa chỉ e-mail. Hãy ghi như ten@kontum.gov.vn."
        )


class PostForm(PlainForm):
    """A post to give; the unit by its name or code as it is on the first day."""

    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *Role.choices])
    unit_text = forms.CharField(label="Đơn vị (tên hoặc mã)", max_length=100)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan", required=False, empty_label="Không ghi"
    )
    valid_from = DayField("Từ ngày")
    valid_to = DayField("Đến hết ngày (bỏ trống: chưa định)", required=False)
    is_full_time = forms.BooleanField(label="Chuyên trách", required=False)
    signs_for = forms.BooleanField(label="Ký thay người đứng đầu (KT.)", required=False)

    def __init__(self, *args: Any, managed: set[int], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.managed = managed
        self.fields["valid_from"].initial = on
        offered = [("", "Chọn vai trò"), *((role, role.label) for role in roles_on(on))]
        # What is offered is of today; an earlier day may have had roles that are no more.
        self.fields["role"].widget.choices = offered
        agencies = Agency.objects.filter(unit__in=managed).exclude(valid_to__lt=on)
        self.fields["agency"].queryset = agencies.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if {"role", "unit_text", "valid_from"} <= given.keys():
            given["role"] = Role(given["role"])
            try:
                refuse_role_without_units(given["role"], given["valid_from"])
            except DomainError as error:
                self.add_error("role", str(error))
                return given
            given["unit"] = self._unit(given)
        return given

    def _unit(self, given: dict[str, Any]) -> Unit | None:
        """Outside the units that the person manages there is no such unit."""
        day, levels = given["valid_from"], LEVELS_OF_ROLE[given["role"]]
        named = find_units(given["unit_text"], on=day, within=self.managed)
        fitting = [v for v in named if v.level in levels] or named
        if len(fitting) == 1:
            return fitting[0].unit
        if not fitting:
            problem = "Không có đơn vị này trong phạm vi quản lý. Hãy xem lại tên hoặc mã."
        else:
            above = districts_of([v.unit_id for v in fitting], day)
            names = "; ".join(f"{v.code} ({above.get(v.unit_id, v).full_name})" for v in fitting)
            problem = f"Có {len(fitting)} đơn vị tên này. Hãy ghi mã: {names}."
        self.add_error("unit_text", problem)
        return None


class NewPersonForm(PersonForm):
    username = forms.CharField(label="Tên đăng nhập", max_length=150)
    field_order = ["username", "full_name", "email", "phone"]


class EndForm(PlainForm):
    last_day = DayField("Ngày cuối")


class ReceiverForm(PlainForm):
    """Another person, by the name that they sign in with."""

    username = forms.CharField(label="Tên đăng nhập của người nhận", max_length=150)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_username(self) -> User:
        name = self.cleaned_data["username"].strip()
        found: User | None = self.people.filter(username__iexact=name).first()
        if found is None:
            raise forms.ValidationError(
                f"Không có người dùng “{name}” trong phạm vi này. Hãy xem lại tên đăng nhập."
            )
        return found


class HandOverForm(ReceiverForm):
    last_day = DayField("Ngày cuối của người đang giữ")


class SubstituteForm(ReceiverForm):
    valid_from = DayField("Từ ngày")
    valid_to = DayField("Đến hết ngày")
    reason = forms.CharField(label="Lý do", max_length=300)


class AssignForm(PlainForm):
    """Who leads an indicator from a day on."""

    indicator = forms.CharField(label="Chỉ tiêu", max_length=10)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan chủ trì", empty_label="Chọn cơ quan"
    )
    valid_from = DayField("Từ ngày")
    document = forms.CharField(label="Quyết định phân công", required=False, max_length=200)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.exclude(valid_to__lt=on).exclude(valid_from__gt=on)
        self.fields["agency"].queryset = agencies.order_by("name")  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = on
