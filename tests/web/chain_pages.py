"""The chain of December 2019 in Sa Nghĩa on 20 December, seen through pages."""

import pytest

from tests.reporting.chain.conftest import (  # noqa: F401 - fixtures
    act,
    closed,
    december,
    draft,
    filled,
    people,
    signed,
    submitted,
)


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")
