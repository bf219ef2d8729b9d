"""What residents gave in the demo, 2017 to 2019: invented and marked so, by village if it has any.

The year 2017 comes to the published nine billions of “người dân và khác”, to the đồng.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import transaction

from langmoi.core.audit import record
from langmoi.demo.accounts import OFFICE
from langmoi.demo.chance import draw
from langmoi.demo.december import December, at_hour
from langmoi.funding.contribution_actions import take_back_contribution, write
from langmoi.funding.contribution_checks import Gift, Given, problems_of
from langmoi.funding.contribution_ground import Ground, ground_for
from langmoi.funding.models import Contribution, Project
from langmoi.people.models import User
from langmoi.places.models import Certainty, Level, UnitVersion
from langmoi.places.queries import filing_communes, unit_versions

MARK = "số liệu minh họa"
# Thousands of đồng: 2017 as published, the others invented.
YEARS: Mapping[int, int] = {2017: 9_000_000, 2018: 10_400_000, 2019: 11_250_000}
GIFTS_A_YEAR = 4
RATE = 150  # thousands of đồng for a day's work; invented, like the minutes it rests on
BASIS = f"Biên bản họp thôn thống nhất mức quy đổi ({MARK})"
WRITTEN_ON = date(2019, 12, 16)
# Sa Nghĩa: people of the demo look here first; some donors are named, one gift is taken back.
LOOKED_AT = "23542"


@dataclass(frozen=True)
class _Place:
    """Who gives: a village, or a commune that has none in the demo; weight among its likes."""

    unit: int
    code: str
    commune: UnitVersion
    weight: int


def add_contributions(stage: December) -> None:
    """All years by all communes that were there; one audit line for each who wrote them down."""
    writers: dict[str, list[Given]] = {}
    for year in YEARS:
        for code, given in _of_year(year):
            account = f"xa{code}"
            writers.setdefault(account if account in stage.users else OFFICE, []).append(given)
    for username, gifts in sorted(writers.items()):
        _write(gifts, stage.users[username])
    _take_one_back(stage)


@transaction.atomic
def _write(gifts: Sequence[Given], by: User) -> None:
    units = {given.unit for given in gifts}
    projects = {given.project for given in gifts if given.project is not None}
    ground = ground_for(by, units, on=WRITTEN_ON, projects=projects)
    ground.entered = frozenset(units)  # the office writes down what communes without people gave
    fit = [_within_households(given, ground) for given in gifts]
    for given in fit:
        assert not problems_of(given, ground), problems_of(given, ground)  # noqa: S101
    rows = write(fit, ground, at=at_hour(WRITTEN_ON, 10))
    record("contribution.import", f"đóng góp 2017 - 2019, {MARK}", by=by, rows=len(rows))


def _within_households(given: Given, ground: Ground) -> Given:
    known = ground.households(given.unit, given.given_on)
    most = known.count if known else given.households
    return replace(given, households=min(given.households, most))


def _of_year(year: int) -> Iterator[tuple[str, Given]]:
    """The gifts of a year; what they come to is the year's amount."""
    places = list(_places(date(year, 6, 30)))
    projects = _projects(places, year)
    slots = [(place, number) for place in places for number in range(GIFTS_A_YEAR)]
    weights = [
        place.weight * draw(50, 150, "gift", year, place.code, number) for place, number in slots
    ]
    for (place, number), amount in zip(slots, _parted(YEARS[year], weights), strict=True):
        yield place.commune.code, _gift(place, year, number, amount, projects)


def _places(on: date) -> Iterator[_Place]:
    villages: dict[int, list[UnitVersion]] = {}
    for village in unit_versions(on, level=Level.VILLAGE):
        villages.setdefault(village.parent_id or 0, []).append(village)
    for commune in filing_communes(on):
        own = villages.get(commune.unit_id)
        if not own:
            yield _Place(commune.unit_id, commune.code, commune, 1_000)
            continue
        for village in own:
            yield _Place(village.unit_id, village.code, commune, 1_000 // len(own))


def _gift(
    place: _Place, year: int, number: int, amount: int, projects: Mapping[int, Sequence[int]]
) -> Given:
    """amount: thousands of đồng, in money and what goes round in days, land and goods."""
    key = (year, place.code, number)
    days = amount * draw(10, 35, "days", *key) // 100 // RATE
    land_value = amount * draw(0, 40, "land", *key) // 100 if number % 2 else 0
    goods_value = amount * draw(5, 20, "goods", *key) // 100 if number % 3 == 0 else 0
    money = amount - days * RATE - land_value - goods_value
    own = projects.get(place.commune.unit_id, ())
    return Given(
        unit=place.unit,
        given_on=date(year, 2 + number * 2 + draw(0, 1, "month", *key), 3 + draw(0, 20, "d", *key)),
        households=draw(12, 70, "households", *key),
        money=money * 1_000,
        workdays=Decimal(days),
        workday_rate=RATE * 1_000 if days else None,
        land=Decimal(max(1, land_value // 40)) if land_value else Decimal(0),
        land_value=land_value * 1_000 if land_value else None,
        goods="Cây giống, đá, cát tại chỗ" if goods_value else "",
        goods_value=goods_value * 1_000,
        project=own[number % len(own)] if own and number % 2 == 0 else None,
        basis=BASIS if days or land_value else "",
        note=f"Đợt {number + 1} năm {year}, {MARK}",
        donors=_donors(place, money, number),
        certainty=Certainty.ILLUSTRATIVE,
    )


def _donors(place: _Place, money: int, number: int) -> tuple[Gift, ...]:
    """No invented names of people: households by number."""
    if number or place.commune.code != LOOKED_AT or money < 3:
        return ()
    return tuple(Gift(f"Hộ số {n} ({MARK})", money // 6 * 1_000) for n in (1, 2, 3))


def _projects(places: Sequence[_Place], year: int) -> dict[int, list[int]]:
    """Works of the commune that stood in its list by then."""
    communes = {place.commune.unit_id for place in places}
    found = Project.objects.filter(unit__in=communes, listed_on__year__lte=year).order_by("code")
    by_commune: dict[int, list[int]] = {}
    for unit, key in found.values_list("unit_id", "pk"):
        by_commune.setdefault(unit, []).append(key)
    return by_commune


def _parted(whole: int, weights: Sequence[int]) -> list[int]:
    """The whole in parts by weight; what is left goes to the first ones, one each."""
    total = sum(weights)
    parts = [whole * weight // total for weight in weights]
    for index in range(whole - sum(parts)):
        parts[index] += 1
    return parts


def _take_one_back(stage: December) -> None:
    """So that the page has something to show of what is taken back; beside the year's amount."""
    unit = stage.communes[LOOKED_AT].unit_id
    by = stage.users.get(f"xa{LOOKED_AT}")
    first = Contribution.objects.filter(unit=unit, given_on__year=2019).order_by("pk").first()
    if by is None or first is None:
        return
    given = Given(
        unit=unit,
        given_on=first.given_on,
        households=first.households,
        money=50_000_000,
        note=f"Ghi lặp đợt trước, {MARK}",
        certainty=Certainty.ILLUSTRATIVE,
    )
    when = at_hour(WRITTEN_ON, 11)
    ground = ground_for(by, [unit], on=WRITTEN_ON, projects=())
    with transaction.atomic():
        [wrong] = write([given], ground, at=when)
        record("contribution.add", wrong, by=by, id=wrong.pk, total=wrong.total)
    why = f"Ghi lặp với khoản đã có ({MARK})"
    take_back_contribution(wrong, why, by=by, on=WRITTEN_ON, at=at_hour(WRITTEN_ON, 14))
