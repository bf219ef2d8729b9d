"""A commune with all criteria met in a closed month, ready to be registered."""

from __future__ import annotations

import pytest
from recognition_world import Way, survey, world_of


@pytest.fixture
def world(kontum):
    return world_of(kontum)


@pytest.fixture
def way(world):
    """Nothing done yet; the Front's survey is published and good enough."""
    survey(world)
    return Way(world)
