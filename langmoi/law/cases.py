"""Worked cases: figures on a day and what must come out, in YAML that a lawyer can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from langmoi.core.errors import DomainError
from langmoi.core.months import REFERENCE_DAY
from langmoi.core.numbers import plain
from langmoi.law.documents import shown_path
from langmoi.law.faults import Faults
from langmoi.law.filing import FilingRow, FilingVerdict, judge_filings
from langmoi.law.judge import OUTCOME_KEYS, OUTCOME_LABELS
from langmoi.law.library import Library
from langmoi.law.lookup import find_zone
from langmoi.law.model import CriteriaSet, Kind, Mark
from langmoi.law.yaml_reader import Fields, Item, read_yaml

REFUSED = "refused"
CRITERIA_MET = "criteria_met"
_LABELS = dict(zip(OUTCOME_KEYS, OUTCOME_LABELS, strict=True))


@dataclass(frozen=True)
class Expectation:
    """What one line of `expect` says: an indicator, a criterion or the count of criteria met."""

    key: str
    value: str
    mark: Mark


@dataclass(frozen=True)
class Case:
    """Figures judged by a set on a day; no expectations means that the set must refuse."""

    name: str
    criteria_set: CriteriaSet
    on: date
    zone: str | None
    figures: dict[str, Any]
    facts: frozenset[str]
    expectations: tuple[Expectation, ...]
    mark: Mark

    @property
    def row(self) -> FilingRow:
        return FilingRow("", self.on.replace(day=1), self.zone, self.figures, self.facts)


def load_cases(folder: Path, library: Library, faults: Faults) -> list[Case]:
    """The cases of a folder; a case that cannot be read is a fault, the others still run."""
    cases = []
    for path in sorted(folder.glob("*.yaml")):
        item = read_yaml(path, shown_path(path), faults)
        for entry in item.entries() if item else []:
            if case := _read_case(entry, library):
                cases.append(case)
    return cases


def run_case(case: Case, faults: Faults) -> None:
    """Judges the case; each expectation that does not come out is a fault at its line."""
    try:
        [verdict] = judge_filings([case.row], case.criteria_set)
    except DomainError as error:
        if case.expectations:
            faults.add(case.mark, f"Ca “{case.name}” không chạy được: {error}", "Hãy sửa ca này.")
        return
    if not case.expectations:
        faults.add(
            case.mark,
            f"Ca “{case.name}” mong bộ {case.criteria_set.id} từ chối, nhưng bộ đã đánh giá.",
            "Hãy ghi kết quả mong đợi, hoặc để complete: false trong bộ.",
        )
    for expectation in case.expectations:
        found = _outcome(expectation.key, verdict, case.criteria_set)
        if found != expectation.value:
            faults.add(
                expectation.mark,
                f"Ca “{case.name}”: {expectation.key} ra “{_LABELS.get(found, found)}”, "
                f"mong “{_LABELS.get(expectation.value, expectation.value)}”.",
                "Hãy đối chiếu văn bản, rồi sửa mức trong bộ hoặc sửa ca.",
            )


def _outcome(key: str, verdict: FilingVerdict, criteria_set: CriteriaSet) -> str:
    if key == CRITERIA_MET:
        return str(verdict.criteria_met)
    for criterion in criteria_set.criteria:
        if criterion.id == key:
            return verdict.criteria[criterion.number]
    return next(verdict.indicators[i.number] for i in criteria_set.indicators if i.id == key)


def _read_case(item: Item, library: Library) -> Case | None:
    fields = item.fields(
        required=("case", "set", "date", "figures", "expect"), optional=("zone", "facts")
    )
    known = len(item.faults.found)
    criteria_set = _set_of(fields, library)
    if criteria_set is None:
        return None
    case = Case(
        name=fields.text("case"),
        criteria_set=criteria_set,
        on=_reference_day(fields),
        zone=_zone(fields, criteria_set),
        figures=dict(_figures(fields, criteria_set)),
        facts=frozenset(_facts(fields, criteria_set)),
        expectations=tuple(_expectations(fields, criteria_set)),
        mark=item.mark,
    )
    return case if len(item.faults.found) == known else None


def _set_of(fields: Fields, library: Library) -> CriteriaSet | None:
    item = fields.get("set")
    if item is None:
        return None
    name = item.choice(sorted(library.folders))
    try:
        return library.load(name)
    except DomainError:
        return None  # its own faults are reported where the set is checked


def _reference_day(fields: Fields) -> date:
    day = fields.day("date") or date.min
    item = fields.get("date")
    if item and day.day != REFERENCE_DAY:
        item.fault(
            "Kết quả tính theo luật của ngày chốt, ngày 14 trong tháng.",
            f"Hãy ghi ngày {day:%Y-%m}-{REFERENCE_DAY}, hoặc ngày 14 của tháng cần xét.",
        )
    return day


def _zone(fields: Fields, criteria_set: CriteriaSet) -> str | None:
    item = fields.get("zone")
    if item is None:
        return None
    try:
        return find_zone(criteria_set, item.text()).id
    except DomainError as error:
        message, _, remedy = str(error).partition(" Hãy ")
        item.fault(message, f"Hãy {remedy}")
        return None


def _facts(fields: Fields, criteria_set: CriteriaSet) -> Iterator[str]:
    allowed = [rule.fact for rule in criteria_set.zone_rules]
    for item in fields.entries("facts"):
        yield item.choice(allowed)


def _figures(fields: Fields, criteria_set: CriteriaSet) -> Iterator[tuple[str, Any]]:
    item = fields.found.get("figures")
    kinds = {figure.id: figure.kind for figure in criteria_set.figures}
    for name, key, value in item.pairs() if item else []:
        if key.choice(sorted(kinds)) not in kinds:
            continue
        if kinds[name] is Kind.BOOLEAN:
            yield name, value.flag()
        elif kinds[name] is Kind.SHARE:
            yield name, _share(value)
        else:
            yield name, plain(value.decimal())


def _share(item: Item) -> dict[str, str]:
    """95/100 gives both parts, 80.5% the percentage alone."""
    text = item.text()
    if parts := re.fullmatch(r"(\d+(?:\.\d+)?) ?/ ?(\d+(?:\.\d+)?)", text):
        return {"num": parts[1], "den": parts[2]}
    if percent := re.fullmatch(r"(\d+(?:\.\d+)?) ?%", text):
        return {"pct": percent[1]}
    item.fault(f"“{text}” không phải là tỷ lệ.", "Hãy ghi tử số/mẫu số như 95/100, hoặc 80.5%.")
    return {}


def _expectations(fields: Fields, criteria_set: CriteriaSet) -> Iterator[Expectation]:
    item = fields.found.get("expect")
    if item is None or (not item.is_mapping and item.choice([REFUSED]) == REFUSED):
        return
    known = {c.id for c in criteria_set.criteria} | {i.id for i in criteria_set.indicators}
    for name, key, value in item.pairs():
        key.choice(sorted({*known, CRITERIA_MET}))
        if name == CRITERIA_MET:
            yield Expectation(name, str(value.whole()), key.mark)
        else:
            yield Expectation(name, value.choice(list(OUTCOME_KEYS)), key.mark)
