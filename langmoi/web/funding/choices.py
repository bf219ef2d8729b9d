"""Choices of filters and forms: sources as an indented tree, criteria, contents, years."""

from __future__ import annotations

from datetime import date

from langmoi.core.errors import DomainError
from langmoi.core.memory import kept
from langmoi.core.text import capital
from langmoi.funding.listing import ProjectState
from langmoi.funding.models import Mechanism, MoneyKind, MoneyLine, Programme
from langmoi.funding.sources import all_sources, contents
from langmoi.reporting.workbook.contents import set_of_month

Choices = list[tuple[str, str]]


def source_choices() -> Choices:
    """Every node that ever was: an older line may be of one that is closed by now."""
    return [
        (code, f"{chr(160) * 3 * source.depth}{code} {source.name}")
        for code, source in all_sources().items()
    ]


def criterion_choices(on: date) -> Choices:
    """The criteria in force that day; none where no set is known."""
    try:
        found = set_of_month(on.replace(day=1)).criteria
    except DomainError:
        return []
    return [(c.number, f"{c.number}. {c.name}") for c in found]


def content_choices() -> Choices:
    return [(content.id, content.name) for content in contents().values()]


def mechanism_choices() -> Choices:
    return [(str(key), capital(word)) for key, word in Mechanism.choices]


def state_choices() -> Choices:
    return [(str(key), capital(str(word))) for key, word in ProjectState.choices]


def kind_choices() -> Choices:
    return [(str(key), capital(word)) for key, word in MoneyKind.choices]


def programme_choices() -> Choices:
    return [(str(one.pk), one.short) for one in Programme.objects.all()]


def year_choices(on: date) -> Choices:
    """The years that have money, this one too; the last first."""
    years = kept("years of money", _years, "funding_moneyline")
    return [(str(year), str(year)) for year in sorted(years | {on.year}, reverse=True)]


def _years() -> frozenset[int]:
    return frozenset(MoneyLine.objects.order_by().values_list("year", flat=True).distinct())


def chosen(choices: Choices, asked: str) -> str:
    """What the address asks for, if it is offered."""
    return asked if asked in {key for key, _ in choices} else ""
