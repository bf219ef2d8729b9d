"""The two districts, made once for the module and rolled back after it."""

from __future__ import annotations

import access_world
import pytest
from django.db import transaction
from province_rows import copy_in


@pytest.fixture(scope="module")
def world(kontum_rows, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr("langmoi.reporting.evidence.store.home", lambda: home)
        patch.setattr("django.conf.settings.TODAY", str(access_world.TODAY))
        copy_in(kontum_rows)
        yield access_world.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def demo_day(settings):
    settings.TODAY = str(access_world.TODAY)
