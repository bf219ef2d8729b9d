"""The forms of a village's meeting and of a mobilisation session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MinValueValidator

from langmoi.core.errors import DomainError
from langmoi.core.numbers import read_millions
from langmoi.places.models import UnitVersion
from langmoi.registers.attendance import Came
from langmoi.registers.kinds import Kind
from langmoi.registers.village_votes import Ballots
from langmoi.reporting.evidence.keeping import NewFile
from langmoi.reporting.evidence.kinds import ACCEPT
from langmoi.web.people.people_forms import DayField, PlainForm

VOTE_ROWS = 3
WHOLE = "Ô này phải là số nguyên. Hãy ghi lại, ví dụ 45."


class WholeField(forms.IntegerField):
    """A count as people type it on a phone."""

    def __init__(self, label: str, *, required: bool = False) -> None:
        hints = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(label=label, required=required, widget=forms.TextInput(attrs=hints))
        self.error_messages["invalid"] = WHOLE
        not_negative = MinValueValidator(0, "Số này không thể nhỏ hơn 0. Hãy ghi lại.")
        self.validators.append(not_negative)


class MoneyField(forms.CharField):
    """Triệu đồng as people write them, kept as whole đồng."""

    def __init__(self, label: str) -> None:
        hints = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label=label, required=False, widget=forms.TextInput(attrs=hints))

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_millions(text)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


class LongField(forms.CharField):
    def __init__(self, label: str, *, rows: int = 3, required: bool = True) -> None:
        super().__init__(
            label=label, max_length=5000, required=required, widget=forms.Textarea({"rows": rows})
        )


class OneFile(forms.FileField):
    def __init__(self, label: str) -> None:
        widget = forms.FileInput(attrs={"accept": ACCEPT})
        super().__init__(label=label, required=False, allow_empty_file=True, widget=widget)


def file_given(told: Mapping[str, Any], name: str) -> NewFile | None:
    found = told.get(name)
    return NewFile(b"".join(found.chunks()), found.name or "") if found else None


class MeetingForm(PlainForm):
    held_on = DayField("Ngày họp")
    purpose = LongField("Họp về việc gì", rows=2)
    households = WholeField("Tổng số hộ của thôn")
    invited = WholeField("Số hộ được mời")
    attending = WholeField("Số hộ dự họp", required=True)
    place = forms.CharField(label="Nơi họp", max_length=300, required=False)
    chaired_by = forms.CharField(label="Chủ trì", max_length=300, required=False)
    written_by = forms.CharField(label="Thư ký", max_length=300, required=False)
    minutes = OneFile("Ảnh hoặc bản quét biên bản đã ký")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = args[0] if args else kwargs.get("data")
        self.votes = [VoteForm(data, prefix=f"viec{n}") for n in range(1, VOTE_ROWS + 1)]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(vote.is_valid() for vote in self.votes)])

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("held_on", "purpose")]

    @property
    def counts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("households", "invited", "attending")]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("place", "chaired_by", "written_by")]

    @property
    def has_more_errors(self) -> bool:
        return any(field.name in self.errors for field in self.more_fields)

    def fields_told(self) -> dict[str, Any]:
        return {name: told for name, told in self.cleaned_data.items() if name != "minutes"}

    def ballots(self) -> list[Ballots]:
        return [found for vote in self.votes if (found := vote.ballots()) is not None]


class VoteForm(PlainForm):
    """One question; a row without anything says nothing."""

    question = forms.CharField(label="Việc biểu quyết", max_length=300, required=False)
    in_favour = WholeField("Tán thành")
    against = WholeField("Không tán thành")
    abstained = WholeField("Không có ý kiến")

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        counts = [told.get(name) for name in ("in_favour", "against", "abstained")]
        has_count = any(count is not None for count in counts)
        if has_count and not told.get("question"):
            self.add_error("question", "Có số phiếu nhưng chưa ghi việc biểu quyết. Hãy ghi vào.")
        if told.get("question") and told.get("in_favour") is None and not self.errors:
            self.add_error("in_favour", "Chưa ghi số hộ tán thành. Hãy ghi, không ai thì ghi 0.")
        return told

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in ("in_favour", "against", "abstained")]

    def ballots(self) -> Ballots | None:
        told = self.cleaned_data
        if not told.get("question"):
            return None
        return Ballots(
            told["question"], told["in_favour"], told["against"] or 0, told["abstained"] or 0
        )


class SessionForm(PlainForm):
    """A session with a row for each village of its commune."""

    name = forms.CharField(label="Tên buổi tuyên truyền, vận động", max_length=300)
    held_on = DayField("Ngày tổ chức")
    organiser = forms.ChoiceField(label="Chủ trì")
    language = forms.ChoiceField(label="Tiếng nói chính")
    second_language = forms.ChoiceField(label="Nói thêm tiếng", required=False)
    criterion = forms.ChoiceField(label="Tiêu chí", required=False)
    campaign = forms.ChoiceField(label="Thuộc phong trào", required=False)
    content = LongField("Nội dung")
    materials = forms.CharField(label="Tài liệu đã dùng", max_length=300, required=False)
    material_file = OneFile("Tệp tài liệu hoặc ảnh")
    result = LongField("Kết quả vận động", rows=2, required=False)
    money = MoneyField("Tiền (triệu đồng)")
    workdays = WholeField("Ngày công")
    land = WholeField("Đất hiến (m²)")

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        villages: Sequence[UnitVersion],
        criteria: Mapping[str, str],
        campaigns: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organiser", "language", "second_language"):
            offered = [(choice.id, choice.label) for choice in kind.by_id[name].choices]
            self._offer(name, [("", "Không" if name == "second_language" else "Chọn"), *offered])
        self._offer("criterion", [("", "Nói chung"), *criteria.items()])
        self._offer("campaign", [("", "Không"), *((name, name) for name in campaigns)])
        data = args[0] if args else kwargs.get("data")
        self.rows = [VillageRow(data, prefix=f"thon{v.unit_id}", village=v) for v in villages]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices
        field.error_messages["invalid_choice"] = "Hãy chọn trong danh sách."

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def _named(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def head_fields(self) -> list[forms.BoundField]:
        return self._named("name", "held_on")

    @property
    def choice_fields(self) -> list[forms.BoundField]:
        return self._named("organiser", "language", "second_language", "criterion", "campaign")

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return self._named("content", "materials", "material_file")

    @property
    def result_fields(self) -> list[forms.BoundField]:
        return self._named("result", "money", "workdays", "land")

    def fields_told(self) -> dict[str, Any]:
        left_out = ("name", "material_file")
        return {name: told for name, told in self.cleaned_data.items() if name not in left_out}

    def came(self) -> dict[int, Came]:
        return {row.village.unit_id: found for row in self.rows if (found := row.came())}


class VillageRow(PlainForm):
    """Who came from one village; an empty row says that nobody was counted."""

    people = WholeField("Số người dự")
    households = WholeField("Số hộ dự")

    def __init__(self, *args: Any, village: UnitVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.village = village

    def came(self) -> Came | None:
        people, households = (self.cleaned_data.get(name) for name in ("people", "households"))
        if people is None and households is None:
            return None
        return Came(self.village.full_name, people, households)
