"""`langmoi demo` as it is typed."""

import json

import pytest

from langmoi.cli import main
from langmoi.core.installation import claim_database
from langmoi.core.models import InstallationKind
from langmoi.overview.published import load_published
from langmoi.overview.published_money import load_published_money


def test_check_prints_each_published_figure_and_ends_with_the_counts(demo_database, capsys):
    assert main(["demo", "--check"]) == 0
    printed = capsys.readouterr().out
    assert all(item.what in printed and item.source in printed for item in load_published())
    assert all(item.what in printed and item.source in printed for item in load_published_money())
    last = printed.rstrip().splitlines()[-1]
    count = len(load_published()) + len(load_published_money())
    assert last.startswith(f"{count} số liệu đã công bố: ")
    assert last.endswith(" không tái lập được.")


def test_check_for_machines(demo_database, capsys):
    assert main(["demo", "--check", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    known = [*load_published(), *load_published_money()]
    assert [entry["id"] for entry in told] == [item.id for item in known]
    assert {entry["verdict"] for entry in told} == {
        "reproduced", "contradictory", "not_reproducible",
    }  # fmt: skip


def test_loading_over_the_demo_is_refused(demo_database, capsys):
    assert main(["demo"]) == 1
    assert "đã là của tỉnh mẫu" in capsys.readouterr().err


@pytest.mark.django_db
def test_loading_over_a_real_province_is_refused(capsys):
    claim_database(InstallationKind.REAL, "62", by="test")
    assert main(["demo"]) == 1
    assert "đã là của tỉnh thật" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [None, InstallationKind.REAL])
def test_check_without_the_demo_says_what_to_do(kind, capsys):
    if kind:
        claim_database(kind, "62", by="test")
    assert main(["demo", "--check"]) == 1
    assert "Hãy chạy `langmoi demo`" in capsys.readouterr().err


def test_help_is_in_vietnamese(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "--help"])
    assert stopped.value.code == 0
    assert "con số đã công bố" in " ".join(capsys.readouterr().out.split())
