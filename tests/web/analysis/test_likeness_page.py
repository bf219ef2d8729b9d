"""Communes and districts like one, within what the reader sees, and since when each met it."""

from __future__ import annotations

from io import BytesIO

import openpyxl

PAGE = "/phan-tich/tuong-tu/"


def test_communes_like_one_with_what_is_unknown_named(page):
    text = page(f"{PAGE}?thang=2019-12&don-vi=23542&tieu-chi=6")

    assert "Giống xã Sa Nghĩa nhất" in text
    assert "nên không so: xã biên giới" in text
    assert "Đạt từ 12/2019" in text  # Sa Nghĩa met criterion 6 in December only
    assert "chưa có số liệu" in text.lower()


def test_districts_tell_how_many_of_their_communes_came_to_it(page):
    text = page(f"{PAGE}?thang=2019-12&don-vi=616&tieu-chi=6")

    assert "Từ 2 lên 3/" in text
    assert "TP Kon Tum" in text


def test_a_district_compares_its_own_communes_only(page, district_officer):
    text = page(f"{PAGE}?thang=2019-12", user=district_officer)

    assert "Sa Sơn" in text
    assert "Kon Đào" not in text


def test_another_districts_unit_is_not_found(enter, district_officer, months):
    assert enter(district_officer).get(f"{PAGE}?don-vi=23434").status_code == 404


def test_a_commune_has_nobody_to_look_at(enter, clerk, months):
    assert enter(clerk).get(PAGE).status_code == 404


def test_an_unknown_criterion_is_said(enter, office, months):
    answer = enter(office).get(f"{PAGE}?don-vi=23542&tieu-chi=77")

    assert answer.status_code == 422
    assert "không có tiêu chí 77" in answer.content.decode()


def test_the_file_holds_every_unit_and_the_measure(enter, office, months):
    answer = enter(office).get(f"{PAGE}?thang=2019-12&don-vi=23542&tep=xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    facts = {r[0].value: r[1].value for r in book["Thông tin"].iter_rows(min_row=3)}
    assert "giống = 100%" in facts["Bộ lọc"]
    assert book["Số liệu"].max_row > 80
