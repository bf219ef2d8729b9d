"""`langmoi directive read`, as people and programs call it."""

import json

import pytest
from score import JULY_2019

from langmoi.cli import main


def test_people_get_tasks_with_who_and_when(capsys):
    assert main(["directive", "read", str(JULY_2019)]) == 0
    said = capsys.readouterr().out

    assert "12 việc giao, 2 đề nghị" in said
    assert "Thời hạn: 31/07/2019 (“trong tháng 7 năm 2019”)" in said
    assert "Cần xem lại:" in said
    assert max(map(len, said.splitlines())) <= 100


def test_programs_get_the_fixed_shape_and_warnings_go_elsewhere(capsys):
    assert main(["directive", "read", str(JULY_2019), "--json"]) == 0
    printed = capsys.readouterr()

    assert len(json.loads(printed.out)["tasks"]) == 14
    assert "Văn bản chưa có số." in printed.err


@pytest.mark.parametrize("name", ["không-có.txt", "."])
def test_a_file_that_is_not_there_is_said(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["directive", "read", name]) == 1
    assert capsys.readouterr().err.startswith("Chưa đọc được tệp")
