"""People of surveys: the Front at each level, and the commune's own."""

from __future__ import annotations

import pytest


@pytest.fixture
def front(person):
    """An officer of the Front of Sa Nghĩa."""
    return person("front", "front_officer", "23542", "commune")


@pytest.fixture
def district_front(person):
    return person("front616", "front_officer", "616", "district")


@pytest.fixture
def other_front(person):
    """An officer of the Front of another district."""
    return person("front613", "front_officer", "613", "district")


@pytest.fixture
def chairman(person):
    return person("chairman", "commune_chairman", "23542", "commune")
