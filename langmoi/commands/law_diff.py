"""What `langmoi law diff` says: what one set says otherwise than another."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from langmoi.core.console import say, say_json
from langmoi.core.days import parse_day, show_day
from langmoi.law.diff import Change, SetOfDay, diff_sets
from langmoi.law.documents import load_documents
from langmoi.law.library import HEAD, Library, set_folders
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import in_use, load_set

DRAFT = "draft"  # draft:5 is the fifth draft of the law desk


def show_diff(args: argparse.Namespace) -> int:
    before = _of_day(args.before, args.on_before)
    after = _of_day(args.after, args.on_after)
    changes = diff_sets(before, after)
    if args.json:
        say_json(
            {
                "before": _side(before),
                "after": _side(after),
                "changes": [_row(change) for change in changes],
            }
        )
        return 0
    for label, side in (("Trước", before), ("Sau", after)):
        say(f"{label}: {side.criteria_set.name} ({side.criteria_set.id}), ngày {show_day(side.on)}")
    for change in changes:
        say(_line(change))
    counts = Counter(change.kind for change in changes)
    told = "; ".join(f"{kind.label} {count}" for kind, count in counts.items())
    say(f"\n{len(changes)} chỗ khác: {told}." if changes else "\nHai bên như nhau.")
    return 0


def _of_day(text: str, on: str | None) -> SetOfDay:
    """A set by its id, from its folder, or a draft; on its last day in force, else its first."""
    found = _read(text)
    if on:
        return SetOfDay(found, parse_day(on))
    return SetOfDay(found, found.in_force.end or found.in_force.start)


def _read(text: str) -> CriteriaSet:
    kind, _, number = text.partition(":")
    if kind == DRAFT:
        from langmoi.commands.drafts import read_draft

        return read_draft(number)
    folder = Path(text)
    if not (folder / HEAD).is_file():
        return load_set(text)
    name = folder.resolve().name
    folders = {**in_use().folders, **set_folders(folder)}
    return Library(folders, load_documents()).load(name)


def _line(change: Change) -> str:
    where = "".join(f", {said}" for said in (change.part, change.zone) if said)
    sides = " → ".join(side for side in (change.before, change.after) if side)
    return f"  {change.number:<6}{change.kind.label}{where}: {sides}"


def _row(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "number": change.number,
        "part": change.part,
        "zone": change.zone,
        "before": change.before,
        "after": change.after,
    }


def _side(side: SetOfDay) -> dict[str, Any]:
    return {
        "set": side.criteria_set.id,
        "name": side.criteria_set.name,
        "on": side.on,
        "version": side.criteria_set.version,
    }
