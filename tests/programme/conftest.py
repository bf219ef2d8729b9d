"""Targets and work programmes in Kon Tum, December 2019."""

from __future__ import annotations

from datetime import date

import pytest
from programme_world import TODAY, WHEN


@pytest.fixture
def unit(kontum):
    from langmoi.places.queries import unit_by_code

    return lambda code, level="commune": unit_by_code(code, TODAY, level).unit


@pytest.fixture
def document(office, unit):
    from langmoi.programme.setting import NewDocument, add_document

    told = NewDocument(
        issuer="UBND tỉnh Kon Tum", title="Kế hoạch thử", number="9999/KH-UBND", awaits_list=True
    )
    return add_document(told, unit("62", "province").pk, by=office, **WHEN)


@pytest.fixture
def put(document, office, unit):
    """Sets one target of the document: put("recognised", "23542", by=…)."""
    from langmoi.programme.setting import NewTarget, set_targets

    def make(kind, code="23542", *, level="commune", by=date(2020, 12, 31), **told):
        one = NewTarget(unit(code, level).pk, kind, by, **told)
        return set_targets(document, [one], by=office, **WHEN)[0]

    return make
