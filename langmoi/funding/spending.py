"""What was paid and allocated, held against the rules on double funding and on integration."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from langmoi.core.numbers import show_millions
from langmoi.funding.debt import structures
from langmoi.funding.double_funding import Finding, Spent, findings
from langmoi.funding.integration import Judged, Paid, Violation, judge
from langmoi.funding.models import FindingKind, MoneyKind, MoneyLine
from langmoi.funding.rule_queries import all_permissions
from langmoi.funding.subjects import Subject
from langmoi.funding.sums import NEW_CAPITAL
from langmoi.places.models import Level, UnitVersion


@dataclass(frozen=True)
class DoubleFunding:
    """A finding with its lines as they were written, for people to read."""

    finding: Finding
    lines: tuple[MoneyLine, ...]

    @property
    def what(self) -> str:
        first = self.lines[0]
        return first.item or (first.project.name if first.project else "")

    @property
    def subject(self) -> Subject:
        first = self.finding.first
        return Subject(
            FindingKind.DOUBLE,
            self.finding.key,
            first.unit,
            self.finding.fingerprint,
            f"{self.what}, năm {first.year}: {show_millions(self.finding.amount)} triệu đồng "
            f"từ {len({line.payer for line in self.finding.lines})} nguồn",
            tuple(line.key for line in self.finding.lines),
        )


def double_findings(units: Collection[int], year: int | None = None) -> list[DoubleFunding]:
    """What looks paid twice at these places, the largest first; three reads.

    A line of no project counts where it is a commune's: a district's pot is no item at a place.
    """
    communes = UnitVersion.objects.filter(level=Level.COMMUNE).values("unit")
    at_place = Q(project__isnull=False) | Q(unit__in=communes)
    found = MoneyLine.objects.standing().in_units(units).filter(at_place)
    found = found.filter(kind=MoneyKind.DISBURSEMENT)
    if year is not None:
        found = found.filter(year=year)
    lines = {line.pk: line for line in found.select_related("project", "programme")}
    approved = structures({line.project_id for line in lines.values() if line.project_id})
    return [
        DoubleFunding(one, tuple(lines[line.key] for line in one.lines))
        for one in findings([_spent(line) for line in lines.values()], approved)
    ]


def _spent(line: MoneyLine) -> Spent:
    project = line.project
    return Spent(
        key=line.pk,
        unit=line.unit_id,
        year=line.year,
        source=line.source,
        amount=line.amount,
        content=project.content if project else "",
        what=line.item or (project.name if project else ""),
        is_item=bool(line.item),
        document=line.document,
        programme=line.programme_id,
        project=line.project_id,
    )


@dataclass(frozen=True)
class IntegrationResult:
    """What the rules say of the capital of these places; lines by key."""

    judged: Judged
    lines: dict[int, MoneyLine]


def integration_result(units: Collection[int], year: int | None = None) -> IntegrationResult:
    """New capital of projects against the rule in force at its day; two reads."""
    found = MoneyLine.objects.standing().in_units(units).filter(NEW_CAPITAL, project__isnull=False)
    if year is not None:
        found = found.filter(year=year)
    lines = {line.pk: line for line in found.select_related("project", "programme")}
    paid = [_paid(line) for line in lines.values()]
    return IntegrationResult(judge(paid, all_permissions()), lines)


def violation_subject(violation: Violation, line: MoneyLine) -> Subject:
    name = line.project.name if line.project else ""
    return Subject(
        FindingKind.INTEGRATION,
        f"line-{line.pk}",
        line.unit_id,
        f"{line.amount}-{violation.rule.key}",
        f"{name}: {show_millions(line.amount)} triệu đồng ngoài nội dung được chi",
        (line.pk,),
    )


def _paid(line: MoneyLine) -> Paid:
    return Paid(
        key=line.pk,
        project=line.project_id or 0,
        content=line.project.content if line.project else "",
        source=line.source,
        programme=line.programme_id,
        amount=line.amount,
        day=line.day,
    )
