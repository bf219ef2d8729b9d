"""A reading as its page shows it: the text with its passages marked, and each passage in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from langmoi.core.days import show_day
from langmoi.core.text import capital
from langmoi.direction.models import Reading
from langmoi.direction.passages import Party, Passage
from langmoi.direction.reading import passages_in
from langmoi.direction.register import Register
from langmoi.direction.targets import read_target
from langmoi.directive.model import Kind
from langmoi.directive.show import NAMES
from langmoi.people.models import Duty

LABELS = {kind: capital(words) for kind, words in NAMES.items()}
# How a passage is coloured; its name stands before it, so that nobody needs the colour.
TONES = {Kind.ORDER: "order", Kind.REQUEST: "request", Kind.UNREAD: "unread", Kind.HEADING: "head"}
MANY = 3  # so many names are told one by one


@dataclass(frozen=True)
class PartyShown:
    """One name as written, and who is meant."""

    name: str
    meant: str
    is_open: bool


@dataclass(frozen=True)
class Shown:
    """A passage on both sides of the page."""

    number: int
    passage: Passage
    label: str
    tone: str
    raw: str
    leads: list[PartyShown]
    helpers: list[PartyShown]
    time: str
    target: str

    @property
    def needs_a_look(self) -> bool:
        passage = self.passage
        return passage.waits or (passage.is_task and not passage.is_sure)


def shown(reading: Reading, register: Register) -> list[Shown]:
    """Every passage of the reading, in the order of the text."""
    return [
        show_passage(number, passage, reading.text, register.names)
        for number, passage in enumerate(passages_in(reading))
    ]


def show_passage(number: int, passage: Passage, text: str, names: Mapping[str, str]) -> Shown:
    return Shown(
        number=number,
        passage=passage,
        label=LABELS[passage.kind],
        tone=TONES.get(passage.kind, "other"),
        raw=text[slice(*passage.span)].strip(),
        leads=[_party(party, names) for party in passage.of(Duty.LEAD)],
        helpers=[_party(party, names) for party in passage.of(Duty.CO_OPERATE)],
        time=time_words(passage),
        target=target_words(passage),
    )


def _party(party: Party, names: Mapping[str, str]) -> PartyShown:
    meant = [names.get(token, "?") for token in party.tokens]
    told = f"{len(meant)} nơi" if len(meant) > MANY else ", ".join(meant)
    if not meant and party.is_settled:
        told = "không giao cho ai"
    return PartyShown(party.name, told, party.is_open)


def time_words(passage: Passage) -> str:
    """“31/07/2019”, “hằng tháng”, or that no date is set."""
    if passage.recurring:
        after = f", hạn {passage.days_after} ngày sau khi hết kỳ" if passage.days_after else ""
        return passage.recurring.label + after
    if passage.due:
        return show_day(passage.due)
    return f"không có ngày (“{passage.due_text}”)" if passage.due_text else "không ghi"


def target_words(passage: Passage) -> str:
    """The closed form where there is one, else the words of the document."""
    if passage.target is not None:
        return f"{read_target(passage.target)} (đo từ số liệu)"
    return f"{passage.target_text} (ghi bằng lời)" if passage.target_text else ""
