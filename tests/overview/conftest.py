"""A province with a handful of communes whose figures meet just the criteria asked for."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from chain_world import ZONE, figures_meeting

from langmoi.core.months import reference_day
from langmoi.law.sets import set_for


@pytest.fixture
def everything():
    """A figures document of November 2019 that meets every criterion, just at its threshold."""
    return figures_meeting(19)


@pytest.fixture
def province(db):
    """Kon Tum's places, an officer of its office, and hands to file and close with."""
    from langmoi.people.models import Post, Role, User
    from langmoi.places.load import load_province
    from langmoi.places.queries import unit_by_code

    load_province()
    officer = User.objects.create(username="tinh", full_name="Văn phòng Điều phối NTM tỉnh")
    unit = unit_by_code("62", date(2019, 12, 14), "province").unit
    Post.objects.create(
        user=officer, role=Role.PROVINCE_OFFICE, unit=unit, valid_from=date(2010, 1, 1)
    )
    return SimpleNamespace(officer=officer, key=unit.pk)


@pytest.fixture
def file(province):
    """file(month, {code: how many or which criteria | figures document}, closed=True)."""
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.models import RevisionSource
    from langmoi.reporting.steps import close_month

    def file_month(month, told, *, closed=True):
        open_month(month, by=province.officer)
        rows = [
            NewFigures(
                unit_by_code(code, reference_day(month), "commune").unit_id,
                code,
                ZONE,
                what if isinstance(what, dict) else figures_meeting(what, month),
            )
            for code, what in told.items()
        ]
        file_figures(
            rows,
            month=month,
            criteria_set=set_for(month),
            by=province.officer,
            source=RevisionSource.WORKBOOK,
        )
        if closed:
            told = {"by": province.officer, "on": reference_day(month)}
            close_month(month, reason="Chỉ thử vài xã.", **told)

    return file_month


@pytest.fixture
def key_of(province):
    """The key of a unit by its code on a day."""
    from langmoi.places.queries import unit_by_code

    def find(code, on=date(2019, 12, 14), level=None):
        return unit_by_code(code, on, level).unit_id

    return find
