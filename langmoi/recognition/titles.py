"""Titles as dated facts about places: which there are, and the one that a decision writes."""

from __future__ import annotations

from langmoi.core.errors import DomainError
from langmoi.places.models import Certainty, FactKind, Unit, UnitFact
from langmoi.recognition.models import Decision, Dossier, Kind

# The fact about a place that a title of each kind is; the others are not decided on here.
FACT_OF_KIND = {Kind.COMMUNE: FactKind.RECOGNISED}


def write_title(decision: Decision, dossier: Dossier, over: UnitFact | None = None) -> UnitFact:
    """The dated fact from the day of the decision; the year of the standard is not that day's."""
    kind = FACT_OF_KIND.get(Kind(decision.kind))
    if kind is None:
        raise DomainError(f"Hệ thống chưa ghi danh hiệu {decision.get_kind_display()}.")
    if over is None:
        refuse_second_title(decision.unit, Kind(decision.kind), decision.year)
    fact = over or UnitFact(unit=decision.unit, kind=kind)
    fact.value = {
        "standard_year": str(decision.year),
        "decision": decision.number,
        "decided_on": str(decision.dated_on),
    }
    fact.valid_from = decision.dated_on
    fact.certainty = dossier.certainty
    is_demo = dossier.certainty == Certainty.ILLUSTRATIVE
    fact.source = f"{decision} ({Certainty.ILLUSTRATIVE.label})" if is_demo else str(decision)
    fact.save()
    return fact


def refuse_second_title(unit: Unit, kind: Kind, year: int) -> None:
    """A place bears a title of one year once, whoever entered it."""
    if kind not in FACT_OF_KIND:
        return
    for fact in UnitFact.objects.filter(unit=unit, kind=FACT_OF_KIND[kind]):
        told = fact.value if isinstance(fact.value, dict) else {}
        if str(told.get("standard_year") or "") == str(year):
            raise DomainError(
                f"{unit} đã được công nhận đạt chuẩn năm {year}. Mỗi đơn vị chỉ có một quyết định "
                "cho một danh hiệu và một năm; nếu quyết định trước ghi sai, hãy đính chính nó."
            )
