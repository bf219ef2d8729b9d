"""The forms of the register: an entry, and a unit that took one up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Q

from langmoi.core.errors import DomainError
from langmoi.core.numbers import read_number, show_number
from langmoi.law.model import Criterion
from langmoi.places.models import Level, UnitType, UnitVersion
from langmoi.practices.access import kept_units
from langmoi.practices.actions import Practice
from langmoi.practices.models import GoodPractice
from langmoi.web.http import Request
from langmoi.web.people.people_forms import DayField, PlainForm

ROWS = forms.Textarea(attrs={"rows": 4})


class PracticeForm(PlainForm):
    title = forms.CharField(label="Tên cách làm", max_length=200)
    criterion = forms.ChoiceField(label="Tiêu chí")
    origin = forms.ChoiceField(label="Đơn vị xuất xứ trong tỉnh", required=False)
    origin_text = forms.CharField(
        label="Hoặc nơi ngoài tỉnh (ghi tên tỉnh, huyện, xã)", max_length=200, required=False
    )
    conditions = forms.CharField(
        label="Điều kiện áp dụng", max_length=4000, required=False, widget=ROWS
    )
    steps = forms.CharField(
        label="Các bước (mỗi bước một dòng)",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    cost = forms.CharField(label="Chi phí (đồng)", max_length=25, required=False)
    cost_note = forms.CharField(label="Chi phí cho gì, ai góp", max_length=300, required=False)
    result = forms.CharField(label="Kết quả", max_length=4000, required=False, widget=ROWS)
    source = forms.CharField(
        label="Nguồn (văn bản, người cung cấp, ngày)", max_length=300, required=False
    )
    is_illustrative = forms.BooleanField(label="Số liệu minh họa", required=False)

    def __init__(
        self, *args: Any, criteria: Mapping[str, Criterion], units: Iterable[UnitVersion], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["cost"].widget.attrs["inputmode"] = "numeric"
        self._choose("criterion", [(c.id, f"{c.number}. {c.name}") for c in criteria.values()])
        named = [(str(unit.unit_id), unit.full_name) for unit in units]
        self._choose("origin", [("", "Ngoài tỉnh"), *named])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices
        field.error_messages["invalid_choice"] = "Không có lựa chọn này. Hãy chọn trong danh sách."

    def clean_cost(self) -> int | None:
        text: str = self.cleaned_data["cost"].strip()
        if not text:
            return None
        try:
            return int(read_number(text, whole=True))
        except DomainError as error:
            raise forms.ValidationError(f"{error} Hãy ghi số đồng, như 15.000.000.") from error

    def practice(self) -> Practice:
        told = self.cleaned_data
        origin = int(told["origin"]) if told["origin"] else None
        return Practice(**(told | {"origin": origin}))


class AdoptionForm(PlainForm):
    unit = forms.ChoiceField(label="Đơn vị áp dụng")
    since = DayField("Từ ngày")
    result = forms.CharField(label="Kết quả đến nay", max_length=4000, required=False, widget=ROWS)

    def __init__(self, *args: Any, units: Iterable[UnitVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        named = [(str(unit.unit_id), unit.full_name) for unit in units]
        field.choices = [("", "Chọn đơn vị"), *named]
        field.error_messages["invalid_choice"] = "Đơn vị này không thuộc phạm vi của mình."


class WithdrawalForm(PlainForm):
    why = forms.CharField(
        label="Lý do rút (mọi người đọc được)", max_length=4000, widget=forms.Textarea({"rows": 3})
    )


def units_kept(request: Request) -> list[UnitVersion]:
    """The communes and districts about which the person may write, by code."""
    keys, on = kept_units(request.user, on=request.today), request.today
    found = UnitVersion.objects.on(on).filter(unit_id__in=keys)
    rural = Q(level=Level.DISTRICT) | Q(level=Level.COMMUNE, type=UnitType.COMMUNE)
    return list(found.filter(rural).order_by("code"))


def typed(practice: GoodPractice) -> dict[str, Any]:
    """An entry as its form shows it."""
    names = ("title", "criterion", "origin_text", "conditions", "steps", "cost_note")
    told = {name: getattr(practice, name) for name in (*names, "result", "source")}
    return told | {
        "origin": str(practice.origin_id or ""),
        "cost": "" if practice.cost is None else show_number(practice.cost),
        "is_illustrative": practice.is_illustrative,
    }
