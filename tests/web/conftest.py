"""Shared by the tests of pages."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session", autouse=True)
def static_files_as_in_development():
    """Tests collect no static files; without this WhiteNoise warns that their folder is missing."""
    from django.test import override_settings

    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield
