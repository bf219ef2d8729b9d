"""What the demo knows of a commune besides its counts: where it is and how large."""

from __future__ import annotations

from dataclasses import dataclass

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
