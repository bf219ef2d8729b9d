"""When a title is in danger, from when on, and what of it is computed where no rule is known."""

from __future__ import annotations

from datetime import date

import pytest

from langmoi.law.sets import load_set
from langmoi.places.models import Certainty, FactKind, UnitFact
from langmoi.places.queries import unit_by_code
from langmoi.recognition.loss import loss_month, renewals, titles_held
from langmoi.recognition.loss_rules import Ground, ground_of, key_numbers, loss_rule_on, validity_on
from langmoi.reporting.models import Filing, ReportingMonth

OLD, NEW = "commune-2016-2020", "commune-2021-2025"
MARCH_2023, DECEMBER_2019 = date(2023, 3, 1), date(2019, 12, 1)
PLAIN = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "11")
COMMUNES = ("23542", "23539", "23533", "23545", "23530", "23551")
# Of each commune how many fail, with or without income, and which condition holds then.
CASES = (
    (5, True, None),
    (6, False, None),
    (6, True, Ground.KEY),
    (9, False, None),
    (9, True, Ground.KEY),
    (10, False, Ground.HALF),
)


def failing(count, with_key):
    return ("10", *PLAIN[: count - 1]) if with_key else PLAIN[:count]


def official_of(set_id, numbers):
    law = load_set(set_id)
    return {c.number: "not_met" if c.number in numbers else "met" for c in law.criteria}


def recognise(code, on=date(2018, 5, 13), **told):
    unit = unit_by_code(code, date(2019, 12, 20), "commune").unit
    value = {"standard_year": "2017", "decision": "01/QĐ-UBND", "decided_on": str(on)} | told
    return UnitFact.objects.create(
        unit=unit, kind=FactKind.RECOGNISED, value=value, valid_from=on,
        certainty=Certainty.ILLUSTRATIVE, source="kiểm thử",
    )  # fmt: skip


def close(code, month, set_id, numbers, *, official=True):
    unit = unit_by_code(code, date(2019, 12, 20), "commune").unit
    told = official_of(set_id, numbers) if official else None
    Filing.objects.create(unit=unit, month=month, criteria_set=set_id, official=told)


@pytest.fixture
def constructed(kontum):
    """Six recognised communes that fail so many criteria in March 2023, and in December 2019."""
    for month, set_id in ((MARCH_2023, NEW), (DECEMBER_2019, OLD)):
        ReportingMonth.objects.create(month=month)
        for code, (count, with_key, _) in zip(COMMUNES, CASES, strict=True):
            close(code, month, set_id, failing(count, with_key))
    for code in COMMUNES:
        recognise(code)


def test_in_2023_from_six_with_a_key_criterion_and_from_ten_of_any(constructed):
    found = loss_month(MARCH_2023)

    grounds = {one.commune.code: one.ground for one in found.standings}
    assert grounds == {code: ground for code, (_, _, ground) in zip(COMMUNES, CASES, strict=True)}
    assert [len(one.failing) for one in found.in_danger] == [10, 9, 6]
    assert [c.number for c in found.in_danger[1].key] == ["10"]
    assert found.rule.document == "Quyết định 18/2022/QĐ-TTg"
    assert found.rule.status == "reported"


def test_in_2019_nothing_is_computed_and_it_says_so(constructed):
    found = loss_month(DECEMBER_2019)

    assert found.rule is None
    assert found.standings == found.in_danger == ()
    assert len(found.titles) == 6


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2022, 8, 1), False),
        (date(2022, 8, 2), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_the_condition_is_known_from_its_first_to_its_last_day(day, known):
    assert (loss_rule_on(day) is not None) == known


@pytest.mark.parametrize(
    ("count", "with_key", "ground"),
    [
        (0, False, None),
        (5, True, None),
        (6, True, Ground.KEY),
        (6, False, None),
        (9, True, Ground.KEY),
        (9, False, None),
        (10, True, Ground.HALF),
        (10, False, Ground.HALF),
    ],
)
def test_shares_of_nineteen_are_exact(count, with_key, ground):
    law = load_set(NEW)

    assert len(law.criteria) == 19
    assert ground_of(loss_rule_on(MARCH_2023), law, failing(count, with_key)[:count]) == ground


def test_shares_of_another_number_of_criteria_are_exact_too():
    """Of 10 criteria 3 are exactly 30 %, and 5 exactly 50 %."""
    law = load_set(NEW)
    law = type(law)(**{**vars_of(law), "criteria": law.criteria[:10]})
    rule = loss_rule_on(MARCH_2023)

    assert ground_of(rule, law, ("10", "1")) is None
    assert ground_of(rule, law, ("10", "1", "2")) == Ground.KEY
    assert ground_of(rule, law, ("1", "2", "3", "4")) is None
    assert ground_of(rule, law, ("1", "2", "3", "4", "5")) == Ground.HALF


def vars_of(law):
    from dataclasses import fields

    return {field.name: getattr(law, field.name) for field in fields(law)}


@pytest.mark.parametrize("set_id", [OLD, NEW, "kontum-commune-2017-2020"])
def test_the_key_criteria_are_found_by_name_in_every_set(set_id):
    assert key_numbers(loss_rule_on(MARCH_2023), load_set(set_id)) == ("10", "17", "19")


def test_only_official_outcomes_and_only_titles_held_then_count(kontum):
    ReportingMonth.objects.create(month=MARCH_2023)
    close("23542", MARCH_2023, NEW, failing(10, True), official=False)
    close("23539", MARCH_2023, NEW, failing(10, True))
    close("23533", MARCH_2023, NEW, failing(10, True))
    recognise("23542")
    recognise("23539", on=date(2023, 3, 15))
    ended = recognise("23533")
    ended.valid_to = date(2023, 3, 13)
    ended.save()
    found = loss_month(MARCH_2023)

    assert [one.commune.code for one in found.standings] == ["23542"]
    assert [one.commune.code for one in found.without_outcome] == ["23542"]
    assert found.in_danger == ()


def test_a_commune_that_meets_few_but_bears_no_title_is_in_no_danger(kontum):
    ReportingMonth.objects.create(month=MARCH_2023)
    close("23542", MARCH_2023, NEW, failing(10, True))

    assert loss_month(MARCH_2023).standings == ()


def test_it_asks_as_often_for_many_as_for_few(constructed, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        loss_month(MARCH_2023)


def test_a_title_of_the_first_regime_is_to_be_given_anew_after_five_years(kontum):
    recognise("23542", on=date(2016, 2, 29))
    recognise("23539", on=date(2018, 5, 13))
    unit = unit_by_code("23533", date(2019, 12, 20), "commune").unit
    UnitFact.objects.create(
        unit=unit, kind=FactKind.RECOGNISED, value={"standard_year": "2015"},
        valid_from=date(2019, 5, 14), certainty="reported", source="x",
    )  # fmt: skip
    found = renewals(date(2021, 3, 1))

    assert [(one.held.commune.code, one.due_on) for one in found] == [
        ("23542", date(2021, 2, 28)),
        ("23533", None),
    ]
    assert [one.is_over(date(2021, 3, 1)) for one in found] == [True, False]
    assert not found[0].is_over(date(2021, 2, 28))
    assert validity_on(date(2017, 1, 1)) is None
    assert len(titles_held(date(2021, 3, 1))) == 3
