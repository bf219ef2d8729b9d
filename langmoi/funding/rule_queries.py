"""The rules in force: the office's from the database, those that come with the program."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.core.memory import kept
from langmoi.funding.counterpart import Origin, Rate, Reach
from langmoi.funding.groups import group_name
from langmoi.funding.integration import Permission
from langmoi.funding.models import CounterpartDraft, CounterpartRule, IntegrationRule
from langmoi.funding.rule_files import packed_rates
from langmoi.funding.sources import CENTRAL, content_name, source_name
from langmoi.law.model import Period, Status


def all_rates() -> tuple[Rate, ...]:
    """Every rate that is not taken back, of all days; the packed ones come last."""
    return kept("counterpart rates", _all_rates, "funding_counterpartrule")


def _all_rates() -> tuple[Rate, ...]:
    found = CounterpartRule.objects.standing()
    return (*(rate_of(rule) for rule in found), *packed_rates())


def rate_of(rule: CounterpartRule) -> Rate:
    return Rate(
        key=f"office-{rule.pk}",
        period=Period(rule.valid_from, rule.valid_to),
        reach=Reach(rule.source, rule.group, rule.content),
        ratio=rule.ratio.normalize() + 0,
        document=rule.document,
        status=Status(rule.status),
        note=rule.note,
        origin=Origin.OFFICE,
        is_illustrative=rule.is_illustrative,
    )


def rates_of_draft(draft: CounterpartDraft) -> tuple[Rate, ...]:
    return tuple(draft_rate(told, draft.name) for told in draft.rates)


def draft_rate(told: dict[str, Any], name: str) -> Rate:
    """A rate that is tried: it reaches every day of whatever plan it is held against."""
    reach = Reach(told.get("source") or CENTRAL, told.get("group", ""), told.get("content", ""))
    return Rate(
        key=f"draft-{told}",
        period=Period(date.min),
        reach=reach,
        ratio=Decimal(told["ratio"]),
        document=name,
        status=Status.PLACEHOLDER,
        origin=Origin.DRAFT,
    )


def reach_in_words(reach: Reach) -> str:
    """“Ngân sách trung ương; xã biên giới; Đường giao thông”; “mọi xã” only where nothing else."""
    parts = [source_name(reach.source)]
    parts.append(group_name(reach.group))
    parts.append(content_name(reach.content) if reach.content else "mọi nội dung")
    return "; ".join(parts)


def all_permissions() -> tuple[Permission, ...]:
    """Every integration rule that is not taken back, of all days."""
    return kept("integration rules", _all_permissions, "funding_integrationrule")


def _all_permissions() -> tuple[Permission, ...]:
    found = IntegrationRule.objects.filter(taken_back_at__isnull=True)
    return tuple(permission_of(rule) for rule in found)


def permission_of(rule: IntegrationRule) -> Permission:
    return Permission(
        key=f"office-{rule.pk}",
        period=Period(rule.valid_from, rule.valid_to),
        source=rule.source,
        programme=rule.programme_id,
        contents=frozenset(rule.contents),
        priority=rule.priority,
        document=rule.document,
        status=Status(rule.status),
        note=rule.note,
        is_illustrative=rule.is_illustrative,
    )
