"""The counterpart asked by rules of a day: exact at the ratio, first and last day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from langmoi.core.errors import FaultyInput
from langmoi.funding.counterpart import Origin, Rate, Reach, Standing, check, rate_for
from langmoi.funding.planned import Planned, is_of
from langmoi.funding.rule_files import packed_rates, principles_on, read_rates
from langmoi.funding.simulation import by_place, tried
from langmoi.law.model import Period, Status

DAY = date(2018, 3, 1)
HARD = frozenset({"specially_difficult"})
MILLION = 1_000_000


def rate(ratio="1", *, since=date(2017, 1, 1), until=date(2020, 12, 31), **told):
    reach = Reach(**{k: v for k, v in told.items() if k in ("source", "group", "content")})
    value = None if ratio is None else Decimal(ratio)
    origin = told.get("origin", Origin.OFFICE)
    return Rate(
        str(told), Period(since, until), reach, value, "QĐ", Status.PLACEHOLDER, origin=origin
    )


def money(amount, source="1.1.1", day=DAY, **told):
    return Planned(amount, source, day, day.year, unit=told.pop("unit", 1), **told)


@pytest.mark.parametrize(
    ("local", "standing", "missing"),
    [
        (150 * MILLION, Standing.MET, 0),  # exactly at the ratio
        (150 * MILLION - 1, Standing.SHORT, 1),
        (150 * MILLION + 1, Standing.MET, 0),
        (0, Standing.SHORT, 150 * MILLION),
    ],
)
def test_exactly_at_the_ratio_is_met(local, standing, missing):
    found = check([money(100 * MILLION), money(local, "1.2.1")], [rate("1.5")])

    assert (found.standing, found.missing) == (standing, missing)


def test_a_part_of_one_dong_is_asked_whole():
    found = check([money(1), money(0, "1.2")], [rate("0.3333")])

    assert found.exact == Fraction(3333, 10_000)
    assert (found.required, found.missing) == (1, 1)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2016, 12, 31), False),
        (date(2017, 1, 1), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
    ],
)
def test_a_rule_holds_on_its_first_and_last_day_and_no_other(day, known):
    found = check([money(100, day=day), money(100, "1.2.1", day=day)], [rate()])

    assert (found.standing is Standing.MET) == known
    if not known:
        assert (found.standing, found.required, found.missing) == (Standing.UNKNOWN, None, None)


def test_the_closest_rule_wins_and_the_office_comes_before_what_is_packed():
    rates = [
        rate("1"),
        rate("0.5", group="specially_difficult"),
        rate("0.7", content="road"),
        rate("0.2", group="specially_difficult", content="road"),
        rate("9", content="school", origin=Origin.PACKED),
    ]

    def found(**told):
        return rate_for(rates, money(1, **told)).ratio

    assert found() == 1
    assert found(groups=HARD) == Decimal("0.5")
    assert found(content="road") == Decimal("0.7")
    assert found(content="road", groups=HARD) == Decimal("0.2")
    assert found(content="school") == 1


def test_each_plan_is_held_against_the_rule_of_its_own_day():
    rates = [rate("1", until=date(2018, 6, 30)), rate("2", since=date(2018, 7, 1))]
    plan = [money(100, day=date(2018, 6, 30)), money(100, day=date(2018, 7, 1)), money(250, "1.2")]

    found = check(plan, rates)

    assert (found.required, found.missing, found.central) == (300, 50, 200)
    assert [one.rate.ratio for one in found.asked] == [1, 2]


def test_money_carried_over_and_other_sources_ask_for_nothing_and_give_nothing():
    plan = [
        money(100, is_carried_over=True),
        money(100, "1.2.1", is_carried_over=True),
        money(100, "2"),
        money(40, "5.1"),
    ]

    assert check(plan, [rate()]).standing is Standing.NONE
    assert check([*plan, money(10)], [rate()]).missing == 10


def test_one_rule_of_unknown_value_leaves_all_uncomputed():
    plan = [money(100), money(10, content="road"), money(500, "1.2.1")]

    found = check(plan, [rate("1"), rate(None, content="road")])

    assert found.standing is Standing.UNKNOWN
    assert [one.money.amount for one in found.unknown] == [10]


@pytest.mark.parametrize("year", [2015, 2018, 2023, 2027, 2031])
def test_nothing_that_comes_with_the_program_is_a_ratio_to_compute_by(year):
    """Their texts have not been seen; the province's office enters what holds."""
    found = check([money(100, day=date(year, 3, 1))], packed_rates())

    assert found.standing is Standing.UNKNOWN
    assert (found.asked[0].rate is None) == (year in (2015, 2031))


def test_the_two_values_of_2022_are_told_as_what_they_are():
    told = next(r for r in packed_rates() if r.period.covers(date(2022, 12, 31)))

    assert [ratio for _, ratio in told.variants] == [1, Decimal("1.5")]
    assert told.status is Status.RECALLED
    assert not principles_on(date(2026, 5, 30))
    assert principles_on(date(2026, 5, 31))[0].clause == "Điều 2.3.b"


def test_two_packed_values_for_one_reach_and_day_are_refused(tmp_path):
    entry = (
        "- {{id: a{n}, from: 2017-01-01, to: {to}, source: '1.1', ratio: {n}, "
        "document: QĐ, clause: '', status: placeholder}}\n"
    )
    path = tmp_path / "counterpart.yaml"
    path.write_text(entry.format(n=1, to="2017-12-31") + entry.format(n=2, to="2017-01-01"))

    with pytest.raises(FaultyInput) as refused:
        read_rates(path, "counterpart.yaml")
    assert ["Hai mức cho cùng phạm vi và ngày." in f.message for f in refused.value.faults] == [
        True
    ]


def test_a_draft_stands_beside_the_present_and_only_where_it_reaches():
    plan = [
        money(100, unit=1),
        money(100, unit=2, groups=HARD),
        money(60, "1.2.1", unit=1),
        money(60, "1.2.1", unit=2),
    ]
    draft = rate("0.5", group="specially_difficult", origin=Origin.DRAFT)

    found = by_place(plan, [rate()], [draft], {1: "a", 2: "b"})

    assert [(found[p].present.missing, found[p].draft.missing) for p in "ab"] == [(40, 40), (40, 0)]
    assert (found["a"].change, found["b"].change) == (0, -50)


def test_a_draft_can_tell_what_no_rule_in_force_does():
    found = tried([money(100)], [], [rate(origin=Origin.DRAFT)])

    assert (found.present.required, found.draft.required, found.change) == (None, 100, None)


def test_a_branch_holds_what_is_below_it_and_not_what_begins_alike():
    assert is_of("1.1", "1.1")
    assert is_of("1.1.2", "1.1")
    assert not is_of("1.10", "1.1")
    assert not is_of("1", "1.1")
