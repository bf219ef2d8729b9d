"""What a cell means: every way of writing that people use, and every trap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from langmoi.law.model import Criterion, Figure, Indicator, Kind
from langmoi.reporting.workbook.book import Cell, CellKind
from langmoi.reporting.workbook.entries import CellFault, Percent, Sign, read_entry
from langmoi.reporting.workbook.layout import FigureColumn

MONTH = date(2019, 12, 1)


def column(kind=Kind.NUMBER, *, part="", measure="", fact=None, least=None, most=None):
    figure = Figure("figure", "Số liệu", kind, measure, minimum=least, maximum=most)
    indicator = Indicator("i", "2.1", "Chỉ tiêu", (), (), arises_when=fact)
    key = f"figure_{part}" if part else "figure"
    return FigureColumn(key, figure, part, Criterion("c", "2", "Tên", "g", (indicator,)), indicator)


NUMBER, COUNT, CHOICE = column(), column(Kind.COUNT), column(Kind.BOOLEAN)
PERCENT = column(measure="%")
NUMERATOR, DENOMINATOR = column(Kind.SHARE, part="num"), column(Kind.SHARE, part="den")
CONDITIONAL = column(Kind.SHARE, part="num", fact="there_is_one")
INCOME = column(least=Decimal(0), most=Decimal(1000))


def text(value, of=NUMBER):
    return read_entry(Cell(CellKind.TEXT, value), of, MONTH)


def number(value, of=NUMBER, *, is_percent=False):
    return read_entry(Cell(CellKind.NUMBER, value, is_percent), of, MONTH)


def fault_of(cell, of):
    with pytest.raises(CellFault) as raised:
        read_entry(cell, of, MONTH)
    return raised.value


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (" 12,5 ", "12.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("-3,25", "-3.25"),
        ("\u22123,25", "-3.25"),
        ("0", "0"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, meant):
    assert text(typed) == Decimal(meant)


def test_a_dot_before_three_digits_is_settled_by_the_range_of_the_figure():
    assert text("41.125", INCOME) == Decimal("41.125")
    assert text("1.234", COUNT) == Decimal(1234)


def test_a_dot_that_the_range_allows_both_ways_is_refused_with_both_spellings():
    fault = fault_of(Cell(CellKind.TEXT, "1.234"), NUMERATOR)

    assert "1234 hoặc 1,234" in fault.remedy


@pytest.mark.parametrize(
    ("stored", "meant"),
    [("12.5", "12.5"), ("0.30000000000000004", "0.3"), ("12.299999999999999", "12.3"),
     ("1234567.1234", "1234567.1234"), ("1.25E-2", "0.0125"), ("5", "5")],
)  # fmt: skip
def test_numeric_cells_are_exact_and_free_of_the_noise_of_arithmetic(stored, meant):
    assert number(stored) == Decimal(meant)


@pytest.mark.parametrize("stored", ["42.857142857142854", "0.00001", "33.333333"])
def test_more_than_four_decimals_are_refused_with_a_way_to_round(stored):
    assert "ROUND" in fault_of(Cell(CellKind.NUMBER, stored), NUMBER).remedy


@pytest.mark.parametrize("stored", ["1E300", "-1E300", "1E999999", "9" * 40])
def test_a_number_too_large_for_any_figure_is_refused(stored):
    for of, is_percent in [(NUMBER, False), (NUMERATOR, True)]:
        assert "quá lớn" in fault_of(Cell(CellKind.NUMBER, stored, is_percent), of).message


@pytest.mark.parametrize("stored", ["NaN", "sNaN", "Infinity", "12abc", ""])
def test_a_numeric_cell_without_a_number_is_refused(stored):
    for is_percent in (False, True):
        fault = fault_of(Cell(CellKind.NUMBER, stored, is_percent), NUMBER)
        assert "không phải là số" in fault.message


def test_per_cent_is_what_people_see():
    assert text("12,5%", PERCENT) == Decimal("12.5")
    assert number("0.125", PERCENT, is_percent=True) == Decimal("12.5")
    assert number("0.07", PERCENT, is_percent=True) == Decimal("7")


def test_a_percentage_as_numerator_stands_for_the_whole_share():
    assert text("80,5%", NUMERATOR) == Percent(Decimal("80.5"))
    assert number("0.805", NUMERATOR, is_percent=True) == Percent(Decimal("80.5"))


@pytest.mark.parametrize("of", [NUMBER, COUNT, DENOMINATOR])
def test_per_cent_is_refused_where_the_figure_is_none(of):
    assert "phần trăm" in fault_of(Cell(CellKind.TEXT, "80,5%"), of).message
    assert "phần trăm" in fault_of(Cell(CellKind.NUMBER, "0.805", True), of).message


@pytest.mark.parametrize("typed", ["Đạt", "đạt", "ĐẠT", "dat", "Đ", "đ", "Có", "co", "1"])
def test_yes_in_any_case_and_with_any_marks(typed):
    assert text(typed, CHOICE) is True


@pytest.mark.parametrize(
    "typed", ["Chưa đạt", "chua dat", "CHƯA ĐẠT", "CĐ", "cđ", "Không", "Không đạt", "0"]
)
def test_no_in_any_case_and_with_any_marks(typed):
    assert text(typed, CHOICE) is False


@pytest.mark.parametrize(("stored", "meant"), [("1", True), ("0", False)])
def test_yes_and_no_as_true_false_and_as_numbers(stored, meant):
    for kind in (CellKind.BOOLEAN, CellKind.NUMBER):
        assert read_entry(Cell(kind, stored), CHOICE, MONTH) is meant


@pytest.mark.parametrize("typed", ["x", "X", " x "])
def test_a_bare_x_is_refused_since_forms_use_it_both_ways(typed):
    fault = fault_of(Cell(CellKind.TEXT, typed), CHOICE)

    assert "không rõ là đạt hay chưa đạt" in fault.message
    assert fault.remedy == "Hãy ghi Đạt hoặc Chưa đạt."


@pytest.mark.parametrize("typed", ["được", "2", "12,5", "?"])
def test_other_words_are_no_answer(typed):
    assert "không rõ" in fault_of(Cell(CellKind.TEXT, typed), CHOICE).message


@pytest.mark.parametrize("typed", ["-", "–", "—", " - "])
def test_a_dash_removes(typed):
    assert text(typed) is Sign.REMOVE
    assert text(typed, CHOICE) is Sign.REMOVE


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0", "\n"])
def test_blank_text_says_nothing(typed):
    assert text(typed) is None


@pytest.mark.parametrize("typed", ["không phát sinh", "Không phát sinh", "KHONG PHAT SINH"])
def test_does_not_arise_is_taken_where_the_indicator_depends_on_a_fact(typed):
    assert text(typed, CONDITIONAL) is Sign.DOES_NOT_ARISE
    assert "không có trường hợp" in fault_of(Cell(CellKind.TEXT, typed), NUMBER).message


@pytest.mark.parametrize(
    ("day", "likely"), [("2019-05-12", "12,5"), ("2024-10-03", "3,10"), ("1975-01-01", "1,75")]
)
def test_a_date_is_named_with_the_number_that_was_probably_typed(day, likely):
    fault = fault_of(Cell(CellKind.DATE, day), NUMBER)

    assert "ngày" in fault.message
    assert likely in fault.remedy


def test_a_formula_with_an_error_or_without_result_is_refused():
    assert "#DIV/0!" in fault_of(Cell(CellKind.ERROR, "#DIV/0!"), NUMBER).message
    assert "công thức" in fault_of(Cell(CellKind.NO_RESULT, ""), NUMBER).message


@pytest.mark.parametrize("typed", ["12,5 (1)", "12,5*", "70 hộ", "12,5¹"])
def test_a_number_with_a_note_is_refused_and_the_number_named(typed):
    fault = fault_of(Cell(CellKind.TEXT, typed), NUMBER)

    assert "kèm số" in fault.message
    assert fault.remedy.startswith(f"Chỉ ghi {typed.split(' ')[0].rstrip('*¹')};")


def test_a_raised_digit_is_a_note_and_no_digit():
    fault = fault_of(Cell(CellKind.TEXT, "12,51", False, True), NUMBER)

    assert "chú thích" in fault.message


@pytest.mark.parametrize("typed", ["7O", "abc", "12,5,6", "1.23.4", "--5", "NaN", "1e5", "٣"])
def test_what_is_no_number_is_refused_with_an_example(typed):
    fault = fault_of(Cell(CellKind.TEXT, typed), NUMBER)

    assert f"“{typed}”" in fault.message
    assert fault.remedy


def test_words_of_yes_and_no_are_no_number():
    assert "ghi 0" in fault_of(Cell(CellKind.TEXT, "Không"), COUNT).remedy


def test_true_and_false_are_no_number():
    assert "cần số" in fault_of(Cell(CellKind.BOOLEAN, "1"), NUMBER).message


@pytest.mark.parametrize("typed", ["-1", "+1", "(1)", "1%", "-0"])
def test_a_choice_with_a_sign_is_not_read_as_its_digit(typed):
    assert "không rõ là đạt hay chưa đạt" in fault_of(Cell(CellKind.TEXT, typed), CHOICE).message
