"""What reports there are, as data: who sends them to whom, when, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from langmoi.core.errors import NotFound
from langmoi.law.faults import Faults
from langmoi.law.yaml_reader import Fields, Item
from langmoi.publishing.dated import read_entries, texts
from langmoi.publishing.periods import ReportPeriod, period_since, period_with

SENDERS = ("province", "district", "commune", "department")
MONTHS = (1, 3, 6, 12)
STATUSES = ("checked", "reported", "recalled", "placeholder", "unknown")


@dataclass(frozen=True)
class Section:
    """A part of the text; `id` says what computes it."""

    id: str
    title: str


@dataclass(frozen=True)
class Definition:
    """One kind of report: the ten fields of a report regime and how its period is counted."""

    id: str
    name: str
    senders: tuple[str, ...]
    audiences: tuple[str, ...]  # empty: its issuer's own receivers, or any audience of its issuer
    months: int  # of its period; 0: from a month on
    since: date | None
    period_words: str
    subject: tuple[str, ...]
    outline: tuple[Section, ...]
    tables: tuple[str, ...]
    sending: str
    frequency: str
    cut_off: str
    deadline: str
    guide: str
    status: str

    def period(self, month: date) -> ReportPeriod:
        """The report's period that the month lies in, or ends with it."""
        if self.since is not None:
            return period_since(self.since, month, self.period_words, self.id.replace("_", "-"))
        return period_with(month, self.months)


@dataclass(frozen=True)
class Audience:
    """For whom a report is written; where named, its issuer, closing and receivers count."""

    id: str
    name: str
    issuer: str
    closing: str
    receivers: tuple[str, ...]
    status: str


def definition(id_: str) -> Definition:
    """The kind of report; NotFound where there is none of that name."""
    found = next((d for d in load_definitions() if d.id == id_), None)
    if found is None:
        raise NotFound(f"Không có loại báo cáo “{id_}”.")
    return found


def audience(id_: str) -> Audience:
    found = next((a for a in load_audiences() if a.id == id_), None)
    if found is None:
        raise NotFound(f"Không có nơi nhận báo cáo “{id_}”.")
    return found


def audiences_of(wanted: Definition, sender: str) -> tuple[Audience, ...]:
    """For whom this report can be written beside its issuer's own receivers."""
    if sender != "province":
        return ()
    named = wanted.audiences
    return tuple(a for a in load_audiences() if not named or a.id in named)


@cache
def load_definitions() -> tuple[Definition, ...]:
    faults = Faults()
    found = tuple(_read(item) for item in read_entries("definitions.yaml", faults))
    faults.raise_if_any("Danh mục báo cáo")
    return found


@cache
def load_audiences() -> tuple[Audience, ...]:
    faults = Faults()
    found = tuple(_read_audience(item) for item in read_entries("audiences.yaml", faults))
    faults.raise_if_any("Danh mục nơi nhận báo cáo")
    return found


def _read(item: Item) -> Definition:
    fields = item.fields(
        required=("id", "name", "senders", "period", "subject", "outline", "tables", "sending",
                  "frequency", "cut_off", "deadline", "guide", "status"),
        optional=("audiences",),
    )  # fmt: skip
    months, since, words = _read_period(fields)
    return Definition(
        id=fields.text("id"),
        name=fields.text("name"),
        senders=tuple(entry.choice(SENDERS) for entry in fields.entries("senders")),
        audiences=texts(fields, "audiences"),
        months=months,
        since=since,
        period_words=words,
        subject=texts(fields, "subject"),
        outline=tuple(_read_section(entry) for entry in fields.entries("outline")),
        tables=texts(fields, "tables"),
        sending=fields.text("sending"),
        frequency=fields.text("frequency"),
        cut_off=fields.text("cut_off"),
        deadline=fields.text("deadline"),
        guide=fields.text("guide"),
        status=fields.choice("status", STATUSES),
    )


def _read_period(fields: Fields) -> tuple[int, date | None, str]:
    item = fields.get("period")
    if item is None:
        return 1, None, ""
    inner = item.fields(optional=("months", "from", "words"))
    months = int(inner.decimal("months") or 0)
    if not inner.get("from") and months not in MONTHS:
        item.fault("Kỳ báo cáo phải là 1, 3, 6 hoặc 12 tháng.", "Hãy ghi như {months: 3}.")
    return months, inner.day("from"), inner.text("words")


def _read_section(item: Item) -> Section:
    fields = item.fields(required=("section", "title"))
    return Section(fields.text("section"), fields.text("title"))


def _read_audience(item: Item) -> Audience:
    fields = item.fields(required=("id", "name", "issuer", "closing", "receivers", "status"))
    return Audience(
        id=fields.text("id"),
        name=fields.text("name"),
        issuer=fields.text("issuer"),
        closing=fields.text("closing"),
        receivers=texts(fields, "receivers"),
        status=fields.choice("status", STATUSES),
    )
