"""The matrix: filters in the address, pieces for htmx, totals, one tab stop, reasons of a cell."""

from __future__ import annotations

import re

import pytest
from page_words import words


def shown(text):
    """The communes in the table."""
    body = text.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in text else ""
    return set(re.findall(r'data-cells="/bang-tieu-chi/(\d+)/', body))


def test_every_commune_has_a_row_of_19_cells_with_words(page):
    text = page("/bang-tieu-chi/")

    assert len(shown(text)) == 85
    assert 'aria-label="Sa Nghĩa, tiêu chí 17: chưa đạt">x</a>' in text
    assert 'aria-label="Sa Nghĩa, tiêu chí 1: đạt">Đ</a>' in text
    assert 'aria-label="Sa Bình, tiêu chí 1: chưa có số liệu"' in text


def test_one_cell_is_a_tab_stop(page):
    cells = page("/bang-tieu-chi/").split("<tbody>")[1].split("</tbody>")[0]

    assert cells.count('tabindex="0"') == 1
    assert cells.count('tabindex="-1"') == 85 * 19 - 1


def test_a_criterion_met_this_month_is_marked(page):
    row = page("/bang-tieu-chi/").split('data-cells="/bang-tieu-chi/23542/')[1].split("</tr>")[0]

    assert re.search(r'class="lm-o-met lm-new"><a [^>]*tiêu chí 6', row)
    assert row.count("lm-new") == 1


@pytest.mark.parametrize(
    ("query", "communes"),
    [
        ("huyen=612&thieu=10", {"23434", "23431"}),
        ("thieu=17", {"23542", "23434"}),
        ("muc=19", {"23539"}),
        ("muc=15&thieu=10", {"23542", "23533", "23431"}),
        ("tim=sa+nghia", {"23542"}),
        ("tim=bo+y", {"23395"}),
        ("tim=khong+co+xa+nay", set()),
        ("muc=khong-phai-so", set()),
        ("huyen=616&tim=kon+dao", set()),
    ],
)
def test_filters_stand_in_the_address(page, query, communes):
    assert shown(page(f"/bang-tieu-chi/?{query}")) == communes


def test_nothing_that_fits_says_what_to_do(page):
    assert "Không có xã nào khớp bộ lọc" in page("/bang-tieu-chi/?tim=xyz")


def test_the_chosen_filters_stay_chosen(page):
    text = page("/bang-tieu-chi/?huyen=616&thieu=10&tim=sa")

    assert '<option value="616" selected>' in text
    assert '<option value="10" selected>' in text
    assert 'value="sa"' in text


def test_htmx_gets_the_table_alone_and_the_browsers_history_the_whole_page(page):
    piece = page("/bang-tieu-chi/?thieu=17", HX_Request="true")
    back = page("/bang-tieu-chi/?thieu=17", HX_Request="true", HX_History_Restore_Request="true")

    assert "<html" not in piece
    assert shown(piece) == shown(back) == {"23542", "23434"}
    assert "<html" in back


def test_totals_and_shares_stand_under_the_table_and_beside_each_district(page):
    text = page("/bang-tieu-chi/")
    foot = words(text.split("<tfoot>")[1].split("</tfoot>")[0]).split()
    (district,) = [
        row for row in text.split('<tr class="lm-dist">')[1:] if "Sa Thầy" in row.split("</th>")[0]
    ]

    assert "(toàn" in foot
    assert "5" in foot  # criterion 1: every commune with figures
    assert "5,9" in foot  # 5 of 85
    assert re.search(r">3\s*<small>30%</small>", district)


def test_totals_are_of_all_communes_whatever_the_filter_leaves(page):
    def foot(text):
        return words(text.split("<tfoot>")[1].split("</tfoot>")[0]).split()

    assert foot(page("/bang-tieu-chi/?tim=sa+nghia")) == foot(page("/bang-tieu-chi/"))


def test_a_cell_opens_with_its_reasons(page):
    text = words(page("/bang-tieu-chi/23542/17/", HX_Request="true"))

    assert "Sa Nghĩa, tiêu chí 17. Môi trường và an toàn thực phẩm" in text
    assert "mức từ 95% trở lên" in text
    assert "Làng Mới" not in text


def test_a_district_officer_has_the_matrix_of_the_district(page, district_officer):
    text = page("/bang-tieu-chi/", district_officer)

    assert len(shown(text)) == 10
    assert 'name="huyen"' not in text
    assert "toàn huyện" in text
