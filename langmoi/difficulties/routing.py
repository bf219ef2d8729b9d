"""On whose desk a difficulty goes: the agency in charge that day, else the coordination office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from langmoi.core.errors import DomainError
from langmoi.core.installation import installation
from langmoi.difficulties.flow import ABOVE
from langmoi.difficulties.models import Desk, Difficulty
from langmoi.law.model import CriteriaSet, Criterion, Indicator
from langmoi.law.sets import KON_TUM, load_set
from langmoi.people.models import Agency
from langmoi.people.responsibility import responsibility_table
from langmoi.places.queries import province_on


@dataclass(frozen=True)
class Place:
    """Where a difficulty lies: with an agency, or with those of a unit at a level."""

    desk: Desk
    agency: int | None = None
    unit: int | None = None


def found_in(
    law: CriteriaSet, criterion: str, indicator: str
) -> tuple[Criterion, Indicator | None]:
    """The criterion and indicator of these ids; DomainError where the set has none."""
    found = next((c for c in law.criteria if c.id == criterion), None)
    if found is None:
        raise DomainError("Không có tiêu chí đã chọn. Hãy chọn một tiêu chí trong danh sách.")
    if not indicator:
        return found, None
    one = next((i for i in found.indicators if i.id == indicator), None)
    if one is None:
        raise DomainError(
            f"Tiêu chí {found.number} không có chỉ tiêu đã chọn. "
            "Hãy chọn một chỉ tiêu của tiêu chí này, hoặc để trống."
        )
    return found, one


def in_charge(law: CriteriaSet, criterion: str, indicator: str, on: date) -> Agency | None:
    """Who leads the indicator that day; of a whole criterion, who leads most of it."""
    found, one = found_in(law, criterion, indicator)
    indicators: Iterable[Indicator] = [one] if one else found.indicators
    table = responsibility_table(law, on)
    leads = [agency for i in indicators for agency in table[i.number].lead[:1]]
    counted = Counter(leads).most_common(1)  # of equals the one that comes first
    return counted[0][0] if counted else None


def first_desk(
    law: CriteriaSet, criterion: str, indicator: str, *, by_agency: int | None, on: date
) -> Place:
    """Where a new one goes; what a department asks of itself goes to the office."""
    agency = in_charge(law, criterion, indicator, on)
    if agency is None or agency.pk == by_agency:
        return Place(Desk.OFFICE, unit=_province(on))
    return Place(Desk.AGENCY, agency=agency.pk)


def desk_above(difficulty: Difficulty, on: date) -> Place:
    """Where it goes when it is sent up; DomainError where nobody is above."""
    above = ABOVE.get(Desk(difficulty.desk))
    if above is None:
        raise DomainError(
            "Vướng mắc đang ở lãnh đạo UBND tỉnh nên không còn cấp trên để chuyển. "
            "Hãy chờ trả lời, hoặc mở lại khi đã có trả lời."
        )
    if above is Desk.AGENCY:
        law = load_set(difficulty.criteria_set)
        return first_desk(
            law,
            difficulty.criterion,
            difficulty.indicator,
            by_agency=difficulty.raised_agency_id,
            on=on,
        )
    return Place(above, unit=_province(on))


def _province(on: date) -> int:
    found = installation()
    province = province_on(found.province_code if found else KON_TUM, on)
    if province is None:
        raise DomainError("Chưa nạp địa bàn của tỉnh. Hãy nạp địa bàn rồi nêu lại.")
    return province.unit_id
