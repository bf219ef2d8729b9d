"""One criterion over the communes of a unit, the nearest first."""

from datetime import date
from decimal import Decimal

import pytest

from langmoi.core.errors import NotFound
from langmoi.overview.queries import criterion_month, overview

NOV, DEC = date(2019, 11, 1), date(2019, 12, 1)
KROONG, NGOK_BAY, VINH_QUANG, PO_E, HIEU = "23314", "23317", "23320", "23467", "23476"


@pytest.fixture
def incomes(everything):
    """Figures documents that miss (or exceed) the income threshold by so much."""
    threshold = Decimal(everything["income_per_capita"])

    def by(distance):
        return {**everything, "income_per_capita": str(threshold + Decimal(distance))}

    return by


def codes(found, outcome="not_met"):
    return [row.line.unit.code for row in found.rows if row.outcome == outcome]


def test_communes_that_do_not_meet_it_come_first_the_nearest_first(file, incomes):
    told = {KROONG: "-9", NGOK_BAY: "-0.1", VINH_QUANG: "0", PO_E: "-3.5", HIEU: "4"}
    file(NOV, {code: incomes(distance) for code, distance in told.items()})

    found = criterion_month("10", NOV)

    assert codes(found) == [NGOK_BAY, PO_E, KROONG]
    assert [row.line.unit.code for row in found.rows][:3] == [NGOK_BAY, PO_E, KROONG]
    assert codes(found, "met") == [VINH_QUANG, HIEU]
    assert [row.failing[0].distance for row in found.rows[:3]] == [
        Decimal("-0.1"),
        Decimal("-3.5"),
        Decimal("-9"),
    ]


def test_counts_by_outcome_agree_with_the_overview(file, incomes, everything):
    no_income = {key: value for key, value in everything.items() if key != "income_per_capita"}
    file(NOV, {KROONG: incomes("-1"), NGOK_BAY: incomes("1"), PO_E: no_income})

    found = criterion_month("10", NOV)

    assert found.counts == {"not_assessed": 1, "met": 1, "not_met": 1, "not_applicable": 0}
    assert found.counts["met"] == overview(NOV).by_criterion["10"]
    assert len(found.rows) == 85
    (missing,) = [row for row in found.rows if row.outcome == "not_assessed"]
    assert "Chưa có số liệu" in missing.failing[0].reason
    assert missing.gap is None


def test_a_commune_that_meets_it_has_nothing_failing(file):
    file(NOV, {KROONG: 19})

    (row,) = [row for row in criterion_month("17", NOV).rows if row.outcome == "met"]

    assert row.failing == ()


def test_only_the_communes_of_the_unit_are_listed(file, key_of):
    file(NOV, {KROONG: 9, PO_E: 9})

    found = criterion_month("10", NOV, key_of("613", level="district"))

    assert (found.unit.code, len(found.rows), codes(found)) == ("613", 8, [PO_E])


def test_a_late_commune_is_held_against_the_law_of_its_own_month(file, incomes):
    file(NOV, {PO_E: incomes("-2")})
    file(DEC, {KROONG: incomes("-1")}, closed=False)

    found = criterion_month("10", DEC)

    assert codes(found) == [KROONG, PO_E]
    assert found.rows[1].failing[0].month == NOV
    assert found.rows[1].line.is_carried


def test_a_criterion_that_the_set_does_not_have_is_refused(file):
    file(NOV, {PO_E: 9})

    with pytest.raises(NotFound, match="không có tiêu chí số 20"):
        criterion_month("20", NOV)


def test_the_number_of_queries_does_not_grow_with_the_communes(file, django_assert_max_num_queries):
    file(NOV, {KROONG: 3, NGOK_BAY: 9, VINH_QUANG: 12, PO_E: 17})

    with django_assert_max_num_queries(9):
        criterion_month("10", NOV)
