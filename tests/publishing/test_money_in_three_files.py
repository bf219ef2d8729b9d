"""Tables B3 to B6 are equal cell by cell in Word, PDF and Excel; missing figures are no zeros."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from made_month import NOVEMBER, material_of
from report_files import numbers_of_files, table_of, tables_of_docx, tables_of_pdf, tables_of_xlsx

from langmoi.funding.contribution_queries import ContributionSum
from langmoi.funding.debt_rules import Payer
from langmoi.funding.sources import all_sources
from langmoi.publishing.building import content_of
from langmoi.publishing.definitions import definition
from langmoi.publishing.files import WRITERS
from langmoi.publishing.money import (
    Capital,
    DebtLine,
    GiftGroup,
    GiftLine,
    Mobilised,
    MoneyPicture,
    NamedCapital,
)

MILLION = 1_000_000
GIFT = ContributionSum(
    rows=2, households=61, money=12_345_678, workdays=Decimal("30.5"), workdays_value=4_575_000,
    land=Decimal(200), land_value=0, goods_value=500_000, total=17_420_678,
    unconverted_land=Decimal(200),
)  # fmt: skip


def picture(**changed):
    sources = all_sources()
    mobilised = Mobilised(120 * MILLION, 24_500_000, 30_123_456, None)
    capital = Capital(120 * MILLION, 100 * MILLION, None, 80 * MILLION, 94 * MILLION, None)
    debt = DebtLine(
        "xã Sa Nghĩa", "CT-1 Đường thôn", "", 500 * MILLION, 450 * MILLION, 100 * MILLION,
        350 * MILLION, date(2019, 9, 1),
        {Payer.PROVINCE: 300 * MILLION, Payer.UNKNOWN: 50 * MILLION},
    )  # fmt: skip
    told = MoneyPicture(
        year=2019,
        since=date(2019, 10, 15),
        until=date(2019, 11, 14),
        year_since=date(2018, 12, 15),
        stage_since=date(2015, 12, 15),
        stage="2016 - 2020",
        sources=[
            (sources["1"], mobilised),
            (sources["1.1"], mobilised),
            (sources["2"], Mobilised()),
        ],
        mobilised=mobilised,
        by_source=[(sources["1.1"], capital)],
        by_place=[NamedCapital("huyện Sa Thầy", capital), NamedCapital("cấp tỉnh", Capital())],
        by_project=[],
        capital=capital,
        debts=[debt, replace(debt, place="xã Sa Sơn")],
        outside=7 * MILLION,
        gifts=[
            GiftGroup(
                "huyện Sa Thầy",
                (
                    GiftLine("xã Sa Nghĩa", GIFT, GIFT),
                    GiftLine("xã Sa Sơn", ContributionSum(), GIFT),
                ),
            )
        ],
        given=GIFT,
        given_in_year=GIFT + GIFT,
        unchecked=3,
        lines=9,
        is_told=True,
    )
    return replace(told, **changed)


def report(overview, demo, money):
    return content_of(replace(material_of(overview), money=money), definition("month"), demo)


def in_all_files(made):
    files = {ending: write(made) for ending, write in WRITERS.items()}
    return {
        ".docx": tables_of_docx(files[".docx"]),
        ".pdf": tables_of_pdf(files[".pdf"]),
        ".xlsx": tables_of_xlsx(files[".xlsx"], made),
    }


def test_the_money_tables_are_the_same_cell_by_cell_in_the_three_files(province, demo):
    made = report(province, demo, picture())
    assert [annex.id for annex in made.annexes] == ["B1", "B2", "B3", "B4", "B5", "B6"]
    expected = [table_of(annex) for annex in made.annexes]

    for kind, tables in in_all_files(made).items():
        assert tables == expected, kind


def test_every_number_of_the_money_section_is_in_the_three_files(province, demo):
    found = numbers_of_files(report(province, demo, picture()))

    assert found[".docx"] == found[".pdf"] == found[".xlsx"]
    assert found[".pdf"]["12,345678"] == 3  # in the table, its total, and the text


def test_what_nobody_wrote_is_an_empty_cell_and_no_zero(province, demo):
    tables = {a.id: table_of(a) for a in report(province, demo, picture()).annexes}

    assert tables["B3"][2] == ["2", "Vốn lồng ghép các chương trình, dự án khác", *[""] * 5]
    assert tables["B3"][0][2:] == ["120", "24,5", "30,123456", "", "25,1"]
    assert tables["B4"][-2] == ["2", "Cấp tỉnh", *[""] * 7]
    assert tables["B6"][2] == ["2", "Xã Sa Sơn", *[""] * 8, "17,420678"]
    assert tables["B5"][0][6:] == ["350", "", "300", "", "", "50"]


def test_a_part_without_any_figure_says_so_in_its_table(province, demo):
    nothing = picture(
        mobilised=Mobilised(), capital=Capital(), debts=[], gifts=[],
        given=ContributionSum(), given_in_year=ContributionSum(),
    )  # fmt: skip
    made = report(province, demo, nothing)
    said = {a.id: [text for row in table_of(a) for text in row if text] for a in made.annexes}

    assert said["B3"] == ["Chưa ghi kế hoạch, giải ngân hay đóng góp nào đến 14/11/2019"]
    assert said["B4"] == ["Chưa ghi vốn nào của năm 2019 đến 14/11/2019"]
    assert said["B5"] == ["Không có công trình nào còn nợ đọng đến 14/11/2019"]
    assert said["B6"] == ["Chưa ghi khoản đóng góp nào của năm 2019"]
    for tables in in_all_files(made).values():
        assert tables == [table_of(annex) for annex in made.annexes]


@pytest.mark.parametrize("money", [None, picture(is_told=False)])
def test_where_nothing_was_ever_written_down_there_is_no_table_and_no_section(
    province, demo, money
):
    made = report(province, demo, money)

    assert [annex.id for annex in made.annexes] == ["B1", "B2"]
    assert "money" not in {paragraph.section for paragraph in made.body}
    assert made.month == NOVEMBER


def test_what_is_not_checked_is_said(province, demo, text_of):
    told = text_of(report(province, demo, picture()))

    assert "Có 3/9 dòng vốn, khoản đóng góp là số minh họa hoặc chưa kiểm chứng." in told
    assert "Nợ đọng xây dựng cơ bản đến ngày 14/11/2019: 700 triệu đồng" in told
    notes = [note for a in report(province, demo, picture()).annexes for note in a.notes]
    assert any("200 m² đất" in note for note in notes)
    assert any("còn 7 triệu đồng" in note for note in notes)
