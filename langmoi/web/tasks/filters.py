"""What the address asks of the board: view, filters, and addresses that ask for less or more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django import forms

from langmoi.core.days import show_day
from langmoi.core.text import capital, search_key, sort_key
from langmoi.direction.labels import FIVE, LABEL_WORDS, Label
from langmoi.direction.models import Nature, TaskState
from langmoi.direction.timeliness import LABELS, Timeliness
from langmoi.web.people.people_forms import DayField, PlainForm
from langmoi.web.tasks.reading import Desk, Entry

LONG_OVERDUE = 30  # days
MINE, PROVINCE = "toi", "tinh"
LONG, NO_DATE = "qua-han-lau", "khong-han"
LONGEST_NAME = 90


class View(StrEnum):
    DOCUMENTS = "van-ban"
    ASSIGNEES = "noi-nhan"
    DISTRICTS = "huyen"
    DEADLINES = "han"
    LIST = "danh-sach"


VIEWS = {
    View.DOCUMENTS: "Theo văn bản",
    View.ASSIGNEES: "Theo nơi nhận",
    View.DISTRICTS: "Theo huyện",
    View.DEADLINES: "Theo hạn",
    View.LIST: "Danh sách",
}
# The names of the fields in the address.
NAMES = {
    "view": "xem",
    "directive": "van-ban",
    "assignee": "noi-nhan",
    "district": "huyen",
    "standing": "tinh-trang",
    "state": "trang-thai",
    "nature": "tinh-chat",
    "label": "nhom",
    "text": "tim",
    "due_from": "tu-ngay",
    "due_to": "den-ngay",
}
STANDINGS = {
    "trong-han": Timeliness.IN_TIME,
    "sap-den-han": Timeliness.DUE_SOON,
    "qua-han": Timeliness.OVERDUE,
    LONG: Timeliness.OVERDUE,
    "dung-han": Timeliness.DONE_IN_TIME,
    "xong-qua-han": Timeliness.DONE_LATE,
}
_STANDING_WORDS = {key: LABELS[kind] for key, kind in STANDINGS.items()} | {
    LONG: f"quá hạn trên {LONG_OVERDUE} ngày",
    NO_DATE: "không hạn",
}
LABEL_SLUGS = {
    Label.NOT_BEGUN: "chua",
    Label.IN_TIME: "dang-trong-han",
    Label.OVERDUE: "dang-qua-han",
    Label.DONE_IN_TIME: "xong-dung-han",
    Label.DONE_LATE: "xong-qua-han",
    Label.REQUEST: "de-nghi",
    Label.CO_OPERATING: "phoi-hop",
    Label.SUSPENDED: "tam-hoan",
    Label.WITHDRAWN: "thu-hoi",
}
FIVE_SLUG, OUTSIDE_SLUG = "tinh-ty-le", "ngoai-ty-le"
MORE = ("state", "nature", "due_from", "due_to")
_LABEL_CHOICES = {FIVE_SLUG: "được tính tỷ lệ", OUTSIDE_SLUG: "ngoài tỷ lệ"} | {
    slug: LABEL_WORDS[label] for label, slug in LABEL_SLUGS.items()
}
_INSIDE = frozenset(FIVE)


class FilterForm(PlainForm):
    """The filters as the address has them; a value that makes no sense is told and narrows nothing.

    Choices are what the person's own rows have: a document that nobody may see is none of them.
    """

    text = forms.CharField(label="Tìm trong nội dung, nơi nhận", max_length=200, required=False)
    directive = forms.ChoiceField(label="Văn bản", required=False)
    assignee = forms.ChoiceField(label="Nơi nhận", required=False)
    district = forms.ChoiceField(label="Huyện", required=False)
    standing = forms.ChoiceField(label="Thời hạn", required=False)
    state = forms.ChoiceField(label="Trạng thái", required=False)
    nature = forms.ChoiceField(label="Tính chất", required=False)
    due_from = DayField("Hạn từ ngày", required=False)
    due_to = DayField("Hạn đến ngày", required=False)
    label = forms.ChoiceField(required=False)
    view = forms.ChoiceField(required=False, choices=list(VIEWS.items()))

    def __init__(self, data: Mapping[str, Any], *, desk: Desk) -> None:
        super().__init__(data, auto_id="f-%s")
        self.words: dict[str, dict[str, str]] = {}  # of each choice
        self.fields["text"].widget.attrs |= {"type": "search", "placeholder": "Gõ không dấu được"}
        named = {str(key): _short(one.name) for key, one in desk.documents.items()}
        self._choose("directive", "Mọi văn bản", named)
        self._choose("assignee", "Mọi nơi nhận", _assignees(desk))
        self._choose("district", "Mọi huyện", _districts(desk))
        self._choose("standing", "Tất cả", _STANDING_WORDS)
        self._choose("state", "Tất cả", {str(key): word for key, word in TaskState.choices})
        self._choose("nature", "Tất cả", {str(key): word for key, word in Nature.choices})
        self._choose("label", "", _LABEL_CHOICES)

    def add_prefix(self, field_name: str) -> str:
        return NAMES.get(field_name, field_name)  # the prefix of an id, too, is asked here

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        first, last = told.get("due_from"), told.get("due_to")
        if first and last and last < first:
            self.add_error("due_to", "Ngày cuối trước ngày đầu. Hãy ghi lại.")
        return told

    def chosen(self) -> Chosen:
        self.is_valid()
        told = {name: self.cleaned_data.get(name) or None for name in NAMES}
        view = View(told.pop("view") or View.LIST)
        return Chosen(view=view, **told)

    @property
    def has_districts(self) -> bool:
        """Whether there is more than one to choose from."""
        return len(self.words["district"]) > 1

    @property
    def has_more(self) -> bool:
        """Whether one of the filters that are folded away was used."""
        return any(self[name].data or self[name].errors for name in MORE)

    def in_words(self) -> list[str]:
        """Each filter that narrows, as a file says it."""
        said = []
        for name, told in self.cleaned_data.items():
            if not told or name == "view":
                continue
            shown = show_day(told) if isinstance(told, date) else self.words.get(name, {}).get(told)
            said.append(f"{self.fields[name].label or 'Nhóm'}: {shown or told}")
        return said

    def _choose(self, name: str, every: str, words: Mapping[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        self.words[name] = {key: capital(word) for key, word in words.items()}
        field.choices = [("", every), *self.words[name].items()]
        field.error_messages["invalid_choice"] = "Không có lựa chọn này. Hãy chọn trong danh sách."


@dataclass(frozen=True)
class Chosen:
    """The filters that make sense; None narrows nothing."""

    view: View
    directive: str | None = None
    assignee: str | None = None
    district: str | None = None
    standing: str | None = None
    state: str | None = None
    nature: str | None = None
    label: str | None = None
    text: str | None = None
    due_from: date | None = None
    due_to: date | None = None

    def query(self, **other: str | None) -> str:
        """The address's query with these filters, some of them replaced or (None) left out."""
        told: dict[str, str | None] = {
            name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value
            for name in NAMES
            if (value := getattr(self, name))
        }
        given = {NAMES[name]: value for name, value in (told | other).items() if value}
        return urlencode(given)

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in NAMES if name != "view")


def narrowed(desk: Desk, chosen: Chosen) -> list[Entry]:
    """The rows that all filters but the label leave."""
    found: Iterable[Entry] = desk.entries
    if chosen.directive:
        key = int(chosen.directive)
        found = [e for e in found if e.row.facts.directive == key]
    if chosen.assignee:
        mine = chosen.assignee == MINE
        found = [e for e in found if (desk.is_own(e) if mine else e.assignee == chosen.assignee)]
    if chosen.district:
        wanted = None if chosen.district == PROVINCE else int(chosen.district)
        found = [e for e in found if e.district == wanted]
    if chosen.state:
        found = [e for e in found if e.row.state == chosen.state]
    if chosen.nature:
        found = [e for e in found if e.row.facts.nature == chosen.nature]
    return _in_words(_in_time(found, chosen), chosen)


def labelled(entries: Iterable[Entry], label: str | None) -> list[Entry]:
    """Those of the label of the address."""
    if not label:
        return list(entries)
    if label == FIVE_SLUG:
        return [e for e in entries if e.label in _INSIDE]
    if label == OUTSIDE_SLUG:
        return [e for e in entries if e.label not in _INSIDE]
    return [e for e in entries if LABEL_SLUGS[e.label] == label]


def _in_time(entries: Iterable[Entry], chosen: Chosen) -> Iterable[Entry]:
    if chosen.standing == NO_DATE:
        entries = [e for e in entries if e.row.facts.due_on is None]
    elif chosen.standing:
        kind = STANDINGS[chosen.standing]
        least = LONG_OVERDUE if chosen.standing == LONG else -1
        entries = [
            e for e in entries if e.row.standing.kind is kind and e.row.standing.days_late > least
        ]
    if chosen.due_from:
        entries = [e for e in entries if (due := e.row.facts.due_on) and due >= chosen.due_from]
    if chosen.due_to:
        entries = [e for e in entries if (due := e.row.facts.due_on) and due <= chosen.due_to]
    return entries


def _in_words(entries: Iterable[Entry], chosen: Chosen) -> list[Entry]:
    """The words of a task and of an assignee are made comparable once, however often they stand."""
    wanted = search_key(chosen.text or "")
    if not wanted:
        return list(entries)
    said: dict[object, bool] = {}
    found = []
    for entry in entries:
        facts = entry.row.facts
        if facts.task not in said:
            text = f"{facts.clause} {facts.text} {facts.product} {facts.number}"
            said[facts.task] = wanted in search_key(text)
        if entry.assignee not in said:
            said[entry.assignee] = wanted in search_key(entry.row.assignee)
        if said[facts.task] or said[entry.assignee]:
            found.append(entry)
    return found


def _assignees(desk: Desk) -> dict[str, str]:
    own = {MINE: "của tôi"} if desk.asked else {}
    named = {entry.assignee: entry.row.assignee for entry in desk.entries}
    return own | dict(sorted(named.items(), key=lambda pair: sort_key(pair[1])))


def _districts(desk: Desk) -> dict[str, str]:
    there = {entry.district for entry in desk.entries}
    known = sorted(desk.districts.values(), key=lambda version: version.code)
    named = {str(v.unit_id): v.full_name for v in known if v.unit_id in there}
    return ({PROVINCE: "Cơ quan cấp tỉnh"} if None in there else {}) | named


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
