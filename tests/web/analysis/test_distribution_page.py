"""How a figure is spread: the drawing, the list, the files; with one point and with none."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from defusedxml import ElementTree
from PIL import Image

from langmoi.web.analysis.charts import Chart, as_png
from langmoi.web.analysis.plots import Scale, Series, histogram, line_chart

PAGE = "/phan-tich/phan-bo/"
NOVEMBER = "thang=2019-11"


def drawn(text):
    return re.search(r'<svg class="lm-plot".*?</svg>', text, re.DOTALL)[0]


def test_the_page_draws_each_commune_and_the_bound_of_its_zone(page):
    text = page(f"{PAGE}?{NOVEMBER}&chi-tieu=10.1")

    assert drawn(text).count("<circle") == 5
    assert "Tây Nguyên: ≥ " in drawn(text)
    assert "stroke-dasharray" in drawn(text)
    assert "5/86 xã có số liệu" in text or re.search(r"5/\d+ xã có số liệu, 1 xã đạt", text)


def test_the_list_begins_with_the_smallest_and_ends_with_the_silent(page):
    text = page(f"{PAGE}?{NOVEMBER}&chi-tieu=10.1")

    rows = text.split("Từng xã, từ thấp đến cao")[1]
    assert rows.index("Sa Nghĩa") < rows.index("Sa Sơn") < rows.index("chưa có số liệu")


def test_one_point_is_drawn(page, clerk):
    assert drawn(page(f"{PAGE}?{NOVEMBER}", user=clerk)).count("<circle") == 1


def test_without_any_point_the_drawing_says_so(page, person):
    silent = person("silent", "commune_officer", "23530", "commune")

    assert "Chưa có số liệu để vẽ" in drawn(page(f"{PAGE}?{NOVEMBER}", user=silent))


@pytest.mark.parametrize(
    ("which", "said"), [("99.9", "không có chỉ tiêu 99.9"), ("1.1", "không đo bằng số")]
)
def test_an_indicator_without_a_scale_is_said(enter, office, months, which, said):
    answer = enter(office).get(f"{PAGE}?{NOVEMBER}&chi-tieu={which}")

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_another_districts_unit_is_not_found(enter, district_officer, months):
    assert enter(district_officer).get(f"{PAGE}?don-vi=612").status_code == 404


def test_the_list_is_a_file_with_numbers(enter, office, months):
    answer = enter(office).get(f"{PAGE}?{NOVEMBER}&chi-tieu=10.1&tep=xlsx")

    rows = list(openpyxl.load_workbook(BytesIO(answer.content))["Số liệu"].iter_rows(min_row=2))
    assert isinstance(rows[0][4].value, int | float)
    assert rows[0][6].value in ("mức tạm, chờ văn bản", "theo nguồn đã công bố", "chưa kiểm chứng")


def test_a_saved_drawing_carries_caption_unit_source_and_day(enter, office, months):
    answer = enter(office).get(f"{PAGE}?{NOVEMBER}&chi-tieu=10.1&tep=svg")

    told = " ".join(ElementTree.fromstring(answer.content).itertext())
    assert answer["Content-Type"] == "image/svg+xml"
    assert "tỉnh Kon Tum, 11/2019" in told
    assert "Đơn vị tính: triệu đồng/người/năm" in told
    assert "Nguồn: phiếu tháng" in told
    assert "Lập ngày 20/12/2019" in told


@pytest.mark.parametrize("address", [PAGE, "/phan-tich/"])
def test_a_saved_picture_is_a_picture(enter, office, months, address):
    answer = enter(office).get(f"{address}?{NOVEMBER}&tep=png")

    picture = Image.open(BytesIO(answer.content))
    assert answer["Content-Type"] == "image/png"
    assert picture.size[0] >= 1400
    assert len(picture.convert("L").getcolors(maxcolors=1000)) > 10  # not an empty sheet


def test_the_pivot_has_no_picture_where_columns_are_no_months(enter, office, months):
    answer = enter(office).get(f"/phan-tich/?{NOVEMBER}&hang=don-vi&cot=tieu-chi&tep=svg")

    assert answer.status_code == 404


def test_a_page_draws_without_styles_that_its_policy_refuses(page):
    assert "style=" not in drawn(page(f"{PAGE}?{NOVEMBER}"))


def test_words_in_a_drawing_are_words_only():
    bad = '<script>alert("x")</script>'
    chart = Chart(bad, bad, bad, line_chart(["12/2019"], [Series(bad, [Decimal(1)])])[0])

    assert "<script" not in chart.file()
    assert as_png(chart.file()).startswith(b"\x89PNG")


def test_a_line_is_not_drawn_over_a_month_that_has_nothing():
    months = ["10/2019", "11/2019", "12/2019"]
    whole, _ = line_chart(months, [Series("a", [Decimal(1), Decimal(2), Decimal(3)])])
    broken, _ = line_chart(months, [Series("a", [Decimal(1), None, Decimal(3)])])

    assert whole.count('stroke-width="2"') == 2
    assert broken.count('stroke-width="2"') == 0
    assert broken.count("<circle") == 2


def test_bars_add_up_to_the_values():
    values = [Decimal(n) / 10 for n in range(95)]

    told = re.findall(r"<title>(\d+) xã", histogram(values, [], "m"))

    assert sum(map(int, told)) == len(values)


def test_ticks_are_round_and_within():
    ticks = Scale(Decimal("20.3"), Decimal("47.7"), 0, 1).ticks(5)

    assert ticks == [Decimal(n) for n in (30, 40)]
