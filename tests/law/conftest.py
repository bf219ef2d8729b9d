"""The command `langmoi judge` on the invented set."""

from __future__ import annotations

import csv
import io

import pytest
from judge_tables import as_csv
from judging_world import whole_set

from langmoi.cli import main
from langmoi.commands import judge_table as command
from langmoi.law.sets import load_set


@pytest.fixture
def invented_set(monkeypatch):
    """The command knows the invented set beside the shipped ones."""
    known = {"thu-nghiem": whole_set()}
    monkeypatch.setattr(command, "load_set", lambda set_id: known.get(set_id) or load_set(set_id))


@pytest.fixture
def judged(tmp_path, capsys, invented_set):
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
