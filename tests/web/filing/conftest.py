"""A month that takes figures, last month's filing, two villages, and people of every side."""

from __future__ import annotations

import pytest
from filing_world import AT, COMMUNE, DECEMBER, NOVEMBER, TODAY, whole


@pytest.fixture(autouse=True)
def _home(tmp_path, settings, monkeypatch):
    """Files of evidence go to a folder of the test; the day is the office's."""
    monkeypatch.setattr("langmoi.reporting.evidence.store.home", lambda: tmp_path)
    settings.TODAY = "2019-12-16"


@pytest.fixture
def unit(kontum):
    from langmoi.places.queries import unit_by_code

    return unit_by_code(COMMUNE, TODAY, "commune").unit


@pytest.fixture
def months(office):
    from langmoi.reporting.actions import open_month

    open_month(NOVEMBER, by=office)
    return open_month(DECEMBER, by=office)


@pytest.fixture
def last_month(months, unit, clerk):
    """What Sa Nghĩa filed for November."""
    from langmoi.reporting.actions import NewFigures, file_figures
    from langmoi.reporting.models import RevisionSource
    from langmoi.reporting.workbook.contents import set_of_month

    criteria_set = set_of_month(NOVEMBER)
    row = NewFigures(unit.pk, COMMUNE, "central_highlands", whole(criteria_set))
    return file_figures(
        [row], month=NOVEMBER, criteria_set=criteria_set, by=clerk, source=RevisionSource.FORM
    )[0].filing


@pytest.fixture
def draft(last_month, unit, clerk):
    from langmoi.reporting.drafting import open_draft

    return open_draft(unit.pk, DECEMBER, by=clerk, on=TODAY, at=AT)


@pytest.fixture
def chairman(person):
    return person("chairman", "commune_chairman", COMMUNE, "commune")


@pytest.fixture
def villages(unit, office):
    """Two villages of Sa Nghĩa, by code."""
    from langmoi.core.text import search_key, sort_key
    from langmoi.places.models import Level, Unit, UnitType, UnitVersion

    made = []
    for number, name in enumerate(("Nghĩa Dũng", "Nghĩa Long"), start=1):
        made.append(
            UnitVersion.objects.create(
                unit=Unit.objects.create(),
                code=f"{COMMUNE}-0{number}",
                name=name,
                type=UnitType.VILLAGE,
                level=Level.VILLAGE,
                parent=unit,
                source="kiểm thử",
                search_key=search_key(name),
                sort_key=sort_key(name),
            )
        )
    return made


@pytest.fixture
def head(person, villages):
    """The head of Nghĩa Dũng."""
    return person("head", "village_head", villages[0].code, "village")


@pytest.fixture
def clerks_page(client, clerk):
    client.force_login(clerk)
    return client
