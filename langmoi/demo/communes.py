"""What the demo knows of a commune besides its counts: where it is and how large."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from langmoi.places.tables import VersionRow, read_tables

# Growth between censuses, in hundredths of a percent a year: households split faster than
# people are born.
YEARLY_GROWTH = 150
CENSUS_YEAR = 2019
PEOPLE_TO_A_VILLAGE = 560
FEWEST_VILLAGES = 3
SMALL = 1_500  # people; below this a remote commune plans no market of its own


@dataclass(frozen=True)
class Commune:
    """A commune with its census of 1 April 2019."""

    code: str
    district: str
    population: int
    households: int

    @property
    def villages(self) -> int:
        return max(FEWEST_VILLAGES, self.population // PEOPLE_TO_A_VILLAGE)

    @property
    def plans_a_market(self) -> bool:
        """Where no market is planned, criterion 7 does not arise (Decision 4800/QĐ-BCT)."""
        return self.population >= SMALL

    def size(self, base: str, year: int) -> int:
        """The commune's households, population or villages in that year."""
        if base == "villages":
            return self.villages
        census = self.households if base == "households" else self.population
        return census * (10_000 + YEARLY_GROWTH * (year - CENSUS_YEAR)) // 10_000


PROVINCE = "62"
LAST_DAY_OF_86 = date(2019, 8, 31)


@lru_cache(maxsize=1)
def communes() -> tuple[Commune, ...]:
    """The 86 communes of 31 August 2019, in the order of their codes."""
    tables = read_tables(PROVINCE)
    census = {(fact.unit, fact.kind): fact.value for fact in tables.facts}
    return tuple(
        Commune(
            code=row.code,
            district=row.parent,
            population=census[row.unit, "population"],
            households=census[row.unit, "households"],
        )
        for row in sorted(tables.versions, key=lambda version: version.code)
        if row.type == "commune" and _is_in_force(row)
    )


def _is_in_force(row: VersionRow) -> bool:
    started = row.valid_from is None or row.valid_from <= LAST_DAY_OF_86
    return started and (row.valid_to is None or row.valid_to >= LAST_DAY_OF_86)
