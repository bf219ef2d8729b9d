"""Sets put into use here: read beside the packaged ones, at once, by every process."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest

from langmoi.core.errors import DomainError
from langmoi.law.library import HEAD
from langmoi.law.parcel import laid_out, texts_of
from langmoi.law.published import folder, put_set
from langmoi.law.sets import load_set, set_for, set_ids
from langmoi.law.yaml_writer import Plain, read_tree, write_tree

NEW = "commune-2021-2025-2"


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("LANGMOI_HOME", str(tmp_path))


def files(set_id=NEW, start="2024-01-01"):
    """The set of 2021-2025 under another id, in force from a later day."""
    texts = texts_of("commune-2021-2025")
    head = read_tree(texts[HEAD])
    head |= {"id": set_id, "in_force": {**head["in_force"], "from": Plain(start)}}
    return laid_out({**texts, HEAD: write_tree(head)})


def test_a_set_put_into_use_counts_from_its_day():
    assert NEW not in set_ids()
    put_set(NEW, files())
    assert set_for(date(2023, 12, 1)).id == "commune-2021-2025"
    assert set_for(date(2024, 1, 1)).id == NEW
    assert load_set("commune-2021-2025").in_force.start == date(2022, 3, 8)


def test_of_two_sets_from_one_day_the_provinces_counts():
    put_set(NEW, files(start="2022-03-08"))
    assert set_for(date(2022, 4, 1)).id == NEW


def test_another_process_sees_it():
    put_set(NEW, files())
    asked = "from langmoi.law.sets import set_ids; print(*set_ids())"
    told = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ, capture_output=True, text=True, check=True
    )
    assert NEW in told.stdout.split()


def test_what_is_there_is_never_replaced():
    put_set(NEW, files())
    put_set(NEW, files())
    with pytest.raises(DomainError, match="Đã có bộ tiêu chí"):
        put_set(NEW, files(start="2025-01-01"))
    assert load_set(NEW).in_force.start == date(2024, 1, 1)


def test_a_half_written_folder_is_no_set():
    put_set(NEW, files())
    half = folder() / ".law-x" / "half" / "sets" / "half"
    half.mkdir(parents=True)
    (half / HEAD).write_text("id: half", encoding="utf-8")
    assert "half" not in set_ids()


@pytest.mark.parametrize(
    "text",
    [
        "x: 1",
        "10.10",
        "true",
        "no",
        "a: b # c",
        "dòng\nhai",
        "“Ô” 'x' \"y\"",
        " rộng ",
        "",
        "-",
        "\u2028😀",
    ],
)
def test_every_text_comes_back_as_it_was(text):
    tree = {"id": text, "list": [{"a": text, "b": [text]}, []], "n": Plain("10.10")}
    again = read_tree(write_tree(tree))
    assert again == tree
    assert type(again["n"]) is Plain and type(again["id"]) is str
    assert write_tree(again) == write_tree(tree)


@pytest.mark.parametrize(
    "set_id", ["commune-2016-2020", "commune-2021-2025", "kontum-village-2019"]
)
def test_files_written_anew_say_the_same(set_id):
    for text in texts_of(set_id).values():
        assert read_tree(write_tree(read_tree(text))) == read_tree(text)
