"""What the rules of money say beside other pages: whom to ask first, what a commune owes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template import Context

from langmoi.core.months import reference_day
from langmoi.funding.debt import debts_on
from langmoi.funding.integration import Permission
from langmoi.funding.rule_queries import all_permissions
from langmoi.funding.sources import source_name
from langmoi.law.faults import LawGap
from langmoi.law.sets import set_for
from langmoi.overview.criterion_costs import commune_needs
from langmoi.overview.model import CommuneLine
from langmoi.web.funding_rules.rules_page import contents_in_words
from langmoi.web.http import Request


def integration_order(context: Context) -> list[dict[str, Any]]:
    """The sources in the order in which they are asked today; an offer, nothing is forced."""
    return order_on(context["request"].today)


def order_on(day: date) -> list[dict[str, Any]]:
    found = [rule for rule in all_permissions() if rule.period.covers(day)]
    return [_line(rule) for rule in sorted(found, key=lambda rule: (rule.priority, rule.source))]


def _line(rule: Permission) -> dict[str, Any]:
    return {
        "rule": rule,
        "source": source_name(rule.source),
        "contents": contents_in_words(sorted(rule.contents)),
    }


def needs_part(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """What the commune owes, and what its criteria not met still need, as of the month."""
    on = min(reference_day(month), request.today)
    debts = debts_on(on, {line.unit.key}).get(line.unit.key, [])
    try:
        needs = commune_needs(set_for(month), line, on)
    except LawGap:
        needs = []
    behind = set(line.missing())
    return {
        "commune_debts": debts,
        "commune_debt": sum(debt.amount for debt in debts),
        "commune_needs": [need for need in needs if need.criterion.number in behind],
        "commune_needs_on": on,
    }
