"""`langmoi judge`: from a table of figures to verdicts and explanations, whole or not at all."""

from __future__ import annotations

import csv
import io

import pytest
from judge_tables import GOOD, KEYS
from judging_world import whole_set

from langmoi.cli import main

pytestmark = pytest.mark.usefixtures("invented_set")


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


def test_does_not_arise_in_a_figure_sets_its_fact(judged):
    told = {**GOOD, "market": "Không phát sinh", "schools_num": "không phát sinh"}
    code, answers, said = judged({k: v for k, v in told.items() if k != "market_planned"})
    assert code == 0, said
    assert answers[0]["I_2"] == answers[0]["I_3.4"] == "not_applicable"
    assert answers[0]["C_2"] == "not_applicable"


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
