"""The page's own rules and words, kept as data: days, licence, criteria in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from langmoi.law.documents import load_documents
from langmoi.law.model import Document, Status

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Answering:
    """Working days to moderate from the sending, and to answer from the publication."""

    moderate: int
    answer: int
    status: Status
    note: str


@dataclass(frozen=True)
class Licence:
    id: str
    name: str
    address: str
    status: Status
    note: str


@dataclass(frozen=True)
class PartyFact:
    """What a Party document holds, by which source, and how sure that is."""

    text: str
    status: Status
    source: str
    note: str


@dataclass(frozen=True)
class PartyDocument:
    document: Document
    facts: tuple[PartyFact, ...]


@cache
def answering() -> Answering:
    told = _read("terms.yaml")["answering"]
    return Answering(
        told["moderate_working_days"],
        told["answer_working_days"],
        Status(told["certainty"]),
        told["note"],
    )


@cache
def licence() -> Licence:
    told = _read("terms.yaml")["licence"]
    return Licence(
        told["id"], told["name"], told["address"], Status(told["certainty"]), told["note"]
    )


@cache
def plain_words() -> dict[str, str]:
    """What a criterion is about, by the criterion's id."""
    words: dict[str, str] = _read("plain.yaml")
    return words


def party_documents(province: str) -> list[PartyDocument]:
    """The Party's documents on the programme in this province, with what is known of them."""
    register = load_documents()
    return [
        PartyDocument(register[entry["document"]], tuple(_fact(fact) for fact in entry["facts"]))
        for entry in _read("party.yaml")
        if entry["province"] == province
    ]


def _fact(told: dict[str, str]) -> PartyFact:
    status = Status(told["status"])
    return PartyFact(told["text"], status, told.get("source", ""), told.get("note", ""))


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
