"""A commune that cannot meet its criteria, its district, two departments, the office, a leader."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from chain_world import lead, people_of
from difficulty_world import when

from langmoi.difficulties.actions import Asked, raise_difficulty
from langmoi.people.models import Post, User


@pytest.fixture
def world(kontum):
    people = people_of(kontum)
    from langmoi.reporting.workbook.contents import set_of_month

    law = set_of_month(date(2019, 12, 1))
    lead(people.health, law.id, "15.1", "15.2", "15.3")
    lead(people.housing, law.id, "9.1", "9.2")
    leader = User.objects.create(username="leader", full_name="Lãnh đạo")
    Post.objects.create(
        user=leader, role="province_leader", unit=kontum.unit, valid_from=date(2016, 1, 1)
    )
    return SimpleNamespace(**vars(people), leader=leader, law=law, province=kontum.unit)


@pytest.fixture
def asked(world):
    """A question on health insurance, the first indicator of criterion 15."""
    health = next(c for c in world.law.criteria if c.number == "15")
    return Asked(
        title="Chưa cấp thẻ bảo hiểm y tế cho hộ mới thoát nghèo",
        text="Ba thôn có hộ vừa thoát nghèo chưa được cấp thẻ. Đề nghị hướng dẫn.",
        criterion=health.id,
        indicator=health.indicators[0].id,
        cause="guidance",
    )


@pytest.fixture
def raised(world, asked):
    """Raised by the commune's officer; it lies with the health department."""
    return raise_difficulty(world.unit, asked, by=world.officer, **when())
