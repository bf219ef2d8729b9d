"""The annex tables that a report can name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from langmoi.publishing.band_table import band_table
from langmoi.publishing.commune_table import commune_table
from langmoi.publishing.criteria_table import criteria_table
from langmoi.publishing.definitions import Definition
from langmoi.publishing.department_table import department_table
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex
from langmoi.publishing.money_tables import capital_table, mobilised_table
from langmoi.publishing.ocop_table import ocop_table
from langmoi.publishing.owed_and_given_tables import debt_table, gifts_table
from langmoi.publishing.stage_tables import published_table, stages_table
from langmoi.publishing.words import roman

# From the material, the words that tie the annex to its report, and its label.
TABLES: Mapping[str, Callable[[Material, str, str], Annex]] = {
    "B1": criteria_table,
    "B2": band_table,
    "B3": mobilised_table,
    "B4": capital_table,
    "B5": debt_table,
    "B6": gifts_table,
    "B7": ocop_table,
    "commune": commune_table,
    "department": department_table,
    "stages": stages_table,
    "published": published_table,
}


def tables_of(material: Material, definition: Definition, reference: str) -> Iterator[Annex]:
    """The report's annexes in order; a single one bears no number, and an empty one is left out."""
    made = [
        replace(TABLES[name](material, reference, "Phụ lục"), id=name) for name in definition.tables
    ]
    filled = [annex for annex in made if annex.rows]
    for index, annex in enumerate(filled, start=1):
        yield annex if len(filled) == 1 else annex.labelled(f"Phụ lục {roman(index)}")
