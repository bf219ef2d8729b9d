"""Delegations in the world of delegation_world.py."""

from __future__ import annotations

import delegation_world as world
import pytest


@pytest.fixture
def who(person, kontum):
    return world.people(person, kontum)


@pytest.fixture
def months(who):
    """October and November 2019, closed."""
    world.file_months(who.office)


@pytest.fixture
def draft(who, kontum, months):
    return world.propose_delegation(who, kontum)


@pytest.fixture
def under_way(who, draft):
    return world.set_out(who, draft)


@pytest.fixture
def visit(under_way):
    """The visit to Sa Nghĩa."""
    return world.visit_of(under_way)
