"""The world of the tests of direction, seen through pages."""

import pytest
from task_world import unit

from tests.direction.conftest import (  # noqa: F401 - fixtures
    committee,
    department,
    directive,
    give,
    given,
    lead,
    other_district,
    sa_thay,
    sides,
    specialist,
)


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")


@pytest.fixture
def chairman(person):
    return person("chairman", "district_chairman", "616", "district")


@pytest.fixture
def later(settings):
    """20 August 2019: what was due at the end of July is overdue by twenty days."""
    settings.TODAY = "2019-08-20"


@pytest.fixture
def district_plan(directive, district_officer):  # noqa: F811 - a fixture
    """A plan of Sa Thầy that carries the directive out."""
    from task_world import WHEN

    from langmoi.direction.actions import Document, add_directive

    told = Document(issuer="UBND huyện Sa Thầy", title="Kế hoạch", carries_out=directive.pk)
    return add_directive(told, unit("616", "district"), by=district_officer, **WHEN)
