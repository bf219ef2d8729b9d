"""Forms of councils and certificates, and the sheets of a product as they were typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.numbers import read_number, show_number
from langmoi.registers.models import OcopCouncil, OcopScoring
from langmoi.registers.ocop.certifying import Decision
from langmoi.registers.ocop.councils import MOST_MEMBERS, CouncilTold, Scored
from langmoi.registers.ocop.rules import LEVELS, ScoreSet
from langmoi.registers.ocop.scores import Sheet, member_name
from langmoi.web.people.people_forms import DayField, PlainForm

NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."


class CouncilForm(PlainForm):
    unit = forms.ChoiceField(label="Hội đồng của", error_messages={"invalid_choice": NO_CHOICE})
    held_on = DayField("Ngày họp chấm")
    document = forms.CharField(
        label="Quyết định thành lập (số, ký hiệu, ngày)", max_length=200, required=False
    )
    size = forms.IntegerField(label="Số thành viên", min_value=1, max_value=MOST_MEMBERS)
    names = forms.CharField(
        label="Tên thành viên, mỗi dòng một người (có thể bỏ trống)",
        max_length=6000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(key), name) for key, name in units.items()]
        hints = {"inputmode": "numeric", "class": "form-control", "autocomplete": "off"}
        self.fields["size"].widget = forms.TextInput(hints)
        self.fields["size"].error_messages["invalid"] = "Hãy ghi số người, ví dụ 9."

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        names = _lines(told.get("names", ""))
        size = told.get("size")
        if size and len(names) > size:
            self.add_error(
                "names",
                f"Có {len(names)} tên, nhiều hơn {size} thành viên. "
                "Hãy sửa số thành viên hoặc bỏ bớt tên.",
            )
        return told

    def council(self) -> CouncilTold:
        told = self.cleaned_data
        names = _lines(told["names"])
        padded = names + [""] * (told["size"] - len(names))
        return CouncilTold(told["held_on"], tuple(padded), told["document"])


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


def typed_council(council: OcopCouncil) -> dict[str, Any]:
    """A council as its form shows it."""
    return {
        "unit": str(council.unit_id),
        "held_on": council.held_on,
        "document": council.document,
        "size": len(council.members),
        "names": "\n".join(name for name in council.members if name),
    }


class DecisionForm(PlainForm):
    stars = forms.TypedChoiceField(
        label="Hạng sao",
        coerce=int,
        choices=[("", "Chọn hạng sao"), ("3", "3 sao"), ("4", "4 sao"), ("5", "5 sao")],
        error_messages={"invalid_choice": NO_CHOICE},
    )
    level = forms.ChoiceField(
        label="Cấp công nhận",
        choices=[("", "Chọn cấp"), *((key, name.capitalize()) for key, name in LEVELS.items())],
        error_messages={"invalid_choice": NO_CHOICE},
    )
    document = forms.CharField(label="Số, ký hiệu quyết định", max_length=200)
    issued_on = DayField("Ngày quyết định")
    signer = forms.CharField(label="Người ký", max_length=150, required=False)
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def decision(self) -> Decision:
        return Decision(**self.cleaned_data)


@dataclass(frozen=True)
class Cell:
    """A part of a member's sheet, as typed."""

    name: str  # of the input
    letter: str
    most: Decimal
    value: str


@dataclass(frozen=True)
class SheetRow:
    """A member's line; `total` of what can be read."""

    number: int
    who: str
    cells: tuple[Cell, ...]
    total: str


class SheetsForm:
    """The sheets of a product as they stand or as they were typed; a blank line is no sheet."""

    def __init__(
        self,
        council: OcopCouncil,
        score_set: ScoreSet,
        scoring: OcopScoring | None,
        data: Mapping[str, str] | None = None,
    ) -> None:
        self.council, self.score_set = council, score_set
        self.data = dict(data) if data is not None else _as_typed(scoring)
        self.faults: list[Fault] = []

    def rows(self) -> list[SheetRow]:
        return [self._row(number) for number in range(1, len(self.council.members) + 1)]

    def _row(self, number: int) -> SheetRow:
        cells = tuple(
            Cell(name, part.letter, part.most, self.data.get(name, ""))
            for part in self.score_set.parts
            for name in [f"{part.id}{number}"]
        )
        return SheetRow(number, member_name(number, self.council.members), cells, _sum(cells))

    @property
    def stars(self) -> str:
        return self.data.get("stars", "")

    @property
    def note(self) -> str:
        return self.data.get("note", "")

    def told(self) -> Scored:
        """What was typed; raises FaultyInput with every cell that cannot be read."""
        sheets: list[Sheet] = []
        for row in self.rows():
            if any(cell.value.strip() for cell in row.cells):
                sheets.append(Sheet(row.number, self._points(row)))
        if self.faults:
            more = f" Còn {len(self.faults) - 1} ô khác cần sửa." if len(self.faults) > 1 else ""
            raise FaultyInput(f"Chưa ghi phiếu nào: {self.faults[0]}{more}", self.faults)
        stars = int(self.stars) if self.stars in {"1", "2", "3", "4", "5"} else None
        return Scored(tuple(sheets), stars, self.note)

    def _points(self, row: SheetRow) -> dict[str, Decimal]:
        points = {}
        for part, cell in zip(self.score_set.parts, row.cells, strict=True):
            if not cell.value.strip():
                continue  # said once, with the member's name, by who judges the sheets
            try:
                points[part.id] = read_number(cell.value, minimum=Decimal(0), maximum=part.most)
            except DomainError as error:
                self.faults.append(Fault(f"{row.who}, phần {part.letter}: {error}"))
        return points


def _as_typed(scoring: OcopScoring | None) -> dict[str, str]:
    if scoring is None:
        return {}
    told = {
        f"{part}{sheet.number}": show_number(getattr(sheet, part))
        for sheet in scoring.sheets.all()
        for part in ("a", "b", "c")
    }
    stars = str(scoring.concluded_stars or "")
    return told | {"stars": stars, "note": scoring.note}


def _sum(cells: Sequence[Cell]) -> str:
    found = []
    for cell in cells:
        try:
            found.append(read_number(cell.value, minimum=Decimal(0), maximum=cell.most))
        except DomainError:
            return ""
    return show_number(sum(found, Decimal(0)))
