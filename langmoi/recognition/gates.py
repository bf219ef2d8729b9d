"""What must hold before a title is given: each condition open, closed or unknown, and what to do.

A condition whose rule is unknown is said to be so and stops nothing: nothing is computed with it.
One that the rule of the day asks for stops the step while it is closed or not known to be open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from langmoi.core.errors import DomainError
from langmoi.recognition import conditions
from langmoi.recognition.debt_gate import debt_gate
from langmoi.recognition.gate import Gate, Seen
from langmoi.recognition.known import Known, known_of, known_of_all
from langmoi.recognition.models import Dossier
from langmoi.recognition.rules import no_regime, rules_on
from langmoi.recognition.survey_gate import survey_gate

__all__ = ["Gate", "gates_of", "gates_of_all", "refuse_closed"]

BEFORE_SUBMITTING = ("registration", "criteria", "notice", "meeting")
BEFORE_HANDING_OVER = (*BEFORE_SUBMITTING, "district", "district_meeting")
BEFORE_APPRAISING = (*BEFORE_HANDING_OVER, "agencies")
BEFORE_VOTING = (*BEFORE_APPRAISING, "debt", "survey")
BEFORE_DECIDING = (*BEFORE_VOTING, "council")
GATES: tuple[Callable[[Seen], Gate | None], ...] = (
    conditions.registration,
    conditions.criteria,
    conditions.notice,
    conditions.meeting,
    debt_gate,
    survey_gate,
    conditions.district,
    conditions.district_meeting,
    conditions.agencies,
    conditions.council,
)


def gates_of(dossier: Dossier, on: date) -> list[Gate]:
    """Every condition for the title, in the order of the way to it."""
    return _gates(dossier, known_of(dossier), on)


def gates_of_all(dossiers: Collection[Dossier], on: date) -> dict[int, list[Gate]]:
    """The same for many."""
    known = known_of_all(dossiers)
    return {dossier.pk: _gates(dossier, known[dossier.pk], on) for dossier in dossiers}


def refuse_closed(dossier: Dossier, on: date, names: Sequence[str], what: str) -> None:
    """DomainError naming every condition that keeps the step from being taken."""
    closed = [gate for gate in gates_of(dossier, on) if gate.blocks and gate.name in names]
    if closed:
        said = " ".join(f"{gate.said} {gate.remedy}".strip() for gate in closed)
        raise DomainError(f"Chưa {what} được. {said}")


def _gates(dossier: Dossier, known: Known, on: date) -> list[Gate]:
    rules = rules_on(dossier.kind, on)
    if rules is None:
        return [Gate("regime", "Quy định áp dụng", None, no_regime(dossier.kind, on))]
    seen = Seen(dossier, known, rules, on)
    return [gate for find in GATES if (gate := find(seen)) is not None]
