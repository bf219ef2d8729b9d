"""Published figures beside computed ones: which come out, which cannot, and why."""

from collections import Counter
from datetime import date

import pytest

from langmoi.commands.demo import as_dict, describe, summary, verdict
from langmoi.demo.counts import FIRST_MONTH, LAST_MONTH, counts_by_month
from langmoi.demo.published import MEASURES, compare
from langmoi.overview.published import Expected, load_published
from tests.demo.worlds import world_of_counts


def line(figure_id, world=None):
    found = {line.published.id: line for line in compare(world or world_of_counts())}
    return found[figure_id]


def test_every_published_figure_that_can_be_is_reproduced():
    missed = [line.published.id for line in compare(world_of_counts()) if not line.is_as_expected]
    assert missed == []


def test_what_is_said_to_contradict_or_not_to_be_reproducible_really_differs():
    for line in compare(world_of_counts()):
        if line.published.expected is not Expected.REPRODUCED:
            assert not line.is_equal
            assert line.published.why.endswith(".")


def test_every_entry_has_a_source_a_known_measure_and_a_month_of_the_demo():
    ids = [item.id for item in load_published()]
    assert len(set(ids)) == len(ids)
    for item in load_published():
        assert item.source.startswith("http")
        assert item.measure in MEASURES
        assert FIRST_MONTH <= item.month <= LAST_MONTH


@pytest.mark.parametrize(
    ("figure_id", "computed"),
    [
        ("2016-12.bands", "13/2/20/44/7"),
        ("2017-11.mean", "10,35"),
        ("2019-08.kon-plong-mean", "14"),
        ("2019-10.mean", "12,19"),
        ("2019-10.mean-change", "+0,78"),
        ("2019-10.conference", "19/85"),
        ("2019-10.dak-to-mean", "12,6"),
        ("2019-10.recognised", "17"),
        ("2016.recognised", None),
    ],
)
def test_what_is_computed_is_shown_as_it_was_printed(figure_id, computed):
    assert line(figure_id).computed == computed


def test_one_commune_one_criterion_off_is_noticed():
    met = dict(counts_by_month())
    met["23542", date(2019, 2, 1)] += 1
    missed = line("2019-02.sa-nghia", world_of_counts(met=met))
    assert not missed.is_as_expected
    assert verdict(missed) == "missed"
    assert "KHÔNG KHỚP" in describe(missed)


def test_a_commune_without_figures_is_not_taken_for_zero():
    met = {key: count for key, count in counts_by_month().items() if key[0] != "23542"}
    assert line("2019-02.sa-nghia", world_of_counts(met=met)).computed == "chưa rõ"


def test_a_title_counts_from_the_day_on_which_it_was_known():
    world = world_of_counts()
    assert len(world.recognised(date(2019, 4, 1))) == 0
    assert len(world.recognised(date(2019, 5, 1))) == 17


def test_the_last_line_counts_reproduced_contradictory_and_not_reproducible():
    lines = compare(world_of_counts())
    counts = Counter(line.published.expected for line in lines)
    assert summary(lines) == (
        f"{len(lines)} số liệu đã công bố: {counts['reproduced']} khớp, "
        f"{counts['contradictory']} mâu thuẫn, {counts['not_reproducible']} không tái lập được."
    )


def test_a_line_shows_both_figures_the_reason_and_the_source():
    told = describe(line("2019-10.mean"))
    assert "10/2019" in told
    assert "công bố 12,23 · tính ra 12,19 · mâu thuẫn" in told
    assert "1052/86" in told
    assert "https://kontumtv.vn/" in told


def test_for_machines_a_line_names_month_unit_and_verdict():
    told = as_dict(line("2019-12.po-e"))
    assert (told["month"], told["unit"], told["published"], told["computed"]) == (
        "2019-12", "23467", "19", "19",
    )  # fmt: skip
    assert told["verdict"] == "reproduced"
