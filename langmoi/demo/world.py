"""What the database's overviews say, in the shape that published figures are compared with."""

from __future__ import annotations

from datetime import date

from langmoi.core.months import december_before
from langmoi.demo.published import World
from langmoi.overview.model import CommuneLine
from langmoi.overview.published import load_published
from langmoi.overview.queries import overview


def world_of_database() -> World:
    """Criteria met, districts and titles as the overviews of the published months show them."""
    met: dict[tuple[str, date], int] = {}
    district_of: dict[str, str] = {}
    recognised_by: dict[str, date] = {}
    for month in sorted(_months()):
        for line in overview(month, with_districts=False).communes:
            code = line.unit.code
            district_of[code] = line.district.code
            if line.criteria_met is not None:
                met[code, month] = line.criteria_met
            if known := _known_on(line):
                recognised_by[code] = known
    return World(met, district_of, recognised_by)


def _months() -> set[date]:
    published = {item.month for item in load_published()}
    before = {
        december_before(item.month) for item in load_published() if item.measure == "mean_change"
    }
    return published | before


def _known_on(line: CommuneLine) -> date | None:
    title = line.recognition
    return (title.decided_on or title.known_by) if title else None
