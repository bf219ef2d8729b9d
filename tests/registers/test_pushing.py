"""What the register says of 13.1 is held beside the filings; a difference is for explaining."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from registers_world import TODAY, add, move, unit

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.law.sets import set_for
from langmoi.people.duties import load_responsibility
from langmoi.people.models import Agency, Post
from langmoi.registers.kind_list import kind_of
from langmoi.registers.pushing import feeding_of, figure_of, push_figure, push_of, push_register
from langmoi.reporting.expected import expected_for

MONTH = date(2019, 12, 1)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, tzinfo=UTC)}


@pytest.fixture
def department(person, office):
    """The officer of the department of agriculture."""
    load_responsibility(by=office)
    user = person("sonn", "department_officer", "62", "province")
    agency = Agency.objects.get(short_name="Sở NN&PTNT")
    Post.objects.filter(user=user).update(agency=agency)
    return user, agency


def stopped(office):
    entry = add(office, code="23434", name="HTX Kon Đào")
    move(entry, office, "stopped", date(2019, 5, 1))
    return entry


def test_the_department_in_charge_holds_what_the_register_says(department, office):
    user, agency = department
    stopped(office)

    done = push_register(kind_of("cooperative"), "13.1", MONTH, agency, by=user, **WHEN)

    assert done.added == 1
    [held] = expected_for(unit("23434").pk, MONTH)["cooperative_lawful"]
    assert (held.value, held.agency) == (False, agency)
    assert held.source == "Sổ Hợp tác xã, ngày 14/12/2019"


def test_a_second_push_changes_nothing_and_an_old_preview_is_refused(department, office):
    user, agency = department
    stopped(office)
    kind = kind_of("cooperative")
    seen = push_of(feeding_of(kind, "13.1"), MONTH, agency=agency).seen
    push_register(kind, "13.1", MONTH, agency, by=user, seen=seen, **WHEN)
    assert push_register(kind, "13.1", MONTH, agency, by=user, **WHEN).unchanged == 1
    with pytest.raises(DomainError, match="người khác thay đổi"):
        push_register(kind, "13.1", MONTH, agency, by=user, seen=seen, **WHEN)


def test_others_may_not_push(department, office, clerk):
    _, agency = department
    stopped(office)
    for user in (office, clerk):
        with pytest.raises(DomainError):
            push_register(kind_of("cooperative"), "13.1", MONTH, agency, by=user, **WHEN)
    with pytest.raises(NotAllowed):
        told = {unit("23434").pk: True}
        push_figure("cooperative_lawful", told, MONTH, agency, by=clerk, source="Sổ", **WHEN)


def test_an_empty_register_and_one_that_cannot_tell_push_nothing(department, office):
    user, agency = department
    with pytest.raises(DomainError, match="chưa có số liệu"):
        push_register(kind_of("cooperative"), "13.1", MONTH, agency, by=user, **WHEN)
    add(office)
    push = push_of(feeding_of(kind_of("cooperative"), "13.1"), MONTH, agency=agency)
    [row] = [row for row in push.rows if row.fed]
    assert (row.told, row.is_new, push.new) == (None, False, 0)
    assert "chưa rõ" in row.fed.said


def test_the_figure_is_that_of_the_set_of_the_month(kontum):
    feeding = feeding_of(kind_of("cooperative"), "13.1")
    assert figure_of(feeding, MONTH).id == "cooperative_lawful"
    assert figure_of(feeding, date(2023, 6, 1)).id == "cooperative_effective"


def test_a_register_that_feeds_nothing_of_that_indicator_says_so():
    with pytest.raises(DomainError, match="không cung cấp số"):
        feeding_of(kind_of("cooperative"), "17.1")


def test_communes_that_filed_otherwise_are_told(department, office):
    from chain_world import ZONE, figures_meeting

    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.models import RevisionSource

    _, agency = department
    stopped(office)
    open_month(MONTH, by=office, due_on=MONTH.replace(day=18))
    figures = figures_meeting({"13"}, MONTH)
    row = NewFigures(unit("23434").pk, "23434", ZONE, figures)
    law = set_for(MONTH)
    file_figures([row], month=MONTH, criteria_set=law, by=office, source=RevisionSource.WORKBOOK)
    push = push_of(feeding_of(kind_of("cooperative"), "13.1"), MONTH, agency=agency)
    assert [row.commune.code for row in push.different] == ["23434"]
