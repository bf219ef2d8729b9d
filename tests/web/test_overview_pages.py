"""The pages of the province, a district, a commune and a criterion say what the overview says."""

from __future__ import annotations

import re

from page_words import words


def test_the_province_shows_counts_mean_with_fraction_and_who_is_late(page):
    text = words(page("/"))

    assert "Xã đạt 19/19 tiêu chí 1 / 85 xã" in text
    assert re.search(r"Tiêu chí bình quân mỗi xã \d+,\d\d = \d+/85", text)
    assert "Đang tổng hợp: 4/85 xã đã nộp, hạn nộp 18/12/2019" in text
    assert "Xã chưa nộp phiếu 81 / 85 xã" in text
    assert re.search(r"Ngưỡng chưa kiểm chứng \d+ / \d+ ngưỡng", text)


def test_met_all_and_recognised_are_two_figures(page):
    text = words(page("/"))

    assert "Xã đạt 19/19 tiêu chí" in text
    assert "Đã có quyết định công nhận" in text


def test_communes_nearly_there_stand_under_the_criterion_they_miss(page):
    near = page("/").split('id="h-near"')[1].split("</section>")[0]

    assert "2 xã còn thiếu 1–2 tiêu chí" in words(near)
    assert 'href="/tieu-chi/10/"' in near
    assert "Sa Nghĩa" in near
    assert "và TC 17" in near


def test_the_map_has_a_link_for_each_commune_and_says_all_in_words(page):
    tiles = page("/").split('class="lm-map lm-map--province"')[1].split("</svg>")[0]

    assert tiles.count("<a ") == 85
    assert "Xã Sa Nghĩa 17/19 tiêu chí, huyện Sa Thầy; còn thiếu 10, 17" in tiles
    assert "Phường" in tiles
    assert "không thuộc diện đánh giá xã" in tiles
    assert "chưa nộp phiếu tháng này" in tiles


def test_each_district_stands_in_the_table_with_its_mean(page):
    table = words(page("/").split('id="huyen"')[1].split("</table>")[0])

    assert "Huyện Sa Thầy 10" in table
    assert "TP Kon Tum 11" in table
    assert "Thiếu 7 xã" in table


def test_the_trend_is_a_table_as_well(page):
    text = page("/")

    assert "Biểu đồ: Kết quả xây dựng nông thôn mới theo tháng, tỉnh Kon Tum" in text
    assert "Bảng diễn biến theo tháng" in text


def test_a_district_lists_its_communes_with_what_they_miss(page):
    text = words(page("/huyen/616/"))

    assert "10 xã của huyện Sa Thầy" in text
    assert re.search(r"Sa Nghĩa 17 ▲ \+1 10, 17", text)


def test_a_commune_shows_what_is_missing_with_threshold_distance_and_law(page):
    text = words(page("/xa/23542/"))

    assert "Còn 2 tiêu chí chưa đạt" in text
    assert "40 triệu đồng/người/năm; mức từ 41 triệu đồng/người/năm trở lên" in text
    assert "còn thiếu 1 triệu đồng/người/năm" in text
    assert "mức tạm, chờ văn bản" in text
    assert "94,00%; mức từ 95% trở lên; còn thiếu 1,00 điểm %" in text
    assert "Căn cứ: 1980/QĐ-TTg" in text
    assert "chưa kiểm chứng" in text


def test_a_value_just_at_the_threshold_says_so(page):
    assert "bằng ngưỡng" in page("/xa/23539/")


def test_a_commune_says_who_filed_when_and_the_hash(page, months):
    from langmoi.reporting.models import Filing

    filing = Filing.objects.select_related("latest").get(
        unit__versions__code="23542", month=months.december
    )
    text = page("/xa/23542/")

    assert filing.latest.hash in text
    assert "Người dùng office" in text


def test_a_late_commune_shows_its_last_closed_month_marked_so(page):
    text = words(page("/xa/23431/"))

    assert "Chưa nộp phiếu tháng 12/2019, hạn 18/12/2019." in text
    assert "Các số dưới đây là của tháng 11/2019, tháng đã chốt gần nhất." in text


def test_a_commune_without_any_figures_has_a_page_too(page):
    text = words(page("/xa/23545/"))

    assert "Xã chưa có số liệu nào để xem." in text
    assert "tháng 12/2019 – / 19" in text


def test_a_township_has_a_page_that_says_it_does_not_file(page):
    assert "Thị trấn Măng Đen không lập phiếu" in page("/xa/23473/")


def test_a_commune_of_an_earlier_month_is_found_in_that_month(enter, page, office):
    # Đăk Long of Kon Plông was a commune until 31/8/2019; code 23473 is a township since.
    assert "không lập phiếu" in page("/xa/23473/?thang=2019-12")


def test_a_criterion_lists_who_misses_it_the_nearest_first(page):
    text = page("/tieu-chi/17/")
    unmet = text.split('id="h-unmet"')[1].split("</table>")[0]

    assert "Tiêu chí 17. Môi trường và an toàn thực phẩm" in text
    assert unmet.index("Sa Nghĩa") < unmet.index("Măng Ri")  # of no figures: last
    assert "Mức phải đạt và căn cứ" in text
    assert "từ 95% trở lên" in text


def test_a_criterion_leads_to_the_one_before_and_the_one_after(page):
    text = page("/tieu-chi/10/")

    assert 'href="/tieu-chi/9/"' in text
    assert 'href="/tieu-chi/11/"' in text


def test_a_commune_is_found_in_any_spelling_or_by_code(page):
    for asked in ("sa nghia", "Sa Nghĩa", "SANGHIA", "23542", "nghia"):
        assert "Sa Nghĩa" in page(f"/xa/?tim={asked}")


def test_a_search_by_htmx_gets_the_list_alone(page):
    text = page("/xa/?tim=dak+long", HX_Request="true")

    assert "<html" not in text
    assert "3 đơn vị khớp" in words(text)


def test_in_the_demo_every_page_with_figures_says_that_they_are_invented(page, office):
    from langmoi.core.installation import claim_database
    from langmoi.core.models import InstallationKind

    pages = ["/", "/huyen/616/", "/xa/23542/", "/tieu-chi/17/", "/bang-tieu-chi/", "/xa/",
             "/nhap-so-lieu/", "/bao-cao/"]  # fmt: skip
    assert not any("Số liệu minh họa" in page(address) for address in pages)

    claim_database(InstallationKind.DEMO, "62", by="test")

    assert all("Số liệu minh họa" in page(address) for address in pages)
