"""Which agency answers for which indicator on a day, departments' mergers and splits followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from langmoi.core.memory import kept
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.people.models import Agency, AgencySuccession, Duty, Responsibility
from langmoi.places.models import Certainty


@dataclass(frozen=True)
class InCharge:
    """Who answers for an indicator that day. No lead: nobody was told to; several: a split that
    has not been decided yet."""

    lead: tuple[Agency, ...] = ()
    co_operating: tuple[Agency, ...] = ()
    document: str = ""
    certainty: Certainty = Certainty.RECALLED
    since: date | None = None


def indicators_of(agency: Agency, criteria_set: CriteriaSet | str, on: date) -> set[str]:
    """Numbers of the indicators that the agency leads that day, its predecessors' among them.

    An agency that went into another has none from that day on.
    """
    table = responsibility_table(criteria_set, on)
    return {number for number, found in table.items() if agency in found.lead}


def responsibility_table(criteria_set: CriteriaSet | str, on: date) -> dict[str, InCharge]:
    """Who is in charge of each indicator of the set that day; every indicator has an entry.

    An overlay's own rows and those of the set that it extends count; the latest row wins.
    """
    law = load_set(criteria_set) if isinstance(criteria_set, str) else criteria_set
    tables = ("people_responsibility", "people_agencysuccession", "people_agency")
    return dict(kept(("in charge", law.id, law.version, on), lambda: _table(law, on), *tables))


def _table(law: CriteriaSet, on: date) -> dict[str, InCharge]:
    rows: dict[str, list[Responsibility]] = defaultdict(list)
    for row in rows_in_force(law, on):
        rows[row.indicator].append(row)
    heirs = _Heirs(on)
    return {i.number: _in_charge(rows[i.number], heirs) for i in law.indicators}


def became(agencies: Iterable[Agency], on: date) -> dict[int, set[int]]:
    """Which agencies each had become by that day, by key; one that still stands is its own heir."""
    heirs = _Heirs(on)
    return {agency.pk: {heir.pk for heir in heirs.of([agency])} for agency in agencies}


def answered_for(agencies: Collection[int], on: date) -> set[int]:
    """Keys of the agencies whose duties these have that day: their own and their predecessors'."""
    tables = ("people_agency", "people_agencysuccession")
    heirs = kept(("heirs", on), lambda: became(Agency.objects.all(), on), *tables)
    return {key for key, into in heirs.items() if not into.isdisjoint(agencies)}


def rows_in_force(law: CriteriaSet, on: date) -> QuerySet[Responsibility]:
    ids = [law.id, *([law.extends] if law.extends else [])]
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    found = Responsibility.objects.filter(lasting, criteria_set__in=ids, valid_from__lte=on)
    return found.select_related("agency").order_by("valid_from", "pk")


def _in_charge(rows: list[Responsibility], heirs: _Heirs) -> InCharge:
    leads = [row for row in rows if row.duty == Duty.LEAD]
    if not leads:
        return InCharge(co_operating=heirs.of(r.agency for r in rows))
    since = max(row.valid_from for row in leads)
    newest = [row for row in leads if row.valid_from == since]
    lead = heirs.of(row.agency for row in newest)
    others = heirs.of(row.agency for row in rows if row.duty == Duty.CO_OPERATE)
    return InCharge(
        lead=lead,
        co_operating=tuple(agency for agency in others if agency not in lead),
        document=newest[0].document,
        certainty=Certainty(newest[0].certainty),
        since=since,
    )


class _Heirs:
    """What each agency had become by a day, however many steps later."""

    def __init__(self, on: date) -> None:
        self._into: dict[int, list[Agency]] = defaultdict(list)
        steps = AgencySuccession.objects.filter(on__lte=on).select_related("successor")
        for step in steps.order_by("on", "pk"):
            self._into[step.predecessor_id].append(step.successor)

    def of(self, agencies: Iterable[Agency]) -> tuple[Agency, ...]:
        found: dict[int, Agency] = {}
        for agency in agencies:
            self._follow(agency, found, set())
        return tuple(found.values())

    def _follow(self, agency: Agency, found: dict[int, Agency], seen: set[int]) -> None:
        if agency.pk in seen:
            return
        seen.add(agency.pk)
        after = self._into.get(agency.pk)
        if not after:
            found[agency.pk] = agency
        for heir in after or ():
            self._follow(heir, found, seen)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
