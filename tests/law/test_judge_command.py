"""`langmoi judge`: from a table of figures to verdicts and explanations, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from judging_world import whole_set

from langmoi.cli import main
from langmoi.commands import judge_table as command
from langmoi.law.sets import load_set

KEYS = {"unit": "62001", "month": "2019-12", "zone": "red_river_delta"}
GOOD = {
    **KEYS,
    "plan": "Đạt",
    "income": "50",
    "market_planned": "Có",
    "market": "1",
    "hygienic_num": "95",
    "hygienic_den": "100",
    "clean_num": "1.200,0",
    "clean_den": "2000",
    "shacks": "0",
    "stunted_pct": "24%",
    "schools_num": "4",
    "schools_den": "4",
    "female_pct": "40,0",
    "male_num": "1",
    "male_den": "2",
    "villages": "7",
    "area": "12,25",
}


@pytest.fixture(autouse=True)
def invented_set(monkeypatch):
    known = {"thu-nghiem": whole_set()}
    monkeypatch.setattr(command, "load_set", lambda set_id: known.get(set_id) or load_set(set_id))


@pytest.fixture
def judged(tmp_path, capsys):
    """Runs the command on rows written as CSV; exit code, answers, what was said."""

    def run(*rows, out=None, options=(), delimiter=",", encoding="utf-8", path=None):
        if path is None:
            path = tmp_path / "figures.csv"
            path.write_text(as_csv(rows, delimiter), encoding=encoding)
        call = ["judge", str(path), "--set", "thu-nghiem", *options]
        code = main([*call, "--out", str(out)] if out else call)
        said = capsys.readouterr()
        return code, list(csv.DictReader(io.StringIO(said.out))), said.err

    return run


def as_csv(rows, delimiter=","):
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_workbook(path, *rows, sheet="Số liệu"):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    names = list(dict.fromkeys(name for row in rows for name in row))
    page.append(names)
    for row in rows:
        page.append([row.get(name) for name in names])
    book.save(path)
    return path


def test_a_table_gives_each_indicator_each_criterion_and_the_count(judged):
    code, answers, said = judged(GOOD)
    assert (code, said) == (0, "")
    assert list(answers[0]) == [
        *("unit", "month", "zone"),
        *(f"I_{i.number}" for i in whole_set().indicators),
        *(f"C_{c.number}" for c in whole_set().criteria),
        "criteria_met",
    ]
    assert {name: answers[0][name] for name in KEYS} == KEYS
    assert [answers[0][f"C_{n}"] for n in range(1, 6)] == ["met"] * 4 + ["not_assessed"]
    assert answers[0]["criteria_met"] == "4"


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (",", "utf-8-sig"), (";", "utf-8-sig"), ("\t", "utf-8")],
)
def test_csv_of_any_delimiter_with_or_without_mark_is_read(judged, delimiter, encoding):
    code, answers, _ = judged(GOOD, delimiter=delimiter, encoding=encoding)
    assert code == 0
    assert answers[0]["criteria_met"] == "4"


@pytest.mark.parametrize(
    "month", ["2019-12", "12/2019", "2019-12-01", "2019-12-14", "01/12/2019", "2019-12-01 00:00:00"]
)
def test_months_are_read_in_all_spellings(judged, month):
    assert judged({**GOOD, "month": month})[1][0]["month"] == "2019-12"


@pytest.mark.parametrize(
    ("told", "expected"),
    [("Đạt", "met"), ("đ", "met"), ("Có", "met"), ("1", "met"), ("TRUE", "met")]
    + [("Chưa đạt", "not_met"), ("CĐ", "not_met"), ("Không", "not_met"), ("0", "not_met")]
    + [("false", "not_met"), ("", "not_assessed"), ("  ", "not_assessed")],
)
def test_yes_and_no_are_read_in_all_spellings(judged, told, expected):
    assert judged({**GOOD, "plan": told})[1][0]["I_1.1"] == expected


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


def test_does_not_arise_in_a_figure_sets_its_fact(judged):
    told = {**GOOD, "market": "Không phát sinh", "schools_num": "không phát sinh"}
    code, answers, said = judged({k: v for k, v in told.items() if k != "market_planned"})
    assert code == 0, said
    assert answers[0]["I_2"] == answers[0]["I_3.4"] == "not_applicable"
    assert answers[0]["C_2"] == "not_applicable"


def test_does_not_arise_is_refused_where_the_law_knows_no_such_case(judged):
    code, _, said = judged({**GOOD, "income": "không phát sinh"})
    assert code == 1
    assert "dòng 2, cột income (62001): Ô ghi “không phát sinh”" in said


def test_does_not_arise_beside_a_fact_that_says_it_does_is_refused(judged):
    code, _, said = judged({**GOOD, "market": "không phát sinh"})
    assert code == 1
    assert "cột market_planned lại ghi là có" in said


def test_a_fact_column_puts_the_unit_into_another_zone(judged):
    rows = [{**GOOD, "specially_difficult": told} for told in ("Có", "Không")]
    rows[1]["unit"] = "62002"
    assert [row["I_5.2"] for row in judged(*rows)[1]] == ["met", "not_assessed"]


def test_missing_columns_are_not_reported_but_named(judged):
    told = {
        k: v for k, v in GOOD.items() if k not in ("area", "male_den", "clean_num", "clean_den")
    }
    code, answers, said = judged(told)
    assert code == 0
    assert answers[0]["I_4.1"] == answers[0]["I_5.1"] == "not_assessed"
    assert "thiếu 4 cột, coi là chưa báo cáo: clean_num, clean_den, male_den, area." in said


def test_the_order_of_rows_is_kept_over_chunks(judged, monkeypatch):
    monkeypatch.setattr("langmoi.law.tables.CHUNK", 7)
    rows = [{**GOOD, "unit": f"U{n}", "income": str(n)} for n in range(100)]
    _, answers, _ = judged(*rows)
    assert [row["unit"] for row in answers] == [f"U{n}" for n in range(100)]
    assert [row["I_1.2"] for row in answers] == ["not_met"] * 50 + ["met"] * 50


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


def test_a_table_without_rows_gives_a_header_only(judged, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("unit,month,zone,income\n")
    out = tmp_path / "out.csv"
    assert judged(path=path, out=out)[0] == 0
    assert out.read_text().startswith("unit,month,zone,I_1.1,")
    assert out.read_text().count("\n") == 1


def test_names_of_columns_may_be_in_capitals(judged):
    code, answers, _ = judged({name.upper(): cell for name, cell in GOOD.items()})
    assert code == 0
    assert answers == judged(GOOD)[1]


def test_a_parquet_file_without_rows_has_its_columns_all_the_same(judged, tmp_path):
    path = tmp_path / "figures.parquet"
    pq.write_table(pa.table({name: pa.array([], pa.string()) for name in GOOD}), path)
    assert judged(path=path)[:2] == (0, [])


def test_a_percentage_that_its_own_parts_contradict_is_a_fault(judged):
    agrees = {**GOOD, "stunted_pct": "33", "stunted_num": "1", "stunted_den": "3"}
    contradicts = {**GOOD, "unit": "2", "stunted_pct": "31", "stunted_num": "1", "stunted_den": "3"}
    assert judged(agrees)[0] == 0
    code, _, said = judged(agrees, contradicts)
    assert code == 1
    assert "dòng 3" in said
    assert "ghi 31%, nhưng tử số 1 trên mẫu số 3 ra số khác." in said


def test_explanations_are_written_instead(judged):
    code, answers, _ = judged(GOOD, options=["--explain"])
    assert code == 0
    assert list(answers[0])[:11] == [
        *("unit", "month", "indicator", "outcome", "value", "operator"),
        *("threshold", "distance", "document", "clause", "status"),
    ]
    clean = next(row for row in answers if row["part"] == "clean")
    assert clean == {
        "unit": "62001",
        "month": "2019-12",
        "indicator": "3.1",
        "outcome": "met",
        "value": "60",
        "operator": "at_least",
        "threshold": "60",
        "distance": "0",
        "document": "qd-mau",
        "clause": "Phụ lục, mục 1",
        "status": "reported",
        "part": "clean",
        "reason": "",
    }
    plan = answers[0]
    assert (plan["value"], plan["threshold"], plan["distance"]) == ("true", "true", "")


def test_an_explanation_tells_women_from_men_and_marks_a_percentage_alone(judged):
    _, answers, _ = judged(GOOD, options=["--explain"])
    found = {row["part"]: row for row in answers if row["part"] in ("nữ", "nam")}
    assert found["nữ"]["value"] == "40"
    assert found["nữ"]["reason"] == "Chỉ có tỷ lệ phần trăm, chưa rõ tử số và mẫu số."
    assert (found["nam"]["value"], found["nam"]["reason"]) == ("50", "")


@pytest.mark.parametrize("options", [[], ["--explain"]])
def test_csv_parquet_and_xlsx_hold_the_same(judged, tmp_path, options):
    rows = [GOOD, {**GOOD, "unit": "=1+1", "income": "49,5"}]
    _, expected, _ = judged(*rows, options=options)
    tables = {}
    for ending in ("csv", "parquet", "xlsx"):
        out = tmp_path / f"out.{ending}"
        assert judged(*rows, options=options, out=out)[0] == 0
        tables[ending] = out
    assert list(csv.DictReader(io.StringIO(tables["csv"].read_text("utf-8")))) == expected
    kept = pq.read_table(tables["parquet"]).to_pylist()
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in kept] == expected
    sheet = openpyxl.load_workbook(tables["xlsx"]).active
    names, *cells = sheet.iter_rows(values_only=True)
    read = [
        {n: "" if c is None else str(c) for n, c in zip(names, row, strict=True)} for row in cells
    ]
    assert read == expected


def test_a_workbook_of_numbers_dates_and_yes_or_no_is_read(judged, tmp_path):
    told = {
        **GOOD,
        "unit": 62001,
        "month": datetime(2019, 12, 1),
        "zone": "Đồng bằng sông Hồng",
        "plan": True,
        "income": 50.0,
        "area": 0.1 + 0.2,
        "market_planned": 1,
        "shacks": None,
    }
    code, answers, said = judged(path=as_workbook(tmp_path / "f.xlsx", told))
    assert code == 0, said
    assert answers[0]["unit"] == "62001"
    assert (answers[0]["I_1.1"], answers[0]["I_1.2"]) == ("met", "met")
    assert (answers[0]["I_3.2"], answers[0]["I_5.1"]) == ("not_assessed", "met")


def test_parquet_of_exact_types_and_of_text_is_read_alike(judged, tmp_path):
    typed = {
        "unit": pa.array(["1", "2"]),
        "month": pa.array([date(2019, 12, 1)] * 2),
        "zone": pa.array(["Tây Nguyên", "central_highlands"]).dictionary_encode(),
        "plan": pa.array([True, None]),
        "income": pa.array([Decimal("44.50"), Decimal("44.49")]),
        "hygienic_num": pa.array([95, 94], pa.int32()),
        "hygienic_den": pa.array([100, 100], pa.int64()),
        "clean_pct": pa.array([50.0, 49.9999]),
        "stunted_pct": pa.array([31.4, 0.1 + 0.2 + 31.1]),
        "shacks": pa.array([None, None]),
        "area": pa.array(["1,5", "2.5"]),
    }
    path = tmp_path / "figures.parquet"
    pq.write_table(pa.table(typed), path)
    code, answers, said = judged(path=path)
    assert code == 0, said
    assert [row["I_1.1"] for row in answers] == ["met", "not_assessed"]
    assert [row["I_1.2"] for row in answers] == ["met", "not_met"]
    assert [row["I_3.1"] for row in answers] == ["met", "not_met"]
    assert [row["I_3.3"] for row in answers] == ["met", "met"]
    assert {row["I_3.2"] for row in answers} == {"not_assessed"}


def test_parquet_faults_name_the_row(judged, tmp_path):
    path = tmp_path / "figures.parquet"
    table = {"unit": ["1", "2"], "month": ["2019-12"] * 2, "zone": ["Tây Nguyên"] * 2}
    pq.write_table(pa.table({**table, "income": [1.0, float("nan")], "area": [1, 10**18]}), path)
    code, _, said = judged(path=path)
    assert code == 1
    assert "dòng 2, cột income (2): “nan” không phải là số." in said
    assert "dòng 2, cột area (2): Số quá lớn." in said


def test_the_real_set_is_judged_by_its_own_figures(tmp_path, capsys):
    path = tmp_path / "f.csv"
    path.write_text(
        "unit,month,zone,stunted_children_num,stunted_children_den,insured_people_pct\n"
        "23425,12/2019,Tây Nguyên,30,100,85\n",
        encoding="utf-8",
    )
    assert main(["judge", str(path), "--set", "commune-2016-2020"]) == 0
    answer = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (answer["I_15.1"], answer["I_15.3"]) == ("met", "met")
    assert len([name for name in answer if name.startswith("I_")]) == 49


def test_incomplete_and_unknown_sets_are_refused(tmp_path, capsys):
    path = tmp_path / "f.csv"
    path.write_text("unit,month,zone\n1,2026-12,x\n")
    assert main(["judge", str(path), "--set", "commune-2026-2030"]) == 1
    assert "Chưa đánh giá được theo" in capsys.readouterr().err
    assert main(["judge", str(path), "--set", "no-such-set"]) == 1
    assert "no-such-set" in capsys.readouterr().err


def test_a_call_without_a_set_is_a_wrong_call(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["judge", "figures.csv"])
    assert stopped.value.code == 2


def as_json(capsys, tmp_path, *options, rows=(GOOD,)):
    path = tmp_path / "figures.csv"
    path.write_text(as_csv(rows, ","), encoding="utf-8")
    code = main(["judge", str(path), "--set", "thu-nghiem", "--json", *options])
    return code, capsys.readouterr()


def test_json_says_what_the_csv_says(judged, capsys, tmp_path):
    _, [row], _ = judged(GOOD)
    code, said = as_json(capsys, tmp_path)

    assert code == 0
    [told] = json.loads(said.out)
    assert {key: str(value) for key, value in told.items()} == row
    assert isinstance(told["criteria_met"], int)


def test_json_explanations_keep_decimals_exact_and_nothing_as_null(capsys, tmp_path):
    code, said = as_json(capsys, tmp_path, "--explain", rows=(GOOD, {**GOOD, "unit": "62002"}))

    assert code == 0
    told = json.loads(said.out)
    assert {row["unit"] for row in told} == {"62001", "62002"}
    clean = next(row for row in told if row["part"] == "clean")
    assert (clean["value"], clean["threshold"], clean["distance"]) == ("60", "60", "0")
    assert next(row for row in told if row["value"] == "true")["distance"] is None


def test_json_goes_into_a_json_file_and_into_no_other(capsys, tmp_path):
    out = tmp_path / "ket-qua.json"
    code, said = as_json(capsys, tmp_path, "--out", str(out))
    assert (code, said.out) == (0, "")
    assert len(json.loads(out.read_text(encoding="utf-8"))) == 1

    wrong = tmp_path / "ket-qua.xlsx"
    code, said = as_json(capsys, tmp_path, "--out", str(wrong))
    assert code == 1
    assert "Hãy bỏ --json, hoặc dùng đuôi .json" in said.err
    assert not wrong.exists()


def test_json_of_a_faulty_file_is_nothing_at_all(capsys, tmp_path):
    code, said = as_json(capsys, tmp_path, rows=({**GOOD, "income": "nhiều"},))

    assert (code, said.out) == (1, "")
    assert "dòng 2" in said.err
