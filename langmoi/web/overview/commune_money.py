"""What a commune's page says of money and works."""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.core.months import reference_day
from langmoi.funding.communes import commune_money
from langmoi.overview.model import CommuneLine
from langmoi.web.contributions.beside import contributions_part
from langmoi.web.funding.choices import criterion_choices
from langmoi.web.funding_rules.beside import needs_part
from langmoi.web.http import Request


def money_context(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """As of the month: one part for each of projects, contributions, debt and need."""
    return (
        projects_part(request, line, month)
        | contributions_part(request, line, month)
        | needs_part(request, line, month)
    )


def projects_part(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """Projects, their money and what they cost by criterion, up to the month's reference day."""
    on = min(reference_day(month), request.today)
    names = dict(criterion_choices(on))
    found = commune_money(line.unit.key, on)
    rows = [{"money": one, "name": names.get(one.number, one.number)} for one in found.criteria]
    return {"commune_money": found, "commune_money_on": on, "commune_money_rows": rows}
