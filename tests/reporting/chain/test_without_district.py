"""July 2025, a commune of the new borders: the province office reviews and signs."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import NEW_MONTH, NEW_TODAY, explain_papers, figures_meeting, now

from langmoi.core.errors import NotAllowed
from langmoi.people.models import Post, User
from langmoi.places.models import Level
from langmoi.places.queries import filing_communes, unit_versions
from langmoi.reporting import drafting, steps
from langmoi.reporting.actions import open_month
from langmoi.reporting.models import FilingState


@pytest.fixture
def commune(kontum):
    return filing_communes(NEW_TODAY)[0]


@pytest.fixture
def someone(commune):
    """Makes a person with a post at the new commune or its province."""
    (province,) = unit_versions(NEW_TODAY, level=Level.PROVINCE)

    def make(name, role):
        user = User.objects.create(username=name, full_name=f"Người {name}")
        unit = commune.unit if role.startswith("commune") else province.unit
        Post.objects.create(user=user, role=role, unit=unit, valid_from=date(2025, 7, 1))
        return user

    return make


def test_the_whole_month_without_a_district(commune, someone):
    officer, chairman = someone("a", "commune_officer"), someone("b", "commune_chairman")
    office, second = someone("c", "province_office"), someone("d", "province_office")

    def told(by):
        return {"by": by, "on": NEW_TODAY, "at": now(NEW_TODAY)}

    open_month(NEW_MONTH, by=office)
    filing = drafting.open_draft(commune.unit_id, NEW_MONTH, **told(officer))
    figures = figures_meeting(19, NEW_MONTH, province="51")
    drafting.save_draft(filing, figures, base_version=0, **told(officer))
    explain_papers(filing)
    steps.submit_filing(filing, **told(chairman))
    with pytest.raises(NotAllowed):
        steps.agree_to_rest(filing, **told(chairman))
    steps.agree_to_rest(filing, **told(office))
    filing.refresh_from_db()
    for number, outcome in filing.latest.criteria.items():
        if outcome == "not_met":
            said = {"text": "Vận động", "responsible": "Xã", "due_on": date(2025, 9, 1)}
            steps.put_solution(filing, number, **said, **told(office))
    steps.sign_filing(filing, **told(second))
    steps.close_month(NEW_MONTH, reason="Thử một xã", **told(office))

    filing.refresh_from_db()
    assert filing.state == FilingState.SIGNED
    assert filing.official == filing.latest.criteria


def test_who_entered_for_a_commune_does_not_sign_for_the_office(commune, someone):
    office, second = someone("c", "province_office"), someone("d", "province_office")

    def told(by):
        return {"by": by, "on": NEW_TODAY, "at": now(NEW_TODAY)}

    open_month(NEW_MONTH, by=office)
    filing = drafting.open_draft(commune.unit_id, NEW_MONTH, **told(office))
    figures = figures_meeting(19, NEW_MONTH, province="51")
    drafting.save_draft(filing, figures, base_version=0, **told(office))
    explain_papers(filing)
    steps.submit_filing(filing, **told(office))

    with pytest.raises(NotAllowed, match="không ai tự duyệt việc của mình"):
        steps.agree_to_rest(filing, **told(office))
    assert steps.agree_to_rest(filing, **told(second))
