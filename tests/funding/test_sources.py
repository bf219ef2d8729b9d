from datetime import date

import pytest

from langmoi.core.errors import DomainError
from langmoi.funding.programmes import load_programmes, named_programmes
from langmoi.funding.sources import (
    all_sources,
    children_of,
    content_name,
    contents,
    source_name,
    source_of,
    source_tree,
)

LAST_DAY_OF_DISTRICTS, FIRST_DAY_WITHOUT = date(2025, 6, 30), date(2025, 7, 1)


def test_the_tree_has_the_branches_of_the_published_splits():
    tree = source_tree(date(2018, 12, 31))

    assert [s.code for s in children_of("", tree)] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [s.code for s in children_of("1", tree)] == ["1.1", "1.2"]
    assert [s.code for s in children_of("1.1", tree)] == ["1.1.1", "1.1.2", "1.1.3"]
    assert [s.code for s in children_of("1.2", tree)] == ["1.2.1", "1.2.2", "1.2.3"]
    assert [s.code for s in children_of("1.2.2", tree)] == ["1.2.2.1", "1.2.2.2"]
    assert [s.code for s in children_of("5", tree)] == ["5.1", "5.2", "5.3", "5.4"]
    assert source_name("7") == "Vốn năm trước chuyển sang"


def test_parents_come_before_children():
    seen = set()
    for source in all_sources().values():
        assert source.parent in {"", *seen}
        seen.add(source.code)


def test_the_money_of_districts_ends_with_the_districts():
    assert source_of("1.2.2.1", LAST_DAY_OF_DISTRICTS).name.startswith("Ngân sách huyện")
    with pytest.raises(DomainError, match=r"Ngày 01/07/2025 không còn nguồn “Ngân sách huyện"):
        source_of("1.2.2.1", FIRST_DAY_WITHOUT)

    codes = {s.code for s in source_tree(FIRST_DAY_WITHOUT)}
    assert not codes & {"1.2.2", "1.2.2.1", "1.2.2.2"}
    assert {"1.2.1", "1.2.3"} <= codes


def test_a_source_that_never_was_is_refused():
    with pytest.raises(DomainError, match="Không có nguồn vốn mã “9”"):
        source_of("9", LAST_DAY_OF_DISTRICTS)
    assert source_name("9") == "9"


def test_every_content_has_a_name_and_its_criteria():
    assert contents()["road"].criteria == ("2",)
    assert content_name("road") == "Đường giao thông"
    assert content_name("unknown") == "unknown"


def test_programmes_are_loaded_once(db):
    assert load_programmes(by="test") == len(named_programmes())
    assert load_programmes(by="test") == 0
