"""The pivot's page: its filters live in the address, its files say what they are."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

PAGE = "/phan-tich/"


def test_the_page_shows_districts_by_month(page):
    text = page(f"{PAGE}?thang=2019-11")

    assert "Huyện Sa Thầy" in text
    assert 'value="616|2019-11"' in text
    assert "Số liệu từng xã là số minh họa" not in text  # no demo installation here


def test_a_filter_stays_in_the_address(page):
    text = page(f"{PAGE}?thang=2019-11&hang=tieu-chi&cot=don-vi&so=9&so=10&do=ty-le&don-vi=616")

    assert 'name="so" value="9"' in text
    assert "so=9&amp;so=10" in text
    assert "don-vi=616" in text
    assert "Tỷ lệ đạt (%) theo tiêu chí và đơn vị" in text


def test_a_number_opens_the_list_behind_it(page):
    text = page(f"{PAGE}danh-sach/?thang=2019-11&so=10&o=616%7C2019-11")

    assert "0/" in text
    assert "Sa Nghĩa" in text
    assert "#tc-10" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("so=99", "không có tiêu chí 99"),
        ("theo=chi-tieu&so=1.99", "không có chỉ tiêu 1.99"),
        ("tu=2019-12&thang=2019-11", "Hãy đổi lại hai tháng"),
        ("tu=xx", "Không hiểu tháng"),
        ("hang=thang&cot=thang", "Hãy chọn hai thứ khác nhau"),
        ("do=gia-tri", "chọn đúng một chỉ tiêu"),
        ("do=nhieu", "Không hiểu"),
    ],
)
def test_what_the_address_cannot_mean_is_said_and_the_rest_shown(
    enter, office, months, query, said
):
    answer = enter(office).get(f"{PAGE}?{query}")

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "lm-pv" in answer.content.decode()


def test_a_month_without_any_figures_shows_dashes_not_zeros_of_change(page):
    text = page(f"{PAGE}?thang=2019-11&so-voi=nam")

    assert "Không so được" in text


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}danh-sach/"])
def test_another_districts_unit_is_not_found(enter, district_officer, months, address):
    assert enter(district_officer).get(f"{address}?don-vi=612").status_code == 404


def test_a_district_sees_only_its_own(page, district_officer):
    text = page(f"{PAGE}?thang=2019-11", user=district_officer)

    assert "Sa Nghĩa" in text
    assert "Kon Đào" not in text


def test_a_commune_sees_itself(page, clerk):
    text = page(f"{PAGE}?thang=2019-11", user=clerk)

    assert 'value="10|2019-11"' in text
    assert "Sa Sơn" not in text


def test_a_cell_that_is_not_of_the_table_is_said(enter, office, months):
    answer = enter(office).get(f"{PAGE}danh-sach/?o=999%7C2019-12")

    assert answer.status_code == 422
    assert "Hãy mở lại từ bảng" in answer.content.decode()


def test_the_excel_file_has_numbers_and_says_what_it_is(enter, office, months):
    answer = enter(office).get(f"{PAGE}?thang=2019-11&tep=xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    facts = {r[0].value: r[1].value for r in book["Thông tin"].iter_rows(min_row=3)}
    figures = [[cell.value for cell in row] for row in book["Số liệu"].iter_rows()]
    assert facts["Đơn vị"] == "tỉnh Kon Tum"
    assert facts["Tháng"] == "11/2019"
    assert "1980/QĐ-TTg" in facts["Bộ tiêu chí"] or "Kon Tum" in facts["Bộ tiêu chí"]
    assert facts["Ngày lập"] == "20/12/2019"
    assert figures[0][0] == "Đơn vị"
    assert figures[-1][0] == "Cộng"
    assert isinstance(figures[-1][1], int)
    assert book["Số liệu"].freeze_panes == "B2"


def test_the_csv_file_says_what_it_is_below_its_rows(enter, office, months):
    answer = enter(office).get(f"{PAGE}?thang=2019-11&tep=csv")

    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeffĐơn vị;")
    assert 'Nguồn;"Phiếu tháng' in text
    assert "Cộng;" in text


def test_the_list_behind_a_number_is_a_file_too(enter, office, months):
    answer = enter(office).get(f"{PAGE}danh-sach/?thang=2019-11&so=10&o=616%7C2019-11&tep=xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert [cell.value for cell in book["Số liệu"][1]][:3] == ["Mã", "Đơn vị", "Thuộc"]


def test_a_file_of_an_unknown_kind_is_not_found(enter, office, months):
    assert enter(office).get(f"{PAGE}?tep=exe").status_code == 404


def test_who_only_keeps_a_village_has_no_such_page(enter, person, months):
    from langmoi.places.models import Level, Unit, UnitVersion

    village = Unit.objects.create()
    commune = UnitVersion.objects.on(date(2019, 12, 20)).get(code="23542")
    UnitVersion.objects.create(
        unit=village,
        code="23542-01",
        name="Làng Một",
        type="village",
        level=Level.VILLAGE,
        parent_id=commune.unit_id,
        source="thử",
        search_key="mot",
        sort_key="mot",
    )
    head = person("head", "village_head", "23542-01", "village")

    assert enter(head).get(PAGE).status_code == 404
