"""The forms of a delegation: its plan, a member, a stop of the itinerary, a recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from langmoi.delegations.actions import NewMember, NewRecommendation, NewVisit, Plan
from langmoi.delegations.models import Delegation, MemberRole, Visit
from langmoi.law.model import Criterion
from langmoi.people.models import Agency, User
from langmoi.places.models import UnitVersion
from langmoi.web.people.people_forms import DayField, PlainForm

Choices = list[tuple[str, str]]
NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."


class ChoosingForm(PlainForm):
    def choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices
        field.error_messages["invalid_choice"] = NO_CHOICE


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlanForm(ChoosingForm):
    name = forms.CharField(label="Tên đoàn", max_length=300)
    purpose = forms.CharField(label="Mục đích, yêu cầu", max_length=8000, widget=area(4))
    agency = forms.ChoiceField(label="Cơ quan đề xuất")
    starts_on = DayField("Từ ngày")
    ends_on = DayField("Đến hết ngày")
    criteria = forms.MultipleChoiceField(
        label="Tiêu chí kiểm tra (không chọn: tất cả)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, agencies: Iterable[Agency], criteria: Sequence[Criterion], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.choose("agency", [(str(agency.pk), agency.name) for agency in agencies])
        self.choose("criteria", [(c.number, f"{c.number}. {c.name}") for c in criteria])
        self.fields["criteria"].widget.attrs.pop("class", None)

    def plan(self, *, is_illustrative: bool = False) -> Plan:
        told = self.cleaned_data
        return Plan(
            name=told["name"],
            purpose=told["purpose"],
            agency=int(told["agency"]),
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            criteria=tuple(told["criteria"]),
            is_illustrative=is_illustrative,
        )


def planned(delegation: Delegation) -> dict[str, Any]:
    """A plan as its form shows it."""
    names = ("name", "purpose", "starts_on", "ends_on", "criteria")
    return {name: getattr(delegation, name) for name in names} | {
        "agency": str(delegation.agency_id)
    }


class MemberForm(ChoosingForm):
    username = forms.CharField(
        label="Tên đăng nhập (nếu có tài khoản)", max_length=150, required=False
    )
    name = forms.CharField(label="Họ tên", max_length=150, required=False)
    title = forms.CharField(label="Chức vụ, cơ quan", max_length=250, required=False)
    role = forms.ChoiceField(label="Vai trò trong đoàn", choices=MemberRole.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = MemberRole.MEMBER
        self.fields["username"].widget.attrs["autocomplete"] = "off"

    def clean_username(self) -> User | None:
        name = self.cleaned_data["username"].strip()
        if not name:
            return None
        found = User.objects.filter(username__iexact=name, is_active=True).first()
        if found is None:
            raise forms.ValidationError(
                f"Không có người dùng “{name}”. Hãy xem lại, hoặc bỏ trống và chỉ ghi họ tên."
            )
        return found

    def member(self) -> NewMember:
        told = self.cleaned_data
        user: User | None = told["username"]
        return NewMember(
            name=told["name"] or (user.full_name if user else ""),
            role=MemberRole(told["role"]),
            title=told["title"],
            user=user.pk if user else None,
        )


class StopForm(ChoosingForm):
    unit = forms.ChoiceField(label="Xã")
    visits_on = DayField("Ngày")
    starts_at = forms.TimeField(label="Giờ (như 08:00)", required=False)
    plan = forms.CharField(label="Nội dung, địa điểm", max_length=500, required=False)

    def __init__(self, *args: Any, communes: Iterable[UnitVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(commune.unit_id), commune.full_name) for commune in communes]
        self.choose("unit", [("", "Chọn xã"), *named])
        time = self.fields["starts_at"]
        time.error_messages["invalid"] = "Không hiểu giờ này. Hãy ghi như 08:00."
        time.widget.attrs["inputmode"] = "numeric"

    def stop(self, reasons: Sequence[str] = ()) -> NewVisit:
        told = self.cleaned_data
        return NewVisit(
            unit=int(told["unit"]),
            visits_on=told["visits_on"],
            starts_at=told["starts_at"],
            plan=told["plan"],
            reasons=reasons,
        )


class NumberForm(PlainForm):
    """A paper's number and day: both, or neither while the register has not given them."""

    number = forms.CharField(
        label="Số, ký hiệu (trống: chưa vào sổ)", max_length=60, required=False
    )
    dated_on = DayField("Ngày văn bản", required=False)


class ReasonForm(PlainForm):
    reason = forms.CharField(label="Lý do trả lại", max_length=4000, widget=area(3))


class ConclusionForm(NumberForm):
    conclusion = forms.CharField(label="Kết luận", max_length=8000, widget=area(6))
    field_order = ["conclusion", "number", "dated_on"]


class SummaryForm(PlainForm):
    summary = forms.CharField(label="Kết quả làm việc", max_length=8000, widget=area(4))
    commune_word = forms.CharField(
        label="Ý kiến của xã", max_length=8000, required=False, widget=area(3)
    )


class RecommendationForm(ChoosingForm):
    visit = forms.ChoiceField(label="Phát hiện ở", required=False)
    criterion = forms.ChoiceField(label="Tiêu chí", required=False)
    finding = forms.CharField(label="Phát hiện", max_length=4000, required=False, widget=area(2))
    text = forms.CharField(label="Kiến nghị", max_length=8000, widget=area(3))
    assignee = forms.ChoiceField(label="Nơi thực hiện")
    due_on = DayField("Hạn (trống: không hạn)", required=False)

    def __init__(
        self,
        *args: Any,
        visits: Iterable[tuple[Visit, str]],
        criteria: Sequence[Criterion],
        agencies: Iterable[Agency],
        units: Iterable[UnitVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("visit", [("", "Chung"), *((str(v.pk), name) for v, name in visits)])
        numbered = [(c.number, f"{c.number}. {c.name}") for c in criteria]
        self.choose("criterion", [("", "Chung"), *numbered])
        places = [(f"u{unit.unit_id}", f"UBND {unit.full_name}") for unit in units]
        offices = [(f"a{agency.pk}", agency.name) for agency in agencies]
        self.choose("assignee", [("", "Chọn nơi thực hiện"), *places, *offices])

    def recommendation(self) -> NewRecommendation:
        told = self.cleaned_data
        kind, key = told["assignee"][0], int(told["assignee"][1:])
        return NewRecommendation(
            text=told["text"],
            finding=told["finding"],
            criterion=told["criterion"],
            visit=int(told["visit"]) if told["visit"] else None,
            agency=key if kind == "a" else None,
            unit=key if kind == "u" else None,
            due_on=told["due_on"],
        )


def first_plan(on: date) -> dict[str, Any]:
    return {"name": "Đoàn kiểm tra liên ngành về xây dựng nông thôn mới", "starts_on": on}
