"""Shared by the tests of pages."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def static_files_as_in_development(settings):
    """Tests collect no static files; without this WhiteNoise warns that their folder is missing."""
    settings.WHITENOISE_AUTOREFRESH = True
