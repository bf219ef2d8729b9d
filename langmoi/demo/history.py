"""Counts of 2010-2015 for the demo: one published, the others invented and marked so."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime

from langmoi.demo.counts import DATA
from langmoi.publishing.history import put_history
from langmoi.publishing.history_book import HistoryRow
from langmoi.publishing.stages import COUNTS


def load_demo_history(units: Mapping[str, int], *, at: datetime) -> None:
    """The province's rows; only “66 communes under 5 criteria at the start” was published."""
    with (DATA / "history.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            HistoryRow(
                unit_key=units[line["unit"]],
                unit_name="",
                year=int(line["year"]),
                counts={name: int(line[name]) for name in COUNTS if line[name]},
                source=line["source"],
                is_published=line["is_published"] == "yes",
            )
            for line in csv.DictReader(file)
        ]
    put_history(rows, by="langmoi demo", at=at)
