"""A month that takes figures, and what imports need."""

from __future__ import annotations

import pytest
from workbooks import MONTH, TODAY


@pytest.fixture
def december(kontum, office):
    from langmoi.reporting.actions import open_month

    return open_month(MONTH, by=office)


@pytest.fixture
def take_in(december):
    """Imports a workbook into December 2019."""
    from langmoi.reporting.workbook.load import import_workbook

    def take(content, by, **told):
        return import_workbook(
            content, file_name="thang-12.xlsx", month=MONTH, by=by, on=TODAY, **told
        )

    return take


@pytest.fixture
def check(december):
    """Checks a workbook for December 2019 as someone who may write for all."""
    from langmoi.reporting.workbook.check import check_workbook

    def run(content, *, month=MONTH, unit_keys=None):
        return check_workbook(content, month=month, unit_keys=unit_keys, file_name="tep.xlsx")

    return run
