"""The forms of surveys: a new one, what it asks and where, its steps, its papers, the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from langmoi.law.model import Status
from langmoi.surveys.actions import Minutes, NewRule, NewVillageRow
from langmoi.surveys.models import SurveyCampaign, Way
from langmoi.surveys.questions import Question
from langmoi.web.people.people_forms import DayField, PlainForm

SPARE_ROWS, LEAST_ROWS = 2, 4
NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."
# What the office may say of its document; “provisional” is for what has none.
STATUSES = (Status.RECALLED, Status.REPORTED, Status.CHECKED)


class WholeField(forms.IntegerField):
    """A whole number, typed on a phone's digits."""

    def __init__(self, label: str, most: int, *, least: int = 0, **kwargs: Any) -> None:
        hints = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(label=label, min_value=least, max_value=most, **kwargs)
        self.widget = forms.TextInput(hints)
        self.error_messages["invalid"] = "Ô này phải là số nguyên. Hãy ghi lại, ví dụ 120."


class NewSurveyForm(PlainForm):
    unit = forms.ChoiceField(label="Xã", error_messages={"invalid_choice": NO_CHOICE})
    year = WholeField("Năm đánh giá", 2100, least=2011)

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(key), name) for key, name in units.items()]


class VillageForm(PlainForm):
    name = forms.CharField(label="Thôn", max_length=100, required=False)
    households = WholeField("Số hộ", 5000, required=False)


class PrepareForm(PlainForm):
    """Whom to ask, the villages with their households, the wording of each question."""

    way = forms.ChoiceField(label="Lấy ý kiến", choices=Way.choices)
    sample_size = WholeField("Số hộ chọn (nếu chọn mẫu)", 100_000, required=False)

    def __init__(
        self, *args: Any, campaign: SurveyCampaign, known: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(campaign.questions.all())
        for question in self.asked:
            label = f"Tiêu chí {question.criterion}" if question.criterion else "Chung"
            field = forms.CharField(
                label=label, max_length=400, required=False, initial=question.text
            )
            field.widget.attrs["class"] = "form-control"
            self.fields[question.key] = field
        given = [{"name": v.name, "households": v.households} for v in campaign.villages.all()]
        rows: list[dict[str, Any]] = given or [{"name": name} for name in known]
        rows += [{} for _ in range(max(SPARE_ROWS, LEAST_ROWS - len(rows)))]
        self.rows = [
            VillageForm(*args, prefix=f"thon{n}", initial=row) for n, row in enumerate(rows)
        ]

    @property
    def questions(self) -> list[Any]:
        return [self[question.key] for question in self.asked]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def told(self) -> dict[str, Any]:
        """As `change_campaign` takes it."""
        told = self.cleaned_data
        filled = [row.cleaned_data for row in self.rows]
        return {
            "way": Way(told["way"]),
            "sample_size": told["sample_size"],
            "villages": [
                NewVillageRow(row["name"], row["households"] or 0) for row in filled if row["name"]
            ],
            "questions": [Question(q.key, told[q.key], q.criterion) for q in self.asked],
        }


class CloseForm(PlainForm):
    place = forms.CharField(label="Nơi kiểm phiếu", max_length=200)
    people = forms.CharField(label="Thành phần kiểm phiếu", max_length=1000)
    spoiled = WholeField("Số phiếu hỏng", 10_000, initial=0)

    def minutes(self) -> Minutes:
        return Minutes(**self.cleaned_data)


class StopForm(PlainForm):
    why = forms.CharField(label="Lý do dừng; phiếu đã ghi bị bỏ", max_length=300)


class PrintForm(PlainForm):
    village = forms.ChoiceField(label="Thôn", error_messages={"invalid_choice": NO_CHOICE})
    count = WholeField("Số phiếu", 500, least=1)
    kind = forms.ChoiceField(label="Loại tệp", choices=[("pdf", "PDF"), ("docx", "Word")])

    def __init__(self, *args: Any, villages: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(key), name) for key, name in villages]


class RuleForm(PlainForm):
    valid_from = DayField("Áp dụng từ ngày")
    coverage = forms.DecimalField(label="Độ bao phủ, % số hộ", max_digits=5, decimal_places=2,
                                  localize=True)  # fmt: skip
    share = forms.DecimalField(label="Tỷ lệ hài lòng, % số phiếu", max_digits=5, decimal_places=2,
                               localize=True)  # fmt: skip
    in_each_village = forms.BooleanField(label="Tính ở từng thôn", required=False)
    document = forms.CharField(label="Văn bản (số, ngày, cơ quan)", max_length=200)
    status = forms.ChoiceField(
        label="Đã đối chiếu chưa", choices=[(status.value, status.label) for status in STATUSES]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("coverage", "share"):
            messages = self.fields[name].error_messages
            messages["invalid"] = "Ô này phải là số phần trăm. Hãy ghi lại, ví dụ 60 hoặc 62,5."

    def rule(self) -> NewRule:
        return NewRule(**self.cleaned_data | {"status": Status(self.cleaned_data["status"])})
