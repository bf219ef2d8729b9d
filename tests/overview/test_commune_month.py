"""One commune in one month: every outcome with its reason, its history, where it comes from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from langmoi.core.errors import DomainError, NotFound
from langmoi.law.judge import Outcome
from langmoi.law.model import Status
from langmoi.law.sets import set_for
from langmoi.overview.queries import commune_month
from langmoi.reporting import actions

OCT, NOV, DEC = (date(2019, month, 1) for month in (10, 11, 12))
PO_E, NGOK_BAY = "23467", "23317"


@pytest.fixture
def po_e(key_of):
    return key_of(PO_E)


def criterion(found, number):
    return next(detail for detail in found.criteria if detail.criterion.number == number)


def test_every_criterion_has_its_indicators_and_each_its_reasons(file, po_e):
    file(NOV, {PO_E: 17})

    found = commune_month(po_e, NOV)

    assert [d.criterion.number for d in found.criteria] == [str(n) for n in range(1, 20)]
    assert all(i.explanations for d in found.criteria for i in d.indicators)
    assert (found.line.criteria_met, found.total) == (17, 19)


def test_an_unmet_indicator_says_value_threshold_distance_and_law(file, po_e, everything):
    threshold = Decimal(everything["income_per_capita"])
    file(NOV, {PO_E: {**everything, "income_per_capita": str(threshold - Decimal("2.5"))}})

    (income,) = criterion(commune_month(po_e, NOV), "10").indicators

    (why,) = income.explanations
    assert (income.outcome, why.outcome) == ("not_met", Outcome.NOT_MET)
    assert (why.value, why.threshold, why.distance) == (
        threshold - Decimal("2.5"),
        threshold,
        Decimal("-2.5"),
    )
    assert why.document
    assert isinstance(why.status, Status)


def test_the_values_before_stand_beside_the_values_now(file, po_e, everything):
    file(OCT, {PO_E: everything})
    file(NOV, {PO_E: {**everything, "dilapidated_houses": "4"}})

    (houses,) = [f for f in commune_month(po_e, NOV).figures if f.figure.id == "dilapidated_houses"]

    assert (houses.value, houses.previous, houses.previous_month) == ("4", "0", OCT)
    assert houses.is_changed


def test_a_late_commune_is_explained_by_its_last_closed_month(file, po_e):
    file(NOV, {PO_E: 17})
    file(DEC, {NGOK_BAY: 19}, closed=False)

    found = commune_month(po_e, DEC)

    assert (found.month, found.line.figures_month, found.line.is_carried) == (DEC, NOV, True)
    assert found.criteria[0].indicators[0].explanations[0].month == NOV
    assert found.revision.number == 1


def test_a_commune_without_any_figures_has_no_outcomes_and_no_revision(file, po_e):
    file(NOV, {NGOK_BAY: 19})

    found = commune_month(po_e, NOV)

    assert (found.criteria, found.revision, found.history) == ((), None, ())
    assert found.line.zone == "central_highlands"


def test_the_history_runs_to_the_month_and_breaks_where_the_set_changes(file, po_e):
    for month, met in ((OCT, 16), (NOV, 17), (DEC, 18)):
        file(month, {PO_E: met})

    history = commune_month(po_e, NOV).history

    assert [(p.month, p.criteria_met, p.is_new_set) for p in history] == [
        (OCT, 16, False),
        (NOV, 17, False),
    ]


def test_the_history_marks_a_new_set(file, po_e):
    file(date(2022, 2, 1), {PO_E: 17})
    file(date(2022, 3, 1), {PO_E: {}})

    assert [p.is_new_set for p in commune_month(po_e, date(2022, 3, 1)).history] == [False, True]


def test_the_revision_says_who_filed_by_which_post_and_with_what(file, po_e):
    file(NOV, {PO_E: 17})

    revision = commune_month(po_e, NOV).revision

    assert (revision.by, revision.number) == ("Văn phòng Điều phối NTM tỉnh", 1)
    assert revision.post == "Văn phòng Điều phối NTM tỉnh"
    assert (revision.source, len(revision.hash)) == ("tệp Excel", 64)
    assert revision.is_law_version_current


def test_the_stored_outcome_counts_where_the_law_files_judge_otherwise_today(
    file, po_e, monkeypatch
):
    judged = actions.judge_filings

    def judged_by_older_files(rows, criteria_set):
        return [
            replace(
                verdict,
                indicators={**verdict.indicators, "10.1": "not_met"},
                criteria={**verdict.criteria, "10": "not_met"},
                criteria_met=18,
            )
            for verdict in judged(rows, criteria_set)
        ]

    monkeypatch.setattr(actions, "judge_filings", judged_by_older_files)
    file(NOV, {PO_E: 19})

    found = commune_month(po_e, NOV)

    income = criterion(found, "10")
    assert (income.outcome, income.is_law_changed) == ("not_met", True)
    assert income.indicators[0].outcome_by_current_law == "met"
    assert [d.criterion.number for d in found.criteria if d.is_law_changed] == ["10"]
    assert found.line.criteria_met == 18


def test_a_ward_has_no_month_for_it_does_not_file(file, key_of):
    file(NOV, {PO_E: 17})

    with pytest.raises(DomainError, match="Phường Quang Trung không lập phiếu"):
        commune_month(key_of("23281"), NOV)


def test_a_commune_of_another_time_is_refused(file, key_of):
    file(NOV, {PO_E: 17})

    with pytest.raises(NotFound, match="không có vào ngày"):
        commune_month(key_of("23504", on=date(2025, 7, 1)), NOV)


def test_the_set_is_the_one_in_force_on_the_reference_day(file, po_e):
    file(NOV, {PO_E: 17})

    assert commune_month(po_e, NOV).criteria_set is set_for(NOV)
