"""On the spot: what is checked is saved one by one, and nobody writes over another."""

from __future__ import annotations

from datetime import date

import delegation_world as world
import pytest
from chain_world import TODAY
from evidence_files import pdf, picture

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations import actions
from langmoi.delegations.actions import CheckClash, NewRecommendation, Told, record_check
from langmoi.delegations.models import Check, CheckPhoto
from langmoi.delegations.reported import reported_of
from langmoi.delegations.visited import differences_found
from langmoi.reporting.evidence.keeping import NewFile

NUMBER = "11.1"


def differing(visit):
    """Ten households more than were reported."""
    [reported] = [r for r in reported_of(visit) if r.indicator.number == NUMBER]
    [figure] = reported.figures
    value = dict(reported.values[figure.id])
    value["num"] = str(int(value["num"]) + 10)
    return {figure.id: value}


def check(visit, told, who, *, seen=0, number=NUMBER, **when):
    return record_check(visit, number, told, seen=seen, by=who, **{**world.when(), **when})


def test_a_member_notes_that_the_report_agrees(who, visit):
    made = check(visit, Told("agrees"), who.member)

    assert (made.result, made.values, made.version) == ("agrees", {}, 1)
    assert not differences_found([visit.unit_id])


def test_a_value_that_differs_is_kept_beside_the_reported_one(who, visit):
    check(visit, Told("differs", differing(visit), "Sổ hộ nghèo có thêm 10 hộ."), who.member)

    [found] = differences_found([visit.unit_id])
    assert found.month == world.NOVEMBER
    assert found.reported != found.checked
    assert found.change == "+1"


@pytest.mark.parametrize(
    ("result", "differs", "said"),
    [
        ("differs", False, "giống số báo cáo"),
        ("agrees", True, "khác số báo cáo"),
        ("unchecked", False, "vì sao không kiểm tra được"),
    ],
)
def test_result_and_values_must_say_the_same(who, visit, result, differs, said):
    values = differing(visit) if differs else {}

    with pytest.raises(DomainError, match=said):
        check(visit, Told(result, values), who.member)
    assert not Check.objects.exists()


def test_an_impossible_value_is_refused_as_in_a_filing(who, visit):
    [figure] = differing(visit)

    with pytest.raises(DomainError, match="tử số|lớn hơn"):
        check(visit, Told("differs", {figure: {"num": "9", "den": "3"}}), who.member)


def test_of_two_members_the_second_sees_what_the_first_wrote(who, visit):
    check(visit, Told("agrees"), who.member)

    with pytest.raises(CheckClash, match="Người dùng member vừa ghi") as clash:
        check(visit, Told("unchecked", note="Vắng."), who.head)
    assert clash.value.theirs.result == "agrees"
    again = check(visit, Told("unchecked", note="Vắng."), who.head, seen=1)
    assert (again.version, again.by) == (2, who.head)


def test_only_members_in_their_days_the_proposer_and_the_office_write(who, visit):
    for stranger in (who.doctor, who.clerk, who.district):
        with pytest.raises(NotAllowed, match="Chỉ thành viên đoàn"):
            check(visit, Told("agrees"), stranger)
    with pytest.raises(NotAllowed, match="Chỉ thành viên đoàn"):
        check(visit, Told("agrees"), who.member, on=date(2020, 1, 2))
    check(visit, Told("agrees"), who.proposer, on=date(2020, 1, 2))


def test_an_indicator_outside_the_scope_is_refused(who, visit):
    with pytest.raises(DomainError, match="không thuộc phạm vi"):
        check(visit, Told("agrees"), who.member, number="10.1")


def test_photos_are_kept_once_and_only_pictures_are_taken(who, visit):
    said = {"by": who.member, **world.when()}
    photo = actions.add_photo(visit, NUMBER, NewFile(picture(), "anh.jpg"), **said)
    assert actions.add_photo(visit, NUMBER, NewFile(picture(), "anh.jpg"), **said) == photo

    with pytest.raises(DomainError, match="không phải ảnh"):
        actions.add_photo(visit, NUMBER, NewFile(pdf(), "a.pdf"), **said)
    actions.remove_photo(photo, **said)
    assert CheckPhoto.objects.get().removed_at is not None


def test_a_commune_with_findings_stays_in_the_itinerary(who, visit):
    check(visit, Told("agrees"), who.member)

    with pytest.raises(DomainError, match="đã ghi kết quả kiểm tra"):
        actions.drop_visit(visit, seen=visit.delegation.version, by=who.proposer, on=TODAY)


def test_the_result_of_a_visit_is_not_written_over(who, visit):
    seen = visit.version
    told = {"seen": seen, "by": who.member, **world.when()}
    actions.finish_visit(visit, "Đã kiểm tra.", "", **told)

    with pytest.raises(DomainError, match="vừa được người khác ghi"):
        actions.finish_visit(visit, "Khác.", "", **told)


def test_a_recommendation_goes_to_one_place(who, visit):
    delegation = visit.delegation
    for place in ({}, {"agency": who.farming.pk, "unit": visit.unit_id}):
        with pytest.raises(DomainError, match="một nơi thực hiện"):
            actions.add_recommendation(
                delegation,
                NewRecommendation(text="Sửa.", **place),
                seen=delegation.version,
                by=who.head,
                **world.when(),
            )
