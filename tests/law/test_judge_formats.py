"""The tables that `langmoi judge` reads: CSV of any kind, workbooks, Parquet."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from judge_tables import GOOD, as_workbook


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


def test_names_of_columns_may_be_in_capitals(judged):
    code, answers, _ = judged({name.upper(): cell for name, cell in GOOD.items()})
    assert code == 0
    assert answers == judged(GOOD)[1]


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


def test_a_parquet_file_without_rows_has_its_columns_all_the_same(judged, tmp_path):
    path = tmp_path / "figures.parquet"
    pq.write_table(pa.table({name: pa.array([], pa.string()) for name in GOOD}), path)
    assert judged(path=path)[:2] == (0, [])


def test_a_table_without_rows_gives_a_header_only(judged, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("unit,month,zone,income\n")
    out = tmp_path / "out.csv"
    assert judged(path=path, out=out)[0] == 0
    assert out.read_text().startswith("unit,month,zone,I_1.1,")
    assert out.read_text().count("\n") == 1
