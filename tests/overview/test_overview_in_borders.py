"""A month read in the borders of another day; nothing is stored."""

from datetime import date
from decimal import Decimal

import pytest

from langmoi.core.errors import DomainError
from langmoi.overview.queries import overview
from langmoi.places.models import FactKind, Level, UnitFact
from langmoi.places.queries import unit_by_code
from langmoi.reporting.models import Filing, Revision

NOV, DEC = date(2019, 11, 1), date(2019, 12, 1)
NEW = date(2025, 7, 1)
# Kroong, Ngọk Bay and Vinh Quang became xã Ngọk Bay.
KROONG, NGOK_BAY, VINH_QUANG = "23314", "23317", "23320"
PARTS = (KROONG, NGOK_BAY, VINH_QUANG)


def unit_named(found, name):
    return next(line for line in found.communes if line.unit.full_name == name)


def changed(document, **figures):
    return {**document, **figures}


def test_all_40_units_are_listed_and_those_without_figures_say_why(file):
    file(NOV, dict.fromkeys(PARTS, 19))

    found = overview(NOV, borders=NEW)

    assert len(found.communes) == 40
    assert [line.unit.name for line in found.communes if line.criteria_met is not None] == [
        "Ngọk Bay"
    ]
    assert all(line.why_not_judged for line in found.without_figures)
    assert (found.counted, found.fraction_text) == (1, "19/1")
    assert (found.districts, found.recognised_count, found.sum_change_previous) == ((), None, None)


def test_a_unit_with_a_ward_or_township_cannot_be_judged_and_names_it(file):
    file(NOV, dict.fromkeys(PARTS, 19))

    found = overview(NOV, borders=NEW)

    ward = unit_named(found, "phường Kon Tum")
    assert ward.criteria_met is None
    assert "phường Thống Nhất không lập phiếu" in ward.why_not_judged[0]
    township = unit_named(found, "xã Bờ Y")
    assert "Thị trấn Plei Kần không lập phiếu" in township.why_not_judged[0]
    assert "chưa có số liệu" in township.why_not_judged[1]


def test_a_unit_is_judged_anew_from_its_parts(file, everything):
    short_of_houses = changed(everything, dilapidated_houses="2")
    file(NOV, {KROONG: everything, NGOK_BAY: everything, VINH_QUANG: short_of_houses})

    line = unit_named(overview(NOV, borders=NEW), "xã Ngọk Bay")

    assert (line.criteria["9"], line.criteria_met) == ("not_met", 18)
    assert [part.unit.code for part in line.parts] == list(PARTS)


@pytest.mark.parametrize(("more", "outcome"), [("9", "met"), ("8.99", "not_met")])
def test_income_is_weighted_by_population_and_met_exactly_at_its_threshold(
    file, everything, key_of, more, outcome
):
    for code, population in {KROONG: 1000, NGOK_BAY: 1000, VINH_QUANG: 8000}.items():
        facts = UnitFact.objects.filter(unit_id=key_of(code), kind=FactKind.POPULATION)
        facts.update(value=population)
    threshold = Decimal(everything["income_per_capita"])
    poor = changed(everything, income_per_capita=str(threshold - 1))
    rich = changed(everything, income_per_capita=str(threshold + Decimal(more)))
    file(NOV, {KROONG: rich, NGOK_BAY: poor, VINH_QUANG: poor})

    assert unit_named(overview(NOV, borders=NEW), "xã Ngọk Bay").criteria["10"] == outcome


def test_a_share_known_only_as_a_percentage_is_named_and_its_criterion_not_assessed(
    file, everything
):
    share = next(f for f, value in everything.items() if isinstance(value, dict))
    alone = changed(everything, **{share: {"pct": "100"}})
    file(NOV, {KROONG: alone, NGOK_BAY: everything, VINH_QUANG: everything})

    line = unit_named(overview(NOV, borders=NEW), "xã Ngọk Bay")

    assert "xã Kroong chỉ có tỷ lệ phần trăm" in line.gaps[0]
    assert line.criteria_met == 18
    assert "not_assessed" in line.criteria.values()


def test_a_part_without_figures_is_named(file):
    file(NOV, {KROONG: 19, NGOK_BAY: 19})

    line = unit_named(overview(NOV, borders=NEW), "xã Ngọk Bay")

    assert line.criteria_met is None
    assert "Xã Vinh Quang chưa có số liệu" in line.why_not_judged[0]


def test_a_late_part_counts_with_its_last_closed_month(file):
    file(NOV, dict.fromkeys(PARTS, 19))
    file(DEC, {KROONG: 19, NGOK_BAY: 19}, closed=False)

    line = unit_named(overview(DEC, borders=NEW), "xã Ngọk Bay")

    assert (line.criteria_met, line.has_filed, line.figures_month) == (19, False, NOV)
    assert {part.unit.code: part.figures_month for part in line.parts}[VINH_QUANG] == NOV


def test_of_a_district_only_the_units_with_a_part_in_it_are_listed(file, key_of):
    file(NOV, dict.fromkeys(PARTS, 19))

    found = overview(NOV, unit_key=key_of("614", level="district"), borders=NEW)

    names = [line.unit.name for line in found.communes]
    assert names == ["Đăk Rve", "Đăk Kôi", "Kon Braih"]


def test_borders_of_the_same_year_change_nothing_but_list_the_wards(file):
    file(NOV, {KROONG: 12, NGOK_BAY: 19})

    found, plain = overview(NOV, borders=date(2019, 12, 31)), overview(NOV)

    assert (len(found.communes), found.sum) == (102, plain.sum)
    assert [d.unit.code for d in found.districts] == [d.unit.code for d in plain.districts]


def test_borders_from_before_the_month_are_refused(file):
    file(NOV, {KROONG: 12})

    with pytest.raises(DomainError, match="không tách ngược về ngày 01/01/2015"):
        overview(NOV, borders=date(2015, 1, 1))


def test_reading_in_other_borders_stores_nothing(file):
    file(NOV, dict.fromkeys(PARTS, 19))
    before = (Filing.objects.count(), Revision.objects.count())

    overview(NOV, borders=NEW)

    assert (Filing.objects.count(), Revision.objects.count()) == before
    assert unit_by_code("23317", NEW, Level.COMMUNE).name == "Ngọk Bay"


def disagree(code, key_of, province, criterion="9"):
    """The district finds the criterion of this commune's filing not met."""
    from langmoi.core.clock import now
    from langmoi.reporting.models import CriterionReview

    revision = Filing.objects.get(unit_id=key_of(code), month=NOV).latest
    said = {"agrees": False, "reason": "Còn nhà tạm", "by": province.officer, "at": now()}
    CriterionReview.objects.create(revision=revision, criterion=criterion, **said)


def close(province):
    from langmoi.core.clock import now
    from langmoi.reporting.steps import close_month

    told = {"by": province.officer, "on": NOV.replace(day=14), "at": now()}
    close_month(NOV, reason="Chỉ thử vài xã.", **told)


def test_a_closed_months_official_outcome_of_a_part_stands_for_the_whole(file, key_of, province):
    file(NOV, dict.fromkeys(PARTS, 19), closed=False)
    disagree(NGOK_BAY, key_of, province)

    before = overview(NOV, borders=NEW)
    close(province)
    after = overview(NOV, borders=NEW)

    line = unit_named(before, "xã Ngọk Bay")
    assert (line.criteria["9"], line.criteria_met, line.overruled) == ("met", 19, ())
    line = unit_named(after, "xã Ngọk Bay")
    assert (line.criteria["9"], line.criteria_met, line.overruled) == ("not_met", 18, ("9",))
    assert line.criteria_met == sum(outcome == "met" for outcome in line.criteria.values())
    assert after.by_criterion["9"] == 0


def test_text_and_json_say_which_outcomes_are_shown(file, key_of, province):
    from langmoi.overview.json import as_json
    from langmoi.overview.text import as_text

    file(NOV, dict.fromkeys(PARTS, 19), closed=False)
    disagree(NGOK_BAY, key_of, province)
    before = overview(NOV, borders=NEW)
    assert "Tháng chưa chốt: kết quả tính từ số liệu đang có" in as_text(before)
    assert as_json(before)["outcomes"] == "computed"

    close(province)
    after = overview(NOV, borders=NEW)

    assert "Kết quả chính thức: tiêu chí mà huyện hoặc ngành" in as_text(after)
    assert "Chưa đạt theo kết quả chính thức của xã thành phần: tiêu chí 9" in as_text(after)
    told = as_json(after)
    assert told["outcomes"] == "official"
    [unit] = [unit for unit in told["units"] if unit["judged"]]
    assert unit["overruled"] == ["9"]
    assert "outcomes" not in as_json(overview(NOV))
