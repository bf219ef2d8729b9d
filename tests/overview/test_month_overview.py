"""The overview of a month over the communes of its reference day."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from langmoi.assessment.rollup import Band
from langmoi.core.errors import DomainError, NotFound
from langmoi.overview.queries import months_available, overview, series
from langmoi.places.models import FactKind, UnitFact
from langmoi.reporting.actions import open_month

DEC_2018 = date(2018, 12, 1)
AUG, SEP, OCT, NOV, DEC = (date(2019, month, 1) for month in (8, 9, 10, 11, 12))
NGOK_BAY, VINH_QUANG, KROONG, PO_E, DAK_LONG = "23317", "23320", "23314", "23467", "23473"


def line_of(found, code):
    return next(line for line in found.communes if line.unit.code == code)


def codes(lines):
    return [line.unit.code for line in lines]


def test_the_sum_the_mean_and_its_fraction_are_over_all_communes_of_the_day(file):
    file(NOV, {NGOK_BAY: 19, VINH_QUANG: 12, PO_E: 17})

    found = overview(NOV)

    assert (len(found.communes), found.sum, found.mean) == (85, 48, Decimal("0.56"))
    assert (found.fraction, found.fraction_text) == (Fraction(48, 85), "48/85")
    assert codes(found.met_all) == [NGOK_BAY]


def test_bands_hold_every_commune_with_figures_and_the_others_are_listed_apart(file):
    file(NOV, {NGOK_BAY: 19, VINH_QUANG: 12, PO_E: 0})

    found = overview(NOV)

    assert [band.count for band in found.bands] == [1, 0, 1, 0, 1]
    assert len(found.without_figures) == 82
    assert found.without_figures == found.not_filed


def test_bounds_of_the_bands_are_an_option(file):
    file(NOV, {NGOK_BAY: 19, PO_E: 17})

    found = overview(NOV, bands=[Band(0, 16), Band(17, 19)])

    assert [(band.low, band.high, band.count) for band in found.bands] == [(17, 19, 2), (0, 16, 0)]


def test_a_district_is_rolled_up_from_its_own_communes(file, key_of):
    file(NOV, {NGOK_BAY: 19, VINH_QUANG: 12, PO_E: 17})

    found = overview(NOV)
    alone = overview(NOV, unit_key=key_of("613", level="district"))

    by_code = {district.unit.code: district for district in found.districts}
    assert list(by_code) == sorted(by_code)
    assert (by_code["608"].sum, by_code["613"].sum) == (31, 17)
    assert by_code["613"].bands == alone.bands
    assert codes(alone.communes) == codes(by_code["613"].communes)
    assert alone.districts == ()
    assert sum(len(district.communes) for district in found.districts) == 85


def test_a_single_commune_has_an_overview_too(file, key_of):
    file(NOV, {PO_E: 17})

    found = overview(NOV, unit_key=key_of(PO_E, level="commune"))

    assert (codes(found.communes), found.fraction_text) == ([PO_E], "17/1")


def test_a_late_commune_counts_with_its_last_closed_month_marked_so(file):
    file(OCT, {NGOK_BAY: 11, PO_E: 16})
    file(NOV, {NGOK_BAY: 12, PO_E: 17})
    file(DEC, {NGOK_BAY: 13}, closed=False)

    found = overview(DEC)

    late = line_of(found, PO_E)
    assert (late.criteria_met, late.figures_month) == (17, NOV)
    assert (late.has_filed, late.is_carried) == (False, True)
    assert PO_E in codes(found.not_filed)
    assert (found.sum, found.sum_change_previous, found.is_closed) == (30, 1, False)


def test_figures_of_a_month_that_is_still_open_are_not_carried_on(file):
    file(OCT, {PO_E: 16})
    file(NOV, {PO_E: 17}, closed=False)
    file(DEC, {NGOK_BAY: 13}, closed=False)

    assert line_of(overview(DEC), PO_E).figures_month == OCT


def test_later_months_never_speak_for_an_earlier_one(file):
    file(OCT, {PO_E: 16})
    file(NOV, {NGOK_BAY: 19})

    assert overview(OCT).sum == 16


def test_the_denominator_is_that_of_the_reference_day(file):
    file(AUG, {DAK_LONG: 16, PO_E: 18})
    file(SEP, {PO_E: 18})

    assert overview(AUG).fraction_text == "34/86"
    assert overview(SEP).fraction_text == "18/85"
    assert DAK_LONG not in codes(overview(SEP).communes)


def test_a_change_is_over_the_communes_with_figures_at_both_ends(file):
    file(DEC_2018, {PO_E: 15})
    file(AUG, {DAK_LONG: 16, PO_E: 17})
    file(SEP, {PO_E: 18, NGOK_BAY: 9})

    found = overview(SEP)

    assert (found.sum_change_previous, found.sum_change_december) == (1, 3)
    assert line_of(found, NGOK_BAY).change_previous is None
    assert line_of(found, PO_E).newly_met == {"18"}


def test_a_change_since_before_the_first_month_is_unknown(file):
    file(NOV, {PO_E: 17})

    assert overview(NOV).sum_change_previous is None
    assert overview(NOV).sum_change_december is None


def test_nothing_is_compared_or_carried_across_a_change_of_the_criteria_set(file):
    file(date(2022, 2, 1), {PO_E: 17, NGOK_BAY: 19})
    file(date(2022, 3, 1), {PO_E: {}})

    found = overview(date(2022, 3, 1))

    assert found.criteria_set.id == "commune-2021-2025"
    assert (found.sum_change_previous, line_of(found, PO_E).newly_met) == (None, frozenset())
    assert line_of(found, NGOK_BAY).criteria_met is None


def recognise(key, since, **value):
    UnitFact.objects.create(
        unit_id=key,
        kind=FactKind.RECOGNISED,
        value=value,
        valid_from=since,
        certainty="reported",
        source="nguồn",
    )


def test_recognised_and_meeting_all_are_two_facts(file, key_of):
    file(NOV, {NGOK_BAY: 19, PO_E: 17})
    decided = {"standard_year": "2018", "decision": "365/QĐ-UBND", "decided_on": "2019-05-13"}
    recognise(key_of(PO_E, level="commune"), date(2019, 5, 13), **decided)

    found = overview(NOV)

    assert (codes(found.met_all), codes(found.recognised)) == ([NGOK_BAY], [PO_E])
    assert found.recognised_count == 1
    title = line_of(found, PO_E).recognition
    assert (title.standard_year, title.decision) == (2018, "365/QĐ-UBND")
    assert title.decided_on == date(2019, 5, 13)


def test_before_the_day_by_which_a_title_was_known_the_count_is_unknown(file, key_of):
    file(AUG, {PO_E: 19})
    recognise(key_of(PO_E, level="commune"), SEP, known_by="2019-09-01")

    found = overview(AUG)

    assert (found.recognised, found.recognised_count) == ((), None)
    assert codes(found.recognition_unknown) == [PO_E]
    others = [d for d in found.districts if d.unit.code != "613"]
    assert all(district.recognised_count == 0 for district in others)


def test_before_its_decision_a_commune_is_known_not_to_be_recognised(file, key_of):
    file(AUG, {PO_E: 19})
    recognise(key_of(PO_E, level="commune"), SEP, decision="1", decided_on="2019-09-01")

    assert overview(AUG).recognised_count == 0


def test_a_title_that_was_withdrawn_no_longer_counts(file, key_of):
    file(AUG, {PO_E: 19})
    file(OCT, {PO_E: 19})
    key = key_of(PO_E, level="commune")
    recognise(key, date(2018, 1, 1), decision="1", decided_on="2018-01-01")
    UnitFact.objects.create(
        unit_id=key, kind=FactKind.RECOGNISED, value=False, valid_from=SEP, source="nguồn"
    )

    assert (overview(AUG).recognised_count, overview(OCT).recognised_count) == (1, 0)


def test_a_month_under_a_set_that_is_not_complete_is_refused_with_the_reason(province):
    month = date(2026, 4, 1)
    open_month(month, by=province.officer)

    with pytest.raises(DomainError, match="Chưa đánh giá được theo"):
        overview(month)


def test_thresholds_that_nobody_checked_are_counted_for_the_zones_in_use(file):
    file(NOV, {PO_E: 17})

    found = overview(NOV)

    settled = found.thresholds - found.unchecked_thresholds
    assert found.thresholds == 50  # 49 indicators, of which 17.1 has two parts; one zone
    assert 0 < settled < found.thresholds


def test_an_open_month_without_any_figures_has_no_mean(province):
    open_month(NOV, by=province.officer)

    found = overview(NOV)

    assert (found.mean, found.fraction_text, len(found.not_filed)) == (None, "", 85)


def test_the_number_of_queries_does_not_grow_with_the_communes(file, django_assert_max_num_queries):
    file(OCT, {NGOK_BAY: 11})
    file(NOV, {NGOK_BAY: 19, VINH_QUANG: 12, KROONG: 3, PO_E: 17})

    with django_assert_max_num_queries(7):
        overview(NOV)
    with django_assert_max_num_queries(7):
        series()


def test_a_month_that_was_never_opened_is_refused(file):
    file(OCT, {PO_E: 16})

    with pytest.raises(DomainError, match="Tháng 11/2019 chưa có số liệu"):
        overview(NOV)


def test_a_unit_of_another_time_is_refused(file, key_of):
    file(NOV, {PO_E: 16})

    with pytest.raises(NotFound, match="không có vào ngày 14/11/2019"):
        overview(NOV, unit_key=key_of("23504", on=date(2025, 7, 1), level="commune"))


def test_a_ward_has_no_overview_for_it_does_not_file(file, key_of):
    file(NOV, {PO_E: 16})

    with pytest.raises(DomainError, match="Phường Quang Trung không có xã nào lập phiếu"):
        overview(NOV, unit_key=key_of("23281"))


def test_bands_that_do_not_fit_the_set_are_refused(file):
    file(NOV, {PO_E: 16})

    with pytest.raises(DomainError, match="Mức 19 tiêu chí không thuộc nhóm nào"):
        overview(NOV, bands=[Band(0, 18)])


def test_the_series_counts_each_month_as_its_overview_does(file, key_of):
    file(AUG, {DAK_LONG: 16, PO_E: 18, NGOK_BAY: 19})
    file(SEP, {PO_E: 18})
    file(OCT, {NGOK_BAY: 12}, closed=False)

    for key in (None, key_of("613", level="district")):
        for point in series(key):
            found = overview(point.month, unit_key=key)
            assert (point.sum, point.mean, point.communes) == (
                found.sum,
                found.mean,
                len(found.communes),
            )
            assert (point.met_all, point.filed) == (len(found.met_all), len(found.filed))
            assert point.is_closed == found.is_closed


def test_the_series_breaks_where_the_criteria_set_changes(file):
    file(date(2022, 2, 1), {PO_E: 17})
    file(date(2022, 3, 1), {PO_E: {}})

    assert [(p.is_new_set, p.sum) for p in series()] == [(False, 17), (True, 0)]


def test_the_months_available_begin_with_the_newest(file):
    file(OCT, {PO_E: 16})
    file(NOV, {PO_E: 16}, closed=False)

    assert [(m.month, m.is_closed) for m in months_available()] == [(NOV, False), (OCT, True)]
