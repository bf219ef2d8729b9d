"""A table that cannot be judged: every fault by its line and column, and nothing written."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from judge_tables import GOOD


@pytest.mark.parametrize("told", ["-1", "(1)", "2", "x", "có thể"])
def test_what_is_neither_yes_nor_no_is_refused(judged, told):
    code, _, said = judged({**GOOD, "plan": told})
    assert code == 1
    assert "dòng 2, cột plan (62001): " in said
    assert "Hãy ghi Đạt hoặc Chưa đạt" in said


def test_a_negative_number_is_a_number_out_of_range(judged):
    code, _, said = judged({**GOOD, "shacks": "-1"})
    assert code == 1
    assert "cột shacks (62001): Số liệu shacks là −1, ngoài khoảng từ 0" in said


def test_does_not_arise_is_refused_where_the_law_knows_no_such_case(judged):
    code, _, said = judged({**GOOD, "income": "không phát sinh"})
    assert code == 1
    assert "dòng 2, cột income (62001): Ô ghi “không phát sinh”" in said


def test_does_not_arise_beside_a_fact_that_says_it_does_is_refused(judged):
    code, _, said = judged({**GOOD, "market": "không phát sinh"})
    assert code == 1
    assert "cột market_planned lại ghi là có" in said


def test_every_fault_is_listed_with_line_column_and_remedy_and_nothing_written(judged, tmp_path):
    out = tmp_path / "answers.csv"
    out.write_text("before")
    rows = [
        {**GOOD, "income": "abc", "plan": "x"},
        {**GOOD, "unit": "", "shacks": "1,5"},
        {**GOOD, "unit": "3", "month": "2022-04", "zone": "Sao Hỏa"},
        {**GOOD, "unit": "4", "month": "13/2019", "male_num": "3"},
        {**GOOD, "unit": "5", "income": "#DIV/0!", "female_pct": "140"},
        {**GOOD, "unit": "6", "hygienic_num": "95%", "income": "1.234.5"},
        {**GOOD, "unit": "6", "area": "1.234", "income": "50,12345"},
    ]
    code, _, said = judged(*rows, out=out)
    expected = [
        ("dòng 2, cột plan (62001): Dấu x không rõ", "Hãy ghi Đạt hoặc Chưa đạt"),
        ("dòng 2, cột income (62001): “abc” không phải là số.", "Hãy ghi số như 12,5"),
        ("dòng 3, cột unit: Chưa ghi đơn vị.", "Hãy ghi mã hoặc tên"),
        ("dòng 3, cột shacks", "số nguyên"),
        ("dòng 4, cột month (3): Tháng 04/2022", "Hãy dùng bộ tiêu chí của tháng đó"),
        ("dòng 4, cột zone (3): Không có vùng “Sao Hỏa”", "Hãy ghi một trong"),
        ("dòng 5, cột month (4): Không có tháng 13/2019.", "Hãy ghi như 2019-12"),
        ("dòng 5, cột male_num (4)", "đổi chỗ"),
        ("dòng 6, cột income (5): Ô có công thức lỗi (#DIV/0!).", "Hãy sửa công thức"),
        ("dòng 6, cột female_pct (5): Số liệu female là 140", "Hãy kiểm tra"),
        ("dòng 7, cột income (6): “1.234.5” không phải là số.", "Hãy ghi"),
        ("dòng 7, cột hygienic_num (6): Ô ghi phần trăm", "_pct"),
        ("dòng 8, cột unit (6): Tháng 12/2019 của đơn vị này đã có ở dòng 7.", "Hãy chỉ giữ một"),
        ("dòng 8, cột income (6): Số 50,12345 có quá 4 chữ số lẻ.", "Hãy làm tròn"),
        ("dòng 8, cột area (6): “1.234” có thể là 1234 hoặc 1,234.", "Hãy ghi 1234 hoặc 1,234"),
    ]
    assert code == 1
    summary, *lines = said.splitlines()
    assert f"có {len(expected)} chỗ phải sửa" in summary
    for (where, remedy), line in zip(expected, lines, strict=True):
        assert where in line
        assert remedy in line
    assert out.read_text() == "before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["answers.csv", "figures.csv"]


def test_unknown_repeated_and_nameless_columns_are_faults(judged, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("unit,month,zone,incom,plan,plan\n1,2019-12,Tây Nguyên,5,1,1,99\n")
    code, _, said = judged(path=path)
    assert code == 1
    assert "cột incom: Bộ tiêu chí không có số liệu tên này. Có phải là income?" in said
    assert "cột plan: Cột này có hai lần." in said
    assert "Có số liệu trong cột không có tiêu đề." in said


def test_missing_key_columns_are_faults(judged, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("month,income\n2019-12,5\n")
    code, _, said = judged(path=path)
    assert code == 1
    assert "cột unit: Thiếu cột này." in said
    assert "cột zone: Thiếu cột này." in said


def test_a_percentage_that_its_own_parts_contradict_is_a_fault(judged):
    agrees = {**GOOD, "stunted_pct": "33", "stunted_num": "1", "stunted_den": "3"}
    contradicts = {**GOOD, "unit": "2", "stunted_pct": "31", "stunted_num": "1", "stunted_den": "3"}
    assert judged(agrees)[0] == 0
    code, _, said = judged(agrees, contradicts)
    assert code == 1
    assert "dòng 3" in said
    assert "ghi 31%, nhưng tử số 1 trên mẫu số 3 ra số khác." in said


def test_parquet_faults_name_the_row(judged, tmp_path):
    path = tmp_path / "figures.parquet"
    table = {"unit": ["1", "2"], "month": ["2019-12"] * 2, "zone": ["Tây Nguyên"] * 2}
    pq.write_table(pa.table({**table, "income": [1.0, float("nan")], "area": [1, 10**18]}), path)
    code, _, said = judged(path=path)
    assert code == 1
    assert "dòng 2, cột income (2): “nan” không phải là số." in said
    assert "dòng 2, cột area (2): Số quá lớn." in said
