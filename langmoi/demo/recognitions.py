"""The 17 communes known to be recognised by 14 May 2019, as dated facts about them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date

from langmoi.core.audit import record
from langmoi.demo.counts import DATA
from langmoi.people.models import User
from langmoi.places.models import Certainty, FactKind, UnitFact

# The two decisions are published together for Kon Đào and Pờ Y; which number is whose is not.
SOURCE = (
    "kontum.gov.vn/pages/detail/32892 (14/5/2019): danh sách 17 xã; Kon Đào và Pờ Y theo hai Quyết "
    "định 365 và 366/QĐ-UBND ngày 13/5/2019, nguồn không nói số nào của xã nào"
)


def load_recognitions(units: Mapping[str, int], *, by: User) -> None:
    """Record each title from the day of its decision or, unknown, the day it was known by."""
    rows = read_recognitions()
    UnitFact.objects.bulk_create(
        UnitFact(
            unit_id=units[row["code"]],
            kind=FactKind.RECOGNISED,
            value={key: value for key, value in row.items() if value and key != "code"},
            valid_from=known_on(row),
            certainty=Certainty.REPORTED,
            source=SOURCE,
        )
        for row in rows
    )
    record("demo.recognitions", "tỉnh Kon Tum", by=by, communes=[row["code"] for row in rows])


def read_recognitions() -> list[dict[str, str]]:
    with (DATA / "recognitions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known_on(row: Mapping[str, str]) -> date:
    return date.fromisoformat(row["decided_on"] or row["known_by"])
