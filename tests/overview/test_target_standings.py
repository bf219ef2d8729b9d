"""How targets stand, from the figures of a month and from titles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from langmoi.overview.target_standings import Gauge, Progress, standings_of
from langmoi.places.models import FactKind, UnitFact
from langmoi.programme.models import Target, TargetDocument

SA_NGHIA, SA_SON = "23542", "23539"
BEFORE, MONTH = date(2018, 12, 1), date(2019, 12, 1)
ON = date(2019, 12, 20)


@pytest.fixture
def stand(province, key_of):
    """How a target put in by these words stands: stand("criteria", count=15, by=…)."""
    document = TargetDocument.objects.create(
        unit_id=province.key,
        issuer="UBND tỉnh",
        title="Kế hoạch thử",
        certainty="reported",
        made_at=datetime(2019, 1, 2, tzinfo=UTC),
    )

    def put(kind, code=SA_NGHIA, *, by=date(2020, 12, 31), level="commune", on=ON, **told):
        unit = key_of(code, level=level)
        target = Target.objects.create(document=document, unit_id=unit, kind=kind, by=by, **told)
        (found,) = standings_of([target], month=MONTH, on=on)
        return found

    return put


@pytest.fixture
def a_year(file):
    """Sa Nghĩa went from 13 to 15 criteria, Sa Sơn from 18 to 19."""
    file(BEFORE, {SA_NGHIA: 13, SA_SON: 18})
    file(MONTH, {SA_NGHIA: 15, SA_SON: 19})


def recognise(key, year=None, decided="2019-12-01"):
    told = {"decided_on": decided} | ({"standard_year": year} if year else {})
    return UnitFact.objects.create(
        unit_id=key,
        kind=FactKind.RECOGNISED,
        value=told,
        valid_from=date.fromisoformat(decided),
        certainty="reported",
        source="thử",
    )


def test_a_number_of_criteria_is_reached_or_its_distance_told(a_year, stand):
    assert stand("criteria", count=15).progress is Progress.REACHED
    found = stand("criteria", SA_SON, count=15, by=None)
    assert (found.progress, found.have, found.need) == (Progress.REACHED, 19, 15)


def test_the_pace_of_a_year_tells_on_track_from_behind(a_year, stand):
    ahead = stand("criteria", count=17)
    slow = stand("criteria", count=18, by=date(2020, 12, 30))

    assert (ahead.progress, ahead.gained, ahead.likely) == (Progress.ON_TRACK, 2, 17)
    assert (slow.progress, slow.short_by) == (Progress.BEHIND, 3)
    assert len(slow.missing_criteria) == 4


def test_without_a_year_of_figures_the_pace_is_not_told(file, stand):
    file(MONTH, {SA_NGHIA: 15})

    found = stand("criteria", count=17)

    assert (found.progress, found.gained) == (Progress.OPEN, None)
    assert "Chưa đủ một năm" in found.why


def test_what_was_due_is_judged_by_the_month_of_that_day(a_year, stand):
    missed = stand("criteria", count=17, by=date(2019, 12, 15))
    late = stand("criteria", count=15, by=date(2018, 12, 31))

    assert (missed.progress, missed.month) == (Progress.MISSED, MONTH)
    assert (late.progress, late.have, late.month) == (Progress.LATE, 13, BEFORE)
    assert stand("criteria", count=1, by=date(2017, 1, 1)).progress is Progress.UNKNOWN


def test_all_criteria_met_is_not_a_title(a_year, stand):
    waiting = stand("recognised", SA_SON)

    assert (waiting.progress, waiting.have, waiting.need) == (Progress.ON_TRACK, 19, 19)
    assert "chưa có quyết định công nhận" in waiting.why


def test_a_title_counts_by_the_year_of_its_standard(a_year, stand, key_of):
    recognise(key_of(SA_NGHIA), 2018, "2019-05-13")

    of_its_year = stand("recognised", by=date(2018, 12, 31))
    assert of_its_year.progress is Progress.REACHED


def test_a_title_of_a_later_year_came_late(a_year, stand, key_of):
    recognise(key_of(SA_NGHIA), 2019)

    assert stand("recognised", by=date(2018, 12, 31)).progress is Progress.LATE


def test_a_group_of_criteria_for_every_commune_of_a_district(file, stand):
    file(MONTH, {SA_NGHIA: 19, SA_SON: ["18"]})
    told = {"criteria": ["18", "19"], "number": 100, "is_share": True, "level": "district"}

    found = stand("group", "616", by=date(2019, 12, 31), **told)

    assert (found.have, found.need, found.whole) == (1, 10, 10)
    assert found.progress is Progress.OPEN
    assert SA_NGHIA not in {line.unit.code for line in found.missing}


def test_a_number_of_communes_of_the_province(a_year, stand, key_of):
    recognise(key_of(SA_SON), 2019)
    told = {"level": "province", "by": date(2020, 12, 31)}

    one = stand("recognised", "62", number=1, **told)
    many = stand("recognised", "62", number=25, by=date(2020, 12, 30), level="province")

    assert one.progress is Progress.REACHED
    assert (many.have, many.need, many.short_by) == (1, 25, 24)


def test_the_cooperative_is_measured_by_its_indicator(file, stand):
    file(MONTH, {SA_NGHIA: 19, SA_SON: ["18"]})

    assert stand("cooperative", by=None).progress is Progress.REACHED
    assert stand("cooperative", SA_SON, by=None).progress is Progress.OPEN


def test_a_target_that_is_over_is_not_measured(stand):
    gauge = Gauge(MONTH, ON)
    ended = SimpleNamespace(ended_on=ON)

    assert gauge.standing(ended).progress is Progress.ENDED


def test_the_cooperative_is_measured_by_the_register_where_it_tells(file, stand, province):
    from registers_world import add, move

    office = province.officer
    file(MONTH, {SA_NGHIA: 19, SA_SON: ["18"]})
    stopped = add(office, name="HTX ngừng")
    move(stopped, office, "stopped", date(2019, 12, 14))
    add(office, code=SA_SON, name="HTX chưa rõ")

    told = stand("cooperative", by=None)
    not_told = stand("cooperative", SA_SON, by=None)

    assert (told.progress, told.by_register) == (Progress.OPEN, 1)
    assert (not_told.progress, not_told.by_register) == (Progress.OPEN, 0)
