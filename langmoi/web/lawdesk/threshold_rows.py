"""The rows of an indicator's form: one for each value, as it stands and as it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError
from langmoi.core.numbers import plain as plain_number
from langmoi.core.numbers import read_number, show_number
from langmoi.core.text import normalise
from langmoi.law.model import Operator, Status
from langmoi.law.yaml_writer import NULL, TRUE, Plain, Tree
from langmoi.lawdesk.edits import expanded

# Checked is what a second person makes of a value, never its author.
STATUSES = [(s.value, s.label) for s in Status if s is not Status.CHECKED]
# A rule that nobody knows cannot be applied.
KNOWN = [pair for pair in STATUSES if pair[0] != Status.UNKNOWN.value]
CHECKED = (Status.CHECKED.value, Status.CHECKED.label)
BLANK_ROWS = 3
MOST_ROWS = 300
FIELDS = ("value", "zone", "part", "start", "end", "document", "clause", "status", "source", "note")


@dataclass(frozen=True)
class Row:
    """What one row of the form shows; `kept` is the entry in the file that it came from."""

    index: int
    value: str = ""
    zone: str = ""
    part: str = ""
    start: str = ""
    end: str = ""
    document: str = ""
    clause: str = ""
    status: str = Status.REPORTED.value
    source: str = ""
    note: str = ""
    kept: Tree | None = None
    fault: str = ""

    @property
    def places(self) -> str:
        return ", ".join(self.kept.get("places", [])) if self.kept else ""

    @property
    def was_checked(self) -> bool:
        return (self.kept or {}).get("status") == Status.CHECKED.value

    @property
    def title(self) -> str:
        return f"Mức {self.index + 1}" if self.kept else "Mức mới"


def rows_of(thresholds: list[Tree], *, start: str, document: str) -> list[Row]:
    """A row for each value, and some to add more; these begin with the set's day and document."""
    entries = expanded(thresholds)
    rows = [_row(index, entry) for index, entry in enumerate(entries)]
    blank = Row(0, start=_day(start), document=document)
    return rows + [replace(blank, index=len(rows) + extra) for extra in range(BLANK_ROWS)]


def sent_rows(rows: list[Row], sent: Mapping[str, str]) -> list[Row]:
    """The rows as the person filled them in, with those that were added."""
    told = sent.get("rows", "")
    count = min(int(told), MOST_ROWS) if told.isdecimal() else len(rows)
    added = [Row(index) for index in range(len(rows), count)]
    return [_sent(row, sent) for row in (*rows, *added)]


def _sent(row: Row, sent: Mapping[str, str]) -> Row:
    told: dict[str, Any] = {name: sent.get(f"r{row.index}-{name}", "").strip() for name in FIELDS}
    return replace(row, **told)


def is_blank(row: Row) -> bool:
    unsaid = not (row.value or row.clause or row.source or row.note)
    return row.kept is None and unsaid and row.status != Status.UNKNOWN.value


def entry_of(row: Row, operator: Operator | None, is_share: bool) -> Tree:
    """The entry of the file. Raises DomainError saying what is wrong in the row."""
    entry: Tree = {"from": Plain(parse_day(row.start).isoformat())}
    if row.end:
        entry["to"] = Plain(parse_day(row.end).isoformat())
    if row.zone:
        entry["zone"] = row.zone
    kept = row.kept or {}
    if "places" in kept:
        entry["places"] = kept["places"]
    if row.part:
        entry["part"] = row.part
    entry["value"] = _value(row, operator, is_share)
    entry |= {key: kept[key] for key in ("label", "left_to_province") if key in kept}
    if not row.clause:
        raise DomainError("Chưa ghi điều, khoản hoặc mục của văn bản.")
    entry["basis"] = {"document": row.document, "clause": normalise(row.clause)}
    entry["status"] = row.status
    entry |= {key: normalise(getattr(row, key)) for key in ("source", "note") if getattr(row, key)}
    refuse_changed_check(entry, kept)
    return entry


def refuse_changed_check(entry: Tree, kept: Tree) -> None:
    """What was checked stays so only unchanged."""
    if entry["status"] == Status.CHECKED.value and not _is_same(entry, kept):
        raise DomainError(
            "Mục này đã được đối chiếu; sửa thì phải chọn lại trạng thái, rồi người thứ hai đối "
            "chiếu lại."
        )


def _value(row: Row, operator: Operator | None, is_share: bool) -> Plain:
    if row.status == Status.UNKNOWN.value:
        if row.value:
            raise DomainError(f"Đã ghi mức {row.value} thì trạng thái không thể là “chưa rõ mức”.")
        return NULL
    if operator is Operator.IS_TRUE:
        return TRUE
    if operator is Operator.NONE_OF:
        return Plain("0")
    if not row.value:
        raise DomainError("Chưa ghi mức. Chưa biết mức thì chọn trạng thái “chưa rõ mức”.")
    high = Decimal(100) if is_share else None
    return Plain(plain_number(read_number(row.value, minimum=None, maximum=high)))


def _is_same(entry: Tree, kept: Tree) -> bool:
    free = ("source", "note")
    mine, theirs = (
        {key: value for key, value in side.items() if key not in free} for side in (entry, kept)
    )
    return mine == theirs


def _row(index: int, entry: Tree) -> Row:
    value = entry["value"]
    return Row(
        index=index,
        value="" if value in (NULL, TRUE) else show_number(Decimal(value)),
        zone=entry.get("zone", ""),
        part=entry.get("part", ""),
        start=_day(entry["from"]),
        end=_day(entry["to"]) if "to" in entry else "",
        document=entry["basis"]["document"],
        clause=entry["basis"]["clause"],
        status=entry["status"],
        source=entry.get("source", ""),
        note=entry.get("note", ""),
        kept=entry,
    )


def _day(text: str) -> str:
    return show_day(parse_day(text))
