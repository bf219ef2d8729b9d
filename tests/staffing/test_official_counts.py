"""How many officials are below standard: counts that fit, remedies with who and when, no names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.places.queries import unit_by_code
from langmoi.staffing.actions import Counted, Group, set_official_count
from langmoi.staffing.models import BelowStandard, Lack, OfficialCount, Remedy
from langmoi.staffing.queries import official_rows

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}
TRAINED = Group(
    Lack.POLITICS, 2, Remedy.TRAIN, "Học trung cấp", "Chủ tịch UBND xã", date(2020, 6, 30)
)
LEFT = Group(Lack.PROFESSION, 1)
TOLD = Counted(date(2019, 12, 14), total=20, below=3, groups=(TRAINED, LEFT))


def unit(code="23542", level="commune"):
    return unit_by_code(code, TODAY, level).unit


def tell(by, told=TOLD, *, seen=0, where=None):
    return set_official_count(told, where or unit(), seen=seen, by=by, **WHEN)


def test_a_commune_tells_how_many_lack_what_and_what_is_done(clerk, django_assert_max_num_queries):
    tell(clerk)

    keys = {unit().pk, unit("23434").pk}
    with django_assert_max_num_queries(7):
        rows = official_rows(keys, on=TODAY)
        told = {row.commune.code: (row.count and row.count.below) for row in rows}
    assert told == {"23542": 3, "23434": None}
    row = next(row for row in rows if row.count)
    assert (row.without_remedy, row.overdue(TODAY), row.overdue(date(2020, 7, 1))) == (
        1,
        False,
        True,
    )
    entry = AuditEntry.objects.get(action="officials.count")
    assert entry.detail["groups"][0]["due_on"] == "2020-06-30"


def test_each_day_has_its_count_and_a_month_is_read_as_it_was(clerk):
    tell(clerk)
    tell(
        clerk, replace(TOLD, counted_on=date(2019, 6, 30), below=5, groups=(Group(Lack.OTHER, 5),))
    )

    def below(on):
        [row] = official_rows({unit().pk}, on=on)
        return row.count and row.count.below

    assert [below(day) for day in (TODAY, date(2019, 12, 13), date(2019, 6, 29))] == [3, 5, None]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"total": 0}, "từ 1 đến 200"),
        ({"below": 21}, "phải từ 0 đến số cán bộ"),
        ({"groups": (TRAINED,)}, "chưa đủ 3 người"),
        ({"groups": (replace(TRAINED, people=4),)}, "phải từ 1 đến 3"),
        ({"groups": (replace(TRAINED, responsible=""), LEFT)}, "còn thiếu người chịu trách nhiệm"),
        ({"groups": (replace(TRAINED, due_on=None), LEFT)}, "hoặc hạn"),
        ({"groups": (TRAINED, TRAINED)}, "cùng lý do và cùng giải pháp"),
        ({"counted_on": date(2019, 12, 21)}, "chưa tới"),
    ],
)
def test_counts_that_cannot_be_are_refused_and_nothing_is_kept(clerk, changed, said):
    with pytest.raises(DomainError, match=said):
        tell(clerk, replace(TOLD, **changed))

    assert not OfficialCount.objects.exists()
    assert not AuditEntry.objects.filter(action="officials.count").exists()


def test_only_a_commune_has_such_a_count(office):
    for code, level in (("616", "district"), ("62", "province")):
        with pytest.raises(DomainError, match="không phải xã"):
            tell(office, where=unit(code, level))


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_who_does_not_keep_the_commune_tells_nothing(request, who):
    with pytest.raises(NotAllowed, match="Chỉ xã và cấp trên"):
        tell(request.getfixturevalue(who))


def test_a_count_is_mended_by_who_saw_it_last(clerk, district_officer):
    made = tell(clerk)
    tell(district_officer, replace(TOLD, below=2, groups=(TRAINED,)), seen=made.version)

    for seen in (0, 1):
        with pytest.raises(DomainError, match="vừa được người khác ghi"):
            tell(clerk, seen=seen)
    [count] = OfficialCount.objects.all()
    assert (count.below, count.version) == (2, 2)
    assert BelowStandard.objects.count() == 1
