"""The chain of December 2019 in Sa Nghĩa, with hands for every step."""

from __future__ import annotations

import pytest
from chain_world import MONTH, TODAY, figures_meeting, hands, lead, now, people_of


@pytest.fixture
def people(kontum):
    return people_of(kontum)


@pytest.fixture
def december(people):
    """December 2019 is open; health leads 15.1 and 17.6, building leads 9.2."""
    from langmoi.reporting.actions import open_month

    lead(people.health, "commune-2016-2020", "15.1", "17.6")
    lead(people.housing, "commune-2016-2020", "9.2")
    return open_month(MONTH, by=people.office)


@pytest.fixture
def draft(december, people):
    """Sa Nghĩa's filing, opened and empty."""
    from langmoi.reporting.drafting import open_draft

    return open_draft(people.unit.pk, MONTH, by=people.officer, on=TODAY, at=now())


@pytest.fixture
def act(people):
    """The steps, each with its usual person; anything can be told otherwise."""
    return hands(people)


@pytest.fixture
def filled(draft, act):
    """The draft with every figure: criteria 1 to 17 met, 18 and 19 not."""
    act.save(draft, figures_meeting(17))
    draft.refresh_from_db()
    return draft


@pytest.fixture
def submitted(filled, act):
    return act.submit(filled)


@pytest.fixture
def signed(submitted, act):
    act.agree(submitted)
    act.solve(submitted, "18")
    act.solve(submitted, "19")
    return act.sign(submitted)


@pytest.fixture
def closed(signed, act):
    act.close(reason="Các xã khác chưa tham gia thử.")
    signed.refresh_from_db()
    return signed
