"""`langmoi law`: what people and machines read, and the exit codes."""

from __future__ import annotations

import json
import re

import pytest
from small_law import write_law

from langmoi.cli import main

KON_TUM = "kontum-commune-2017-2020"
ON = ["--zone", "tay nguyen", "--on", "2019-11-14"]


def test_check_ends_with_the_count_of_thresholds_by_status(capsys):
    assert main(["law", "check"]) == 0

    last = capsys.readouterr().out.strip().splitlines()[-1]
    counts = [int(n) for n in re.findall(r"(\d+) (?:đã|theo|chưa|mức)", last)]
    assert last.startswith(f"Mức theo trạng thái ({sum(counts)}): 0 đã đối chiếu Công báo;")
    assert len(counts) == 5


def test_check_of_a_broken_set_gives_line_and_remedy_and_exit_code_1(tmp_path, capsys):
    folder = write_law(tmp_path, {"small/01-income.yaml": ("value: 45", "vlaue: 45")})

    assert main(["law", "check", "--dir", str(folder)]) == 1

    said = capsys.readouterr()
    assert re.search(
        r"01-income\.yaml:12:9: Ở đây không có khóa “vlaue”\. Có phải “value”", said.err
    )
    assert "small: không dùng được" in said.out


def test_check_of_one_set_folder_needs_no_cases(tmp_path, capsys):
    folder = write_law(tmp_path) / "sets/small"

    assert main(["law", "check", "--dir", str(folder)]) == 0
    assert "Đúng: 1 bộ tiêu chí" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["missing", "."])
def test_check_of_a_folder_without_sets_says_what_belongs_there(tmp_path, capsys, name):
    assert main(["law", "check", "--dir", str(tmp_path / name)]) == 1
    assert "thư mục" in capsys.readouterr().err


def test_check_as_json_lists_faults_with_their_places(tmp_path, capsys):
    folder = write_law(tmp_path, {"small/01-income.yaml": ("value: 45", "vlaue: 45")})

    assert main(["law", "check", "--dir", str(folder), "--json"]) == 1

    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert {"file", "line", "column", "message", "remedy"} == set(found["faults"][0])


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("15.3", ["≤ 31,4%", "1980/QĐ-TTg ngày 17/10/2016", "theo nguồn đã công bố",
                  "theo trung ương", "https://thuvienphapluat.vn/"]),
        ("17.1", ["Mức (nước hợp vệ sinh): ≥ 95%", "Mức (nước sạch): ≥ 50%", "Chỉ tiêu 17.1"]),
        ("10.1", ["≥ 41 triệu đồng/người/năm", "Nhãn: mức năm 2020", "mức tạm, chờ văn bản",
                  "ghi trong bộ của tỉnh", "từ 15/05/2017 đến 31/12/2019"]),
        ("transport.field_roads", ["22/2017/QĐ-UBND ngày 15/05/2017", "mức tạm, chờ văn bản"]),
        ("7.1", ["Không áp dụng khi xã báo “không”", "4800/QĐ-BCT (chưa rõ ngày)"]),
        ("9.1", ["Mức: Không"]),
        ("3.2", ["Mức: Đạt"]),
    ],
)  # fmt: skip
def test_explain_gives_value_document_clause_status_and_source(capsys, indicator, words):
    assert main(["law", "explain", KON_TUM, indicator, *ON]) == 0

    said = capsys.readouterr().out
    assert [word for word in words if word not in said] == []


def test_explain_says_that_both_sexes_count_and_names_the_exception_of_zones(capsys):
    args = ["law", "explain", "commune-2021-2025", "15.1", "--zone", "Tây Nguyên"]
    assert main([*args, "--on", "14/12/2023"]) == 0

    said = capsys.readouterr().out
    assert "≥ 90%, cho cả nữ và nam" in said
    assert "Ngoại lệ về vùng: Xã đặc biệt khó khăn" in said


def test_explain_shows_an_unknown_value_as_unknown(capsys):
    main(["law", "explain", "commune-2016-2020", "2.1", *ON])

    assert "Mức: do tỉnh quy định, chưa rõ mức" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["explain", KON_TUM, "99.9", *ON], "không có chỉ tiêu “99.9”"),
        (["explain", KON_TUM, "15.3", "--on", "2019-11-14"], "Hãy thêm --zone"),
        (["explain", KON_TUM, "15.3", "--zone", "x", "--on", "2019-11-14"], "Không có vùng “x”"),
        (["explain", KON_TUM, "15.3", "--zone", "tay nguyen", "--on", "2022-03-08"],
         "không áp dụng vào ngày 08/03/2022"),
        (["show", "no-such-set", "--on", "2019-11-14"], "Không có bộ tiêu chí “no-such-set”"),
        (["show", KON_TUM, "--on", "11-14"], "Không hiểu ngày “11-14”"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_with_what_to_write(capsys, args, words):
    assert main(["law", *args]) == 1
    assert words in capsys.readouterr().err


def test_show_without_a_zone_groups_zones_by_value(capsys):
    assert main(["law", "show", "commune-2016-2020", "--on", "14/11/2019"]) == 0

    said = capsys.readouterr().out
    assert "Đồng bằng sông Hồng, Đông Nam Bộ: ≥ 99%  [chưa kiểm chứng]" in said
    assert "        = 100%  [chưa kiểm chứng]" in said


@pytest.mark.parametrize(
    ("set_id", "on"),
    [("commune-2026-2030", "2026-03-14"), ("district-2016-2020", "2019-11-14")],
)
def test_show_of_an_incomplete_set_says_that_it_does_not_judge(capsys, set_id, on):
    assert main(["law", "show", set_id, "--on", on]) == 0

    said = capsys.readouterr().out
    assert "Chưa dùng để đánh giá: Mới có tên" in said
    assert "1. Quy hoạch (chưa biết chỉ tiêu)" in said


def test_show_as_json_gives_the_threshold_of_each_zone(capsys):
    assert main(["law", "show", KON_TUM, "--on", "2019-11-14", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    indicators = {i["indicator"]: i for c in found["criteria"] for i in c["indicators"]}
    assert len(indicators) == 49
    assert len(indicators["17.1"]["thresholds"]) == 14
    [highlands] = [t for t in indicators["15.3"]["thresholds"] if t["zone"] == "central_highlands"]
    assert highlands["value"] == "31.4"
    assert (highlands["document"], highlands["status"]) == ("1980/QĐ-TTg", "reported")
    assert (highlands["from"], highlands["to"]) == ("2016-10-17", "2022-03-07")
    assert highlands["inherited"] is True


def test_show_as_json_keeps_to_one_zone(capsys):
    main(["law", "show", KON_TUM, "--zone", "Tây Nguyên", "--on", "2019-11-14", "--json"])

    found = json.loads(capsys.readouterr().out)
    zones = {t["zone"] for c in found["criteria"] for i in c["indicators"] for t in i["thresholds"]}
    assert zones == {"central_highlands"}


def test_figures_as_json_have_the_shape_that_others_rely_on(capsys):
    assert main(["law", "figures", KON_TUM, "--json"]) == 0

    found = {row["figure"]: row for row in json.loads(capsys.readouterr().out)}
    assert found["income_per_capita"] == {
        "figure": "income_per_capita",
        "name": "Thu nhập bình quân đầu người",
        "kind": "number",
        "measure": "triệu đồng/người/năm",
        "yearly": True,
        "indicators": ["10.1"],
    }
    assert {row["kind"] for row in found.values()} == {"number", "share", "boolean", "count"}
    assert found["trade_infrastructure_planned"]["indicators"] == ["7.1"]


def test_figures_in_words(capsys):
    assert main(["law", "figures", "commune-2021-2025"]) == 0

    said = capsys.readouterr().out
    assert "craft_villages_exist: Xã có làng nghề" in said
    assert "quyết định có phát sinh hay không" in said


def test_explain_as_json(capsys):
    assert main(["law", "explain", KON_TUM, "17.1", *ON, "--json"]) == 0

    assert [row["value"] for row in json.loads(capsys.readouterr().out)] == ["95", "50"]
