"""The money of a report, read from the database in a fixed number of queries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from langmoi.core.months import first_day
from langmoi.funding.contribution_queries import ContributionSum, sum_of_communes, sums_by_unit
from langmoi.funding.debt import all_debts
from langmoi.funding.models import Contribution, MoneyKind, MoneyLine, Project
from langmoi.funding.sources import CARRIED_OVER, PEOPLE, Source, all_sources
from langmoi.overview.model import Overview
from langmoi.people.access import with_records
from langmoi.places.models import Certainty, Level, UnitVersion
from langmoi.places.queries import names_on
from langmoi.publishing.money import (
    Capital,
    DebtLine,
    GiftGroup,
    GiftLine,
    Mobilised,
    MoneyPicture,
    NamedCapital,
)
from langmoi.publishing.periods import ReportPeriod

STAGE_YEARS, FIRST_STAGE = 5, 2011  # 2011 - 2015, 2016 - 2020, …
INVESTMENT = re.compile(r"1\.1\.[13]|1\.2\.\d\.1")
RECURRENT = re.compile(r"1\.1\.2|1\.2\.\d\.2")
UNCHECKED = (Certainty.RECALLED, Certainty.ILLUSTRATIVE)
NOTHING = ContributionSum()


@dataclass(frozen=True)
class _Days:
    """The days from which a report counts; each year and stage begins on its 15/12."""

    since: date
    until: date
    year: date
    stage: date

    @property
    def first_of_stage(self) -> int:
        return _stage_of(self.until.year)


def money_of(overview: Overview, period: ReportPeriod) -> MoneyPicture:
    """The unit with all below it and the former units whose records it took over."""
    year = period.last.year
    days = _Days(
        period.starts_on,
        period.ends_on,
        first_day(date(year, 1, 1)),
        first_day(date(_stage_of(year), 1, 1)),
    )
    units = with_records({overview.unit.key}, on=days.until)
    rows = _rows(units, days)
    given, by_period, by_year = _given(units, days)
    sources = _sources(rows, year, days, given)
    of_year = [row for row in rows if row["year"] == year]
    debts, outside = _debts(units, days.until)
    counted = _counted(units, days.until)
    return MoneyPicture(
        year=year,
        since=days.since,
        until=days.until,
        year_since=days.year,
        stage_since=days.stage,
        stage=f"{days.first_of_stage} - {days.first_of_stage + STAGE_YEARS - 1}",
        sources=sources,
        mobilised=sum((one for s, one in sources if not s.parent), Mobilised()),
        by_source=_by_source(of_year),
        by_place=_by_place(of_year, overview, days.until),
        by_project=_by_project(of_year) if overview.unit.level != Level.PROVINCE else (),
        capital=sum((_capital(row) for row in of_year), Capital()),
        debts=debts,
        outside=outside,
        gifts=_gifts(by_period, by_year, overview, days.until),
        given=sum(by_period.values(), NOTHING),
        given_in_year=sum(by_year.values(), NOTHING),
        unchecked=counted["unchecked"],
        lines=counted["all"],
        is_told=bool(counted["all"] or debts or outside),
    )


def _stage_of(year: int) -> int:
    """The first year of the stage; 2010 belongs to the first one."""
    return FIRST_STAGE + max(0, year - FIRST_STAGE) // STAGE_YEARS * STAGE_YEARS


def _rows(units: set[int], days: _Days) -> list[dict[str, Any]]:
    """Standing lines up to the day; what people gave is counted from its own register."""
    found = MoneyLine.objects.standing().filter(unit__in=units, day__lte=days.until)
    own = Q(source=PEOPLE) | Q(source__startswith=f"{PEOPLE}.")
    found = found.exclude(own & ~Q(kind=MoneyKind.PLAN)).exclude(kind=MoneyKind.ACCEPTED)
    keys = ("unit_id", "project_id", "source", "kind", "year", "is_carried_over")
    rows = (
        found.order_by()
        .values(*keys)
        .annotate(
            all=Sum("amount"),
            in_period=Sum("amount", filter=Q(day__gte=days.since)),
            in_year=Sum("amount", filter=Q(day__gte=days.year)),
            in_stage=Sum("amount", filter=Q(day__gte=days.stage)),
        )
    )
    return list(rows)


def _given(
    units: set[int], days: _Days
) -> tuple[Mapping[str, Mobilised], Mapping[Any, ContributionSum], Mapping[Any, ContributionSum]]:
    """By line of the tree; and by (commune, who gave) in the period and in the year."""
    by_period = sums_by_unit(units, days.since, days.until)
    by_year = sums_by_unit(units, days.year, days.until)
    parts = (
        sum(by_period.values(), NOTHING),
        sum(by_year.values(), NOTHING),
        sum_of_communes(units, days.stage, days.until),
    )
    found = {}
    for code in parts[0].by_source:
        period, year, stage = (part.by_source[code] or None for part in parts)
        found[code] = Mobilised(None, period, year, stage)
    return found, by_period, by_year


def _sources(
    rows: Iterable[Mapping[str, Any]], year: int, days: _Days, given: Mapping[str, Mobilised]
) -> list[tuple[Source, Mobilised]]:
    """The tree with every branch; below it what something was told of."""
    own: dict[str, Mobilised] = defaultdict(Mobilised, given)
    for row in rows:
        code = CARRIED_OVER if row["is_carried_over"] else row["source"]
        if row["kind"] == MoneyKind.PLAN and row["year"] == year:
            own[code] += Mobilised(plan=row["all"])
        elif row["kind"] == MoneyKind.DISBURSEMENT:
            own[code] += Mobilised(None, row["in_period"], row["in_year"], row["in_stage"])
    found = []
    for source in all_sources().values():
        whole = sum((one for c, one in own.items() if _within(c, source.code)), Mobilised())
        if whole.is_told or (not source.parent and source.covers(days.until)):
            found.append((source, whole))
    return found


def _within(code: str, branch: str) -> bool:
    return code == branch or code.startswith(f"{branch}.")


def _capital(row: Mapping[str, Any]) -> Capital:
    """A line as a part of the year's capital."""
    amount, kind, code = row["all"], row["kind"], row["source"]
    if _within(code, PEOPLE):
        return Capital()
    if kind == MoneyKind.DISBURSEMENT:
        return Capital(paid=amount)
    if row["is_carried_over"]:
        return Capital(carried=amount) if kind == MoneyKind.ALLOCATION else Capital()
    if kind == MoneyKind.ALLOCATION:
        return Capital(allocated=amount)
    return Capital(
        plan=amount,
        investment=amount if INVESTMENT.fullmatch(code) else None,
        recurrent=amount if RECURRENT.fullmatch(code) else None,
    )


def _by_source(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Source, Capital]]:
    own: dict[str, Capital] = defaultdict(Capital)
    for row in rows:
        own[row["source"]] += _capital(row)
    found = []
    for source in all_sources().values():
        whole = sum((one for c, one in own.items() if _within(c, source.code)), Capital())
        if whole.is_told:
            found.append((source, whole))
    return found


def _by_place(
    rows: Iterable[Mapping[str, Any]], overview: Overview, on: date
) -> list[NamedCapital]:
    """Of a province by district, of a district by commune; what lies above them stands last."""
    own: dict[int, Capital] = defaultdict(Capital)
    above = _above(on)
    is_province = overview.unit.level == Level.PROVINCE
    for row in rows:
        unit = row["unit_id"]
        own[above.get(unit, unit) if is_province else unit] += _capital(row)
    names = names_on(set(own), on)
    told = {key: one for key, one in own.items() if one.is_told}
    whole = told.pop(overview.unit.key, None)
    listed = [NamedCapital(names[key], told[key]) for key in _in_order(told, on)]
    if whole is not None:
        level = "cấp tỉnh" if is_province else "chung toàn huyện"
        listed.append(NamedCapital(level, whole))
    return listed


def _above(on: date) -> dict[int, int]:
    """The district of each commune that day."""
    districts = set(
        UnitVersion.objects.on(on).filter(level=Level.DISTRICT).values_list("unit_id", flat=True)
    )
    communes = UnitVersion.objects.on(on).filter(level=Level.COMMUNE, parent__in=districts)
    return {unit: parent for unit, parent in communes.values_list("unit_id", "parent_id") if parent}


def _in_order(keys: Iterable[int], on: date) -> list[int]:
    """By official code; what is no more stands last."""
    codes = UnitVersion.objects.on(on).filter(unit__in=set(keys)).values_list("unit_id", "code")
    by_key = dict(codes)
    return sorted(keys, key=lambda key: (key not in by_key, by_key.get(key, ""), key))


def _by_project(rows: Iterable[Mapping[str, Any]]) -> list[NamedCapital]:
    own: dict[int, Capital] = defaultdict(Capital)
    for row in rows:
        if row["project_id"] is not None:
            own[row["project_id"]] += _capital(row)
    found = Project.objects.filter(pk__in=own).order_by("code")
    named = [NamedCapital(f"{p.code} {p.name}", own[p.pk]) for p in found]
    return [one for one in named if one.capital.is_told]


def _debts(units: set[int], on: date) -> tuple[list[DebtLine], int]:
    debts = all_debts(on)
    keys = [key for key in debts.by_unit if key in units]
    names = names_on(set(keys), on)
    lines = [
        DebtLine(
            place=names[key],
            project=f"{one.project.code} {one.project.name}",
            approval=_approval(one.project),
            total=one.project.total,
            accepted=one.accepted,
            allocated=one.allocated,
            amount=one.amount,
            oldest_on=one.oldest_on,
            by_payer=one.by_payer,
        )
        for key in _in_order(keys, on)
        for one in debts.by_unit[key]
    ]
    outside = sum(one.amount for key in units for one in debts.outside.get(key, ()))
    return lines, outside


def _approval(project: Project) -> str:
    day = f" ngày {project.approved_on:%d/%m/%Y}" if project.approved_on else ""
    return f"{project.approval_document}{day}".strip()


def _gifts(
    by_period: Mapping[tuple[int, int], ContributionSum],
    by_year: Mapping[tuple[int, int], ContributionSum],
    overview: Overview,
    on: date,
) -> list[GiftGroup]:
    """Of a province its communes by district; of a district its communes with their villages."""
    communes = _in_order({commune for commune, _ in by_year}, on)
    names = names_on({unit for pair in by_year for unit in pair}, on)
    with_villages = overview.unit.level != Level.PROVINCE
    above = {} if with_villages else _above(on)
    district_names = names_on(set(above.values()), on) if above else {}
    groups: dict[str, list[GiftLine]] = {}
    for commune in communes:
        lines = groups.setdefault(district_names.get(above.get(commune, 0), ""), [])
        pairs = [pair for pair in by_year if pair[0] == commune]
        period = sum((by_period.get(pair, NOTHING) for pair in pairs), NOTHING)
        lines.append(GiftLine(names[commune], period, sum((by_year[p] for p in pairs), NOTHING)))
        if with_villages:
            lines += [
                GiftLine(names[pair[1]], by_period.get(pair, NOTHING), by_year[pair], is_part=True)
                for pair in pairs
                if pair[1] != commune
            ]
    return [GiftGroup(name, tuple(lines)) for name, lines in groups.items()]


def _counted(units: set[int], until: date) -> dict[str, int]:
    """How many lines and gifts there are up to the day, and how many of them nobody checked."""
    unchecked = Count("pk", filter=Q(certainty__in=UNCHECKED))
    lines = MoneyLine.objects.standing().filter(unit__in=units, day__lte=until)
    gifts = Contribution.objects.standing().filter(commune__in=units, given_on__lte=until)
    found = [f.order_by().aggregate(all=Count("pk"), unchecked=unchecked) for f in (lines, gifts)]
    return {name: sum(one[name] for one in found) for name in ("all", "unchecked")}
