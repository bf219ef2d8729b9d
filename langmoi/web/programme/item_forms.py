"""Forms of the work programme: an item, its steps, and what is carried to the next year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from langmoi.law.model import Criterion
from langmoi.places.models import UnitVersion
from langmoi.programme.models import Origin, ProgrammeItem
from langmoi.programme.working import NewItem
from langmoi.web.people.people_forms import DayField, PlainForm
from langmoi.web.programme.target_forms import ROWS, choose


class ItemForm(PlainForm):
    content = forms.CharField(label="Nội dung công việc", max_length=4000, widget=ROWS)
    criterion = forms.ChoiceField(label="Tiêu chí", required=False)
    communes = forms.MultipleChoiceField(
        label="Làm cho xã nào (bỏ trống: cả địa bàn)",
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
    )
    responsible = forms.CharField(label="Người, đơn vị chịu trách nhiệm", max_length=200)
    planned_from = DayField("Dự kiến từ")
    planned_to = DayField("Dự kiến xong")
    is_illustrative = forms.BooleanField(label="Số liệu minh họa", required=False)

    def __init__(
        self, *args: Any, criteria: Iterable[Criterion], communes: Iterable[UnitVersion], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        named = [(c.number, f"{c.number}. {c.name}") for c in criteria]
        choose(self, "criterion", [("", "Không riêng tiêu chí nào"), *named])
        choose(self, "communes", [(str(one.unit_id), one.full_name) for one in communes])
        self.fields["communes"].error_messages["invalid_choice"] = (
            "Có xã không có trong danh sách. Hãy chọn lại."
        )

    def item(self) -> NewItem:
        told = dict(self.cleaned_data)
        communes = tuple(int(key) for key in told.pop("communes"))
        return NewItem(**told, communes=communes, origin=Origin.OWN)


class BeginForm(PlainForm):
    day = DayField("Bắt đầu ngày")


class FinishForm(PlainForm):
    day = DayField("Xong ngày")
    result = forms.CharField(label="Kết quả", max_length=4000, widget=ROWS)


class ReasonForm(PlainForm):
    reason = forms.CharField(label="Lý do (mọi người đọc được)", max_length=4000, widget=ROWS)


class CarryItemsForm(PlainForm):
    until = DayField("Dự kiến xong")
    reason = forms.CharField(label="Lý do chuyển", max_length=4000, widget=ROWS)


class TakeForm(PlainForm):
    """Who does what is taken over, where the suggestion does not say."""

    responsible = forms.CharField(
        label="Người, đơn vị chịu trách nhiệm (cho gợi ý chưa có)", max_length=200, required=False
    )


def typed(item: ProgrammeItem) -> dict[str, Any]:
    """An item as its form shows it."""
    names = ("content", "criterion", "responsible", "planned_from", "planned_to")
    told = {name: getattr(item, name) for name in names}
    keys = [str(key) for key in item.communes.values_list("pk", flat=True)]
    return told | {"communes": keys, "is_illustrative": item.is_illustrative}
