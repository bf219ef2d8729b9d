"""The chain of December 2019 in Sa Nghĩa, as in the tests of the chain itself."""

from tests.reporting.chain.conftest import (  # noqa: F401 - fixtures
    act,
    closed,
    december,
    draft,
    filled,
    people,
    signed,
    submitted,
)
