"""People of the law desk; what a test puts into use goes to a folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    """What one test puts into use is not the law of the next."""
    monkeypatch.setenv("LANGMOI_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()


@pytest.fixture
def colleague(person):
    """A second person of the coordination office."""
    return person("colleague", "province_office", "62", "province")


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")
