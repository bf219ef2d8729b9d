"""A department's home: its indicators over the communes, and the list behind each number."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime

import pytest
from page_words import words


@pytest.fixture
def department(kontum, person, months):
    """The officer of a department that leads 17.1, and another agency that leads 10.1."""
    from langmoi.people.models import Agency, Duty, Responsibility
    from langmoi.reporting.workbook.contents import set_of_month

    made = []
    for name, number in (("Sở Thử", "17.1"), ("Sở Khác", "10.1")):
        agency = Agency.objects.create(name=name, short_name=name, unit=kontum.unit)
        Responsibility.objects.create(
            criteria_set=set_of_month(date(2019, 12, 1)).id,
            indicator=number,
            agency=agency,
            duty=Duty.LEAD,
            valid_from=date(2016, 1, 1),
            certainty="recalled",
        )
        made.append(agency)
    user = person("department", "department_officer", "62", "province")
    user.posts.update(agency=made[0])
    user.agency, user.other = made
    return user


def numbers_of(text):
    found = re.findall(r'<a href="([^"]*ct=17\.1[^"]*)">(\d+)</a>', text)
    return {html.unescape(href): int(number) for href, number in found}


def test_it_opens_with_the_person_s_own_indicators(page, department):
    text = words(page("/nganh/", user=department))

    assert "Sở Thử, tháng 12/2019" in text
    assert "1 chỉ tiêu chủ trì, 5 xã có số liệu" in text
    assert "17.1 Tỷ lệ hộ" in text
    assert "Chỉ tiêu theo ngành" not in text
    assert "Cho ý kiến" in text


def test_each_number_is_the_length_of_its_list(page, department):
    numbers = numbers_of(page("/nganh/", user=department))

    assert len(numbers) == 6
    for href, number in numbers.items():
        text = page(href, user=department)
        assert int(re.search(r"<h1>(\d+)", text)[1]) == number
        assert text.count('class="lm-chip"') == number
    assert sum(number for href, number in numbers.items() if "nhom=chua-dat" in href) == 2


def test_what_was_lost_disputed_and_waits_is_counted(page, office, department):
    from figures_made import figures_missing

    from langmoi.law.sets import set_for
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures
    from langmoi.reporting.models import Filing, Opinion, RevisionSource

    month = date(2019, 12, 1)
    unit = unit_by_code("23539", date(2019, 12, 14), "commune")
    worse = NewFigures(unit.unit_id, "23539", "central_highlands", figures_missing({"17"}))
    source = RevisionSource.WORKBOOK
    file_figures([worse], month=month, criteria_set=set_for(month), by=office, source=source)
    filing = Filing.objects.get(unit__versions__code="23533", month=month)
    Opinion.objects.create(
        revision=filing.latest,
        indicator="17.1",
        agency=department.agency,
        agrees=False,
        reason="Chưa có công trình",
        by=department,
        at=datetime(2019, 12, 19, tzinfo=UTC),
    )
    numbers = numbers_of(page("/nganh/", user=department))
    told = {href.split("nhom=")[1]: number for href, number in numbers.items()}

    assert told["mat"] == 1
    assert told["ban-khoan"] == 1
    assert told["cho-y-kien"] == 3  # four have sent, one has been answered
    lost = next(href for href in numbers if "nhom=mat" in href)
    assert "Sa Sơn" in words(page(lost, user=department))


def test_who_sees_the_province_may_choose_the_agency(page, department):
    text = page(f"/nganh/?co-quan={department.other.pk}")

    assert "Sở Khác, tháng 12/2019" in words(text)
    assert "10.1" in text
    assert "Cho ý kiến</a>" not in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("co-quan=99999", "không chủ trì chỉ tiêu nào"),
        ("co-quan=abc", "không chủ trì chỉ tiêu nào"),
        ("ct=99.9&nhom=dat", "Không có danh sách của chỉ tiêu “99.9”"),
        ("ct=17.1&nhom=abc", "Không có danh sách"),
        ("ct=10.1&nhom=dat", "Không có danh sách"),
    ],
)
def test_what_makes_no_sense_is_refused(enter, department, query, said):
    answer = enter(department).get(f"/nganh/?{query}")

    assert answer.status_code == 422
    assert said in words(answer.content.decode())


def test_where_nobody_leads_anything_the_page_says_what_to_do(page):
    assert "Chưa phân công sở, ngành nào" in words(page("/nganh/"))


def test_a_district_has_no_such_page(enter, department, district_officer):
    assert enter(district_officer).get("/nganh/").status_code == 404
