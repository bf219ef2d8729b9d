"""The overview of a closed month shows official outcomes, of an open one the computed."""

from __future__ import annotations

from chain_world import INCOME, MONTH, NGHIA, TODAY

from langmoi.overview.queries import commune_month, criterion_month, overview, series
from langmoi.reporting.models import Filing


def line_of(found):
    return next(line for line in found.communes if line.unit.code == NGHIA)


def test_a_disagreement_counts_from_the_close_on(submitted, act, people):
    act.opine(submitted, "17.6", agrees=False, reason="Chỉ 60% hộ")
    before = line_of(overview(MONTH))
    act.close(reason="Quá hạn")
    after = overview(MONTH)

    assert (before.criteria["17"], before.criteria_met) == ("met", 17)
    assert (line_of(after).criteria["17"], line_of(after).criteria_met) == ("not_met", 16)
    assert after.sum == sum(d.sum for d in after.districts) == 16
    assert series()[-1].sum == 16
    assert criterion_month("17", MONTH).counts["not_met"] == 1


def test_the_commune_page_keeps_computed_and_official_apart_with_the_reason(submitted, act, people):
    act.review(submitted, "9", agrees=False, reason="Còn nhà tạm")
    act.close(reason="Quá hạn")

    detail = next(
        d for d in commune_month(people.unit.pk, MONTH).criteria if d.criterion.number == "9"
    )

    assert (detail.outcome, detail.computed, detail.is_overruled) == ("not_met", "met", True)
    assert [(o.agency, o.reason) for o in detail.objections] == [(None, "Còn nhà tạm")]
    assert commune_month(people.unit.pk, MONTH).history[-1].criteria_met == 16


def test_a_filing_only_in_draft_has_not_been_filed(filled):
    found = overview(MONTH)

    assert Filing.objects.count() == 1
    assert not found.filed
    assert line_of(found).criteria_met is None


def test_a_correction_moves_the_closed_month(closed, act, people):
    act.decide(act.ask(closed, {INCOME: "10"}))

    assert line_of(overview(MONTH)).criteria["10"] == "not_met"


def test_what_a_department_said_before_it_merged_counts_for_its_heir(submitted, act, people):
    from datetime import date

    from langmoi.people.mergers import merge_agencies
    from langmoi.reporting.closing import missing_opinions

    act.opine(submitted, "15.1")
    day = date(2019, 12, 21)
    assert missing_opinions(MONTH, TODAY) == {people.health.pk: 1, people.housing.pk: 1}
    told = {"document": "QĐ 1", "by": people.office, "today": TODAY}
    merge_agencies(people.health, [people.housing], on=day, **told)

    assert missing_opinions(MONTH, TODAY) == {people.health.pk: 1, people.housing.pk: 1}
    assert missing_opinions(MONTH, day) == {people.housing.pk: 2}
