"""Two months of a few communes: November 2019 closed, December open with some late."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from figures_made import DECEMBER, NOVEMBER, figures_missing, file_month

SA_NGHIA, SA_SON, SA_NHON = "23542", "23539", "23533"
KON_DAO, VAN_LEM = "23434", "23431"


@pytest.fixture(scope="session", autouse=True)
def static_files_as_in_development():
    """Static files straight from their packages; else WhiteNoise warns of a missing folder."""
    from django.test import override_settings

    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def demo_day(settings):
    settings.TODAY = "2019-12-20"


@pytest.fixture
def months(kontum, office):
    """Sa Nghĩa misses income and environment; Sa Sơn none; Văn Lem has not filed in December."""
    missing = {
        SA_NGHIA: {"10", "17"},
        SA_SON: set(),
        SA_NHON: {"10"},
        KON_DAO: {"2", "3", "5", "6", "9", "10", "17"},
        VAN_LEM: {"2", "3", "10", "11"},
    }
    november = {**missing, SA_NGHIA: {"6", "10", "17"}}
    file_month(NOVEMBER, {c: figures_missing(m) for c, m in november.items()}, by=office)
    december = {c: figures_missing(m) for c, m in missing.items() if c != VAN_LEM}
    file_month(DECEMBER, december, by=office, closed=False)
    return SimpleNamespace(november=NOVEMBER, december=DECEMBER)


@pytest.fixture
def enter(client):
    """enter(user) gives the browser of someone signed in."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def page(enter, office, months):
    """page(address, user=office) gives the text of a page that answers with 200."""

    def get(address, user=office, **headers):
        answer = enter(user).get(address, headers=headers)
        assert answer.status_code == 200, answer.content.decode()[:500]
        return answer.content.decode()

    return get
