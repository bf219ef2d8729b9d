"""Overviews made by hand, and the reports that they give."""

import pytest
from made_month import (
    IA_HDRAI,
    KON_PLONG,
    TODAY,
    ia_hdrai_communes,
    kon_plong_communes,
    overview_of,
    province_overview,
    report_of,
)

from langmoi.publishing.building import Making


@pytest.fixture
def province():
    return province_overview()


@pytest.fixture
def kon_plong():
    return overview_of(KON_PLONG, kon_plong_communes())


@pytest.fixture
def small_district():
    return overview_of(IA_HDRAI, ia_hdrai_communes())


@pytest.fixture
def demo() -> Making:
    return Making(today=TODAY, by="lệnh langmoi report", is_demo=True)


@pytest.fixture
def province_report(province, demo):
    return report_of(province, None, demo)


@pytest.fixture
def text_of():
    """The report's prose, as one text."""
    return lambda report: "\n".join(paragraph.text for paragraph in report.body)
