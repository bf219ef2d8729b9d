"""The world of the tests of difficulties, for their pages."""

from tests.difficulties.conftest import asked, raised, world

__all__ = ["asked", "raised", "world"]
