"""Reads of dossiers for pages: who may do what now, who is waited for, titles held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from langmoi.people.models import User
from langmoi.places.models import FactKind, UnitFact, UnitVersion
from langmoi.places.queries import districts_of
from langmoi.recognition.access import WHO, post_on_side, units_of_side
from langmoi.recognition.flow import BACK, SEND_BACK, STEPS, WAITING_FOR, Side
from langmoi.recognition.gates import Gate, gates_of_all
from langmoi.recognition.models import Dossier, DossierState
from langmoi.recognition.trail import took


@dataclass(frozen=True)
class DossierRow:
    """A dossier of a list: what keeps it from a decision, and on whose desk it lies."""

    dossier: Dossier
    place: str
    district: str
    gates: Sequence[Gate]
    days: int

    @property
    def state(self) -> DossierState:
        return DossierState(self.dossier.state)

    @property
    def waits_for(self) -> str:
        side = WAITING_FOR.get(self.state)
        return WHO[side] if side else ""

    @property
    def closed(self) -> list[Gate]:
        """What is known to stand against a decision."""
        return [gate for gate in self.gates if gate.is_open is False and gate.blocks]

    @property
    def pending(self) -> list[Gate]:
        """What is not known yet and asked for."""
        return [gate for gate in self.gates if gate.is_open is None and gate.blocks]


def dossiers_seen(user: User, on: date) -> QuerySet[Dossier]:
    rows = Dossier.objects.visible_to(user, on=on)
    return rows.select_related("unit", "listed_in", "filing", "revision", "made_by")


def rows_of(dossiers: Collection[Dossier], on: date) -> list[DossierRow]:
    """For a list, in a number of reads that follows the dossiers still open, not all."""
    open_ones = [one for one in dossiers if one.is_open]
    gates = gates_of_all(open_ones, on)
    units = {one.unit_id for one in dossiers}
    places = {
        version.unit_id: version.full_name
        for version in UnitVersion.objects.filter(unit_id__in=units).order_by("valid_from")
    }
    above = districts_of(units, on)
    return [
        DossierRow(
            one,
            places.get(one.unit_id, str(one.unit)),
            above[one.unit_id].full_name if one.unit_id in above else "",
            gates.get(one.pk, ()),
            (on - one.since).days,
        )
        for one in dossiers
    ]


def steps_open_to(user: User, dossier: Dossier, *, on: date) -> list[str]:
    """The names of the steps that the user may take now, in the order of the table."""
    state = DossierState(dossier.state)
    found = []
    for step in STEPS.values():
        if state not in step.sources or step.name == "attach":
            continue
        if post_on_side(user, dossier.unit_id, step.side, on=on) is None:
            continue
        if step.after and took(dossier, user, step.after):
            continue
        found.append(step.name)
    if state in BACK and post_on_side(user, dossier.unit_id, BACK[state][0], on=on):
        found.append(SEND_BACK)
    return found


def waiting_dossiers(user: User, on: date) -> list[tuple[Dossier, Side]]:
    """What lies on a desk of the user's: the commune's, the district's, the office's, a leader's.

    Departments are asked while the office appraises: those that have not spoken.
    """
    found = []
    for side in (*dict.fromkeys(WAITING_FOR.values()),):
        states = [state for state, of in WAITING_FOR.items() if of is side]
        units = units_of_side(user, [side], on=on)
        if not units:
            continue
        rows = Dossier.objects.filter(unit__in=units, state__in=states).select_related("unit")
        found += [(dossier, side) for dossier in rows.order_by("since", "pk")]
    return found


def titles_held(units: Collection[int], on: date) -> list[UnitFact]:
    """The facts that say a place is recognised that day, by place."""
    facts = UnitFact.objects.on(on).filter(kind=FactKind.RECOGNISED, unit_id__in=units)
    held: dict[int, UnitFact] = {}
    for fact in facts.order_by("valid_from", "pk"):
        if fact.value is False or fact.value is None:
            held.pop(fact.unit_id, None)
        else:
            held[fact.unit_id] = fact
    return list(held.values())
