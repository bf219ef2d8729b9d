"""The pivot: what its numbers add up to, and that each opens the list behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from langmoi.core.errors import DomainError
from langmoi.law.sets import set_for
from langmoi.overview.pivot import behind, pivot, shown_months
from langmoi.overview.pivot_model import Asked, Axis, Measure, Step, Subject
from langmoi.places.models import Level

SEPTEMBER, OCTOBER = date(2019, 9, 1), date(2019, 10, 1)
NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)
SA_NGHIA, SA_SON, KON_DAO = "23542", "23539", "23434"


def criteria():
    return tuple(Subject(c.number, c.name, c.number) for c in set_for(NOVEMBER).criteria)


def indicators(*numbers):
    law = set_for(NOVEMBER)
    return tuple(Subject(i.number, i.text, "") for i in law.indicators if i.number in numbers)


def asked(**told):
    usual = {
        "rows": Axis.UNITS,
        "columns": Axis.MONTHS,
        "measure": Measure.MET,
        "level": Level.DISTRICT,
        "first": OCTOBER,
        "last": NOVEMBER,
        "subjects": criteria(),
    }
    return Asked(**{**usual, **told})


def row(found, code):
    return next(c for h, c in zip(found.rows, found.cells, strict=True) if h.key == code)


@pytest.fixture
def two_months(file):
    file(OCTOBER, {SA_NGHIA: 10, SA_SON: 12, KON_DAO: 5})
    file(NOVEMBER, {SA_NGHIA: 13, KON_DAO: 4})


def test_districts_by_month_count_what_their_communes_meet(two_months):
    found = pivot(asked())

    assert [cell.met for cell in row(found, "616")] == [22, 25]  # Sa Sơn: carried from October
    assert [cell.met for cell in found.foot] == [27, 29]
    assert found.corner.change == 2
    assert found.against_month == OCTOBER


def test_months_are_never_added_up(two_months):
    found = pivot(asked())

    assert not found.adds_columns
    assert found.ends[[h.key for h in found.rows].index("616")].met == 25


def test_units_by_criteria_add_up_both_ways(two_months):
    found = pivot(asked(columns=Axis.SUBJECTS, level=Level.COMMUNE))

    assert sum(end.met for end in found.ends) == sum(c.met for c in found.foot) == found.corner.met
    assert found.corner.met == 29


def test_criteria_by_months_are_told_of_the_whole_unit(two_months, province):
    found = pivot(asked(rows=Axis.SUBJECTS, level=Level.PROVINCE, unit_key=province.key))

    assert [cell.met for cell in row(found, "1")] == [3, 3]
    assert [cell.met for cell in row(found, "11")] == [1, 2]


def test_every_number_opens_as_many_outcomes_as_it_says(two_months):
    question = asked(columns=Axis.SUBJECTS)
    found = pivot(question)

    for head, cells in zip(found.rows, found.cells, strict=True):
        for column, cell in zip(found.columns, cells, strict=True):
            lines = behind(question, head.key, column.key)
            assert sum(line.is_counted for line in lines) == (cell.met or 0)
            assert len(lines) == cell.of
    whole = behind(question, "", "")
    assert sum(line.is_counted for line in whole) == found.corner.met


def test_the_list_says_whose_figures_are_of_an_earlier_month(two_months):
    lines = behind(asked(), "616", "2019-11")

    assert {line.figures_month for line in lines if line.unit.code == SA_SON} == {OCTOBER}
    assert {line.outcome for line in lines if line.unit.code == "23530"} == {""}


def test_a_change_is_counted_like_with_like(file):
    file(OCTOBER, {SA_NGHIA: 10})
    file(NOVEMBER, {SA_NGHIA: 13, SA_SON: 12})

    found = pivot(asked(first=NOVEMBER))

    assert found.corner.met == 25
    assert found.corner.change == 3  # Sa Sơn had no figures before


def test_without_a_month_to_compare_with_there_is_no_change(file):
    file(NOVEMBER, {SA_NGHIA: 13})

    found = pivot(asked(first=NOVEMBER, against=Step.YEAR))

    assert found.corner.change is None
    assert found.against_month is None


def test_another_law_cannot_be_set_beside_the_last_month(file, monkeypatch):
    file(OCTOBER, {SA_NGHIA: 10})
    file(NOVEMBER, {SA_NGHIA: 13})
    other = replace(set_for(OCTOBER), id="other", extends=None)
    laws = {OCTOBER: other}
    monkeypatch.setattr(
        "langmoi.overview.lines.set_for", lambda month, **_: laws.get(month, set_for(month))
    )

    found = pivot(asked())

    assert [head.is_broken for head in found.columns] == [True, False]
    assert [cell.met for cell in found.foot] == [None, 13]
    assert found.corner.change is None


def test_a_figure_is_put_together_by_its_kind(file):
    from langmoi.overview.values import put_together

    law = set_for(NOVEMBER)
    share = next(f for f in law.figures if f.kind == "share")
    number = next(f for f in law.figures if f.kind == "number")
    count = next(f for f in law.figures if f.kind == "count")

    parts = [({"num": "1", "den": "2"}, 10), ({"num": "1", "den": "4"}, 10), ({"pct": "9"}, 1)]
    assert put_together(share, parts) == (Decimal(2) * 100 / Decimal(6), 2)
    assert put_together(share, [({"pct": "9"}, 1), (None, 1)]) == (Decimal(9), 1)
    assert put_together(number, [("10", 1), ("20", 3), ("90", None)]) == (Decimal("17.5"), 2)
    assert put_together(count, [("3", 1), ("4", None)]) == (Decimal(7), 2)
    assert put_together(count, []) == (None, 0)


def test_the_figure_of_an_indicator_is_told_for_each_unit(two_months):
    law = set_for(NOVEMBER)
    figure = law.figure(next(i for i in law.indicators if i.number == "10.1").tests[0].figure)
    question = asked(
        measure=Measure.VALUE,
        subjects=indicators("10.1"),
        of_indicators=True,
        figure=figure,
        level=Level.COMMUNE,
    )

    found = pivot(question)

    [october, november] = row(found, SA_NGHIA)
    assert october.told == november.told == 1
    assert november.value == behind(question, SA_NGHIA, "2019-11")[0].value or november.value > 0


def test_of_a_quarter_its_last_month_counts():
    assert shown_months(date(2019, 5, 1), date(2019, 11, 1), Step.QUARTER) == [
        date(2019, 6, 1),
        date(2019, 9, 1),
        date(2019, 11, 1),
    ]


def test_months_the_wrong_way_round_are_refused(two_months):
    with pytest.raises(DomainError, match="Hãy đổi lại hai tháng"):
        pivot(asked(first=DECEMBER))


def test_a_month_that_was_never_opened_is_refused(two_months):
    with pytest.raises(DomainError, match="chưa có số liệu"):
        pivot(asked(last=DECEMBER))


def test_the_number_of_queries_does_not_grow(two_months, django_assert_num_queries):
    pivot(asked())
    with django_assert_num_queries(4):
        pivot(asked())
    with django_assert_num_queries(4):
        pivot(asked(level=Level.COMMUNE, columns=Axis.SUBJECTS, first=SEPTEMBER))
