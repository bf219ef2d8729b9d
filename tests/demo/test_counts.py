"""The solved table of counts: complete, never falling, and exactly what has been published."""

from datetime import date

import pytest

from langmoi.demo.communes import communes
from langmoi.demo.counts import MONTHS, counts_by_month, histories
from tests.demo.worlds import world_of_counts

DAK_LONG = "23473"


def bands(month):
    counts = world_of_counts().counts("62", month)
    return [
        sum(low <= count <= high for count in counts)
        for low, high in ((19, 19), (15, 18), (10, 14), (5, 9), (0, 4))
    ]


def test_the_table_holds_the_86_communes_of_august_2019():
    assert list(histories()) == [commune.code for commune in communes()]
    assert len(histories()) == 86


def test_every_commune_has_all_37_months_but_the_one_that_became_a_township():
    lengths = {code: len(history.counts) for code, history in histories().items()}
    assert lengths.pop(DAK_LONG) == MONTHS.index(date(2019, 9, 1))
    assert set(lengths.values()) == {37}


def test_no_commune_ever_loses_a_criterion_or_gains_more_than_two_in_a_month():
    for history in histories().values():
        for month, before, after in zip(
            history.months[1:], history.counts, history.counts[1:], strict=False
        ):
            assert before <= after <= before + (2 if month.month == 12 else 1)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (date(2016, 12, 1), [13, 2, 20, 44, 7]),
        (date(2017, 11, 1), [13, 2, 26, 41, 4]),
        (date(2019, 6, 1), [18, 8, 19, 41, 0]),
        (date(2019, 10, 1), [19, 6, 29, 31, 0]),
    ],
)
def test_the_published_bands_come_out(month, expected):
    assert bands(month) == expected


@pytest.mark.parametrize(
    ("month", "total", "communes"),
    [(date(2017, 11, 1), 890, 86), (date(2018, 12, 1), 981, 86), (date(2019, 10, 1), 1036, 85)],
)
def test_the_published_sums_come_out(month, total, communes):
    counts = world_of_counts().counts("62", month)
    assert (sum(counts), len(counts)) == (total, communes)


def test_the_contradictory_mean_is_explained_by_the_commune_that_left():
    """12,23 is 1052/86: the sum over 85 communes, and Đăk Long's 16 kept by mistake."""
    met = counts_by_month()
    assert (
        sum(world_of_counts().counts("62", date(2019, 10, 1))) + met[DAK_LONG, date(2019, 8, 1)]
        == 1052
    )


def test_the_recognised_communes_meet_all_criteria_from_may_2019_on():
    world = world_of_counts()
    assert len(world.recognised_by) == 17
    for month in MONTHS[MONTHS.index(date(2019, 5, 1)) :]:
        assert {world.met[code, month] for code in world.recognised_by} == {19}


def test_gains_are_the_months_in_which_the_count_rises():
    history = histories()["23467"]  # Pờ Ê, from 12 to 19
    assert len(history.gains) == history.counts[-1] - history.counts[0] == 7
    assert history.gains[-1] == MONTHS.index(date(2019, 12, 1))
