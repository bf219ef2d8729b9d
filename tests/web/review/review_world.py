"""A December under review: two communes of Sa Thầy, one of Đăk Tô, and everyone of the chain."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from chain_world import ZONE, figures_meeting

NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)
TODAY = date(2019, 12, 20)
SENT_AT = datetime(2019, 12, 17, 2, tzinfo=UTC)
NGHIA, NHON, KON_DAO = "23542", "23533", "23434"
SA_THAY = "616"
MONTH = "thang=2019-12"


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.TODAY = str(TODAY)


@pytest.fixture
def chain_people(person, office, district_officer, clerk, stranger, reader):
    """Everyone of the chain; `department` speaks for the department of environment."""
    from langmoi.people.models import Agency, Duty, Post, Responsibility
    from langmoi.places.models import Certainty
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.workbook.contents import set_of_month

    province = unit_by_code("62", TODAY, "province").unit
    criteria_set = set_of_month(DECEMBER)
    agency = Agency.objects.create(
        name="Sở Tài nguyên và Môi trường", short_name="Sở TN&MT", unit=province
    )
    for indicator in criteria_set.indicators:
        if indicator.number.startswith("17."):
            Responsibility.objects.create(
                criteria_set=criteria_set.id,
                indicator=indicator.number,
                agency=agency,
                duty=Duty.LEAD,
                valid_from=date(2017, 1, 1),
                certainty=Certainty.RECALLED,
            )
    people = {
        "office": office,
        "officer": district_officer,
        "chairman": person("district-chairman", "district_chairman", SA_THAY, "district"),
        "deputy": person("district-deputy", "district_deputy", SA_THAY, "district"),
        "clerk": clerk,
        "commune_chairman": person("commune-chairman", "commune_chairman", NGHIA, "commune"),
        "other_clerk": stranger,
        "other_officer": person("other-officer", "district_officer", "612", "district"),
        "other_chairman": person("other-chairman", "district_chairman", "612", "district"),
        "department": person("environment", "department_officer", "62", "province"),
        "colleague": person("environment-2", "department_officer", "62", "province"),
        "second_office": person("office-2", "province_office", "62", "province"),
        "reader": reader,
    }
    Post.objects.filter(user__in=[people["department"], people["colleague"]]).update(agency=agency)
    Post.objects.filter(user=people["deputy"]).update(signs_for=True)
    return SimpleNamespace(agency=agency, **people)


def file_month(month, told, *, by):
    """File these figures: {commune's code: document}; gives the filings by code."""
    from langmoi.core.months import reference_day
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.models import RevisionSource
    from langmoi.reporting.workbook.contents import set_of_month

    open_month(month, by=by)
    rows = [
        NewFigures(unit_by_code(code, reference_day(month), "commune").unit_id, code, ZONE, figures)
        for code, figures in told.items()
    ]
    revisions = file_figures(
        rows,
        month=month,
        criteria_set=set_of_month(month),
        by=by,
        source=RevisionSource.FORM,
        at=SENT_AT.replace(month=month.month),
    )
    return {revision.unit_code: revision.filing for revision in revisions}


@pytest.fixture
def december(chain_people):
    """November closed; December open: Sa Nghĩa newly meets 16, misses 17, 18, 19."""
    from langmoi.reporting.steps import close_month

    people = chain_people
    told = {NGHIA: figures_meeting(15), NHON: figures_meeting(17), KON_DAO: figures_meeting(12)}
    file_month(NOVEMBER, told, by=people.commune_chairman)
    close_month(NOVEMBER, by=people.office, on=TODAY, at=SENT_AT, reason="kiểm thử")
    told[NGHIA] = figures_meeting(16)
    filings = file_month(DECEMBER, told, by=people.commune_chairman)
    return SimpleNamespace(
        filings=filings, nghia=filings[NGHIA], nhon=filings[NHON], **vars(people)
    )


@pytest.fixture
def as_person(client, december):
    """Signs the browser in as one of the chain, by name."""

    def sign_in(name):
        client.force_login(getattr(december, name))
        return client

    return sign_in


def review_all(filing, by, *, but=()):
    """Agree to every criterion of the filing, but to these."""
    from langmoi.reporting.steps import review_criteria

    numbers = [n for n in filing.latest.criteria if n not in but]
    review_criteria(filing, numbers, agrees=True, reason="", by=by, on=TODAY, at=SENT_AT)


def solve_all(filing, by, *, but=()):
    """A solution for every criterion that is not met."""
    from langmoi.reporting.steps import put_solution

    for number, outcome in filing.latest.criteria.items():
        if outcome == "not_met" and number not in but:
            put_solution(
                filing,
                number,
                text="Vận động nhân dân cùng làm.",
                responsible="Phó Chủ tịch UBND xã",
                due_on=date(2020, 3, 31),
                by=by,
                on=TODAY,
                at=SENT_AT,
            )
