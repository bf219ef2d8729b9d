"""The forms of a project and of a line of money; faults of an action stand at their field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed, NotFound
from langmoi.core.numbers import plain_millions, read_millions, read_number, show_number
from langmoi.funding.actions import (
    CriterionShare,
    NewLine,
    NewProject,
    PlaceShare,
    SourceAmount,
)
from langmoi.funding.asked import ALL
from langmoi.funding.models import DATES, Builder, Mechanism, MoneyKind
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import district_of, find_units
from langmoi.web.funding.choices import (
    Choices,
    content_choices,
    criterion_choices,
    programme_choices,
    source_choices,
)
from langmoi.web.people.people_forms import DayField, PlainForm

NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."
NONE: Choices = [("", "–")]
GROUPS = {"places": "place0", "criteria": "criterion0", "structure": "source0"}
OWNERS = [("commune", "Xã có công trình"), ("district", "Huyện"), ("province", "Tỉnh"),
          ("", "Cơ quan, tổ chức khác")]  # fmt: skip


class MoneyField(forms.CharField):
    """An amount in triệu đồng, as đồng; what can mean two amounts is asked about."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        hints = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label=label, widget=forms.TextInput(hints), max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_millions(text)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


class ShareField(forms.CharField):
    """A share in percent."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        hints = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label=label, widget=forms.TextInput(hints), max_length=10, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_number(text)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


def _choice(label: str, choices: Choices, **kwargs: Any) -> forms.ChoiceField:
    told = {"invalid_choice": NO_CHOICE}
    return forms.ChoiceField(label=label, choices=choices, error_messages=told, **kwargs)


class FaultForm(PlainForm):
    """A form that shows what an action found wrong where it was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group_errors: dict[str, list[str]] = defaultdict(list)

    def take(self, error: FaultyInput) -> None:
        """Each fault to its field; of a group of rows, above the group."""
        for fault in error.faults:
            if fault.figure in GROUPS:
                self.group_errors[fault.figure].append(fault.message)
                self.add_error(None, fault.message)
            elif fault.figure in self.fields:
                self.add_error(fault.figure, fault.message)
            else:
                self.add_error(None, fault.message)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Whether the form was fit and the action done; a refusal of rights goes on."""
        if not self.is_valid():
            return False
        try:
            act()
        except (NotAllowed, NotFound):
            raise
        except FaultyInput as error:
            self.take(error)
            return False
        except DomainError as error:
            self.add_error(None, str(error))
            return False
        return True


class ProjectForm(FaultForm):
    """A whole project; rows that are left empty say nothing."""

    name = forms.CharField(label="Tên công trình", max_length=300)
    code = forms.CharField(label="Mã (bỏ trống: tự đặt)", max_length=40, required=False)
    content = _choice("Nội dung đầu tư", [])
    owner = forms.CharField(label="Chủ đầu tư", max_length=200)
    owner_level = _choice("Chủ đầu tư thuộc", OWNERS, required=False)
    builder = _choice("Đơn vị thi công", [(str(k), w.capitalize()) for k, w in Builder.choices])
    mechanism = _choice("Cơ chế đầu tư", [(str(k), w.capitalize()) for k, w in Mechanism.choices])
    has_standard_design = forms.BooleanField(label="Theo thiết kế mẫu", required=False)
    has_simple_file = forms.BooleanField(label="Lập hồ sơ đơn giản", required=False)
    in_medium_term_plan = forms.BooleanField(
        label="Trong kế hoạch đầu tư công trung hạn", required=False
    )
    why_special = forms.CharField(
        label="Giải trình, nếu có điều kiện cơ chế đặc thù chưa bảo đảm",
        max_length=500,
        required=False,
    )
    total = MoneyField("Tổng mức đầu tư (triệu đồng)")
    list_document = forms.CharField(label="Văn bản danh mục", max_length=200, required=False)
    listed_on = DayField("Ngày vào danh mục", required=False)
    approval_document = forms.CharField(label="Văn bản phê duyệt", max_length=200, required=False)
    approved_on = DayField("Ngày phê duyệt", required=False)
    started_on = DayField("Ngày khởi công", required=False)
    accepted_on = DayField("Ngày nghiệm thu", required=False)
    settled_on = DayField("Ngày quyết toán", required=False)
    handed_over_on = DayField("Ngày bàn giao", required=False)
    open_call = forms.CharField(
        label="Kêu gọi đầu tư: phần việc, quy mô, điều kiện",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    open_until = DayField("Kêu gọi đến ngày", required=False)

    MAIN = ("name", "code", "content", "owner", "owner_level", "builder", "total")
    KIND = ("mechanism", "has_standard_design", "has_simple_file", "in_medium_term_plan",
            "why_special")  # fmt: skip
    DAYS = ("list_document", "listed_on", "approval_document", "approved_on", *DATES[2:])
    OPEN = ("open_call", "open_until")

    def __init__(
        self,
        *args: Any,
        scope: set[int],
        on: date,
        may_call: bool,
        rows: tuple[int, int, int] = (3, 3, 5),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.on = scope, on
        self.fields["content"].choices = content_choices()  # type: ignore[attr-defined]
        if not may_call:
            self._leave_calls_to_the_province()
        self.place_rows = self._rows(rows[0], "place", "place_share", self._place_fields)
        self.criterion_rows = self._rows(
            rows[1], "criterion", "criterion_share", self._criterion_fields
        )
        sources, programmes = NONE + source_choices(), NONE + programme_choices()
        for number in range(rows[2]):
            at = f"dòng {number + 1}"
            self._put(f"source{number}", _choice(f"Nguồn vốn, {at}", sources, required=False))
            self._put(f"amount{number}", MoneyField(f"Số tiền (triệu đồng), {at}", required=False))
            self._put(
                f"programme{number}", _choice(f"Chương trình, {at}", programmes, required=False)
            )
        self.source_rows = [
            (self[f"source{n}"], self[f"programme{n}"], self[f"amount{n}"]) for n in range(rows[2])
        ]

    def _leave_calls_to_the_province(self) -> None:
        """What stands there stays, whatever is sent."""
        for name in self.OPEN:
            self.fields[name].disabled = True
        whose = "Văn phòng Điều phối NTM tỉnh, Sở KH&ĐT hoặc Sở Tài chính"
        self.fields["open_call"].help_text = f"Hiện ở trang công khai: {whose} ghi."

    def _rows(
        self, count: int, first: str, second: str, make: Callable[[int], Iterable[forms.Field]]
    ) -> list[tuple[forms.BoundField, ...]]:
        for number in range(count):
            for name, field in zip((first, second), make(number), strict=True):
                self._put(f"{name}{number}", field)
        return [(self[f"{first}{n}"], self[f"{second}{n}"]) for n in range(count)]

    def _place_fields(self, number: int) -> Iterable[forms.Field]:
        yield forms.CharField(
            label=f"Xã {number + 1} (tên hoặc mã)", max_length=100, required=False
        )
        yield ShareField(f"% của xã {number + 1}", required=False)

    def _criterion_fields(self, number: int) -> Iterable[forms.Field]:
        offered = NONE + criterion_choices(self.on)
        yield _choice(f"Tiêu chí {number + 1}", offered, required=False)
        yield ShareField(f"% tiêu chí {number + 1}", required=False)

    def _put(self, name: str, field: forms.Field) -> None:
        is_choice = isinstance(field.widget, forms.Select)
        field.widget.attrs["class"] = "form-select" if is_choice else "form-control"
        self.fields[name] = field

    def part(self, name: str) -> list[forms.BoundField]:
        return [self[one] for one in getattr(self, name)]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return self.part("MAIN")

    @property
    def kind_fields(self) -> list[forms.BoundField]:
        return self.part("KIND")

    @property
    def day_fields(self) -> list[forms.BoundField]:
        return self.part("DAYS")

    @property
    def open_fields(self) -> list[forms.BoundField]:
        return self.part("OPEN")

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        told["places"] = self._places(told)
        told["criteria"] = tuple(
            CriterionShare(number, share)
            for number, share in self._pairs(told, "criterion", "criterion_share")
        )
        told["structure"] = self._structure(told)
        return told

    def _pairs(self, told: dict[str, Any], first: str, second: str) -> list[tuple[str, Decimal]]:
        """Rows that name something, with their shares; of one row alone all of it is meant."""
        named = [n for n in range(40) if told.get(f"{first}{n}")]
        pairs = []
        for n in named:
            share = told.get(f"{second}{n}")
            if share is None and len(named) > 1 and f"{second}{n}" not in self.errors:
                self.add_error(f"{second}{n}", "Có nhiều dòng thì mỗi dòng phải ghi phần trăm.")
            pairs.append((told[f"{first}{n}"], ALL if share is None else share))
        return pairs

    def _places(self, told: dict[str, Any]) -> tuple[PlaceShare, ...]:
        found = []
        day = told.get("approved_on") or told.get("listed_on") or self.on
        names = [n for n in range(40) if told.get(f"place{n}")]
        pairs = self._pairs(told, "place", "place_share")
        for n, (text, share) in zip(names, pairs, strict=True):
            key = self._place(n, text, day)
            if key is not None:
                found.append(PlaceShare(key, share))
        return tuple(found)

    def _place(self, number: int, text: str, day: date) -> int | None:
        """The commune so named on the project's day, of those in the person's scope."""
        units = find_units(text, on=day, level=Level.COMMUNE, within=self.scope)
        if len(units) == 1:
            return units[0].unit_id
        if not units:
            said = f"Ngày {day:%d/%m/%Y} không có xã “{text}” trong phạm vi quản lý. Hãy xem lại."
        else:
            codes = "; ".join(f"{u.code}" for u in units)
            said = f"Có {len(units)} xã tên này. Hãy ghi mã: {codes}."
        self.add_error(f"place{number}", said)
        return None

    def _structure(self, told: dict[str, Any]) -> tuple[SourceAmount, ...]:
        found = []
        for n in range(40):
            source, amount = told.get(f"source{n}"), told.get(f"amount{n}")
            if source and amount is None and f"amount{n}" not in self.errors:
                self.add_error(f"amount{n}", "Chưa ghi số tiền của nguồn này.")
            elif amount is not None and not source:
                self.add_error(f"source{n}", "Chưa chọn nguồn của số tiền này.")
            elif source and amount is not None:
                programme = told.get(f"programme{n}")
                found.append(SourceAmount(source, amount, int(programme) if programme else None))
        return tuple(found)

    def asked(self, *, certainty: str) -> NewProject:
        told = self.cleaned_data
        plain = ("name", "code", "content", "owner", "builder", "mechanism", "why_special",
                 "has_standard_design", "has_simple_file", "in_medium_term_plan", "total",
                 "list_document", "approval_document", *DATES, "open_call", "open_until",
                 "places", "criteria", "structure")  # fmt: skip
        return NewProject(
            **{name: told[name] for name in plain},
            owner_unit=self._owner(told),
            certainty=certainty,
        )

    def _owner(self, told: dict[str, Any]) -> int | None:
        if not told["places"] or not told["owner_level"]:
            return None
        commune, day = told["places"][0].unit, told["approved_on"] or told["listed_on"] or self.on
        if told["owner_level"] == Level.COMMUNE:
            return int(commune)
        district = district_of(commune, day)
        if told["owner_level"] == Level.DISTRICT:
            return district.unit_id if district else None
        below = district.unit_id if district else commune
        above = UnitVersion.objects.on(day).filter(unit_id=below).first()
        return above.parent_id if above else None


def typed(asked: NewProject, names: dict[int, str], owner_level: str) -> dict[str, Any]:
    """A project as its form shows it; names: of its places, by their keys."""
    told = {name: getattr(asked, name) for name in ProjectForm.base_fields if hasattr(asked, name)}
    told |= {"total": plain_millions(asked.total), "owner_level": owner_level}
    for n, place in enumerate(asked.places):
        told |= {f"place{n}": names.get(place.unit, ""), f"place_share{n}": _share(place.share)}
    for n, criterion in enumerate(asked.criteria):
        told |= {f"criterion{n}": criterion.number, f"criterion_share{n}": _share(criterion.share)}
    for n, part in enumerate(asked.structure):
        told |= {
            f"source{n}": part.source,
            f"amount{n}": plain_millions(part.amount),
            f"programme{n}": str(part.programme or ""),
        }
    return told


def _share(share: Decimal) -> str:
    return show_number(share)


class LineForm(FaultForm):
    """A line of money, of a project or of a unit."""

    kind = _choice("Loại", [(str(k), w.capitalize()) for k, w in MoneyKind.choices])
    source = _choice("Nguồn vốn", [])
    programme = _choice("Chương trình (chỉ vốn lồng ghép)", [], required=False)
    year = forms.IntegerField(label="Năm kế hoạch")
    day = DayField("Ngày của văn bản, chứng từ")
    amount = MoneyField("Số tiền (triệu đồng)")
    is_carried_over = forms.BooleanField(label="Vốn năm trước chuyển sang", required=False)
    document = forms.CharField(label="Số văn bản, chứng từ", max_length=200, required=False)
    item = forms.CharField(label="Chi cho phần việc gì", max_length=200, required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args: Any, units: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = source_choices()  # type: ignore[attr-defined]
        offered = NONE + programme_choices()
        self.fields["programme"].choices = offered  # type: ignore[attr-defined]
        year = self.fields["year"]
        year.widget = forms.TextInput(
            {"inputmode": "numeric", "class": "form-control", "autocomplete": "off"}
        )
        year.error_messages["invalid"] = "Năm phải là số nguyên, ví dụ 2019. Hãy ghi lại."
        if units is not None:
            unit = _choice("Đơn vị nhận vốn", units)
            unit.widget.attrs["class"] = "form-select"
            self.fields = {"unit": unit, **self.fields}
            kinds = [k for k in self.fields["kind"].choices if k[0] != MoneyKind.ACCEPTED]  # type: ignore[attr-defined]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def asked(self, *, project: int | None) -> NewLine:
        told = dict(self.cleaned_data)
        unit, programme = told.pop("unit", None), told.pop("programme", "")
        return NewLine(
            **told,
            project=project,
            unit=int(unit) if unit else None,
            programme=int(programme) if programme else None,
        )


class TakeBackForm(FaultForm):
    why = forms.CharField(label="Lý do rút dòng này", max_length=300)


class StopForm(FaultForm):
    stopped_on = DayField("Dừng từ ngày")
    why = forms.CharField(label="Lý do dừng", max_length=300)


class ResumeForm(FaultForm):
    why = forms.CharField(label="Lý do làm tiếp", max_length=300)
