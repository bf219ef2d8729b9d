"""The form of one contribution: amounts as people write them, values in triệu đồng."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from langmoi.core.errors import DomainError
from langmoi.core.numbers import read_millions, read_number
from langmoi.funding.contribution_checks import LEAST_RATE, Given, Problem
from langmoi.funding.contribution_file import read_donors
from langmoi.web.people.people_forms import DayField, PlainForm

NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."
# What the domain calls a column, and the field that shows it.
FIELD_OF = {"told_workdays_value": "workdays", "told_total": "money"}


class _Amount(forms.CharField):
    """A number as people write it; empty is none."""

    def __init__(
        self,
        label: str,
        *,
        is_millions: bool = False,
        is_whole: bool = False,
        least: Decimal | None = None,
    ) -> None:
        hints = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label=label, required=False, widget=forms.TextInput(hints))
        self.is_millions, self.is_whole, self.least = is_millions, is_whole, least

    def clean(self, value: Any) -> Decimal | int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            if self.is_millions:
                return read_millions(text)
            number = read_number(text, minimum=self.least, whole=self.is_whole)
        except DomainError as error:
            raise forms.ValidationError(f"{error} Hãy ghi lại.") from error
        return int(number) if self.is_whole else number


class ContributionForm(PlainForm):
    unit = forms.ChoiceField(label="Nơi đóng góp", error_messages={"invalid_choice": NO_CHOICE})
    given_on = DayField("Ngày đóng góp (một đợt: ngày cuối)")
    project = forms.ChoiceField(
        label="Cho công trình", required=False, error_messages={"invalid_choice": NO_CHOICE}
    )
    households = _Amount("Số hộ tham gia", is_whole=True)
    money = _Amount("Tiền (triệu đồng)", is_millions=True)
    workdays = _Amount("Ngày công")
    workday_rate = _Amount("Mức quy đổi (đồng một công)", is_whole=True, least=LEAST_RATE)
    land = _Amount("Hiến đất (m²)")
    land_value = _Amount("Đất quy tiền (triệu đồng)", is_millions=True)
    goods = forms.CharField(label="Vật tư, cây cối, khác (ghi rõ)", max_length=200, required=False)
    goods_value = _Amount("Vật tư, khác quy tiền (triệu đồng)", is_millions=True)
    basis = forms.CharField(
        label="Căn cứ quy đổi (văn bản, hoặc biên bản họp thôn)", max_length=200, required=False
    )
    told_total = _Amount("Tổng theo giấy (triệu đồng), nếu muốn đối chiếu", is_millions=True)
    donors = forms.CharField(
        label="Người đóng góp cần ghi tên",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3, "placeholder": "Mỗi dòng một người: A Nhôi: 2"}),
    )
    note = forms.CharField(label="Ghi chú (không ghi tên người)", max_length=300, required=False)

    def __init__(
        self, *args: Any, units: Mapping[int, str], projects: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["unit"], [(str(key), said) for key, said in units.items()])
        listed = [(str(key), said) for key, said in projects.items()]
        _offer(self.fields["project"], [("", "Không cho công trình nào"), *listed])

    def clean_households(self) -> int:
        told = self.cleaned_data["households"]
        if told is None:
            raise forms.ValidationError("Chưa ghi số hộ tham gia. Hãy ghi, ví dụ 40.")
        return int(told)

    def clean_donors(self) -> object:
        try:
            return read_donors(self.cleaned_data["donors"])
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error

    def given(self) -> Given:  # type: ignore[override]
        told = self.cleaned_data
        return Given(
            unit=int(told["unit"]),
            given_on=told["given_on"],
            households=told["households"],
            money=told["money"] or 0,
            workdays=told["workdays"] or Decimal(0),
            workday_rate=told["workday_rate"],
            land=told["land"] or Decimal(0),
            land_value=told["land_value"],
            goods=told["goods"],
            goods_value=told["goods_value"] or 0,
            project=int(told["project"]) if told["project"] else None,
            basis=told["basis"],
            note=told["note"],
            donors=told["donors"],
            told_total=told["told_total"],
        )

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Each at its field."""
        for problem in problems:
            name = problem.column if problem.column in self.fields else FIELD_OF[problem.column]
            self.add_error(name, problem.message)


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = choices


class TakeBackForm(PlainForm):
    why = forms.CharField(label="Vì sao rút khoản này", max_length=300)
