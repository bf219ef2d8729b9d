"""How pages show what registers hold: states with their look, values by their labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langmoi.core.text import capital
from langmoi.law.model import Status
from langmoi.registers.kinds import FieldDef, FieldType, Tone
from langmoi.registers.rules import Fact
from langmoi.registers.states import StateOn
from langmoi.registers.values import show_value

_LOOKS = {
    Tone.GOOD: ("met", "circle-check"),
    Tone.NEUTRAL: ("info", "circle"),
    Tone.WARNING: ("soon", "alert-triangle"),
    Tone.BAD: ("not", "circle-x"),
}


@dataclass(frozen=True)
class Look:
    css: str
    icon: str
    label: str


@dataclass(frozen=True)
class Shown:
    """A field as a page shows it."""

    label: str
    text: str
    is_long: bool
    is_number: bool


def look_of(state: StateOn | None) -> Look:
    if state is None:
        return Look("info", "circle", "chưa có trạng thái")
    css, icon = _LOOKS[state.state.tone]
    return Look(css, icon, state.state.label)


def shown(
    fields: Iterable[FieldDef], kept: Mapping[str, Any], names: Mapping[int, str]
) -> list[Shown]:
    """The fields that hold something."""
    found = []
    for field in fields:
        text = show_value(field, kept.get(field.id), names)
        if text:
            is_long = field.type is FieldType.LONG_TEXT
            found.append(Shown(field.heading, capital(text), is_long, field.type.is_number))
    return found


@dataclass(frozen=True)
class ShownFact:
    """A derived fact with the look of whether it holds, and how sure the rule is."""

    fact: Fact
    css: str
    icon: str
    word: str
    status: str


def shown_facts(facts: Sequence[Fact]) -> list[ShownFact]:
    return [_fact(fact) for fact in facts]


def _fact(fact: Fact) -> ShownFact:
    css, icon, word = {
        True: ("met", "circle-check", "đạt"),
        False: ("not", "circle-x", "chưa đạt"),
        None: ("info", "circle-dashed", "chưa rõ"),
    }[fact.ok]
    status = Status(fact.status).label if fact.status else ""
    settled = not fact.status or Status(fact.status).is_settled
    return ShownFact(fact, css, icon, word, "" if settled else status)
