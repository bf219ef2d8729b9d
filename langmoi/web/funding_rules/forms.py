"""The forms of rules of money, of ratios that are tried, and of explanations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from langmoi.core.errors import DomainError
from langmoi.core.numbers import read_number
from langmoi.funding.counterpart import Reach
from langmoi.funding.groups import group_names
from langmoi.funding.models import MoneyLine, Programme
from langmoi.funding.models.rules import STATUSES
from langmoi.funding.rule_actions import NewPermission, NewRate, Resting
from langmoi.funding.sources import CENTRAL, all_sources, contents
from langmoi.web.people.people_forms import DayField, PlainForm

NO_CHOICE = {"invalid_choice": "Không có lựa chọn này. Hãy chọn trong danh sách."}


class RatioField(forms.CharField):
    """A ratio as people write it: 1, 1,5 or 0.75."""

    def clean(self, value: Any) -> Any:
        told = super().clean(value)
        if not told:
            return None
        try:
            return read_number(told, minimum=Decimal(0), maximum=Decimal(100))
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


def choice(label: str, choices: list[tuple[str, str]], **told: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=NO_CHOICE, **told)


def central_sources() -> list[tuple[str, str]]:
    return [(s.code, s.name) for s in all_sources().values() if s.is_within(CENTRAL)]


def group_choices() -> list[tuple[str, str]]:
    return [("", "Mọi xã"), *((key, name) for key, name in group_names().items())]


def content_choices() -> list[tuple[str, str]]:
    return [("", "Mọi nội dung"), *((c.id, c.name) for c in contents().values())]


class RestForm(PlainForm):
    """Days, document and how sure: what both kinds of rule end with."""

    valid_from = DayField("Từ ngày")
    valid_to = DayField("Đến hết ngày (bỏ trống: đến khi có quy định mới)", required=False)
    document = forms.CharField(label="Văn bản (số, ngày, cơ quan)", max_length=300)
    status = choice("Độ tin cậy", [("", "Chọn"), *STATUSES])
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def rest(self) -> Resting:
        told = self.cleaned_data
        return Resting(
            told["valid_from"], told["valid_to"], told["document"], told["status"], told["note"]
        )


class RateForm(RestForm):
    ratio = RatioField(label="Tỷ lệ địa phương/trung ương (ví dụ 1 hoặc 1,5)", max_length=12)
    source = choice("Nguồn trung ương", [])
    group = choice("Nhóm xã", [], required=False)
    content = choice("Nội dung đầu tư", [], required=False)
    field_order = ["ratio", "source", "group", "content"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_choices(self, source=central_sources(), group=group_choices())
        put_choices(self, content=content_choices())

    def rate(self) -> NewRate:
        told = self.cleaned_data
        reach = Reach(told["source"], told["group"], told["content"])
        return NewRate(reach, told["ratio"], self.rest())


class PermissionForm(RestForm):
    source = choice("Nguồn vốn", [])
    programme = choice("Chương trình lồng ghép", [], required=False)
    contents = forms.MultipleChoiceField(
        label="Nội dung được chi (không chọn: mọi nội dung)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NO_CHOICE,
    )
    priority = forms.IntegerField(
        label="Thứ tự ưu tiên (1 là trước hết)",
        min_value=1,
        max_value=99,
        error_messages={
            "invalid": "Thứ tự phải là số từ 1 đến 99.",
            "min_value": "Thứ tự phải là số từ 1 đến 99.",
            "max_value": "Thứ tự phải là số từ 1 đến 99.",
        },
    )
    field_order = ["source", "programme", "contents", "priority"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = [(s.code, s.name) for s in all_sources().values()]
        named = [(str(p.pk), p.short) for p in Programme.objects.all()]
        put_choices(self, source=sources, programme=[("", "Mọi chương trình"), *named])
        put_choices(self, contents=content_choices()[1:])
        self.fields["contents"].widget.attrs.pop("class", None)

    def permission(self) -> NewPermission:
        told = self.cleaned_data
        programme = int(told["programme"]) if told["programme"] else None
        return NewPermission(
            told["source"], programme, told["contents"], told["priority"], self.rest()
        )


def put_choices(form: forms.Form, **choices: list[tuple[str, str]]) -> None:
    for name, offered in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = offered


class EndRuleForm(PlainForm):
    last_day = DayField("Ngày cuối có hiệu lực")


class TakeBackForm(PlainForm):
    why = forms.CharField(label="Lý do rút (ghi nhầm)", max_length=300)


class ExplainForm(PlainForm):
    text = forms.CharField(
        label="Giải trình", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class JudgeForm(PlainForm):
    text = forms.CharField(
        label="Ý kiến (bắt buộc khi trả lại)", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class WrongForm(PlainForm):
    line = choice("Dòng vốn ghi sai, sẽ rút", [])
    text = forms.CharField(label="Lý do rút", max_length=250)

    def __init__(self, *args: Any, lines: list[MoneyLine], said: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_choices(self, line=[(str(o.pk), s) for o, s in zip(lines, said, strict=True)])


class SaveDraftForm(PlainForm):
    name = forms.CharField(label="Tên phương án", max_length=150)
