"""`langmoi judge --json`: what the CSV says, exact, and into no file but a .json."""

from __future__ import annotations

import json

import pytest
from judge_tables import GOOD, as_csv

from langmoi.cli import main

pytestmark = pytest.mark.usefixtures("invented_set")


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
