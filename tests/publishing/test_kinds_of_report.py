"""Every kind of report from filed months: its period, what it is compared with, who it is for."""

from __future__ import annotations

from datetime import date

import pytest
from filed_months import DISTRICT, IA_DAL, ON, PROVINCE, file_month, file_year, unit
from report_files import numbers_of_files

from langmoi.core.errors import DomainError, NotFound
from langmoi.overview.model import UnitRef
from langmoi.publishing.definitions import definition, load_audiences, load_definitions
from langmoi.publishing.issuers import issuer_in_force, issuer_of
from langmoi.publishing.orders import Order
from langmoi.publishing.reading import build_report, making_of
from langmoi.publishing.sections import SECTIONS
from langmoi.publishing.tables import TABLES

OFFICE = "VĂN PHÒNG ĐIỀU PHỐI"
NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)


@pytest.fixture
def year(office):
    file_year(office)


@pytest.fixture
def written(year, text_of):
    """written(kind, code, month) gives the report and its prose."""

    def write(kind, code=DISTRICT, month=DECEMBER, audience="", agency=None):
        order = Order(kind, unit(code), month, audience, agency)
        report = build_report(order, making_of(ON, "người thử"))
        return report, text_of(report)

    return write


def test_every_definition_names_sections_tables_and_issuers_that_there_are():
    for wanted in load_definitions():
        assert {section.id for section in wanted.outline} <= set(SECTIONS)
        assert set(wanted.tables) <= set(TABLES)
    for audience in load_audiences():
        assert issuer_in_force(audience.issuer, ON, "tỉnh").issues
    with pytest.raises(NotFound):
        definition("khong_co")


@pytest.mark.parametrize(
    ("kind", "month", "first", "last", "words"),
    [
        ("month", date(2019, 11, 1), date(2019, 10, 15), date(2019, 11, 14), "tháng 11 năm 2019"),
        ("quarter", date(2019, 2, 1), date(2018, 12, 15), date(2019, 3, 14), "quý I năm 2019"),
        ("half_year", date(2019, 6, 1), date(2018, 12, 15), date(2019, 6, 14),
         "6 tháng đầu năm 2019"),
        ("year", date(2019, 5, 1), date(2018, 12, 15), date(2019, 12, 14), "năm 2019"),
    ],
)  # fmt: skip
def test_a_period_runs_from_the_15th_to_the_14th(kind, month, first, last, words):
    period = definition(kind).period(month)

    assert (period.starts_on, period.ends_on, period.words) == (first, last, words)


def test_a_quarter_counts_what_came_since_the_month_before_it(written):
    report, text = written("quarter")

    assert "quý IV năm 2019" in " ".join(report.subject)
    assert "so với tháng 09/2019 tăng 01 tiêu chí" in text
    assert "Trong kỳ có 01 xã đạt thêm 01 lượt tiêu chí: Ia Đal (tiêu chí 7)" in text
    assert "tháng 10/2019: 5,67 (17/3); tháng 11/2019: 6,00 (18/3)" in text


def test_a_year_counts_from_the_december_before(written):
    report, text = written("year")

    assert "so với tháng 12/2018 tăng 02 tiêu chí" in text
    assert "(tiêu chí 6, 7)" in text
    assert [cell.text for cell in report.annexes[0].rows[-1].cells][-3:] == ["6,00", "+0,67", ""]
    assert report.watermark == ""


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("year", DISTRICT),
        ("half_year", DISTRICT),
        ("quarter", PROVINCE),
        ("commune_month", IA_DAL),
        ("notice_980", PROVINCE),
        ("ten_years", PROVINCE),
    ],
)
def test_the_three_forms_of_each_kind_show_the_same_numbers(written, kind, code):
    report, _ = written(kind, code)
    found = numbers_of_files(report)

    assert found[".docx"] == found[".pdf"] == found[".xlsx"]


def test_a_commune_reports_its_criteria_with_reasons_and_source(written):
    report, text = written("commune_month", IA_DAL, NOVEMBER)

    assert report.letterhead.agency == ("ỦY BAN NHÂN DÂN", "XÃ IA ĐAL")
    assert "xã đạt 7/19 tiêu chí" in text
    assert "So với tháng 10/2019 tăng 01 tiêu chí" in text
    assert "chỉ tiêu 10.1 mới đạt" in text
    assert "(mức đạt: từ 41 triệu đồng/người/năm trở lên)" in text
    assert "mã bản" in text
    assert len(report.annexes[0].rows) == 19
    assert len(report.annexes[0].columns) == 4  # no solution, no columns for it
    assert "Chỉ tiêu 10.1 (thu nhập bình quân" in report.annexes[0].rows[9].cells[3].text
    assert "kính báo cáo Ủy ban nhân dân huyện Ia H'Drai" in text


def test_a_department_reports_the_indicators_that_it_leads(written, kontum, text_of):
    from chain_world import lead

    from langmoi.people.models import Agency

    agency = Agency.objects.create(name="Sở Y tế thử", short_name="SYT", unit=kontum.unit)
    lead(agency, "kontum-commune-2017-2020", "15.1", "15.2")
    report, text = written("department_month", PROVINCE, NOVEMBER, agency=agency.pk)

    assert report.letterhead.agency == ("SỞ Y TẾ THỬ",)
    assert "Ngành chủ trì 02 chỉ tiêu" in text
    assert "Chỉ tiêu 15.1 (tỷ lệ" in text
    assert "): 00/03 xã đạt (0,00%)" in text
    assert [row.cells[1].text for row in report.annexes[0].rows] == ["15.1", "15.2"]


def test_the_committee_reports_on_notice_980_to_the_standing_committee(written):
    report, text = written("notice_980", PROVINCE, NOVEMBER, "standing_committee")

    assert report.letterhead.agency == ("ỦY BAN NHÂN DÂN", "TỈNH KON TUM")
    assert report.receivers[0] == "Thường trực Tỉnh ủy (b/c)"
    assert "so với tháng 07/2019 tăng 01 tiêu chí" in text
    assert "Đến ngày 14/11/2019 có 00/85 xã đạt cả tiêu chí 18 và 19" in text
    assert "Nhóm tiêu chí hạ tầng kinh tế - xã hội (từ tiêu chí số 2 đến tiêu chí số 9)" in text
    assert text.rstrip().endswith("kính báo cáo Thường trực Tỉnh ủy./.")


@pytest.mark.parametrize(
    ("audience", "agency", "first"),
    [
        ("council", "ỦY BAN NHÂN DÂN", "Thường trực HĐND tỉnh (b/c)"),
        ("steering_committee", OFFICE, "Ban Chỉ đạo các Chương trình MTQG tỉnh (b/c)"),
        ("central_office", OFFICE, "Văn phòng Điều phối NTM Trung ương (b/c)"),
    ],
)  # fmt: skip
def test_the_receiver_decides_who_issues_and_who_gets_it(written, audience, agency, first):
    report, _ = written("month", PROVINCE, NOVEMBER, audience)

    assert report.letterhead.agency[0] == agency
    assert report.receivers[0] == first


def test_the_notice_cannot_be_reported_for_a_month_before_it(year):
    with pytest.raises(DomainError, match="tính từ tháng 08/2019"):
        Order("notice_980", unit(PROVINCE), date(2019, 7, 1)).period  # noqa: B018 - it refuses


def test_a_report_of_another_level_is_refused(year):
    with pytest.raises(DomainError, match="không do cấp này lập"):
        build_report(Order("commune_month", unit(DISTRICT), NOVEMBER), making_of(ON, ""))
    with pytest.raises(DomainError, match="không do cấp này lập"):
        build_report(Order("year", unit(IA_DAL), DECEMBER), making_of(ON, ""))


def test_a_unit_without_data_is_refused_with_what_to_do(year):
    with pytest.raises(DomainError, match="Chưa có xã nào của huyện Sa Thầy nộp phiếu"):
        build_report(Order("month", unit("616"), NOVEMBER), making_of(ON, ""))


def test_an_open_month_comes_only_as_a_draft(office, text_of):
    file_month(NOVEMBER, {IA_DAL: 5}, by=office, closed=False)

    report = build_report(Order("month", unit(DISTRICT), NOVEMBER), making_of(ON, ""))

    assert report.watermark == "BẢN NHÁP"
    assert "SỐ LIỆU TẠM TÍNH, CHƯA CHỐT" in report.marks


def test_a_year_with_an_open_month_is_a_draft_and_names_it(office, text_of):
    file_year(office, last_closed=False)

    report = build_report(Order("year", unit(DISTRICT), DECEMBER), making_of(ON, ""))

    assert report.watermark == "BẢN NHÁP"
    assert "Tháng chưa chốt số liệu: 12/2019." in text_of(report)


def test_a_quarter_over_a_month_that_was_not_opened_is_refused(office):
    for month in (date(2019, 10, 1), date(2019, 12, 1)):
        file_month(month, {IA_DAL: 5}, by=office)

    with pytest.raises(DomainError, match="Chưa mở tháng 11/2019"):
        build_report(Order("quarter", unit(DISTRICT), DECEMBER), making_of(ON, ""))


def test_a_period_over_two_sets_is_refused(office):
    for month in (date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)):
        file_month(month, {IA_DAL: 5}, by=office)

    with pytest.raises(DomainError, match="có hai bộ tiêu chí"):
        build_report(Order("quarter", unit(DISTRICT), date(2022, 3, 1)), making_of(ON, ""))


@pytest.mark.parametrize(
    ("agency", "parent", "signature"),
    [
        ("Sở Y tế tỉnh Kon Tum", "UBND TỈNH KON TUM", "GIÁM ĐỐC"),
        ("Công an tỉnh Kon Tum", "BỘ CÔNG AN", "GIÁM ĐỐC"),
        ("Bộ Chỉ huy quân sự tỉnh Kon Tum", "QUÂN KHU 5", "CHỈ HUY TRƯỞNG"),
        ("Cục Thống kê tỉnh Kon Tum", "TỔNG CỤC THỐNG KÊ", "CỤC TRƯỞNG"),
    ],
)
def test_an_agency_of_a_ministry_stands_under_the_ministry(agency, parent, signature):
    province = UnitRef(1, code="62", name="Kon Tum", full_name="tỉnh Kon Tum", level="province")

    issuer = issuer_of(province, ON, sender="department", agency=agency)

    assert (issuer.parent, issuer.signature[-1]) == (parent, signature)
