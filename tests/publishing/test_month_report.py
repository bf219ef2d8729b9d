"""What the monthly report says, from an overview made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_month import (
    CITY,
    IA_HDRAI,
    KON_PLONG,
    PROVINCE,
    commune,
    kon_plong_communes,
    material_of,
    overview_of,
    province_overview,
    report_of,
)

from langmoi.core.errors import DomainError
from langmoi.overview.model import UnitRef
from langmoi.publishing.criteria_table import criteria_table
from langmoi.publishing.layouts import layout_on, load_layouts
from langmoi.publishing.model import RowKind
from langmoi.publishing.narrative import bases_of
from langmoi.publishing.words import counted, day_in_words


def rows_named(report, annex, name):
    return [
        [cell.text for cell in row.cells]
        for row in report.annexes[annex].rows
        if name in [cell.text for cell in row.cells[:2]]
    ]


def test_the_provinces_office_issues_the_provinces_report(province_report):
    head = province_report.letterhead

    assert head.parent == "SỞ NÔNG NGHIỆP VÀ PTNT"
    assert head.agency == ("VĂN PHÒNG ĐIỀU PHỐI", "NÔNG THÔN MỚI TỈNH")
    assert province_report.signature == ("CHÁNH VĂN PHÒNG",)
    assert province_report.receivers[-1].startswith("Lưu: VT")


def test_a_districts_committee_issues_its_report_by_the_order_of_signing(kon_plong, demo):
    report = report_of(kon_plong, None, demo)

    assert report.letterhead.parent == ""
    assert report.letterhead.agency == ("ỦY BAN NHÂN DÂN", "HUYỆN KON PLÔNG")
    assert report.signature == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert report.letterhead.place_and_date.startswith("Kon Plông, ngày")


def test_a_city_of_the_provinces_name_is_not_taken_for_the_province(demo):
    lines = [commune(31, "Đoàn Kết", CITY, "Đ" * 19)]
    report = report_of(overview_of(CITY, lines), None, demo)

    assert report.letterhead.agency[1] == "THÀNH PHỐ KON TUM"
    assert report.letterhead.place_and_date.startswith("TP. Kon Tum, ngày")


def test_number_and_day_stay_blank_until_the_office_gives_them(province, demo):
    blank = report_of(province, None, demo)
    dated = report_of(province, None, replace(demo, dated=date(2020, 2, 5)))

    assert blank.letterhead.number == "Số:        /BC-VPĐP"
    assert dated.letterhead.number == blank.letterhead.number
    assert blank.letterhead.place_and_date == "Kon Tum, ngày      tháng      năm 2019"
    assert dated.letterhead.place_and_date == "Kon Tum, ngày 05 tháng 02 năm 2020"
    for annex in blank.annexes:
        assert "Báo cáo số        /BC-VPĐP ngày      tháng      năm 2019" in annex.reference


@pytest.mark.parametrize(
    ("day", "layout", "page_number"),
    [
        (date(2019, 12, 20), "circular-01-2011", "bottom_right"),
        (date(2020, 3, 4), "circular-01-2011", "bottom_right"),
        (date(2020, 3, 5), "decree-30-2020", "top_center"),
        (date(2026, 1, 1), "decree-30-2020", "top_center"),
    ],
)
def test_the_layout_is_the_one_in_force_at_the_reports_date(
    province, demo, day, layout, page_number
):
    report = report_of(province, None, replace(demo, dated=day))

    assert report.layout.id == layout
    assert report.layout.page_number == page_number
    assert layout_on(day) is report.layout


def test_layouts_stay_within_the_bounds_of_the_rules():
    for layout in load_layouts():
        assert 13 <= layout.sizes.body <= 14
        assert 10 <= layout.first_line <= 12.7
        assert layout.space_after >= 6
        assert 30 <= layout.margins.left <= 35


def test_the_text_gives_bands_mean_with_fraction_and_changes(province_report, text_of):
    text = text_of(province_report)

    assert "từ ngày 15/10/2019 đến ngày 14/11/2019" in text
    assert "trong 11 xã: 02 xã đạt 19 tiêu chí (18,18%)" in text
    assert "03 xã đạt từ 15 đến 18 tiêu chí (27,27%)" in text
    assert "Bình quân đạt 12,36 tiêu chí/xã (136/11)" in text
    assert "so với tháng 10/2019 tăng 02 tiêu chí, bình quân tăng 0,22 tiêu chí/xã" in text
    assert "so với tháng 12/2018 tăng 14 tiêu chí" in text
    assert text.endswith("./.")


def test_a_few_communes_close_to_the_goal_are_told_one_by_one(province_report, text_of):
    text = text_of(province_report)

    assert (
        "Có 02/11 xã đạt 18/19 tiêu chí: Hòa Bình chưa đạt tiêu chí môi trường và an toàn thực "
        "phẩm (số 17); Pờ Ê chưa đạt tiêu chí thu nhập (số 10)."
    ) in text
    assert (
        "Có 01/11 xã đạt 17/19 tiêu chí: Măng Cành chưa đạt tiêu chí giao thông (số 2) và tiêu chí "
        "cơ sở vật chất văn hóa (số 6)."
    ) in text


def test_changes_counted_from_another_month_leave_who_is_close_to_the_goal(demo, text_of):
    overview = overview_of(KON_PLONG, [commune(13, "Pờ Ê", KON_PLONG, "Đ" * 9 + "x" + "Đ" * 9)])
    rebased = tuple(replace(line, change_previous=7) for line in overview.communes)

    text = text_of(report_of(replace(overview, communes=rebased), None, demo))

    assert "đạt 18/19 tiêu chí: Pờ Ê chưa đạt tiêu chí thu nhập (số 10)." in text


def test_many_communes_close_to_the_goal_stand_under_the_criteria_they_lack(demo, text_of):
    lacks = ["x" + "Đ" * 17 + "x"] * 4 + ["xx" + "Đ" * 17] * 2
    lines = [commune(30 + i, f"Xã {i}", KON_PLONG, lack) for i, lack in enumerate(lacks, 1)]

    text = text_of(report_of(overview_of(KON_PLONG, lines), None, demo))

    assert "Có 06/06 xã đạt 17/19 tiêu chí, xếp theo từng tiêu chí chưa đạt: 06 xã chưa đạt" in text
    assert "02 xã chưa đạt tiêu chí giao thông (số 2): Xã 5, Xã 6" in text


def test_more_gains_than_prose_can_name_are_told_by_criterion(demo, text_of):
    lines = [
        replace(commune(30 + i, f"Xã {i}", KON_PLONG, "Đ" * 19), newly_met=frozenset({"2", "10"}))
        for i in range(31)
    ]
    overview = replace(overview_of(KON_PLONG, lines), sum_change_previous=62)

    assert (
        "Trong kỳ có 31 xã đạt thêm 62 lượt tiêu chí, theo từng tiêu chí: tiêu chí giao thông "
        "(số 2): 31 xã; tiêu chí thu nhập (số 10): 31 xã."
    ) in text_of(report_of(overview, None, demo))


def test_criteria_are_called_by_their_full_names(demo, text_of):
    lines = [commune(31, "Đoàn Kết", CITY, "ĐĐĐĐĐxĐĐĐĐĐĐĐĐĐĐĐĐĐ")]
    short_named = [
        replace(criterion, short_name="CSVC văn hóa")
        for criterion in overview_of(CITY, lines).criteria_set.criteria
    ]
    overview = overview_of(CITY, lines)
    named = replace(overview.criteria_set, criteria=tuple(short_named))

    text = text_of(report_of(replace(overview, criteria_set=named), None, demo))

    assert "Đoàn Kết chưa đạt tiêu chí cơ sở vật chất văn hóa (số 6)" in text


def test_recognised_stands_apart_from_met(province_report, text_of):
    text = text_of(province_report)

    assert "Có 02/11 xã đạt đủ 19 tiêu chí; 02/11 xã đã được công nhận" in text
    assert "chưa được công nhận: Đăk Long (thành phố Kon Tum)" in text
    assert "Đã được công nhận nhưng kỳ này không đạt đủ 19 tiêu chí: Hòa Bình" in text


def test_an_unknown_count_of_recognised_is_not_printed_as_a_number(province, demo, text_of):
    lines = tuple(
        replace(line, is_recognition_unknown=True, recognition=None) for line in province.communes
    )
    unknown = replace(province, communes=lines, recognised=(), recognition_unknown=lines)

    text = text_of(report_of(unknown, None, demo))

    assert "chưa xác định được" in text
    assert "00/11" not in text


def test_gained_and_lost_criteria_name_the_communes(province, demo, text_of):
    before = province_overview()
    better = [
        replace(line, criteria={**line.criteria, "2": "met"})
        if line.unit.name == "Ia Đal"
        else line
        for line in before.communes
    ]

    text = text_of(report_of(province, replace(before, communes=tuple(better)), demo))

    assert "Trong kỳ có 02 xã đạt thêm 03 lượt tiêu chí: Măng Cành (tiêu chí 9, 10)" in text
    assert "Có 01 xã không còn đạt 01 lượt tiêu chí đã đạt ở đầu kỳ: Ia Đal (tiêu chí 2)" in text


def test_a_month_without_gains_says_so(demo, text_of):
    lines = [replace(line, newly_met=frozenset()) for line in kon_plong_communes()]

    text = text_of(report_of(overview_of(KON_PLONG, lines), None, demo))

    assert "không có xã đạt thêm tiêu chí" in text
    assert "không còn đạt" not in text


def test_the_first_month_claims_no_change(demo, text_of):
    lines = [
        replace(line, change_previous=None, change_december=None, newly_met=frozenset())
        for line in kon_plong_communes()
    ]

    text = text_of(report_of(overview_of(KON_PLONG, lines), None, demo))

    assert "chưa có số liệu kỳ trước để so sánh." in text
    assert "Trong kỳ" not in text
    assert "tính trên các xã" not in text


def test_late_communes_are_named_with_the_month_whose_figures_stand_in(province_report, text_of):
    text = text_of(province_report)

    assert "Có 09/11 xã đã nộp phiếu" in text
    assert "Đăk Long (huyện Kon Plông) (số liệu tháng 10/2019)" in text
    assert "Ia Tơi (chưa có số liệu)" in text


def test_sections_with_nothing_to_say_do_not_appear(demo, text_of):
    lines = [commune(31, "Đoàn Kết", CITY, "Đ" * 19)]
    quiet = overview_of(CITY, lines, unchecked_thresholds=0)

    text = text_of(report_of(quiet, None, demo))

    assert "chưa nộp phiếu trong kỳ" not in text
    assert "chưa đối chiếu" not in text
    assert "Kiến nghị" not in text
    assert "2. Kết quả thực hiện tiêu chí" in text


def test_an_open_month_is_marked_as_provisional(kon_plong, demo, text_of):
    report = report_of(replace(kon_plong, is_closed=False), None, demo)

    assert "SỐ LIỆU TẠM TÍNH, CHƯA CHỐT" in report.marks
    assert "tạm tính, chưa chốt" in text_of(report)


def test_the_first_table_has_a_block_for_each_district_and_totals_under_all(province_report):
    signs = [*"ĐĐĐĐĐĐ–ĐĐxĐĐĐĐĐĐĐĐĐ"]

    assert rows_named(province_report, 0, "Pờ Ê") == [["3", "Pờ Ê", *signs, "18", "+1", "+3", ""]]
    assert len(rows_named(province_report, 0, "Số xã đạt")) == 3
    (heading,) = rows_named(province_report, 0, "Huyện Kon Plông (4 xã)")
    assert heading == ["II", "Huyện Kon Plông (4 xã)"]
    total, share = [[c.text for c in row.cells] for row in province_report.annexes[0].rows[-2:]]
    assert (total[1], total[2], total[-4:-1]) == ("Số xã đạt toàn tỉnh", "9", ["136", "+2", "+14"])
    assert (share[2], share[-4:-1]) == ("81,8", ["12,36", "+0,22", "+1,40"])


def test_the_first_table_notes_who_is_late_and_who_has_no_figures(province_report):
    late = [row for row in rows_named(province_report, 0, "Đăk Long") if row[-1]]

    assert [row[-1] for row in late] == ["Chưa nộp; số liệu tháng 10/2019"]
    assert rows_named(province_report, 0, "Ia Tơi") == [
        ["3", "Ia Tơi", *[""] * 22, "Chưa có số liệu"]
    ]


def test_the_second_table_counts_by_band_and_district(province_report):
    table = [[cell.text for cell in row.cells] for row in province_report.annexes[1].rows]

    assert table == [
        ["1", "Thành phố Kon Tum", "4", "2", "1", "1", "0", "0", "17,50", "0"],
        ["2", "Huyện Kon Plông", "4", "0", "2", "2", "0", "0", "14,25", "+1,00"],
        ["3", "Huyện Ia H'Drai", "3", "0", "0", "0", "1", "1", "3,00", "−0,50"],
        ["", "Toàn tỉnh Kon Tum", "11", "2", "3", "3", "1", "1", "12,36", "+0,22"],
    ]


def test_a_district_of_three_communes_has_one_block_and_no_provincial_total(small_district, demo):
    report = report_of(small_district, None, demo)
    names = [row.cells[1].text for row in report.annexes[0].rows]

    assert names == ["Ia Đal", "Ia Dom", "Ia Tơi", "Số xã đạt", "Tỷ lệ (%)"]
    assert report.annexes[0].rows[-1].kind == RowKind.AVERAGE


def test_the_second_table_of_a_district_names_its_communes_by_level(small_district, demo):
    report = report_of(small_district, None, demo)

    assert [[cell.text for cell in row.cells] for row in report.annexes[1].rows] == [
        ["1", "19 tiêu chí", "0", "0,0", ""],
        ["2", "15–18 tiêu chí", "0", "0,0", ""],
        ["3", "10–14 tiêu chí", "0", "0,0", ""],
        ["4", "5–9 tiêu chí", "1", "33,3", "Ia Đal (7)"],
        ["5", "Dưới 5 tiêu chí", "1", "33,3", "Ia Dom (2)"],
        ["6", "Chưa có số liệu", "1", "33,3", "Ia Tơi"],
        ["", "Tổng số", "3", "100,0", ""],
    ]


def test_changes_name_their_months_and_stand_once_where_both_are_the_same(province, demo):
    def heads(material):
        header = criteria_table(material, "", "").header
        return [cell.text for cell in header[1] if cell.text.startswith("tháng")]

    month = material_of(province)
    assert heads(month) == ["tháng 10/2019", "tháng 12/2018"]
    assert heads(replace(month, baseline=date(2018, 12, 1))) == ["tháng 12/2018"]


def test_a_province_without_districts_reports_its_communes_in_one_block(demo):
    lines = [commune(31, "Đăk Bla", PROVINCE, "Đ" * 12 + "x" * 7)]

    report = report_of(overview_of(PROVINCE, lines), None, demo)

    assert [row.cells[1].text for row in report.annexes[0].rows][0] == "Đăk Bla"


def test_only_documents_known_and_issued_by_then_are_named_as_basis(province):
    kon_tums = replace(
        province.criteria_set, document="qd-22-2017-kontum", extends="commune-2016-2020"
    )

    def numbers(on):
        return [document.number for document in bases_of(kon_tums, on)]

    assert numbers(date(2019, 11, 14)) == ["1980/QĐ-TTg", "22/2017/QĐ-UBND"]
    assert numbers(date(2017, 1, 14)) == ["1980/QĐ-TTg"]


def test_nothing_is_reported_for_a_village(province, demo):
    village = UnitRef(31, "23542-01", "Anh Dũng", "thôn Anh Dũng", "village", CITY.key)

    with pytest.raises(DomainError, match="không lập báo cáo"):
        report_of(replace(province, unit=village), None, demo)


def test_a_district_report_is_refused_for_a_day_without_districts(small_district, demo):
    with pytest.raises(DomainError, match="Chưa có cơ quan ban hành"):
        report_of(small_district, None, replace(demo, dated=date(2025, 7, 1)))
    assert small_district.unit == IA_HDRAI


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2019, 8, 5), "ngày 05 tháng 8 năm 2019"),
        (date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"),
        (date(2019, 11, 20), "ngày 20 tháng 11 năm 2019"),
    ],
)
def test_days_are_written_as_official_documents_write_them(day, words):
    assert day_in_words(day) == words


def test_counts_in_prose_have_two_digits():
    assert [counted(n) for n in (0, 6, 19, 1047)] == ["00", "06", "19", "1.047"]
