"""The tables of a province as they come with the program, read and checked; no database."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

from langmoi.core.errors import DomainError, Fault, FaultyInput

FOLDERS = {"62": "kontum"}
CENSUS_DAY = date(2019, 4, 1)


@dataclass(frozen=True)
class VersionRow:
    """One version of a unit; `unit` is its key in the tables, not its official code."""

    unit: str
    code: str
    level: str
    type: str
    name: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True)
class FactRow:
    unit: str
    kind: str
    value: Any
    valid_from: date | None
    valid_to: date | None
    certainty: str
    source: str


@dataclass(frozen=True)
class SuccessionRow:
    predecessor: str
    successor: str
    on: date
    share: Decimal
    document: str


@dataclass(frozen=True)
class Tables:
    """All that is known of a province's places."""

    versions: list[VersionRow]
    aliases: list[tuple[str, str]]
    successions: list[SuccessionRow]
    facts: list[FactRow]


def read_tables(code: str) -> Tables:
    """The tables of the province with this code; raises where there are none."""
    if code not in FOLDERS:
        known = ", ".join(sorted(FOLDERS))
        raise DomainError(
            f"Chưa có bảng đơn vị hành chính của tỉnh mã {code}. Các tỉnh đã có: {known}."
        )
    folder = FOLDERS[code]
    sources = {row["id"]: row["text"] for row in _rows(folder, "sources")}
    versions = [_version(row, sources) for row in _rows(folder, "units")]
    refuse_overlaps(versions)
    return Tables(
        versions=versions,
        aliases=[(row["unit"], row["name"]) for row in _rows(folder, "aliases")],
        successions=[_succession(row) for row in _rows(folder, "successions")],
        facts=[
            *(_fact(row, sources) for row in _rows(folder, "facts")),
            *_census(_rows(folder, "census"), sources["census-2019"]),
            *_tiles(_rows(folder, "tiles"), sources["tile"]),
        ],
    )


def refuse_overlaps(versions: Iterable[VersionRow]) -> None:
    """A unit has one version a day, and so has a code of one level."""
    faults: list[Fault] = []
    last: dict[tuple[str, ...], VersionRow] = {}
    for row in sorted(versions, key=lambda r: r.valid_from or date.min):
        for key in (("unit", row.unit), ("code", row.level, row.code)):
            before = last.get(key)
            if before and (before.valid_to or date.max) >= (row.valid_from or date.min):
                faults.append(_overlap(before, row))
            last[key] = row
    if faults:
        raise FaultyInput("Bảng đơn vị hành chính có thời kỳ chồng nhau.", faults)


def _overlap(before: VersionRow, row: VersionRow) -> Fault:
    return Fault(
        f"Thời kỳ của “{row.name}” (mã {row.code}) chồng lên thời kỳ của “{before.name}”.",
        "Hãy sửa ngày bắt đầu hoặc ngày kết thúc.",
        unit=row.code,
    )


def _rows(folder: str, table: str) -> list[dict[str, str]]:
    path = resources.files("langmoi.places") / "data" / folder / f"{table}.csv"
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _version(row: dict[str, str], sources: dict[str, str]) -> VersionRow:
    return VersionRow(
        unit=row["unit"],
        code=row["code"],
        level=row["level"],
        type=row["type"],
        name=row["name"],
        parent=row["parent"],
        valid_from=_day(row["from"]),
        valid_to=_day(row["to"]),
        source=sources[row["source"]],
    )


def _succession(row: dict[str, str]) -> SuccessionRow:
    return SuccessionRow(
        predecessor=row["predecessor"],
        successor=row["successor"],
        on=date.fromisoformat(row["on"]),
        share=Decimal(row["share"]),
        document=row["document"],
    )


def _fact(row: dict[str, str], sources: dict[str, str]) -> FactRow:
    value = json.loads(row["value"]) if row["value"] in ("true", "false") else row["value"]
    return FactRow(
        unit=row["unit"],
        kind=row["kind"],
        value=value,
        valid_from=_day(row["from"]),
        valid_to=_day(row["to"]),
        certainty=row["certainty"],
        source=sources[row["source"]],
    )


def _census(rows: list[dict[str, str]], source: str) -> list[FactRow]:
    return [
        FactRow(row["unit"], kind, int(row[kind]), CENSUS_DAY, None, "reported", source)
        for row in rows
        for kind in ("population", "households")
    ]


def _tiles(rows: list[dict[str, str]], source: str) -> list[FactRow]:
    return [
        FactRow(
            unit=row["unit"],
            kind="tile",
            value={"x": int(row["x"]), "y": int(row["y"])},
            valid_from=_day(row["from"]),
            valid_to=_day(row["to"]),
            certainty="illustrative",
            source=source,
        )
        for row in rows
    ]
