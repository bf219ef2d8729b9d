"""Forms made from a register's file: each field as its type asks, read as workbooks are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from langmoi.core.errors import DomainError
from langmoi.core.numbers import plain_millions
from langmoi.places.models import UnitVersion
from langmoi.places.queries import find_units
from langmoi.registers.kinds import FieldDef, FieldType, Kind, Need, Per, RecordDef, StateDef
from langmoi.registers.moving import Move
from langmoi.registers.recording import NewRecord
from langmoi.registers.values import read_value, show_value
from langmoi.reporting.evidence.kinds import ACCEPT
from langmoi.web.people.people_forms import DayField, PlainForm

PREFIX = "f_"
MOST_OFFERED = 150  # units in a list of choices; of more one writes the name or code
NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."


class ValuesForm(PlainForm):
    """The fields of an entry or a record."""

    def __init__(
        self,
        *args: Any,
        told: Sequence[FieldDef],
        on: date,
        within: Collection[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.told, self.on, self.within = told, on, within
        for field in told:
            self.fields[PREFIX + field.id] = _form_field(field)
        self._dress()

    def _dress(self) -> None:
        for field in self.fields.values():
            field.error_messages["required"] = "Ô này còn trống. Hãy ghi vào."
            field.error_messages["invalid_choice"] = NO_CHOICE
            is_choice = isinstance(field.widget, forms.Select)
            if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput):
                field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def clean(self) -> dict[str, Any]:
        """What each field says; what is wrong stands at its field."""
        given = self.cleaned_data
        values: dict[str, Any] = {}
        for field in self.told:
            raw = given.get(PREFIX + field.id)
            if raw in (None, ""):
                continue
            try:
                values[field.id] = self._value(field, raw)
            except DomainError as error:
                self.add_error(PREFIX + field.id, str(error))
        given["values"] = {key: value for key, value in values.items() if value is not None}
        return given

    def _value(self, field: FieldDef, raw: Any) -> Any:
        if field.type is FieldType.UNITS:
            names = [name.strip() for name in str(raw).split(";") if name.strip()]
            return [one_unit(name, self.within, self.on).unit_id for name in names]
        return read_value(field, raw)

    def tell(self, name: str, message: str) -> None:
        """A fault of the action, at the field that it names."""
        key = PREFIX + name
        self.add_error(key if key in self.fields else None, message)


def _form_field(field: FieldDef) -> forms.Field:
    told: dict[str, Any] = {"label": field.heading, "required": field.required}
    told["help_text"] = field.help
    match field.type:
        case FieldType.DATE:
            return DayField(told.pop("label"), **told)
        case FieldType.CHOICE:
            return forms.ChoiceField(choices=[("", "Chưa ghi"), *field.labels.items()], **told)
        case FieldType.YES_NO:
            choices = [("", "Chưa ghi"), ("có", "Có"), ("không", "Không")]
            return forms.ChoiceField(choices=choices, **told)
        case FieldType.LONG_TEXT:
            return forms.CharField(widget=forms.Textarea({"rows": 4}), **told)
    if field.type.is_number:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        return forms.CharField(widget=widget, **told)
    if field.type is FieldType.UNITS:
        told["help_text"] = field.help or "Tên hoặc mã các đơn vị, cách nhau bằng dấu chấm phẩy."
    return forms.CharField(**told)


def one_unit(text: str, within: Collection[int], on: date) -> UnitVersion:
    """The unit of this name or code among these; raises DomainError."""
    found = find_units(text, on=on, within=within)
    if len(found) == 1:
        return found[0]
    if not found:
        raise DomainError(f"Không có đơn vị “{text}” trong phạm vi này. Hãy xem lại tên hoặc mã.")
    codes = "; ".join(version.code for version in found)
    raise DomainError(f"Có {len(found)} đơn vị tên “{text}”. Hãy ghi mã: {codes}.")


def initial_of(
    fields: Sequence[FieldDef], kept: Mapping[str, Any], names: Mapping[int, str]
) -> dict[str, Any]:
    """Values as the form shows them to be changed."""
    found: dict[str, Any] = {}
    for field in fields:
        value = kept.get(field.id)
        if value is None:
            continue
        match field.type:
            case FieldType.DATE:
                found[PREFIX + field.id] = date.fromisoformat(value)
            case FieldType.CHOICE:
                found[PREFIX + field.id] = value
            case FieldType.MONEY:
                found[PREFIX + field.id] = plain_millions(int(value))
            case FieldType.WHOLE | FieldType.DECIMAL | FieldType.SHARE:
                found[PREFIX + field.id] = str(value).replace(".", ",")
            case _:
                found[PREFIX + field.id] = show_value(field, value, names)
    return found


class EntryForm(ValuesForm):
    """The name and fields of an entry; of a new one also its place and first state."""

    def __init__(
        self, *args: Any, kind: Kind, units: Sequence[UnitVersion] | None = None, **kwargs: Any
    ) -> None:
        self.kind, self.units = kind, units
        super().__init__(*args, told=kind.fields, **kwargs)
        place: dict[str, forms.Field] = {}
        if units is not None:
            place["unit"] = _unit_field(units)
        place["name"] = forms.CharField(label=f"Tên {kind.one}", max_length=300)
        self.fields = {**place, **self.fields}
        if units is not None:
            self.fields |= state_fields(kind.start_states, "Trạng thái ban đầu")
        self._dress()

    def clean_unit(self) -> UnitVersion:
        text, units = self.cleaned_data["unit"], self.units or ()
        if len(units) <= MOST_OFFERED:
            found = next((unit for unit in units if str(unit.unit_id) == text), None)
            if found is None:
                raise forms.ValidationError(NO_CHOICE)
            return found
        try:
            return one_unit(text, {unit.unit_id for unit in units}, self.on)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


def _unit_field(units: Sequence[UnitVersion]) -> forms.Field:
    if len(units) > MOST_OFFERED:
        return forms.CharField(label="Đơn vị (tên hoặc mã)", max_length=100)
    choices = [(str(unit.unit_id), _named(unit)) for unit in units]
    first = [("", "Chọn đơn vị")] if len(choices) > 1 else []
    return forms.ChoiceField(label="Đơn vị", choices=[*first, *choices])


def _named(unit: UnitVersion) -> str:
    return f"{unit.full_name[:1].upper()}{unit.full_name[1:]} ({unit.code})"


def state_fields(states: Sequence[StateDef], label: str) -> dict[str, forms.Field]:
    """A state from a day on with its paper."""
    choices = [(state.id, state.label) for state in states]
    first = [("", "Chọn trạng thái")] if len(choices) > 1 else []
    found: dict[str, forms.Field] = {
        "state": forms.ChoiceField(label=label, choices=[*first, *choices]),
        "since": DayField("Từ ngày"),
    }
    if any(state.document is not Need.NONE for state in states):
        found["document"] = forms.CharField(
            label="Văn bản (số, ký hiệu)", max_length=200, required=False
        )
        found["document_on"] = DayField("Ngày văn bản", required=False)
        found["signer"] = forms.CharField(label="Người ký", max_length=150, required=False)
    return found


def move_in(given: Mapping[str, Any]) -> Move:
    return Move(
        given["state"],
        given["since"],
        given.get("document", ""),
        given.get("document_on"),
        given.get("signer", ""),
        given.get("note", ""),
    )


class MoveForm(PlainForm):
    """Another state of an entry."""

    def __init__(self, *args: Any, states: Sequence[StateDef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= state_fields(states, "Trạng thái mới")
        self.fields["note"] = forms.CharField(
            label="Ghi chú, lý do", max_length=500, required=False
        )
        for field in self.fields.values():
            field.error_messages["required"] = "Ô này còn trống. Hãy ghi vào."
            field.error_messages["invalid_choice"] = NO_CHOICE
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"


class RecordForm(ValuesForm):
    """A fact of a year or a day."""

    def __init__(self, *args: Any, record: RecordDef, **kwargs: Any) -> None:
        self.record = record
        super().__init__(*args, told=record.fields, **kwargs)
        if record.once_per is Per.YEAR:
            hint = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "2019"}
            first: forms.Field = forms.CharField(
                label="Năm", max_length=4, widget=forms.TextInput(hint)
            )
        else:
            first = DayField("Ngày")
        self.fields = {"when": first, **self.fields}
        if record.document is not Need.NONE:
            self.fields["document"] = forms.CharField(
                label="Văn bản, biên bản",
                max_length=200,
                required=record.document is Need.REQUIRED,
            )
        self._dress()

    def clean_when(self) -> Any:
        told = self.cleaned_data["when"]
        if self.record.once_per is not Per.YEAR:
            return told
        if not (told.isascii() and told.isdigit() and len(told) == 4):
            raise forms.ValidationError("Năm gồm bốn chữ số. Hãy ghi như 2019.")
        return int(told)

    def to_add(self) -> NewRecord:
        given = self.cleaned_data
        is_year = self.record.once_per is Per.YEAR
        return NewRecord(
            self.record.id,
            given["values"],
            year=given["when"] if is_year else None,
            day=None if is_year else given["when"],
            document=given.get("document", ""),
        )


class WhyForm(PlainForm):
    """A reason, for what is taken back."""

    why = forms.CharField(label="Lý do", max_length=300)
    row = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PaperForm(PlainForm):
    label = forms.CharField(label="Tên giấy tờ", max_length=200)
    file = forms.FileField(
        label="Tệp (PDF, ảnh, Word, Excel)",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, offered: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            self.fields["label"].help_text = f"Ví dụ: {'; '.join(offered)}."
        self.fields["file"].error_messages["required"] = "Chưa chọn tệp. Hãy chọn tệp rồi gửi."
