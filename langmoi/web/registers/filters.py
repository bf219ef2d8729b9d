"""What of a register the address asks for: place, state, search, and the choices of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from langmoi.core.text import capital, search_key
from langmoi.registers.kinds import FieldType, Kind
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import KindRule, rule_of
from langmoi.web.http import Request

DISTRICT, COMMUNE, STATE, TEXT = "huyen", "xa", "trang-thai", "tim"


@dataclass(frozen=True)
class Choice:
    """A choice of the form, as `difficulties/_choice.html` draws it."""

    name: str
    label: str
    every: str
    choices: Sequence[tuple[str, str]]
    picked: str


@dataclass(frozen=True)
class Filters:
    kind: Kind
    told: dict[str, str]
    fields: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """The places and the state; the rest is asked for less often."""
        return tuple(field for field in self.fields if "-" not in field.name or field.name == STATE)

    @property
    def rest(self) -> tuple[Choice, ...]:
        return tuple(field for field in self.fields if field not in self.first)

    @property
    def is_rest_picked(self) -> bool:
        return any(field.picked for field in self.rest)

    @property
    def query(self) -> str:
        return urlencode({key: value for key, value in self.told.items() if value})

    def said(self) -> list[str]:
        """The filters in words, for a file."""
        found = [f"tìm “{self.told[TEXT]}”"] if self.told.get(TEXT) else []
        for choice in self.fields:
            labels = dict(choice.choices)
            if choice.picked in labels:
                found.append(f"{choice.label}: {labels[choice.picked]}")
        return found


def filters_of(request: Request, kind: Kind, rows: Sequence[EntryRow]) -> Filters:
    """Places are those that have entries; a word that is no choice is passed over."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("thang", TEXT)}
    fields = tuple(_picked(choice, request) for choice in _choices(kind, rows, request))
    told = asked | {choice.name: choice.picked for choice in fields}
    return Filters(kind, told, fields)


def narrowed(rows: Sequence[EntryRow], filters: Filters, prepared: Any) -> list[EntryRow]:
    """The rows that are asked for; without a state those that still count come, too."""
    rule = rule_of(filters.kind)
    return [row for row in rows if _fits(row, filters, rule, prepared)]


def _fits(row: EntryRow, filters: Filters, rule: KindRule, prepared: Any) -> bool:
    told = filters.told
    if told.get(TEXT) and search_key(told[TEXT]) not in row.entry.search_key:
        return False
    if told.get(DISTRICT) and (row.district is None or row.district.code != told[DISTRICT]):
        return False
    if told.get(COMMUNE) and (row.commune is None or row.commune.code != told[COMMUNE]):
        return False
    if told.get(STATE) and (row.state is None or row.state.state.id != told[STATE]):
        return False
    for field in filters.kind.fields:
        wanted = told.get(f"f-{field.id}")
        if wanted and _plain(row.entry.fields.get(field.id)) != wanted:
            return False
    return all(
        one.fits(row, prepared, told[f"r-{one.id}"])
        for one in rule.filters
        if told.get(f"r-{one.id}")
    )


def _plain(value: Any) -> str:
    return {True: "co", False: "khong"}.get(value, str(value)) if value is not None else ""


def _choices(kind: Kind, rows: Sequence[EntryRow], request: Request) -> list[Choice]:
    found = []
    districts = {row.district.code: row.district.full_name for row in rows if row.district}
    if len(districts) > 1:
        found.append(_choice(DISTRICT, "Huyện", districts))
    district = request.GET.get(DISTRICT, "")
    communes = {
        row.commune.code: row.commune.full_name
        for row in rows
        if row.commune and (not district or (row.district and row.district.code == district))
    }
    if len(communes) > 1:
        found.append(_choice(COMMUNE, "Xã", communes))
    found.append(_choice(STATE, "Trạng thái", {s.id: s.label for s in kind.states}))
    for field in kind.fields:
        if not field.is_filter:
            continue
        is_flag = field.type is FieldType.YES_NO
        labels = {"co": "có", "khong": "không"} if is_flag else dict(field.labels)
        found.append(_choice(f"f-{field.id}", field.label, labels))
    for one in rule_of(kind).filters:
        found.append(_choice(f"r-{one.id}", one.label, dict(one.choices)))
    return found


def _choice(name: str, label: str, labels: dict[str, str]) -> Choice:
    choices = [(word, capital(said)) for word, said in labels.items()]
    return Choice(name, label, "Tất cả", choices, "")


def _picked(choice: Choice, request: Request) -> Choice:
    word = request.GET.get(choice.name, "")
    known = {known for known, _ in choice.choices}
    return Choice(
        choice.name, choice.label, choice.every, choice.choices, word if word in known else ""
    )
